"""Which class each of many results belongs to: `outcome_classes.class_of` for arrays."""

from functools import cache

import numpy as np

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.outcome_classes import ABSOLUTE_TOLERANCE, RELATIVE_TOLERANCE
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.statistics.columns import UNKNOWN, Codes, Floats

CLASSES = max(len(table) for table in MULTIPLIERS.values())
"""Room for the classes of any difficulty."""

_PIECE_ROUNDS = 1 << 14
"""So many at a time: what is needed in between stays in the processor's cache, however many they are."""


def classes_of(results: Floats, difficulties: Codes) -> Codes:
    """The class (number of safe pumps) of each result; `UNKNOWN` where it or the difficulty has none."""
    classes = np.full(len(results), UNKNOWN, np.uint8)
    for begin in range(0, len(results), _PIECE_ROUNDS):
        piece = slice(begin, begin + _PIECE_ROUNDS)
        _classify(results[piece], difficulties[piece], classes[piece])
    return classes


def _classify(results: Floats, difficulties: Codes, classes: Codes) -> None:
    for code in range(len(DIFFICULTIES)):
        ours = np.flatnonzero(difficulties == code)
        if len(ours):
            classes[ours] = _classes_within(results[ours], code)


def _classes_within(results: Floats, code: int) -> Codes:
    table, tolerances = _table(code)
    above = np.searchsorted(table, results)
    lower, upper = np.maximum(above - 1, 0), np.minimum(above, len(table) - 1)
    far_lower, far_upper = np.abs(table[lower] - results), np.abs(table[upper] - results)
    nearest = np.where(far_upper < far_lower, upper, lower)
    near_enough = np.minimum(far_lower, far_upper) <= tolerances[nearest]
    return np.where(near_enough, nearest, UNKNOWN).astype(np.uint8)


@cache
def _table(code: int) -> tuple[Floats, Floats]:
    table = np.array(MULTIPLIERS[DIFFICULTIES[code]])
    return table, np.maximum(ABSOLUTE_TOLERANCE, RELATIVE_TOLERANCE * table)
