"""Bets a minute, and pauses."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveapp.domain.clock import DAY_US, MINUTE_US, SECOND_US
from liveapp.domain.statistics.pictures.pace import BARS_US, pace_picture
from liveapp.domain.statistics.pictures.span import Span
from tests.unit.domain.statistics.pictures.makers import bets_of

NOON_US = 1_772_366_400 * SECOND_US
TIMES = st.integers(NOON_US, NOON_US + 3_600 * SECOND_US)


@settings(max_examples=50)
@given(st.lists(TIMES, max_size=30), TIMES, TIMES, st.integers(0, 40))
def test_each_bar_counts_its_bets_and_each_pause_of_the_span_is_told(
    times: list[int], first: int, last: int, width: int
) -> None:
    bets = bets_of(range(len(times)), received_us=np.array(times, np.int64))
    picture = pace_picture(bets, Span(first, last), width)
    for begin, count in zip(picture.begins_us.tolist(), picture.counts.tolist(), strict=True):
        assert begin % picture.bar_us == 0
        assert count == sum(begin <= time < begin + picture.bar_us for time in times)
    in_span = [time for time in times if first <= time <= last]
    begins = set(picture.begins_us.tolist())
    for begin, nonce in zip(picture.begins_us.tolist(), picture.nonces.tolist(), strict=True):
        assert times[nonce] == min(time for time in times if time >= begin)
    assert {time - time % picture.bar_us for time in in_span} <= begins
    times.sort()
    pauses = [
        (one, other)
        for one, other in pairwise(times)
        if other - one >= picture.pause_us and first <= last and one < last and other > first
    ]
    assert picture.pauses == len(pauses)
    assert picture.paused_us == sum(other - one for one, other in pauses)
    shown = zip(picture.pauses_from_us.tolist(), picture.pauses_to_us.tolist(), strict=True)
    assert set(shown) <= set(pauses)
    assert np.isfinite(picture.bets_a_minute).all()


@pytest.mark.parametrize(
    ("span_us", "bar_us"),
    [
        (1, 10 * SECOND_US),
        (1_000 * SECOND_US, 10 * SECOND_US),
        (1_001 * SECOND_US, 15 * SECOND_US),
        (24 * 60 * MINUTE_US, 15 * MINUTE_US),
        (100 * DAY_US, DAY_US),
        (101 * DAY_US, 2 * DAY_US),
    ],
)
def test_bars_are_some_pixels_wide_and_last_a_round_time(span_us: int, bar_us: int) -> None:
    bets = bets_of([1], received_us=NOON_US)
    assert pace_picture(bets, Span(NOON_US, NOON_US + span_us - 1), 400).bar_us == bar_us


def test_the_steps_of_a_bar_part_a_minute_an_hour_or_a_day_evenly() -> None:
    assert all(any(whole % bar == 0 for whole in (MINUTE_US, 60 * MINUTE_US, DAY_US)) for bar in BARS_US)


def test_a_steady_bot_has_the_same_pace_everywhere() -> None:
    times = NOON_US + np.arange(1_000) * SECOND_US
    picture = pace_picture(bets_of(range(1_000), received_us=times), Span(int(times[0]), int(times[-1])), 400)
    assert picture.bets_a_minute[:-1].tolist() == [60.0] * (len(picture.counts) - 1)
    assert picture.bets_a_minute[-1] == pytest.approx(60, rel=0.12)
    assert picture.pauses == 0


def test_the_few_bets_of_a_bar_that_has_just_begun_are_no_burst() -> None:
    times = NOON_US + np.array([0, 10_000_000, 20_000_000, 20_000_001])
    picture = pace_picture(bets_of(range(4), received_us=times), Span(int(times[0]), int(times[-1])), 400)
    assert picture.bets_a_minute.tolist() == [6.0, 6.0, 24.0]


def test_moving_the_span_changes_no_bar() -> None:
    times = NOON_US + np.cumsum(np.random.default_rng(5).integers(0, 4 * SECOND_US, 2_000))
    bets = bets_of(range(2_000), received_us=times)
    begin = int(times[0])
    one = pace_picture(bets, Span(begin + 100_000_003, begin + 900_000_000), 300)
    other = pace_picture(bets, Span(begin + 103_456_789, begin + 903_456_786), 300)
    rows = {row[0]: row for row in one.rows()}
    common = [row for row in other.rows() if row[0] in rows]
    assert len(common) > 50
    assert all(row == rows[row[0]] for row in common)


def test_a_pause_is_told_by_the_bets_around_it() -> None:
    times = NOON_US + SECOND_US * np.array([0, 1, 2, 3, 200, 201, 202, 250, 251, 5_000])
    span = Span(int(times[0]), int(times[-1]))
    picture = pace_picture(bets_of(range(10), received_us=times), span, 1_000)
    assert picture.pause_us == MINUTE_US
    assert picture.pauses_from_us.tolist() == [times[3], times[8]]
    assert picture.pauses_to_us.tolist() == [times[4], times[9]]
    assert picture.paused_us == (197 + 4_749) * SECOND_US
    narrow = pace_picture(bets_of(range(10), received_us=times), span, 10)
    assert (narrow.pauses, narrow.pauses_from_us.tolist()) == (2, [times[8]])


@pytest.mark.parametrize(("first_s", "last_s"), [(100, 202), (100, 150), (2, 100)])
def test_a_pause_that_reaches_over_the_span_is_told_too(first_s: int, last_s: int) -> None:
    times = NOON_US + SECOND_US * np.array([0, 1, 2, 3, 200, 201, 202])
    span = Span(NOON_US + first_s * SECOND_US, NOON_US + last_s * SECOND_US)
    picture = pace_picture(bets_of(range(7), received_us=times), span, 1_000)
    assert (picture.pauses_from_us.tolist(), picture.pauses_to_us.tolist()) == ([times[3]], [times[4]])


def test_a_pause_begins_at_its_least_time_and_is_none_below_it() -> None:
    times = NOON_US + np.cumsum([0, 1, 1, MINUTE_US, 1, MINUTE_US - 1, 1])
    picture = pace_picture(bets_of(range(7), received_us=times), Span(NOON_US, int(times[-1])), 1_000)
    assert picture.pauses_from_us.tolist() == [times[2]]


def test_long_pauses_do_not_become_usual() -> None:
    intervals = SECOND_US * np.where(np.arange(30_000) % 10_000 == 0, 9_000, 20)
    times = NOON_US + np.cumsum(intervals)
    span = Span(int(times[0]), int(times[-1]))
    picture = pace_picture(bets_of(range(30_000), received_us=times), span, 1_000)
    assert (picture.pause_us, picture.pauses) == (200 * SECOND_US, 2)


def test_what_is_usual_for_a_slow_bot_is_no_pause() -> None:
    times = NOON_US + 5 * MINUTE_US * np.arange(20)
    picture = pace_picture(bets_of(range(20), received_us=times), Span(int(times[0]), int(times[-1])), 100)
    assert (picture.pause_us, picture.pauses) == (50 * MINUTE_US, 0)


def test_bets_that_all_came_at_once_have_a_bar() -> None:
    picture = pace_picture(bets_of(range(30), received_us=NOON_US), Span(NOON_US, NOON_US), 100)
    assert picture.counts.tolist() == [30]
    assert picture.bets_a_minute.tolist() == [360.0]


@pytest.mark.parametrize("span", [Span(NOON_US + 1, NOON_US), Span(-5, -1), Span(NOON_US, NOON_US + 5)])
def test_without_bets_or_time_there_is_no_bar(span: Span) -> None:
    bets = bets_of([1, 2], received_us=NOON_US - DAY_US) if span.last > NOON_US else bets_of([])
    picture = pace_picture(bets, span, 100)
    assert (len(picture.counts), len(picture.bets_a_minute), picture.pauses) == (0, 0, 0)
    assert list(picture.rows()) == [("begin_us", "end_us", "nonce", "bets", "bets_a_minute")]
