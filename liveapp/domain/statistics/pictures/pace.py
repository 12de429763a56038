"""Pace: bets a minute over time, and when there were none."""

from collections.abc import Iterator
from dataclasses import dataclass

from liveapp.domain.statistics.columns import BetColumns, Floats, Integers
from liveapp.domain.statistics.pictures.rows import Row
from liveapp.domain.statistics.pictures.span import Span


@dataclass(frozen=True, slots=True)
class PacePicture:
    """Bets by the time at which they were received, in bars of `bar_us` on round times.

    Each bar begins at `begins_us`. A minute's bets are told over the part of a bar that lies between the
    stream's first and last bet. `pauses_from_us` and `pauses_to_us` are the bets between which none came for
    `pause_us` or longer, those that a pixel shows; `pauses` counts all of the span.
    """

    span_us: Span
    bar_us: int
    begins_us: Integers
    counts: Integers
    bets_a_minute: Floats
    pause_us: int
    pauses: int
    pauses_from_us: Integers
    pauses_to_us: Integers

    def rows(self) -> Iterator[Row]:
        """A header, and a row for each bar."""
        raise NotImplementedError


def pace_picture(bets: BetColumns, span_us: Span, width: int) -> PacePicture:
    """Draw up how fast the bets of a span of time came."""
    raise NotImplementedError
