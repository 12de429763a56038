"""How bets are filtered, ordered and paged, so that SQL and Python agree on it."""

from dataclasses import dataclass
from enum import Enum
from math import inf

from liveapp.domain.bets import DIFFICULTIES, StoredBet


class BetColumn(Enum):
    """A column that bets can be ordered by."""

    NONCE = "nonce"
    DATE_TIME = "date_time"
    AMOUNT = "amount"
    ROUND_RESULT = "round_result"
    PAYOUT_MULTIPLIER = "payout_multiplier"
    PAYOUT = "payout"
    PROFIT = "profit"
    DIFFICULTY = "difficulty"
    ROUND_TARGET = "round_target"
    RECEIVED = "received"


EXACT_COLUMNS = (BetColumn.NONCE, BetColumn.RECEIVED)
"""Columns whose sort keys are integers beyond a float's precision."""


@dataclass(frozen=True, slots=True)
class BetOrder:
    """An order of bets: by a column's value, missing values lowest, ties by id.

    Descending is the exact reverse. `RECEIVED` orders by id, which rises with arrival; `DATE_TIME` by
    when a bet was placed, as far as is known.
    """

    column: BetColumn = BetColumn.NONCE
    descending: bool = False


@dataclass(frozen=True, slots=True)
class BetFilter:
    """Which bets of a stream are let through. None lets all through."""

    min_multiplier: float | None = None
    difficulty: str | None = None

    def admits(self, bet: StoredBet) -> bool:
        """Whether the filter lets this bet through."""
        return (self.min_multiplier is None or bet.round_result >= self.min_multiplier) and (
            self.difficulty is None or bet.difficulty == self.difficulty
        )


def sort_key(bet: StoredBet, column: BetColumn) -> float:
    """The number that `bet` is ordered by in `column`; an exact integer for nonces and ids."""
    match column:
        case BetColumn.NONCE:
            return bet.nonce
        case BetColumn.DATE_TIME:
            return bet.placed_us
        case BetColumn.AMOUNT:
            return bet.amount
        case BetColumn.ROUND_RESULT:
            return bet.round_result
        case BetColumn.PAYOUT_MULTIPLIER:
            return _or_lowest(bet.paid_multiplier)
        case BetColumn.PAYOUT:
            return bet.payout
        case BetColumn.PROFIT:
            return bet.profit
        case BetColumn.DIFFICULTY:
            return DIFFICULTIES.index(bet.difficulty)
        case BetColumn.ROUND_TARGET:
            return _or_lowest(bet.round_target)
        case BetColumn.RECEIVED:
            return bet.id


def _or_lowest(value: float | None) -> float:
    return -inf if value is None else value
