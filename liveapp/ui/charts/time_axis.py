"""The axis of time: local time, at round moments."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

from liveapp.domain.clock import DAY_US, EPOCH, HOUR_US, MINUTE_US, SECOND_US
from liveapp.ui.charts.axes import NumberAxis, nice_step

STEPS_US = (
    *(seconds * SECOND_US for seconds in (1, 2, 5, 10, 15, 30)),
    *(minutes * MINUTE_US for minutes in (1, 2, 5, 10, 15, 30)),
    *(hours * HOUR_US for hours in (1, 2, 3, 6, 12)),
)
"""How far ticks are apart, below whole days."""

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_MICROSECOND = timedelta(microseconds=1)
_YEAR_ONE = datetime(1, 1, 1)  # noqa: DTZ001 - what clocks on the wall show


class TimeAxis(NumberAxis):
    """Microseconds since the epoch; drawn is how far they are from `origin`."""

    def __init__(self, zone: tzinfo | None = None) -> None:
        super().__init__("bottom")
        self._zone = zone

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        """Ticks at round local times."""
        low, high = self.origin + round(minVal * self.unit), self.origin + round(maxVal * self.unit)
        step_us = step_of(high - low, self.most_ticks(size))
        times = moments(low, high, step_us, self._zone)
        return [(step_us / self.unit, [(time_us - self.origin) / self.unit for time_us in times])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """The time at each; where the day is another than at the one before, also the date."""
        times = [self.origin + round(value * self.unit) for value in values]
        return tick_texts(times, round(spacing * self.unit), self._zone)


def step_of(width_us: int, most: int) -> int:
    """The smallest step that so much time has at most `most` of."""
    least_us = width_us / max(1, most)
    days = nice_step(max(1.0, width_us / DAY_US), most)
    return next((step for step in STEPS_US if step >= least_us), max(1, round(days)) * DAY_US)


def moments(low_us: int, high_us: int, step_us: int, zone: tzinfo | None = None) -> list[int]:
    """The round local times from one to another."""
    try:
        return list(_moments(low_us, high_us, step_us, zone))
    except (OverflowError, ValueError, OSError):  # years 1 and 9999 have no neighbours to shift into
        return []


def tick_texts(times_us: list[int], step_us: int, zone: tzinfo | None = None) -> list[str]:
    """`28 Jan 23:00`, `29 Jan 00:00`, `01:00`; whole days `28 Jan 2026`."""
    texts, day_before = [], None
    for time_us in times_us:
        moment = _local(time_us, zone)
        day = f"{moment.day} {MONTHS[moment.month - 1]}"
        clock = f"{moment:%H:%M:%S}" if step_us < MINUTE_US else f"{moment:%H:%M}"
        if step_us >= DAY_US:
            texts.append(f"{day} {moment.year}")
        else:
            texts.append(clock if day == day_before else f"{day} {clock}")
        day_before = day
    return texts


def _moments(low_us: int, high_us: int, step_us: int, zone: tzinfo | None) -> Iterator[int]:
    step = step_us * _MICROSECOND
    clock = _local(low_us, zone).replace(tzinfo=None)
    clock -= (clock - _YEAR_ONE) % step
    while True:
        aware = clock.astimezone(UTC) if zone is None else clock.replace(tzinfo=zone).astimezone(UTC)
        time_us = (aware - EPOCH) // _MICROSECOND
        if time_us > high_us:
            return
        if time_us >= low_us:
            yield time_us
        clock += step


def _local(time_us: int, zone: tzinfo | None) -> datetime:
    return (EPOCH + time_us * _MICROSECOND).astimezone(zone)
