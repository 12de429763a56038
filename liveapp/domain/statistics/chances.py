"""How likely a round of a difficulty reaches a multiplier: floats of the exact fractions."""

from functools import cache

import numpy as np

from liveapp.domain.outcome_classes import STEP_TOLERANCE, chance_of_reaching, least_pumps
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.statistics.columns import Floats


@cache
def reaching(difficulty: str) -> Floats:
    """The chance of at least k safe pumps, k from 0 to the table's end. Read only.

    Raises:
        KeyError: no such difficulty.
    """
    bounds = range(len(MULTIPLIERS[difficulty]))
    chances = np.array([float(chance_of_reaching(difficulty, bound)) for bound in bounds])
    chances.setflags(write=False)
    return chances


def bound_of(difficulty: str, multiplier: float) -> int | None:
    """The lowest number of safe pumps that reaches a multiplier; None above the table's end.

    Raises:
        KeyError: no such difficulty.
    """
    return least_pumps(difficulty, multiplier - STEP_TOLERANCE)


def chance_of(difficulty: str, multiplier: float) -> float:
    """How likely a round reaches a multiplier: 0 above the table's end.

    Raises:
        KeyError: no such difficulty.
    """
    bound = bound_of(difficulty, multiplier)
    return 0.0 if bound is None else float(reaching(difficulty)[bound])
