"""Makers of bets and rounds as arrays; one value stands for all."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.statistics.classes import classes_of
from liveapp.domain.statistics.columns import BetColumns
from liveapp.domain.statistics.growing import part_of
from liveapp.domain.statistics.pictures.profit import ProfitCurve, ProfitPicture
from liveapp.domain.statistics.pictures.span import Span
from liveapp.domain.statistics.rounds import ClassifiedRounds

EXPERT = DIFFICULTIES.index("expert")


def bets_of(
    nonces: Sequence[int],
    *,
    ids: ArrayLike | None = None,
    amounts: ArrayLike = 1.0,
    payouts: ArrayLike = 0.0,
    targets: ArrayLike = 1.63,
    received_us: ArrayLike = 0,
    difficulties: ArrayLike = EXPERT,
    currencies: ArrayLike = 0,
) -> BetColumns:
    count = len(nonces)
    return BetColumns(
        ids=np.broadcast_to(np.array(range(1, count + 1) if ids is None else ids, np.int64), count),
        nonces=np.array(nonces, np.int64),
        amounts=np.broadcast_to(np.array(amounts, np.float64), count),
        payouts=np.broadcast_to(np.array(payouts, np.float64), count),
        targets=np.broadcast_to(np.array(targets, np.float64), count),
        received_us=np.broadcast_to(np.array(received_us, np.int64), count),
        difficulties=np.broadcast_to(np.array(difficulties, np.uint8), count),
        currencies=np.broadcast_to(np.array(currencies, np.uint32), count),
    )


def first_of(bets: BetColumns, count: int) -> BetColumns:
    return part_of(bets, slice(count))


def profit_picture(bets: BetColumns, currency: int, span: Span, width: int) -> ProfitPicture:
    """Drawn up once."""
    return ProfitCurve(currency).picture(bets, span, width)


def rounds_of(
    nonces: Sequence[int], results: ArrayLike, *, difficulties: ArrayLike = EXPERT
) -> ClassifiedRounds:
    count = len(nonces)
    values = np.broadcast_to(np.array(results, np.float64), count)
    codes = np.broadcast_to(np.array(difficulties, np.uint8), count)
    return ClassifiedRounds(np.array(nonces, np.int64), values, codes, classes_of(values, codes))
