"""How bets are filtered, ordered and paged, so that SQL and Python agree on it."""

from dataclasses import dataclass
from enum import Enum
from math import inf

from liveapp.domain.bets import DIFFICULTIES, BetOutcome, StoredBet
from liveapp.domain.verdicts import Verdict

TARGET_TOLERANCE = 1e-9
"""How far, relative to it, a bet's target may be from the one that is looked for."""


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
    """Which bets of a stream are let through. None lets all through; ends of ranges are let through.

    Times, in microseconds since the epoch, are compared with `StoredBet.moment_us`. Nonces and times are
    integers of 64 bits. `is_bookmarked` lets marked bets through and no others; `verdicts`, unless empty,
    those that have one of these.
    """

    min_multiplier: float | None = None
    difficulty: str | None = None
    outcome: BetOutcome | None = None
    target: float | None = None
    nonce_from: int | None = None
    nonce_to: int | None = None
    time_from_us: int | None = None
    time_to_us: int | None = None
    is_bookmarked: bool = False
    verdicts: tuple[Verdict, ...] = ()

    @property
    def picks_by_outcome(self) -> bool:
        """Whether what a round came to decides, or who saw it: such bets say nothing about the game."""
        by_result = self.min_multiplier is not None or self.outcome is not None
        return by_result or self.is_bookmarked or bool(self.verdicts)

    def admits(self, bet: StoredBet) -> bool:
        """Whether the filter lets this bet through, which has just arrived: nobody has marked it yet."""
        return (
            not self.is_bookmarked
            and (not self.verdicts or bet.verdict in self.verdicts)
            and _is_within(bet.round_result, self.min_multiplier, None)
            and self.difficulty in (None, bet.difficulty)
            and self.outcome in (None, bet.outcome)
            and (self.target is None or _is_within(bet.round_target, *target_range(self.target)))
            and _is_within(bet.nonce, self.nonce_from, self.nonce_to)
            and _is_within(bet.moment_us, self.time_from_us, self.time_to_us)
        )


ALL_BETS = BetFilter()
"""Lets every bet through."""


def target_range(target: float) -> tuple[float, float]:
    """The lowest and the highest target that are taken for this one."""
    return target * (1 - TARGET_TOLERANCE), target * (1 + TARGET_TOLERANCE)


def sort_key(bet: StoredBet, column: BetColumn) -> float:
    """The number that `bet` is ordered by in `column`; an exact integer for nonces and ids."""
    match column:
        case BetColumn.NONCE:
            return bet.nonce
        case BetColumn.DATE_TIME:
            return bet.moment_us
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


def _is_within(value: float | None, lowest: float | None, highest: float | None) -> bool:
    return value is not None and (lowest is None or value >= lowest) and (highest is None or value <= highest)


def _or_lowest(value: float | None) -> float:
    return -inf if value is None else value
