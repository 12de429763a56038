"""Classes of results: which number of safe pumps a multiplier stands for, and how likely each is."""

from bisect import bisect_left
from fractions import Fraction
from functools import cache, lru_cache
from math import comb

from liveapp.domain.pump import MULTIPLIERS, POPS, POSITIONS

ABSOLUTE_TOLERANCE = 0.011
"""Tables in circulation differ in the second digit after the point."""

RELATIVE_TOLERANCE = 1e-6

STEP_TOLERANCE = 0.005
"""Where hits of a multiplier are counted, one so little above a value of the table still means that value."""


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


@cache
def draws_by_class(difficulty: str) -> tuple[int, ...]:
    """In how many draws of the pops the lowest one leaves k pumps safe, k from 0 to the table's end.

    Raises:
        KeyError: no such difficulty.
    """
    pops = POPS[difficulty]
    return tuple(comb(POSITIONS - 1 - pumps, pops - 1) for pumps in range(len(MULTIPLIERS[difficulty])))


@cache
def chances_by_class(difficulty: str) -> tuple[float, ...]:
    """How likely each number of safe pumps is, from 0 on.

    Raises:
        KeyError: no such difficulty.
    """
    draws = draws_by_class(difficulty)
    return tuple(own / sum(draws) for own in draws)


def least_pumps(difficulty: str, multiplier: float) -> int | None:
    """How many safe pumps reach a multiplier at least; None where none of the difficulty's do.

    Raises:
        KeyError: no such difficulty.
    """
    table = MULTIPLIERS[difficulty]
    pumps = bisect_left(table, multiplier)
    return pumps if pumps < len(table) else None
