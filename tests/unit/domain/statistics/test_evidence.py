"""Evidence: the contract's formula, why it may be looked at forever, and that splits change nothing."""

from itertools import pairwise
from math import comb, exp, fsum, lgamma, log
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.statistics.chances import reaching
from liveapp.domain.statistics.columns import UNKNOWN, Codes
from liveapp.domain.statistics.evidence import HIGHEST, RunningEvidence, evidence, evidence_of_bound
from tests.unit.domain.statistics.vectors import cases, near

bounds = st.sampled_from([float(chance) for name in DIFFICULTIES for chance in reaching(name)[1:]])
Rounds = tuple[Codes, Codes]


def by_the_formula(rounds: int, hits: int, chance: float) -> float:
    a, b = 100 * chance, 100 * (1 - chance)
    betas = lgamma(a + hits) + lgamma(b + rounds - hits) - lgamma(100 + rounds) - lgamma(a) - lgamma(b)
    log_evidence = betas + lgamma(100) - hits * log(chance) - (rounds - hits) * log(1 - chance)
    return exp(min(log_evidence, log(HIGHEST)))


@pytest.mark.parametrize(("given", "wanted"), cases("evidence of one class bound"))
def test_a_bounds_evidence_is_that_of_the_vectors(given: Any, wanted: Any) -> None:
    chance = float(reaching(given["difficulty"])[given["k"]])
    assert evidence_of_bound(given["rounds"], given["hits"], chance) == near(wanted)


@settings(max_examples=60)
@given(st.integers(0, 3000), bounds, st.floats(0, 1))
def test_a_bounds_evidence_is_the_contracts_formula(rounds: int, chance: float, share: float) -> None:
    hits = min(rounds, round(rounds * chance * 3 * share))
    wanted = by_the_formula(rounds, hits, chance)
    assert evidence_of_bound(rounds, hits, chance) == pytest.approx(wanted, rel=1e-9)


@pytest.mark.parametrize("rounds", [1, 2, 50, 150])
@pytest.mark.parametrize("chance", [0.6, 0.04, 1 / 3268760])
def test_on_fair_streams_its_mean_stays_one(rounds: int, chance: float) -> None:
    mean = fsum(
        comb(rounds, hits)
        * chance**hits
        * (1 - chance) ** (rounds - hits)
        * evidence_of_bound(rounds, hits, chance)
        for hits in range(rounds + 1)
        if chance**hits
    )
    assert mean == pytest.approx(1, rel=1e-9)


def test_it_is_the_mean_over_bounds_and_the_product_over_difficulties() -> None:
    hard, easy = [30, 20, 25, 10, 8, 3, 1, *[0] * 12, 2, 0], [5, *[1] * 24]
    product = 1.0
    for difficulty, counts in (("hard", hard), ("easy", easy)):
        each = [
            by_the_formula(sum(counts), sum(counts[bound:]), float(chance))
            for bound, chance in enumerate(reaching(difficulty))
            if bound
        ]
        product *= fsum(each) / len(each)
    assert evidence({"easy": easy, "hard": hard}) == pytest.approx(product, rel=1e-10)


@pytest.mark.parametrize("counts", [{}, {"expert": [0] * 16}])
def test_without_rounds_it_is_one(counts: dict[str, list[int]]) -> None:
    assert evidence(counts) == 1.0


def test_more_than_the_highest_is_not_told() -> None:
    assert evidence({"expert": [*[0] * 15, 10_000]}) == HIGHEST
    assert evidence_of_bound(2_000_000, 2_000_000, 0.04) == HIGHEST


def test_two_million_rounds_keep_their_digits() -> None:
    # By ln Γ with 50 digits.
    assert log(evidence_of_bound(2_000_000, 79_000, 0.04)) == pytest.approx(1.569684622300672, abs=1e-12)


@st.composite
def streams(draw: st.DrawFn) -> Rounds:
    chance = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    count = draw(st.sampled_from([0, 1, 49, 50, 51, 730]))
    codes = np.array(draw(st.lists(st.sampled_from([0, 1, 2, 3]), min_size=1, max_size=3)), np.uint8)
    difficulties = chance.choice(codes, count)
    classes = chance.geometric(draw(st.floats(0.1, 0.5)), count) - 1
    tables = np.array([len(MULTIPLIERS[difficulty]) for difficulty in DIFFICULTIES])
    classes = np.minimum(classes, tables[difficulties] - 1).astype(np.uint8)
    classes[chance.random(count) < draw(st.sampled_from([0.0, 0.1, 1.0]))] = UNKNOWN
    return classes, difficulties


def whole(rounds: Rounds) -> RunningEvidence:
    running = RunningEvidence()
    running.extend(*rounds)
    return running


def evidence_after(rounds: Rounds, taken: int) -> float:
    classes, difficulties = (column[:taken] for column in rounds)
    return evidence(
        {
            name: np.bincount(
                classes[(difficulties == code) & (classes != UNKNOWN)], minlength=len(MULTIPLIERS[name])
            ).tolist()
            for code, name in enumerate(DIFFICULTIES)
        }
    )


@settings(max_examples=20)
@given(streams())
def test_running_it_is_what_it_is_at_once_and_its_highest_that_of_every_fiftieth_round_and_now(
    rounds: Rounds,
) -> None:
    running, count = whole(rounds), len(rounds[0])
    looks = {taken: evidence_after(rounds, taken) for taken in [*range(0, count, 50), count]}
    assert running.now == pytest.approx(looks[count], rel=1e-12)
    assert running.highest == pytest.approx(max(looks.values()), rel=1e-12)
    assert looks[running.highest_at] == pytest.approx(running.highest, rel=1e-12)


@settings(max_examples=20)
@given(streams(), st.lists(st.integers(0, 730), max_size=6))
def test_splits_change_nothing_to_the_last_bit(rounds: Rounds, splits: list[int]) -> None:
    pieces = RunningEvidence()
    edges = [0, *sorted(splits), len(rounds[0])]
    for begin, end in pairwise(edges):
        pieces.extend(rounds[0][begin:end], rounds[1][begin:end])
    once = whole(rounds)
    assert (pieces.now, pieces.highest, pieces.highest_at) == (once.now, once.highest, once.highest_at)


def test_more_than_a_piece_is_looked_at_to_its_end() -> None:
    fair = np.random.default_rng(3).geometric(0.4, 30_000).clip(1, 16).astype(np.uint8) - np.uint8(1)
    fair[25_000:] = 9
    rounds = fair, np.full(30_000, 3, np.uint8)
    running = whole(rounds)
    assert running.now == running.highest == HIGHEST
    before = whole((fair[:25_000], rounds[1][:25_000]))
    assert before.highest < HIGHEST
    pieces = before.copy()
    pieces.extend(fair[25_000:], rounds[1][25_000:])
    assert (pieces.highest, pieces.highest_at) == (running.highest, running.highest_at)


def test_a_copy_goes_on_by_itself() -> None:
    codes = np.full(60, 3, np.uint8)
    running = whole((np.full(60, 0, np.uint8), codes))
    before = running.now, running.highest, running.highest_at
    running.copy().extend(np.full(60, 15, np.uint8), codes)
    assert (running.now, running.highest, running.highest_at) == before
