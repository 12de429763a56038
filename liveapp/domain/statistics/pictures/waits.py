"""Waits: how many rounds each hit took, beside how many a fair game's hits take."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from liveapp.domain.bets import MAX_NONCE
from liveapp.domain.statistics.columns import Floats, Integers
from liveapp.domain.statistics.pictures.rows import Row, rows_of
from liveapp.domain.statistics.rounds import ClassifiedRounds

NO_END = MAX_NONCE
"""Where the last bin ends: it takes in all longer waits."""


@dataclass(frozen=True, slots=True)
class Waits:
    """The rounds that each hit of a multiplier took: since the hit before or the start, itself counted.

    `current` are the rounds since the last hit. `chance` is that of a hit, None where the rounds have several
    difficulties or are none.
    """

    multiplier: float
    waits: Integers
    current: int
    chance: float | None


@dataclass(frozen=True, slots=True)
class WaitsPicture:
    """Waits in bins of about equal chance, from `firsts` to `lasts` rounds, both included.

    998 of 1,000 times a fair game puts between `lows` and `highs` of so many waits into a bin, both included.
    `current_bin` is the place of the first bin in which the running wait can still end. There are no bins
    where no chance is known, or no hit.
    """

    multiplier: float
    chance: float | None
    hits: int
    firsts: Integers
    lasts: Integers
    chances: Floats
    observed: Integers
    expected: Floats
    lows: Integers
    highs: Integers
    current: int
    current_bin: int | None

    def rows(self) -> Iterator[Row]:
        """A header, and a row for each bin; the last one has no end."""
        raise NotImplementedError


def waits_of(rounds: ClassifiedRounds, multiplier: float) -> Waits:
    """Find a multiplier's hits among the classified rounds, and how many rounds each took."""
    raise NotImplementedError


def waits_picture(waits: Waits) -> WaitsPicture:
    """Draw up waits beside the geometric distribution."""
    raise NotImplementedError
