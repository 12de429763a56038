"""How many hits so many independent rounds give: exact chances, however far out and however many rounds.

Loader, "Fast and accurate computation of binomial probabilities" (2000), gives the chance of one count;
neighbours follow by their ratio. Tails are summed from their near end outward: 1 minus a cumulated chance
would be 0 where it matters.
"""

from bisect import bisect_left
from collections.abc import Callable
from math import exp, floor, log, log1p, pi

import numpy as np

from liveapp.domain.statistics.columns import Floats
from liveapp.domain.statistics.stirling import correction

TIE_TOLERANCE = 1e-7
"""Counts are equally likely within so much: floats would lose ties (R and SciPy allow the same)."""

_NEGLIGIBLE = 1e-17
_FIRST_PIECE = 32
_CERTAIN = 15.0


def p_value(hits: int, rounds: int, chance: float) -> float:
    """How likely a count is no likelier than `hits`: the two-sided exact test, by small likelihoods."""
    if not 0 < chance < 1:
        return float(hits == (rounds if chance >= 1 else 0))
    law = _Binomial(rounds, chance, 1 - chance)
    limit = law.log_chance(hits) + TIE_TOLERANCE
    mode = law.mode
    if law.log_chance(mode) <= limit:
        return 1.0
    if hits > mode:
        law, hits, mode = law.mirrored, rounds - hits, rounds - mode
    other = _first_where(lambda count: law.log_chance(count) <= limit, mode, rounds + 1)
    return min(1.0, law.mirrored.at_least(rounds - hits) + law.at_least(other))


def central_range(rounds: int, chance: float, coverage: float = 0.998) -> tuple[int, int]:
    """The counts, both included, outside of which at most half of what is not covered lies on either side."""
    if not 0 < chance < 1:
        return (rounds, rounds) if chance >= 1 else (0, 0)
    law, share = _Binomial(rounds, chance, 1 - chance), (1 - coverage) / 2
    return law.lowest_beyond(share), rounds - law.mirrored.lowest_beyond(share)


def chance_of_longer_wait(rounds: int, longest: int, chance: float) -> float:
    """How likely so many rounds have a wait (rounds in a row without a hit) that is this long or longer.

    Exact by inclusion and exclusion of where such waits begin (de Moivre). Where they abound, the terms
    would cancel, and waits that begin anywhere are as good as independent.
    """
    if longest <= 0 or longest > rounds:
        return float(longest <= 0)
    if not 0 < chance < 1:
        return float(chance <= 0)
    stays_away = exp(longest * log1p(-chance))
    begins = stays_away * chance
    if (expected := (rounds - longest) * begins + stays_away) > _CERTAIN:
        return 1 - exp(-expected)
    later = _some_begin(rounds, longest, begins)
    return min(1.0, later + stays_away * (1 - _some_begin(rounds - longest, longest, begins)))


def _some_begin(rounds: int, longest: int, begins: float) -> float:
    """One minus the sum of (-1)^j C(rounds - j * longest, j) begins^j over j from 0 on."""
    total, count = 0.0, 1
    while (left := rounds - count * longest) >= count:
        term = 1.0
        for taken in range(count):
            term *= (left - taken) * begins / (taken + 1)
        total += term if count % 2 else -term
        if term <= _NEGLIGIBLE * abs(total):
            break
        count += 1
    return total


class _Binomial:
    """The law of the number of hits; `mirrored` is that of the misses, both chances kept exactly."""

    def __init__(self, rounds: int, chance: float, other: float) -> None:
        self._rounds, self._chance, self._other = rounds, chance, other

    @property
    def mirrored(self) -> "_Binomial":
        return _Binomial(self._rounds, self._other, self._chance)

    @property
    def mode(self) -> int:
        return min(floor((self._rounds + 1) * self._chance), self._rounds)

    def log_chance(self, count: int) -> float:
        rounds, misses = self._rounds, self._rounds - count
        if not count:
            return rounds * (log(self._other) if self._other < 0.5 else log1p(-self._chance))
        if not misses:
            return self.mirrored.log_chance(0)
        return (
            correction(rounds)
            - correction(count)
            - correction(misses)
            - _deviance(count, rounds * self._chance)
            - _deviance(misses, rounds * self._other)
            + log(rounds / (2 * pi * count * misses)) / 2
        )

    def at_least(self, count: int) -> float:
        """The upper tail, from a count that is not below the mode."""
        if count > self._rounds:
            return 0.0
        first = exp(self.log_chance(count))
        term = total = 1.0
        piece = _FIRST_PIECE
        while count < self._rounds and term > _NEGLIGIBLE * total:
            terms = term * self._beside(count, min(count + piece, self._rounds))
            term, total = float(terms[-1]), total + float(terms.sum())
            count, piece = count + piece, 2 * piece
        return first * total

    def lowest_beyond(self, share: float) -> int:
        """The lowest count up to which more than so much lies (less than half)."""
        seen = log(share * _NEGLIGIBLE)
        count = _first_where(lambda count: self.log_chance(count) >= seen, 0, self.mode)
        chances = exp(self.log_chance(count)) * np.append(1.0, self._beside(count, self.mode))
        return count + int(np.searchsorted(chances.cumsum(), share, side="right"))

    def _beside(self, count: int, end: int) -> Floats:
        """How likely the counts after `count` are, up to `end`, as multiples of how likely it is."""
        before = np.arange(count, end, dtype=np.float64)
        ratios = (self._rounds - before) / (before + 1) * (self._chance / self._other)
        return np.asarray(np.cumprod(ratios), np.float64)


def _deviance(count: int, expected: float) -> float:
    """Loader's bd0: count ln(count ÷ expected) + expected - count, which would cancel where they are near."""
    difference = count - expected
    if abs(difference) >= 0.1 * (count + expected):
        return count * log(count / expected) - difference
    ratio = difference / (count + expected)
    total, power, odd = difference * ratio, 2 * count * ratio, 1
    while True:
        power *= ratio * ratio
        odd += 2
        more = total + power / odd
        if more == total:
            return total
        total = more


def _first_where(holds: Callable[[int], bool], begin: int, end: int) -> int:
    """The first number from `begin` on for which something holds that holds from there on; else `end`."""
    return begin + bisect_left(range(begin, end), True, key=holds)
