"""Makers of columns: few rounds and bets, told by what matters of them."""

from dataclasses import fields
from typing import Any, TypeVar

import numpy as np

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.statistics.columns import UNKNOWN, BetColumns, ColumnArrays, RoundColumns
from liveapp.domain.statistics.growing import GrowingColumns
from liveapp.domain.statistics.rounds import ClassifiedRounds

Columns = TypeVar("Columns", RoundColumns, BetColumns, ClassifiedRounds)


def code_of(difficulty: str | None) -> int:
    return UNKNOWN if difficulty is None else DIFFICULTIES.index(difficulty)


def rounds_of(*rounds: tuple[int, float, str | None, bool]) -> RoundColumns:
    """Rounds by nonce: nonce, result, the difficulty that was told, whether only a stand-in is known."""
    nonces, results, difficulties, are_stand_ins = zip(*rounds, strict=True) if rounds else ((),) * 4
    return RoundColumns(
        np.array(nonces, np.int64),
        np.array(results, np.float64),
        np.array(list(map(code_of, difficulties)), np.uint8),
        np.array(are_stand_ins, np.bool_),
    )


def bets_of(*bets: dict[str, Any]) -> BetColumns:
    """Bets by nonce, whose ids rise; what is not told of one is a lost stake of 1 on easy."""
    plain = {
        "nonces": 1,
        "amounts": 1.0,
        "payouts": 0.0,
        "targets": 0.0,
        "received_us": 0,
        "difficulties": 0,
        "currencies": 0,
    }
    rows = [{"ids": number, **plain, **bet} for number, bet in enumerate(bets, start=1)]
    types: dict[str, Any] = dict.fromkeys(("amounts", "payouts", "targets"), np.float64)
    types |= {"difficulties": np.uint8, "currencies": np.uint32}
    return BetColumns(
        **{
            one.name: np.array([row[one.name] for row in rows], types.get(one.name, np.int64))
            for one in fields(BetColumns)
        }
    )


def arrays_of(rounds: RoundColumns, bets: BetColumns) -> ColumnArrays:
    """As if they had been read."""
    arrays = ColumnArrays()
    arrays._rounds, arrays._bets = GrowingColumns(rounds), GrowingColumns(bets)
    return arrays


def classes_of_rounds(difficulty: str, *rounds: tuple[int, int]) -> ClassifiedRounds:
    """Rounds of one difficulty: nonce and class."""
    nonces, classes = zip(*rounds, strict=True) if rounds else ((), ())
    return ClassifiedRounds(
        np.array(nonces, np.int64),
        np.array([MULTIPLIERS[difficulty][pumps] for pumps in classes], np.float64),
        np.full(len(nonces), code_of(difficulty), np.uint8),
        np.array(classes, np.uint8),
    )


def joined(*parts: Columns) -> Columns:
    """One after the other."""
    kind = type(parts[0])
    return kind(*(np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(kind)))
