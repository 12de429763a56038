"""Courses of profits: few steps, exact extremes, the same whatever the pieces."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveapp.domain.statistics.columns import BetColumns
from liveapp.domain.statistics.growing import part_of
from liveapp.domain.statistics.pictures import courses
from liveapp.domain.statistics.pictures.courses import Course, RunningCourses
from tests.unit.domain.statistics.pictures.makers import bets_of, first_of

GAINS = st.lists(st.integers(-5, 5), max_size=70)


def bets_with(gains: list[int], **values: object) -> BetColumns:
    count = len(gains)
    payouts = [gain + 5.0 for gain in gains]
    return bets_of(range(1, count + 1), amounts=[5.0] * count, payouts=payouts, **values)


def amounts(sums: np.ndarray) -> list[float]:
    return (sums * 2.0**64).tolist()


@settings(max_examples=80)
@given(GAINS, st.lists(st.integers(0, 70), max_size=5), st.integers(1, 9))
def test_no_low_or_high_is_lost_however_bets_come_and_steps_are_joined(
    gains: list[int], cuts: list[int], most: int
) -> None:
    bets, course = bets_with(gains), Course()
    bounds = sorted({0, len(gains), *(min(cut, len(gains)) for cut in cuts)})
    for begin, end in pairwise(bounds):
        course = course.extended(part_of(bets, slice(begin, end)), most)
    profits = np.cumsum(gains, dtype=np.float64)
    step = course.bets_a_step
    wanted = [profits[first : first + step] for first in range(0, len(gains), step)]
    assert len(wanted) <= most
    assert step == 1 or len(gains) > most * step // 2
    assert amounts(course.lows) == [float(one.min()) for one in wanted]
    assert amounts(course.highs) == [float(one.max()) for one in wanted]
    assert amounts(course.lasts) == [float(one[-1]) for one in wanted]
    assert course.numbers.tolist() == [min(len(gains), first + step) for first in range(0, len(gains), step)]
    assert course.bets == len(gains)


def test_each_currency_has_its_own_course() -> None:
    running = RunningCourses()
    running.extend(bets_with([1, -2, 3, -4, 5], currencies=[0, 2, 0, 2, 0]))
    assert amounts(running.of(0).lasts) == [1.0, 4.0, 9.0]
    assert amounts(running.of(2).lasts) == [-2.0, -6.0]
    assert (running.of(1).bets, running.of(1).numbers.tolist()) == (0, [])


def test_expectations_count_the_bets_whose_targets_are_in_the_table() -> None:
    running = RunningCourses()
    running.extend(bets_of([1, 2, 3], targets=[1.63, 1.7, 1.63], amounts=2.0))
    course = running.of(0)
    assert course.expected_over == 2
    each = 2 * (1.63 * 0.6 - 1)
    assert amounts(course.expected) == pytest.approx([each, each, 2 * each])


def test_a_copy_goes_on_by_itself() -> None:
    running = RunningCourses()
    running.extend(bets_with([1, 2]))
    other = running.copy()
    other.extend(bets_with([3]))
    assert (running.of(0).bets, other.of(0).bets) == (2, 3)


def test_many_currencies_share_out_the_steps_but_each_has_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courses, "MOST_STEPS", 64)
    monkeypatch.setattr(courses, "LEAST_STEPS", 4)
    monkeypatch.setattr(courses, "PIECE_BETS", 100)
    running = RunningCourses()
    running.extend(bets_with([1] * 1000))
    assert len(running.of(0).lasts) == 63
    bets = bets_with([1] * 1000, currencies=np.arange(1000) % 50)
    crowded = RunningCourses()
    crowded.extend(bets)
    crowded.extend(first_of(bets, 100))
    assert {len(crowded.of(one).lasts) for one in range(50)} <= {3, 4}
