"""How often each gap between two hits came: enough for all that is said of gaps, exactly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from liveapp.domain.statistics.columns import Integers

_COUNTED_BY_VALUE = 4
"""Gaps up to so many times their number are counted by value, in a tenth of the time that sorting takes."""


@dataclass(frozen=True, slots=True)
class GapFigures:
    """What gaps come to: differences of nonces. `std` is the population's deviation."""

    mean: float
    median: float
    std: float
    lowest: int
    highest: int


class GapCounts:
    """Counts gaps as they come. In a fair stream few differ, however many there are."""

    def __init__(self) -> None:
        self._values: Integers = np.zeros(0, np.int64)
        self._counts: Integers = np.zeros(0, np.int64)

    def add(self, gaps: Integers) -> None:
        """Count these, too."""
        if not len(gaps):
            return
        values, counts = _counted(gaps)
        places = np.searchsorted(self._values, values)
        are_new = np.append(self._values, -1)[places] != values
        self._counts[places[~are_new]] += counts[~are_new]
        if are_new.any():
            self._values = np.insert(self._values, places[are_new], values[are_new])
            self._counts = np.insert(self._counts, places[are_new], counts[are_new])

    def copy(self) -> GapCounts:
        """Another that counts on by itself."""
        other = GapCounts()
        other._values, other._counts = self._values, self._counts.copy()
        return other

    def figures(self) -> GapFigures | None:
        """What they come to; None without any."""
        if not len(self._values):
            return None
        reached = np.cumsum(self._counts)
        number = int(reached[-1])
        # Their sum is a difference of two nonces: it does not overflow.
        total = int(self._values @ self._counts)
        middle = np.searchsorted(reached, [(number - 1) // 2, number // 2], side="right")
        lower, upper = self._values[middle].tolist()
        # Nonces have more digits than floats: what is left over the whole part of the mean has few.
        whole, rest = divmod(total, number)
        off_mean = (self._values - whole).astype(np.float64) - rest / number
        return GapFigures(
            mean=total / number,
            median=(lower + upper) / 2,
            std=float(np.sqrt(self._counts @ off_mean**2 / number)),
            lowest=int(self._values[0]),
            highest=int(self._values[-1]),
        )


def _counted(gaps: Integers) -> tuple[Integers, Integers]:
    """Each value once, ascending, and how often it comes."""
    if gaps.max() <= _COUNTED_BY_VALUE * len(gaps):
        counts = np.bincount(gaps)
        values = np.flatnonzero(counts)
        return values, counts[values]
    values, counts = np.unique(gaps, return_counts=True)
    return values, counts
