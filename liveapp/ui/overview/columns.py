"""The overview's columns: what they are called, what they hold and how it reads."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

from liveapp.ui.overview import texts
from liveapp.ui.overview.row import OverviewRow
from liveapp.ui.overview.texts import PENDING as PENDING
from liveapp.ui.widgets import formatting

SortKey: TypeAlias = tuple[str, float | str] | None
"""What stands together whatever the direction (a currency), and what is sorted by; None comes last."""

PLAYING_US = 60_000_000
"""Streams that were played on so lately stand together: they would pass each other all the time."""


class Column(IntEnum):
    """Places of the columns in the model. The first is the stream. Kept widths and orders go by the names."""

    STREAM = 0
    BETS = 1
    ROUNDS = 2
    MISSING = 3
    WAGERED = 4
    PROFIT = 5
    EXPECTED = 6
    RETURN = 7
    HIGHEST = 8
    WAIT = 9
    PROOF = 10
    BOOKMARKS = 11
    NOTES = 12
    FIRST = 13
    LAST = 14


@dataclass(frozen=True, slots=True)
class ColumnTexts:
    """How a column is told: `text` is what is shown, with a line a currency where it is of money.

    `exact` says in full, in the tooltip, what the cell may have cut off or rounded. `widest` is as wide as
    most texts that it shows, for its width at first; it never gets narrower by itself than `least`. `sign`
    stands over it instead of a title too wide for it, `short` where there is no room for its title.
    """

    title: str
    tooltip: str
    text: Callable[[OverviewRow], str]
    exact: Callable[[OverviewRow], str]
    sort_key: Callable[[OverviewRow], SortKey]
    widest: str
    least: str
    is_number: bool = True
    is_shown_at_first: bool = True
    sign: str | None = None
    short: str | None = None


def _count(value: Callable[[OverviewRow], int]) -> dict[str, Callable[[OverviewRow], object]]:
    return {
        "text": lambda row: formatting.count_text(value(row)),
        "exact": lambda row: formatting.count_text(value(row)),
        "sort_key": lambda row: ("", float(value(row))),
    }


def _first_currency(value: Callable[[OverviewRow], float | None]) -> Callable[[OverviewRow], SortKey]:
    """Sorts by currency, then by an amount in it: of several currencies the first one bet."""

    def key(row: OverviewRow) -> SortKey:
        amount = value(row) if row.stream.totals else None
        return None if amount is None else ((row.stream.totals[0].currency or "").casefold(), amount)

    return key


def _expected(row: OverviewRow) -> float | None:
    total = row.figures and row.figures.total(row.stream.totals[0].currency)
    return total.expected_profit if total and total.expected_over else None


def _return(row: OverviewRow) -> SortKey:
    total = next(iter(row.stream.totals), None)
    return ("", total.paid_out / total.wagered) if total and total.wagered else None


def _wait(row: OverviewRow) -> SortKey:
    hits = row.figures and row.figures.hits
    return ("", float(hits.longest_wait)) if hits and hits.rounds else None


def _proof(row: OverviewRow) -> SortKey:
    proof = row.stream.proof
    if not proof.is_revealed:
        return None
    proven = proof.verified / (1 + proof.verified + row.stream.unjudged_bets)
    return ("", float(proof.mismatched) or proven - 1)


def _bookmarks(row: OverviewRow) -> SortKey:
    return ("", float(row.span.bookmarks)) if row.span and row.span.bookmarks else None


def _first(row: OverviewRow) -> SortKey:
    return ("", float(row.span.first.time_us)) if row.span and row.span.first else None


def _last(row: OverviewRow) -> SortKey:
    if row.span is None or row.span.last is None:
        return None
    last_us = row.span.last.time_us
    return "", float("inf") if last_us > time.time_ns() // 1000 - PLAYING_US else float(last_us)


COLUMNS: dict[Column, ColumnTexts] = {
    Column.STREAM: ColumnTexts(
        "Stream",
        "The alias, or the first characters of the server seed's hash, and the client seed",
        texts.name,
        texts.whole_name,
        lambda row: ("", f"{row.stream.name.casefold()}\n{row.stream.seeds.client_seed.casefold()}"),
        "1a2b3c4d5e · my-client-seed",
        "1a2b3c4d5e · my-cli…",
        is_number=False,
    ),
    Column.BETS: ColumnTexts(
        "Bets",
        "How many bets are recorded",
        **_count(lambda row: row.stream.total_bets),  # type: ignore[arg-type]
        widest="888,888",
        least="8,888",
    ),
    Column.ROUNDS: ColumnTexts(
        "Rounds",
        "Of how many nonces something is known, by a bet or a heartbeat",
        **_count(lambda row: row.stream.rounds),  # type: ignore[arg-type]
        widest="888,888",
        least="8,888",
        is_shown_at_first=False,
    ),
    Column.MISSING: ColumnTexts(
        "Missing",
        "Of how many nonces between the first and the last known one nothing is known",
        **_count(lambda row: row.stream.missing_rounds),  # type: ignore[arg-type]
        widest="8,888",
        least="888",
        short="Miss.",
    ),
    Column.WAGERED: ColumnTexts(
        "Wagered",
        "What was staked, each currency by itself",
        texts.wagered,
        texts.exact_wagered,
        _first_currency(lambda row: row.stream.totals[0].wagered),
        "0.8888888 BTC",
        "0.88888 BTC",
    ),
    Column.PROFIT: ColumnTexts(
        "Profit",
        "What was won or lost, each currency by itself",
        texts.profit,
        texts.exact_profit,
        _first_currency(lambda row: row.stream.totals[0].profit),
        "−0.88888888 BTC",
        "−0.8888888 BTC",
    ),
    Column.EXPECTED: ColumnTexts(
        "Expected",
        "The profit that the targets give on average, ± its deviation from ten expected wins on",
        texts.expected,
        texts.whole_expected,
        _first_currency(_expected),
        "−0.00088 ± 0.00888",
        "−0.00088 ± 0.00888",
    ),
    Column.RETURN: ColumnTexts(
        "Return",
        "Return to player: what part of the stakes came back",
        texts.returned,
        texts.whole_returned,
        _return,
        "888.88 %",
        "888.88 %",
    ),
    Column.HIGHEST: ColumnTexts(
        "Highest",
        "The highest multiplier of a bet's round",
        lambda row: formatting.multiplier_text(row.stream.highest_multiplier),
        texts.whole_highest,
        lambda row: None if row.stream.highest_multiplier is None else ("", row.stream.highest_multiplier),
        "8,888.88×",
        "8,888.88×",
    ),
    Column.WAIT: ColumnTexts(
        "Longest wait",
        "The longest run of rounds without the multiplier that is chosen above",
        texts.wait,
        texts.whole_wait,
        _wait,
        "88,888",
        "8,888",
        sign="Wait",
    ),
    Column.PROOF: ColumnTexts(
        "Proof",
        "✓ where all that was compared is proven, ! and how many where some bet differs",
        texts.proof,
        texts.whole_proof,
        _proof,
        "! 88",
        "✓",
        is_number=False,
    ),
    Column.BOOKMARKS: ColumnTexts(
        "Bookmarks",
        "How many bets are bookmarked",
        texts.bookmarks,
        texts.bookmarks,
        _bookmarks,
        "88",
        "8",
        is_shown_at_first=False,
        sign="★",
    ),
    Column.NOTES: ColumnTexts(
        "Notes",
        "The first line of the stream's notes",
        texts.notes,
        lambda row: row.stream.notes or "",
        lambda row: ("", texts.notes(row).casefold()) if row.stream.notes else None,
        "Second evening",
        "Second",
        is_number=False,
        is_shown_at_first=False,
    ),
    Column.FIRST: ColumnTexts(
        "First bet",
        "When the bet of the lowest nonce was placed, in local time",
        lambda row: texts.moment(row, is_last=False),
        lambda row: texts.exact_moment(row, is_last=False),
        _first,
        "2088-08-28 08:28:28",
        "2088-08-28",
        is_number=False,
        is_shown_at_first=False,
    ),
    Column.LAST: ColumnTexts(
        "Last bet",
        "When the bet of the highest nonce was placed, in local time",
        lambda row: texts.moment(row, is_last=True),
        lambda row: texts.exact_moment(row, is_last=True),
        _last,
        "2088-08-28 08:28",
        "2088-08-28",
        is_number=False,
        # The list beside the table tells when each stream was played last.
        is_shown_at_first=False,
    ),
}
