"""What stands nearest to the pointer."""

from math import ceil

import numpy as np

from liveapp.domain.bets import MAX_NONCE
from liveapp.domain.statistics.columns import Integers


def nearest_place(ascending: Integers, value: float) -> int | None:
    """The place of what is nearest to a nonce (or time): the lower in a tie, the first of equals.

    None where the array is empty. A whole `value` is compared exactly.
    """
    if not len(ascending):
        return None
    above = int(np.searchsorted(ascending, ceil(min(max(value, 0), MAX_NONCE))))
    if above == 0:
        return 0
    below = int(ascending[above - 1])
    if above < len(ascending) and int(ascending[above]) - value < value - below:
        return above
    return int(np.searchsorted(ascending, below))
