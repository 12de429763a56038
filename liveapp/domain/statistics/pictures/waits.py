"""Waits: how many rounds each hit took, beside how many a fair game's hits take."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, exp, log, log1p

import numpy as np

from liveapp.domain.bets import DIFFICULTIES, MAX_NONCE
from liveapp.domain.statistics.binomial import central_range
from liveapp.domain.statistics.chances import chance_of
from liveapp.domain.statistics.columns import Codes, Floats, Integers
from liveapp.domain.statistics.hits import hit_places
from liveapp.domain.statistics.pictures.rows import Row
from liveapp.domain.statistics.rounds import ClassifiedRounds

MOST_BINS = 20

LEAST_EXPECTED = 5
"""Waits that a bin must expect."""

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

    998 of 1,000 times a fair game puts between `lows` and `highs` of so many waits into a bin, both included;
    these are empty where so much is missing that nothing can be compared.
    `current_bin` is the place of the first bin in which the running wait can still end. There are no bins
    where they would tell nothing: no one chance is known, or two bins cannot expect five waits each.
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
        yield "first_round", "last_round", "chance", "observed", "expected", "range_low", "range_high"
        for place, last in enumerate(self.lasts.tolist()):
            yield (
                int(self.firsts[place]),
                None if last == NO_END else last,
                float(self.chances[place]),
                int(self.observed[place]),
                float(self.expected[place]),
                int(self.lows[place]) if len(self.lows) else None,
                int(self.highs[place]) if len(self.highs) else None,
            )


def waits_of(rounds: ClassifiedRounds, multiplier: float) -> Waits:
    """Find a multiplier's hits among the classified rounds, and how many rounds each took."""
    known = rounds.only_classified()
    hits = hit_places(known, multiplier)
    last = int(hits[-1]) if len(hits) else -1
    return Waits(
        multiplier=multiplier,
        waits=np.diff(hits, prepend=-1),
        current=len(known) - 1 - last,
        chance=_common_chance(known.difficulties, multiplier),
    )


def waits_picture(waits: Waits, is_partial: bool = False) -> WaitsPicture:
    """Draw up waits beside the geometric distribution."""
    hits = len(waits.waits)
    bins = [] if waits.chance is None else _bins(hits, waits.chance)
    firsts = np.array([first for first, _, _ in bins], np.int64)
    chances = np.array([chance for _, _, chance in bins])
    ranges = [] if is_partial else [central_range(hits, chance) for _, _, chance in bins]
    return WaitsPicture(
        multiplier=waits.multiplier,
        chance=waits.chance,
        hits=hits,
        firsts=firsts,
        lasts=np.array([last for _, last, _ in bins], np.int64),
        chances=chances,
        observed=np.diff(np.searchsorted(np.sort(waits.waits), firsts), append=hits),
        expected=hits * chances,
        lows=np.array([low for low, _ in ranges], np.int64),
        highs=np.array([high for _, high in ranges], np.int64),
        current=waits.current,
        current_bin=int(np.searchsorted(firsts, waits.current + 1, side="right")) - 1 if bins else None,
    )


def _common_chance(difficulties: Codes, multiplier: float) -> float | None:
    present = [name for code, name in enumerate(DIFFICULTIES) if (difficulties == code).any()]
    return chance_of(present[0], multiplier) if len(present) == 1 else None


def _bins(hits: int, chance: float) -> list[tuple[int, int, float]]:
    """First and last round, and the chance to hit in it; each bin as short as its least chance allows.

    A wait is longer than w rounds at (1 - chance)^w.
    """
    most = min(MOST_BINS, hits // (LEAST_EXPECTED + 1))
    if most < 2 or chance >= 1:
        return []
    log_of_miss = log1p(-chance)
    bins, first, left = [], 1, 1.0
    while left > 1 / most:
        last = max(first, ceil(log(left - 1 / most) / log_of_miss))
        longer = exp(last * log_of_miss)
        if hits * longer < LEAST_EXPECTED:
            break
        bins.append((first, last, left - longer))
        first, left = last + 1, longer
    return [*bins, (first, NO_END, left)] if bins else []
