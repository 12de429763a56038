"""Which rounds reached a multiplier."""

import numpy as np

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.statistics.chances import bound_of
from liveapp.domain.statistics.columns import UNKNOWN, Booleans, Codes


def are_hits(classes: Codes, difficulties: Codes, multiplier: float) -> Booleans:
    """Which rounds' class is at least that of the multiplier in their difficulty; never one without a class."""
    bounds = np.full(UNKNOWN + 1, UNKNOWN, np.uint8)
    for code, difficulty in enumerate(DIFFICULTIES):
        bound = bound_of(difficulty, multiplier)
        bounds[code] = UNKNOWN if bound is None else bound
    hits: Booleans = (classes >= bounds[difficulties]) & (classes != UNKNOWN)
    return hits
