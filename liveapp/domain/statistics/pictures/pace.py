"""Pace: bets a minute over time, and when there were none."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from liveapp.domain.clock import DAY_US, HOUR_US, MINUTE_US, SECOND_US
from liveapp.domain.statistics.columns import BetColumns, Floats, Integers
from liveapp.domain.statistics.pictures.rows import Row, rows_of
from liveapp.domain.statistics.pictures.span import Span

BARS_US = (
    *(seconds * SECOND_US for seconds in (10, 15, 20, 30)),
    *(minutes * MINUTE_US for minutes in (1, 2, 5, 10, 15, 20, 30)),
    *(hours * HOUR_US for hours in (1, 2, 3, 4, 6, 8, 12)),
)
"""How long a bar can be, below whole days."""

PIXELS_A_BAR = 4

USUAL_INTERVALS_A_PAUSE = 10
"""How much longer than the usual time between bets a pause is; a minute at least."""

INTERVALS_LOOKED_AT = 10_000


@dataclass(frozen=True, slots=True)
class PacePicture:
    """Bets by the time at which they were received, in bars of `bar_us` that begin at round times.

    Bars reach over the ends of the span, so that moving it changes none. `nonces` are those of each bar's
    first bet, or of the next one where a bar has none. A bar at either end of the stream
    is told a minute of the part that has bets, half of it at least. `pauses` counts the times in the span
    during which no bet came for `pause_us` or longer, `paused_us` adds them up, and `pauses_from_us` and
    `pauses_to_us` are the bets before and after those that a pixel shows.
    """

    span_us: Span
    bar_us: int
    begins_us: Integers
    nonces: Integers
    counts: Integers
    bets_a_minute: Floats
    pause_us: int
    pauses: int
    paused_us: int
    pauses_from_us: Integers
    pauses_to_us: Integers

    def rows(self) -> Iterator[Row]:
        """A header, and a row for each bar: times in microseconds since the epoch."""
        return rows_of(
            {
                "begin_us": self.begins_us,
                "end_us": self.begins_us + self.bar_us,
                "nonce": self.nonces,
                "bets": self.counts,
                "bets_a_minute": self.bets_a_minute,
            }
        )


def pace_picture(bets: BetColumns, span_us: Span, width: int) -> PacePicture:
    """Draw up how fast the bets of a span of time came."""
    times, nonces = _by_time(bets)
    numbers = span_us.numbers
    pixel_us = (numbers.stop - numbers.start) / max(width, 1)
    bar_us = _bar_us(pixel_us * PIXELS_A_BAR)
    begins = _begins(times, numbers, bar_us)
    places = np.searchsorted(times, np.append(begins, begins[-1:] + bar_us))
    counts = np.diff(places)[: len(begins)]
    pause_us = _pause_us(times)
    froms, tos = _pauses(times, numbers, pause_us)
    visible = tos - froms >= pixel_us
    return PacePicture(
        span_us=span_us,
        bar_us=bar_us,
        begins_us=begins,
        nonces=nonces[places[: len(begins)]],
        counts=counts,
        bets_a_minute=counts * (MINUTE_US / _with_bets_us(times, begins, bar_us)),
        pause_us=pause_us,
        pauses=len(froms),
        paused_us=int(np.sum(tos - froms)),
        pauses_from_us=froms[visible],
        pauses_to_us=tos[visible],
    )


def _by_time(bets: BetColumns) -> tuple[Integers, Integers]:
    """Times and nonces. Bets are by nonce: late ones, and those of several receivers, come otherwise."""
    times = bets.received_us
    if bool(np.all(times[:-1] <= times[1:])):
        return times, bets.nonces
    order = np.argsort(times, kind="stable")
    return times[order], bets.nonces[order]


def _bar_us(least_us: float) -> int:
    days = int(-(-least_us // DAY_US))
    return next((bar_us for bar_us in BARS_US if bar_us >= least_us), max(days, 1) * DAY_US)


def _begins(times: Integers, numbers: range, bar_us: int) -> Integers:
    """Of the bars that reach into the span and from the first bet to the last."""
    if not len(times) or not numbers:
        return np.zeros(0, np.int64)
    first, last = max(numbers[0], int(times[0])), min(numbers[-1], int(times[-1]))
    return np.arange(first // bar_us, last // bar_us + 1, dtype=np.int64) * bar_us


def _with_bets_us(times: Integers, begins: Integers, bar_us: int) -> Floats:
    if not len(begins):
        return np.zeros(0)
    parts = np.minimum(begins + bar_us, times[-1]) - np.maximum(begins, times[0])
    return np.asarray(np.maximum(parts, bar_us / 2))


def _pause_us(times: Integers) -> int:
    """The median of some of the times between bets is near enough."""
    intervals = np.diff(times)
    some = intervals[:: len(intervals) // INTERVALS_LOOKED_AT + 1]
    usual_us = int(np.median(some)) if len(some) else 0
    return max(MINUTE_US, USUAL_INTERVALS_A_PAUSE * usual_us)


def _pauses(times: Integers, numbers: range, pause_us: int) -> tuple[Integers, Integers]:
    if len(times) < 2 or not numbers:
        return times[:0], times[:0]
    start = max(int(np.searchsorted(times, numbers[0], side="right")) - 1, 0)
    stop = int(np.searchsorted(times, numbers[-1])) + 1
    part = times[start:stop]
    pauses = np.flatnonzero(np.diff(part) >= pause_us)
    return part[pauses], part[pauses + 1]
