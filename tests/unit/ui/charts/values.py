"""Columns of bets as the analysis has them."""

import numpy as np

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.statistics.columns import BetColumns

TARGET = MULTIPLIERS["expert"][2]


def bets_of(count: int) -> BetColumns:
    """Lost bets of 1 on the nonces from 1 on, a second apart."""
    nonces = np.arange(1, count + 1, dtype=np.int64)
    return BetColumns(
        ids=nonces.copy(),
        nonces=nonces,
        amounts=np.ones(count),
        payouts=np.zeros(count),
        targets=np.full(count, TARGET),
        received_us=nonces * 1_000_000,
        difficulties=np.full(count, DIFFICULTIES.index("expert"), np.uint8),
        currencies=np.zeros(count, np.uint32),
    )
