"""The range that a picture shows, and how its nonces (or microseconds) are shared out among pixels."""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from liveapp.domain.bets import MAX_NONCE
from liveapp.domain.statistics.columns import Floats, Integers


@dataclass(frozen=True, slots=True)
class Span:
    """From where to where, both included: nonces, or microseconds since the epoch.

    Whole numbers are taken as they are, also those that a float cannot tell from their neighbours.
    """

    first: float
    last: float


@dataclass(frozen=True, slots=True)
class PixelColumns:
    """Neighbouring ranges of whole numbers, both ends included, that together are a span.

    There is one for each pixel, or one for each number where the pixels are more.
    """

    firsts: Integers
    lasts: Integers


def whole_range(span: Span) -> range:
    """The whole numbers of a span among those that a nonce can be."""
    return range(ceil(max(span.first, 0)), floor(min(span.last, MAX_NONCE)) + 1)


def pixel_columns(span: Span, width: int) -> PixelColumns:
    """Share out a span among so many pixels."""
    numbers = whole_range(span)
    count = min(width, numbers.stop - numbers.start)
    if count <= 0:
        return PixelColumns(np.zeros(0, np.int64), np.zeros(0, np.int64))
    wide = numbers.stop - numbers.start
    begins = [numbers.start + wide * place // count for place in range(count + 1)]
    return PixelColumns(
        np.array(begins[:-1], np.int64), np.array([begin - 1 for begin in begins[1:]], np.int64)
    )


@dataclass(frozen=True, slots=True)
class Shares:
    """Which part of an ascending array lies in each column that has any of it.

    `columns` are the places of these columns, `starts` where their parts begin; the parts follow one
    another without a break and end at `stop`.
    """

    columns: Integers
    starts: Integers
    stop: int

    @property
    def ends(self) -> Integers:
        """Where each column's part ends, itself not included."""
        return np.append(self.starts[1:], self.stop)


def shares(ascending: Integers, columns: PixelColumns) -> Shares:
    """Find each column's part by binary search."""
    starts = np.searchsorted(ascending, columns.firsts)
    ends = np.searchsorted(ascending, columns.lasts, side="right")
    filled = np.flatnonzero(starts < ends)
    return Shares(filled, starts[filled], int(ends[-1]) if len(ends) else 0)


def first_places_of(values: Floats, extremes: Floats, parts: Shares) -> Integers:
    """Where in each part its extreme stands first."""
    begin = int(parts.starts[0])
    wanted = np.repeat(extremes, np.diff(np.append(parts.starts, parts.stop)))
    found = np.flatnonzero(values[begin : parts.stop] == wanted) + begin
    return found[np.searchsorted(found, parts.starts)]


Reduction = Callable[[Floats, Integers], Floats]


def reduced(reduction: Reduction, values: Floats, parts: Shares) -> Floats:
    """The lowest, or highest, value of each part: `reduction` is a ufunc's `reduceat`."""
    if not len(parts.starts):
        return np.zeros(0)
    begin = int(parts.starts[0])
    return reduction(values[begin : parts.stop], parts.starts - begin)
