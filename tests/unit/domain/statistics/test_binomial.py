"""Binomial chances: the vectors, SciPy as oracle, and waits step by step.

SciPy takes most of a second to import: only where it is asked, not in every process that collects tests.
"""

from math import comb, fsum, sqrt
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.statistics.binomial import central_range, chance_of_longer_wait, p_value
from liveapp.domain.statistics.chances import chance_of, reaching
from tests.unit.domain.statistics.vectors import cases, near

LEAST_OF_SCIPY = 1e-200
"""Further out, its lower tail underflows within."""

game_chances = st.sampled_from([float(chance) for name in DIFFICULTIES for chance in reaching(name)[1:]])
chances = st.one_of(
    game_chances,
    st.floats(0.001, 0.999),
    st.floats(-7, -1).map(lambda power: 10**power),
    st.floats(-7, -1).map(lambda power: 1 - 10**power),
)
rounds_played = st.one_of(st.integers(0, 60), st.floats(0, 6.301).map(lambda power: int(10**power)))


@pytest.mark.parametrize(
    ("given", "wanted"),
    cases("binomial p-value, two-sided", "binomial p-value, far out and at the ends"),
)
def test_p_values_are_those_of_the_vectors(given: Any, wanted: Any) -> None:
    chance = chance_of(given["difficulty"], given["multiplier"])
    assert p_value(given["hits"], given["rounds"], chance) == near(wanted["p_value"])
    if "expected" in wanted:
        assert given["rounds"] * chance == near(wanted["expected"])


@settings(max_examples=120)
@given(rounds_played, chances, st.floats(-32, 32))
@example(2_000_000, 0.5, 0.001)
@example(2_000_000, 1 / 3268760, 20.0)
@example(2_000_000, 0.96, -30.0)
@example(9, 0.6, 0.0)
def test_p_values_are_those_of_scipy(rounds: int, chance: float, deviations: float) -> None:
    from scipy import stats

    about = rounds * chance + deviations * sqrt(rounds * chance * (1 - chance))
    hits = min(rounds, max(0, round(about)))
    wanted = stats.binomtest(hits, rounds, chance).pvalue if rounds else 1.0
    assume(wanted > LEAST_OF_SCIPY)
    assert p_value(hits, rounds, chance) == pytest.approx(wanted, rel=1e-9, abs=0)


@settings(max_examples=30)
@given(st.integers(0, 40), game_chances)
def test_a_p_value_sums_all_counts_that_are_no_likelier(rounds: int, chance: float) -> None:
    likelihoods = [
        comb(rounds, hits) * chance**hits * (1 - chance) ** (rounds - hits) for hits in range(rounds + 1)
    ]
    for hits, seen in enumerate(likelihoods):
        wanted = fsum(one for one in likelihoods if one <= seen * (1 + 1e-7))
        assert p_value(hits, rounds, chance) == pytest.approx(wanted, rel=1e-9, abs=0)


def test_where_scipy_fails_the_exact_value_comes_out() -> None:
    # Its lower tail underflows here: it tells 7.3e-264. Summed term by term with 60 digits:
    assert p_value(37, 306_351, 0.00245) == pytest.approx(1.664583005684224e-263, rel=1e-9, abs=0)


@pytest.mark.parametrize(
    ("hits", "rounds", "chance", "p"),
    [(0, 0, 0.5, 1), (0, 9, 0.0, 1), (1, 9, 0.0, 0), (9, 9, 1.0, 1), (8, 9, 1.0, 0), (0, 10**6, 0.9, 0)],
)
def test_at_the_ends_all_or_nothing_is_left(hits: int, rounds: int, chance: float, p: float) -> None:
    assert p_value(hits, rounds, chance) == p


@settings(max_examples=60)
@given(rounds_played, chances, st.sampled_from([0.5, 0.95, 0.998]))
@example(1_000_000, 0.5, 0.998)
@example(0, 0.5, 0.998)
def test_on_either_side_of_the_central_range_lies_at_most_half_of_the_rest(
    rounds: int, chance: float, coverage: float
) -> None:
    from scipy import stats

    low, high = central_range(rounds, chance, coverage)
    outside = (1 - coverage) / 2
    for beyond, up_to in (
        stats.binom.cdf([low - 1, low], rounds, chance),
        stats.binom.sf([high, high - 1], rounds, chance),
    ):
        assert beyond <= outside * (1 + 1e-9)
        assert up_to >= outside * (1 - 1e-9)


@pytest.mark.parametrize(("chance", "wanted"), [(0.0, (0, 0)), (1.0, (77, 77))])
def test_what_is_certain_has_no_range(chance: float, wanted: tuple[int, int]) -> None:
    assert central_range(77, chance) == wanted


def wait_step_by_step(rounds: int, longest: int, chance: float) -> float:
    """The chance of `longest` misses in a row by following how many there are now."""
    row, done = [1.0, *[0.0] * (longest - 1)], 0.0
    for _ in range(rounds):
        done += row[-1] * (1 - chance)
        row = [fsum(row) * chance, *(one * (1 - chance) for one in row[:-1])]
    return done


@settings(max_examples=40)
@given(st.integers(0, 120), st.integers(1, 30), st.one_of(game_chances, st.floats(0.001, 0.999)))
@example(120, 1, 0.999)
@example(120, 2, 0.6)
def test_a_long_waits_chance_is_that_of_following_every_round(
    rounds: int, longest: int, chance: float
) -> None:
    wanted = wait_step_by_step(rounds, longest, chance)
    assert chance_of_longer_wait(rounds, longest, chance) == pytest.approx(wanted, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize(
    ("rounds", "longest", "chance"),
    [(100_000, 6200, 1 / 1088), (2_000_000, 15_000, 1 / 1088), (10_000, 300, 13 / 460)],
)
def test_in_long_streams_it_is_near_the_usual_formula(rounds: int, longest: int, chance: float) -> None:
    usual = -((rounds - longest) * chance + 1) * (1 - chance) ** longest
    assert chance_of_longer_wait(rounds, longest, chance) == pytest.approx(-usual, rel=0.2)
    assert chance_of_longer_wait(rounds, longest, chance) < -usual


@pytest.mark.parametrize(
    ("rounds", "longest", "chance", "wanted"),
    [
        (0, 0, 0.5, 1.0),
        (10, 0, 0.5, 1.0),
        (10, 11, 0.5, 0.0),
        (10, 10, 0.5, 0.5**10),
        (10, 3, 0.0, 1.0),
        (10, 3, 1.0, 0.0),
        (1_000_000, 500_000, 0.9, 0.0),
        (1_000_000, 2, 0.01, 1.0),
    ],
)
def test_waits_at_the_ends(rounds: int, longest: int, chance: float, wanted: float) -> None:
    assert chance_of_longer_wait(rounds, longest, chance) == pytest.approx(wanted, rel=1e-12)
