"""The days that streams are grouped by: Today, Yesterday, the weekdays before, then dates. Without Qt."""

from bisect import bisect_right
from datetime import date, datetime, time, timedelta, tzinfo

from liveapp.domain.clock import EPOCH, SECOND_US

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NAMED_DAYS = 7


class Days:
    """What the days are called, as long as `holds` says so: while this day lasts."""

    def __init__(self, now_us: int, zone: tzinfo | None = None) -> None:
        self._zone = zone
        today = _moment(now_us, zone).date()
        days = [today - timedelta(days=back) for back in range(_NAMED_DAYS - 1, -1, -1)]
        names = [_WEEKDAYS[day.weekday()] for day in days[:-2]]
        self._names = [*names, "Yesterday", "Today"]
        self._starts_us = [_start_us(day, zone) for day in days]
        self._end_us = _start_us(today + timedelta(days=1), zone)

    def holds(self, now_us: int) -> bool:
        """Whether it is still the day that these names were made for."""
        return self._starts_us[-1] <= now_us < self._end_us

    def name(self, time_us: int) -> str:
        """What the day of a moment is called; a moment to come is of today."""
        place = bisect_right(self._starts_us, time_us) - 1
        return f"{_moment(time_us, self._zone):%Y-%m-%d}" if place < 0 else self._names[place]


def _moment(time_us: int, zone: tzinfo | None) -> datetime:
    moment = EPOCH + timedelta(microseconds=time_us)
    try:
        return moment.astimezone(zone)
    except (OverflowError, ValueError, OSError):  # years 1 and 9999 have no neighbours to shift into
        return moment


def _start_us(day: date, zone: tzinfo | None) -> int:
    naive = datetime.combine(day, time())
    # A naive datetime is taken to be in the system's zone.
    start = naive.astimezone() if zone is None else naive.replace(tzinfo=zone)
    return int((start - EPOCH).total_seconds()) * SECOND_US
