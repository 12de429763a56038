"""Goodness of fit: the vectors, SciPy as oracle for the tail, and groups in whole numbers."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.outcome_classes import chance_of_reaching
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.statistics.chi_square import goodness_of_fit, tail
from tests.unit.domain.statistics.vectors import cases, near


@pytest.mark.parametrize(
    ("given", "wanted"),
    cases(
        "goodness of fit, joined classes",
        "goodness of fit, the rest joins the last group",
        "goodness of fit, a class that expects exactly 5",
        "goodness of fit, one group",
    ),
)
def test_fits_are_those_of_the_vectors(given: Any, wanted: Any) -> None:
    fit = goodness_of_fit(given["difficulty"], given["counts"])
    groups = [
        {
            "safe_pumps": [group.first, group.last],
            "expected": near(group.expected),
            "observed": group.observed,
        }
        for group in fit.groups
    ]
    assert groups == wanted["groups"]
    assert sum(given["counts"]) == wanted["rounds"]
    assert list(fit.expected) == near(wanted["expected"])
    assert fit.chi_square == near(wanted["chi_square"])
    assert fit.degrees_of_freedom == wanted["degrees_of_freedom"]
    assert fit.p_value == (None if wanted["p_value"] is None else near(wanted["p_value"]))


@settings(max_examples=100)
@given(st.floats(-6, 3.1).map(lambda power: 10**power), st.integers(1, 30))
@example(1.0, 1)
@example(900.0, 24)
@example(1350.0, 24)
def test_the_tail_is_that_of_scipy(x: float, degrees: int) -> None:
    from scipy import special

    wanted = special.chdtrc(degrees, x)
    assert tail(x, degrees) == pytest.approx(wanted, rel=1e-9, abs=1e-300)


@pytest.mark.parametrize(("x", "wanted"), [(0.0, 1.0), (1e7, 0.0), (1e300, 0.0)])
def test_at_the_ends_all_or_nothing_is_left(x: float, wanted: float) -> None:
    assert [tail(x, degrees) for degrees in (1, 2, 23, 24)] == [wanted] * 4


@settings(max_examples=60)
@given(st.sampled_from(DIFFICULTIES), st.integers(0, 3000))
@example("easy", 125)
@example("expert", 20)
@example("hard", 0)
def test_groups_expect_at_least_five_and_could_not_be_smaller(difficulty: str, rounds: int) -> None:
    top = len(MULTIPLIERS[difficulty]) - 1
    counts = [rounds, *[0] * top]
    reaching = [*(chance_of_reaching(difficulty, bound) for bound in range(top + 1)), Fraction(0)]
    groups = goodness_of_fit(difficulty, counts).groups
    lasts = [group.last for group in groups]
    assert lasts == [top, *(group.first - 1 for group in groups[:-1])]
    assert groups[-1].first == 0
    for group in groups:
        expected = rounds * (reaching[group.first] - reaching[group.last + 1])
        assert group.expected == pytest.approx(float(expected))
        assert len(groups) == 1 or expected >= 5
        if group is not groups[-1]:
            assert rounds * (reaching[group.first + 1] - reaching[group.last + 1]) < 5
    assert sum(group.observed for group in groups) == rounds


def test_a_million_easy_rounds_in_the_highest_class_are_told_without_overflow() -> None:
    fit = goodness_of_fit("easy", [*[0] * 24, 10**6])
    assert fit.chi_square == pytest.approx(24e6)
    assert fit.p_value == 0.0


def test_no_rounds_fit_nothing() -> None:
    fit = goodness_of_fit("easy", [0] * 25)
    assert (fit.chi_square, fit.degrees_of_freedom, fit.p_value) == (0.0, 0, None)
    assert fit.expected == (0.0,) * 25
