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

    @property
    def numbers(self) -> range:
        """The whole numbers in it, among those that a nonce can be."""
        first = ceil(min(max(self.first, 0), MAX_NONCE + 1))
        return range(first, max(first, floor(max(min(self.last, MAX_NONCE), -1)) + 1))


@dataclass(frozen=True, slots=True)
class PixelColumns:
    """Neighbouring ranges of whole numbers, both ends included, that together are a span.

    There is one for each pixel, or one for each number where the pixels are more.
    """

    firsts: Integers
    lasts: Integers


def pixel_columns(span: Span, width: int) -> PixelColumns:
    """Share out a span among so many pixels."""
    first, stop = span.numbers.start, span.numbers.stop
    count = min(width, stop - first)
    begins = [first + (stop - first) * place // count for place in range(count)]
    ends = [begin - 1 for begin in (*begins[1:], stop)] if begins else []
    return PixelColumns(np.array(begins, np.int64), np.array(ends, np.int64))


@dataclass(frozen=True, slots=True)
class Shares:
    """Which part of some ascending values lies in a span, and in each pixel column that has any of it.

    `columns` are the places of these columns, `starts` where their parts begin; the parts follow one
    another without a break, from `start` to `stop` (itself not included).
    """

    columns: Integers
    starts: Integers
    start: int
    stop: int

    @property
    def ends(self) -> Integers:
        """Where each column's part ends, itself not included."""
        return np.append(self.starts[1:], self.stop)[: len(self.starts)]


def shares(ascending: Integers, span: Span, width: int, places: Integers | None = None) -> Shares:
    """Find each column's part by binary search.

    Where `places` (ascending) are given, only the values there count, and the parts are parts of `places`.
    """
    firsts = pixel_columns(span, width).firsts
    starts = np.searchsorted(ascending, firsts)
    start, stop = (_place_from(ascending, number) for number in (span.numbers.start, span.numbers.stop))
    if places is not None:
        starts = np.searchsorted(places, starts)
        start, stop = int(np.searchsorted(places, start)), int(np.searchsorted(places, stop))
    filled = np.flatnonzero(np.append(starts[1:], stop)[: len(starts)] > starts)
    return Shares(filled, starts[filled], start, stop)


def _place_from(ascending: Integers, number: int) -> int:
    """Where the values begin that are at least a number, which may be one more than they can be."""
    return len(ascending) if number > MAX_NONCE else int(np.searchsorted(ascending, number))


Reduction = Callable[[Floats, Integers], Floats]


def reduced(reduction: Reduction, values: Floats, parts: Shares) -> Floats:
    """The lowest, or highest, value of each part: `reduction` is a ufunc's `reduceat`."""
    if not len(parts.starts):
        return np.zeros(0)
    return reduction(values[parts.start : parts.stop], parts.starts - parts.start)


def highest(values: Floats, parts: Shares) -> tuple[Floats, Integers]:
    """The highest value of each part, and the place where it stands first; NaN and -1 where all are NaN."""
    highs = reduced(np.fmax.reduceat, values, parts)
    wanted = np.repeat(highs, parts.ends - parts.starts)
    found = np.append(np.flatnonzero(values[parts.start : parts.stop] == wanted) + parts.start, -1)
    places = found[np.searchsorted(found[:-1], parts.starts)]
    return highs, np.where(np.isnan(highs), -1, places)
