"""Waits beside the geometric distribution."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.statistics.binomial import central_range
from liveapp.domain.statistics.chances import chance_of
from liveapp.domain.statistics.columns import UNKNOWN
from liveapp.domain.statistics.pictures.waits import (
    LEAST_EXPECTED,
    MOST_BINS,
    NO_END,
    Waits,
    waits_of,
    waits_picture,
)
from tests.unit.domain.statistics.pictures.makers import EXPERT, rounds_of


def waits_like(hits: int, chance: float, current: int = 0) -> Waits:
    """As a fair game's: the quantiles of the geometric distribution."""
    shares = (np.arange(hits) + 0.5) / max(hits, 1)
    waits = np.ceil(np.log1p(-shares) / np.log1p(-chance)).astype(np.int64)
    return Waits(2.0, waits, current, chance)


def test_each_hit_took_the_rounds_since_the_one_before_or_since_the_start() -> None:
    rounds = rounds_of([3, 4, 8, 9, 20, 21, 22], [1.0, 4.95, 9.08, 7.77, 1.0, 4.95, 1.0])
    waits = waits_of(rounds, 4.95)
    assert waits.waits.tolist() == [2, 1, 2]
    assert waits.current == 1
    assert waits.chance == chance_of("expert", 4.95)


def test_before_the_first_hit_the_wait_runs_since_the_start() -> None:
    waits = waits_of(rounds_of([1, 2, 3], 1.0), 4.95)
    assert (waits.waits.tolist(), waits.current) == ([], 3)


def test_rounds_of_several_difficulties_or_none_have_no_one_chance() -> None:
    mixed = waits_of(rounds_of([1, 2], [4.95, 4.95], difficulties=[EXPERT, 1]), 4.95)
    assert (mixed.waits.tolist(), mixed.chance) == ([1, 1], None)
    nothing = waits_of(rounds_of([1], 4.95, difficulties=UNKNOWN), 4.95)
    assert (nothing.waits.tolist(), nothing.current, nothing.chance) == ([], 0, None)


def test_other_difficulties_without_a_class_do_not_mix() -> None:
    waits = waits_of(rounds_of([1, 2], [4.95, 7.77], difficulties=[EXPERT, 1]), 4.95)
    assert waits.chance == chance_of("expert", 4.95)


@settings(max_examples=60)
@given(st.integers(0, 3_000), st.sampled_from([3e-7, 1e-3, 0.02, 0.12, 0.48, 0.6, 0.96, 1.0]))
def test_bins_cover_all_waits_and_expect_enough_of_them_each(hits: int, chance: float) -> None:
    waits = waits_like(hits, min(chance, 0.99)) if chance < 1 else Waits(1.0, np.ones(hits, np.int64), 0, 1.0)
    picture = waits_picture(waits)
    firsts, lasts = picture.firsts.tolist(), picture.lasts.tolist()
    assert len(firsts) <= MOST_BINS
    assert len(firsts) != 1
    if not firsts:
        return
    assert (firsts[0], lasts[-1]) == (1, NO_END)
    assert firsts[1:] == [last + 1 for last in lasts[:-1]]
    assert sum(picture.observed.tolist()) == hits
    for place, chance_of_bin in enumerate(picture.chances.tolist()):
        longer = 0 if lasts[place] == NO_END else (1 - chance) ** lasts[place]
        assert chance_of_bin == pytest.approx((1 - chance) ** (firsts[place] - 1) - longer, rel=1e-6)
        assert picture.expected[place] == pytest.approx(hits * chance_of_bin)
        assert picture.expected[place] >= LEAST_EXPECTED
        assert (picture.lows[place], picture.highs[place]) == central_range(hits, chance_of_bin)
        inside = [w for w in waits.waits.tolist() if firsts[place] <= w <= lasts[place]]
        assert picture.observed[place] == len(inside)


@pytest.mark.parametrize("chance", [1e-6, 1e-3, 1 / 1088])
def test_rare_hits_have_twenty_bins_of_about_equal_chance(chance: float) -> None:
    picture = waits_picture(waits_like(1_000, chance))
    assert len(picture.firsts) == MOST_BINS
    assert picture.chances[:-1] == pytest.approx(1 / MOST_BINS, rel=0.02)
    assert picture.chances[-1] == pytest.approx(1 / MOST_BINS, rel=0.4)
    assert (np.abs(picture.observed - picture.expected) <= 1).all()


@pytest.mark.parametrize(("hits", "bins"), [(11, 0), (12, 2), (18, 3), (60, 10), (120, 20)])
def test_few_hits_have_few_bins_and_very_few_have_none(hits: int, bins: int) -> None:
    assert len(waits_picture(waits_like(hits, 1e-4)).firsts) == bins


def test_without_one_chance_there_are_no_bins() -> None:
    picture = waits_picture(Waits(2.0, np.ones(100, np.int64), 3, None))
    assert (len(picture.firsts), picture.hits, picture.current, picture.current_bin) == (0, 100, 3, None)


def test_the_running_wait_stands_in_the_first_bin_in_which_it_can_end() -> None:
    firsts = waits_picture(waits_like(60, 1e-3)).firsts.tolist()
    for current, place in [(0, 0), (firsts[1] - 2, 0), (firsts[1] - 1, 1), (10**9, len(firsts) - 1)]:
        assert waits_picture(waits_like(60, 1e-3, current)).current_bin == place


def test_the_last_row_has_no_end() -> None:
    header, first, second = waits_picture(waits_like(12, 0.5)).rows()
    assert header == (
        "first_round", "last_round", "chance", "observed", "expected", "range_low", "range_high"
    )  # fmt: skip
    assert first == (1, 1, 0.5, 6, 6.0, 1, 11)
    assert second == (2, None, 0.5, 6, 6.0, 1, 11)


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_a_certain_hit_has_no_bins(difficulty: str) -> None:
    rounds = rounds_of(range(100), 1.0, difficulties=DIFFICULTIES.index(difficulty))
    assert len(waits_picture(waits_of(rounds, 1.0)).firsts) == 0
