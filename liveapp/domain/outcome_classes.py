"""Classes of results: which number of safe pumps a multiplier stands for, and how likely each is."""

from bisect import bisect_left
from fractions import Fraction
from functools import lru_cache
from math import comb

from liveapp.domain.pump import MULTIPLIERS, POPS, POSITIONS

ABSOLUTE_TOLERANCE = 0.011
"""Tables in circulation differ in the second digit after the point."""

RELATIVE_TOLERANCE = 1e-6


@lru_cache(maxsize=1024)
def class_of(difficulty: str, multiplier: float) -> int | None:
    """The number of safe pumps whose multiplier is nearest and near enough, the lower in a tie; else None.

    Results and targets are the same few numbers over and over: the last ones are remembered.

    Raises:
        KeyError: no such difficulty.
    """
    table = MULTIPLIERS[difficulty]
    above = bisect_left(table, multiplier)
    near = range(max(0, above - 1), min(above + 1, len(table)))
    nearest = min(near, key=lambda pumps: abs(table[pumps] - multiplier))
    tolerance = max(ABSOLUTE_TOLERANCE, RELATIVE_TOLERANCE * table[nearest])
    return nearest if abs(table[nearest] - multiplier) <= tolerance else None


def chance_of_reaching(difficulty: str, safe_pumps: int) -> Fraction:
    """How likely a round survives at least so many pumps: none of the M pops is among the first positions.

    Raises:
        KeyError: no such difficulty.
    """
    pops = POPS[difficulty]
    return Fraction(comb(POSITIONS - safe_pumps, pops), comb(POSITIONS, pops))
