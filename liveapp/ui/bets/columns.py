"""The bet table's columns: what they are called, what they hold and how it reads."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from liveapp.domain.bets import StoredBet
from liveapp.domain.queries import BetColumn
from liveapp.ui.bets.verdict_words import SIGNS, WORDS
from liveapp.ui.widgets import formatting


class Column(IntEnum):
    """Places of the columns in the model. The first is the nonce. Kept widths and orders go by the names."""

    NONCE = 0
    TIME = 1
    AMOUNT = 2
    MULTIPLIER = 3
    PAYOUT_MULTIPLIER = 4
    PAYOUT = 5
    PROFIT = 6
    DIFFICULTY = 7
    TARGET = 8
    GAP = 9
    RECEIVED = 10
    BOOKMARK = 11
    PROOF = 12


BOOKMARKED = "★"
"""What stands for a bookmark in texts, and over its column."""


@dataclass(frozen=True, slots=True)
class ColumnTexts:
    """How a column is told: `raw` is the value itself, `text` what is shown, `plain` what is copied.

    `exact` says in full, in the tooltip, what the cell may have cut off or rounded. `widest` is as wide
    as most texts that it shows, for its width at first; it never gets narrower by itself than `least`.
    `order` is None where nothing is sorted by it; `sign` stands over it instead of a title too wide for it,
    `short` where there is no room for its title.
    """

    title: str
    tooltip: str
    order: BetColumn | None
    raw: Callable[[StoredBet], object]
    text: Callable[[StoredBet], str]
    plain: Callable[[StoredBet], str]
    exact: Callable[[StoredBet], str]
    widest: str
    least: str
    is_number: bool = True
    is_shown_at_first: bool = True
    sign: str | None = None
    short: str | None = None


def _copied_time(time_us: int | None) -> str:
    return "" if time_us is None else formatting.local_time_text(time_us)


def _brief_time(time_us: int) -> str:
    return formatting.brief_time_text(time_us, time.time_ns() // 1000)


def _exact_time(time_us: int) -> str:
    return f"{formatting.local_time_text(time_us)} local time\n{formatting.utc_time_text(time_us)}"


def _exact_bet_time(bet: StoredBet) -> str:
    words = "The bot told no time: this is when the bet was received.\n" if bet.date_time_us is None else ""
    return words + _exact_time(bet.moment_us)


def _exact_amount(value: float, bet: StoredBet) -> str:
    return f"{formatting.exact_text(value)} {bet.currency}" if bet.currency else formatting.exact_text(value)


def _exact_multiplier(value: float | None) -> str:
    return formatting.MISSING if value is None else f"{formatting.exact_text(value)}×"


def _exact_result(bet: StoredBet) -> str:
    words = "What was paid; what the round reached is not known.\n" if bet.is_stand_in else ""
    return words + _exact_multiplier(bet.round_result)


COLUMNS: dict[Column, ColumnTexts] = {
    Column.NONCE: ColumnTexts(
        "Nonce",
        "The round's number under this seed pair",
        BetColumn.NONCE,
        lambda bet: bet.nonce,
        lambda bet: formatting.count_text(bet.nonce),
        lambda bet: str(bet.nonce),
        lambda bet: f"Nonce {bet.nonce:,}\nBet {bet.antebot_bet_id}",
        "8,888,888",
        "88,888",
    ),
    Column.TIME: ColumnTexts(
        "Time",
        "When the bot placed the bet, in local time; in italics when it came, where the bot told none",
        BetColumn.DATE_TIME,
        lambda bet: bet.date_time_us,
        lambda bet: _brief_time(bet.moment_us),
        lambda bet: _copied_time(bet.date_time_us),
        _exact_bet_time,
        "2088-08-28 08:28:28",
        "…88:88:88",
        is_number=False,
    ),
    Column.AMOUNT: ColumnTexts(
        "Amount",
        "What was staked, in the bet's currency",
        BetColumn.AMOUNT,
        lambda bet: bet.amount,
        lambda bet: formatting.number_text(bet.amount),
        lambda bet: formatting.plain_number(bet.amount),
        lambda bet: _exact_amount(bet.amount, bet),
        "0.00000888",
        "0.000888",
    ),
    Column.MULTIPLIER: ColumnTexts(
        "Multiplier",
        "The multiplier that the round reached; in italics what was paid, where the bot told no result",
        BetColumn.ROUND_RESULT,
        lambda bet: bet.round_result,
        lambda bet: formatting.multiplier_text(bet.round_result),
        lambda bet: formatting.plain_number(bet.round_result),
        _exact_result,
        "8,888,888.88×",
        "8,888,888.88×",
    ),
    Column.PAYOUT_MULTIPLIER: ColumnTexts(
        "Payout ×",
        "The multiplier that was paid: as the bot told it, else payout by amount",
        BetColumn.PAYOUT_MULTIPLIER,
        lambda bet: bet.paid_multiplier,
        lambda bet: formatting.multiplier_text(bet.paid_multiplier),
        lambda bet: formatting.plain_number(bet.paid_multiplier),
        lambda bet: _exact_multiplier(bet.paid_multiplier),
        "88,888.88×",
        "888.88×",
        short="Paid ×",
    ),
    Column.PAYOUT: ColumnTexts(
        "Payout",
        "What was paid out, in the bet's currency",
        BetColumn.PAYOUT,
        lambda bet: bet.payout,
        lambda bet: formatting.number_text(bet.payout),
        lambda bet: formatting.plain_number(bet.payout),
        lambda bet: _exact_amount(bet.payout, bet),
        "0.00008888",
        "0.00088",
    ),
    Column.PROFIT: ColumnTexts(
        "Profit",
        "Payout less amount",
        BetColumn.PROFIT,
        lambda bet: bet.profit,
        lambda bet: formatting.signed_text(bet.profit),
        lambda bet: formatting.plain_number(bet.profit),
        lambda bet: _exact_amount(bet.profit, bet),
        "−0.00008888",
        "−0.000888",
    ),
    Column.DIFFICULTY: ColumnTexts(
        "Difficulty",
        "The difficulty that the round was played at",
        BetColumn.DIFFICULTY,
        lambda bet: bet.difficulty,
        lambda bet: bet.difficulty,
        lambda bet: bet.difficulty,
        lambda bet: bet.difficulty,
        "medium",
        "medium",
        is_number=False,
        short="Diff.",
    ),
    Column.TARGET: ColumnTexts(
        "Target",
        "The multiplier that the bet aimed for",
        BetColumn.ROUND_TARGET,
        lambda bet: bet.round_target,
        lambda bet: formatting.multiplier_text(bet.round_target),
        lambda bet: formatting.plain_number(bet.round_target),
        lambda bet: _exact_multiplier(bet.round_target),
        "88,888.88×",
        "88.88×",
    ),
    # What a bet alone cannot tell: the model and the painter add it.
    Column.GAP: ColumnTexts(
        "Gap",
        "Nonces since the previous bet that is shown, by nonce, whatever the order",
        None,
        lambda _: None,
        lambda _: "",
        lambda _: "",
        lambda _: "",
        "88,888",
        "888",
    ),
    Column.RECEIVED: ColumnTexts(
        "Received",
        "When liveapp recorded the bet, in local time",
        BetColumn.RECEIVED,
        lambda bet: bet.received_us,
        lambda bet: _brief_time(bet.received_us),
        lambda bet: _copied_time(bet.received_us),
        lambda bet: _exact_time(bet.received_us),
        "2088-08-28 08:28:28",
        "…88:88:88",
        is_number=False,
        is_shown_at_first=False,
    ),
    # Just so.
    Column.BOOKMARK: ColumnTexts(
        "Bookmark",
        "Bets that you have bookmarked; a click on the star sets and ends it (B)",
        None,
        lambda _: None,
        lambda _: "",
        lambda _: "",
        lambda _: "",
        BOOKMARKED,
        BOOKMARKED,
        is_number=False,
        sign=BOOKMARKED,
    ),
    Column.PROOF: ColumnTexts(
        "Proof",
        "Whether the revealed server seed gives what was recorded: ✓ it does, ≠ it differs, ? cannot be told",
        None,
        lambda bet: bet.verdict,
        lambda bet: SIGNS[bet.verdict],
        lambda bet: "" if bet.verdict is None else WORDS[bet.verdict],
        lambda bet: WORDS[bet.verdict],
        "✓",
        "✓",
        is_number=False,
        is_shown_at_first=False,
    ),
}

ORDERS_BY_ARRIVAL = frozenset({BetColumn.NONCE, BetColumn.DATE_TIME, BetColumn.RECEIVED})
"""Orders in which the newest bet comes last, so that its end can be followed."""
