"""The axis of time."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from liveapp.domain.clock import DAY_US, EPOCH, HOUR_US, MINUTE_US, SECOND_US
from liveapp.ui.charts.time_axis import TimeAxis, moments, step_of, tick_texts

KOLKATA = timezone(timedelta(hours=5, minutes=30))


def at(*parts: int, zone=UTC) -> int:
    return (datetime(*parts, tzinfo=zone) - EPOCH) // timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("width_us", "step_us"),
    [
        (0, SECOND_US),
        (5 * SECOND_US, SECOND_US),
        (6 * SECOND_US, 2 * SECOND_US),
        (HOUR_US, 15 * MINUTE_US),
        (DAY_US, 6 * HOUR_US),
        (4 * DAY_US, DAY_US),
        (30 * DAY_US, 10 * DAY_US),
        (4_000 * DAY_US, 1_000 * DAY_US),
    ],
)
def test_ticks_are_a_round_time_apart_and_have_room(width_us, step_us) -> None:
    assert step_of(width_us, 5) == step_us


def test_ticks_stand_at_round_local_times() -> None:
    low, high = at(2026, 1, 28, 22, 10, zone=KOLKATA), at(2026, 1, 29, 1, 10, zone=KOLKATA)
    times = moments(low, high, HOUR_US, KOLKATA)
    assert tick_texts(times, HOUR_US, KOLKATA) == ["28 Jan 23:00", "29 Jan 00:00", "01:00"]


def test_days_begin_at_midnight_also_when_clocks_were_changed_between() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    times = moments(at(2026, 3, 28), at(2026, 3, 31), DAY_US, berlin)
    assert tick_texts(times, DAY_US, berlin) == ["29 Mar 2026", "30 Mar 2026", "31 Mar 2026"]
    assert [time_us for time_us in times if (time_us - times[0]) % DAY_US] != []


def test_seconds_are_told_where_ticks_are_less_than_a_minute_apart() -> None:
    times = moments(at(2026, 1, 28, 9), at(2026, 1, 28, 9, 1), 30 * SECOND_US, UTC)
    assert tick_texts(times, 30 * SECOND_US, UTC) == ["28 Jan 09:00:00", "09:00:30", "09:01:00"]


def test_times_that_no_calendar_has_are_no_ticks() -> None:
    assert moments(-(2**62), 2**62, DAY_US, UTC) == []


def test_times_are_drawn_as_distances_from_the_first(theme) -> None:
    axis = TimeAxis(UTC)
    axis.origin, axis.unit = at(2026, 1, 28, 9), 1e6
    ((spacing, values),) = axis.tickValues(0.0, 3_600.0, 250.0)
    assert [round(value) for value in values] == [0, 1_800, 3_600]
    assert axis.tickStrings(values, 1.0, spacing) == ["28 Jan 09:00", "09:30", "10:00"]
