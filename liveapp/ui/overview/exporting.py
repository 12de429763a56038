"""Rows of the overview as text for other programs: tab-separated, or CSV. No Qt."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from liveapp.domain.export import BYTE_ORDER_MARK, FORMULA_STARTS, iso_time
from liveapp.domain.streams import BetMoment
from liveapp.domain.totals import CurrencyTotal
from liveapp.ui.overview.columns import Column
from liveapp.ui.overview.row import NO_TOTAL, OverviewRow
from liveapp.ui.widgets.formatting import plain_number

Value: TypeAlias = str | float | None
Field: TypeAlias = tuple[str, Callable[[OverviewRow, CurrencyTotal], Value]]

CSV_NAME = "liveapp-overview.csv"

MONEY = frozenset({Column.WAGERED, Column.PROFIT, Column.EXPECTED, Column.RETURN})
"""Columns that have a line a currency."""


def _time(end: BetMoment | None) -> str | None:
    return None if end is None else iso_time(end.time_us)


def _expected(name: str) -> Callable[[OverviewRow, CurrencyTotal], Value]:
    def value(row: OverviewRow, total: CurrencyTotal) -> Value:
        figures = row.figures and row.figures.total(total.currency)
        return getattr(figures, name) if figures and figures.expected_over else None

    return value


def _hits(name: str) -> Callable[[OverviewRow, CurrencyTotal], Value]:
    return lambda row, _: getattr(row.figures.hits, name) if row.figures and row.figures.hits else None


def _proof(name: str) -> Callable[[OverviewRow, CurrencyTotal], Value]:
    return lambda row, _: getattr(row.stream.proof, name) if row.stream.proof.is_revealed else None


FIELDS: dict[Column, tuple[Field, ...]] = {
    Column.STREAM: (
        ("alias", lambda row, _: row.stream.alias),
        ("server_seed_hashed", lambda row, _: row.stream.seeds.server_seed_hashed),
        ("client_seed", lambda row, _: row.stream.seeds.client_seed),
    ),
    Column.BETS: (("bets", lambda row, _: row.stream.total_bets),),
    Column.ROUNDS: (("rounds", lambda row, _: row.stream.rounds),),
    Column.MISSING: (("missing", lambda row, _: row.stream.missing_rounds),),
    Column.WAGERED: (("wagered", lambda _, total: total.wagered),),
    Column.PROFIT: (("profit", lambda _, total: total.profit),),
    Column.EXPECTED: (
        ("expected_profit", _expected("expected_profit")),
        ("profit_deviation", _expected("profit_deviation")),
        ("expected_over_bets", _expected("expected_over")),
    ),
    Column.RETURN: (
        ("return_to_player", lambda _, total: total.paid_out / total.wagered if total.wagered else None),
    ),
    Column.HIGHEST: (("highest_multiplier", lambda row, _: row.stream.highest_multiplier),),
    Column.WAIT: (("wait_multiplier", _hits("multiplier")), ("longest_wait", _hits("longest_wait"))),
    Column.PROOF: (
        ("verified", _proof("verified")),
        ("mismatched", _proof("mismatched")),
        ("unverifiable", _proof("unverifiable")),
    ),
    Column.BOOKMARKS: (("bookmarks", lambda row, _: row.span.bookmarks if row.span else None),),
    Column.NOTES: (("notes", lambda row, _: row.stream.notes),),
    Column.FIRST: (("first_bet", lambda row, _: _time(row.span.first) if row.span else None),),
    Column.LAST: (("last_bet", lambda row, _: _time(row.span.last) if row.span else None),),
}

_CURRENCY: tuple[Field, ...] = (
    ("currency", lambda _, total: total.currency),
    ("currency_bets", lambda _, total: total.bets),
)
"""Stand before the first column that has a line a currency."""


def rows_as_text(rows: Iterable[OverviewRow], columns: Sequence[Column]) -> str:
    """Text that pastes into a spreadsheet: a line of names, then one a stream, or one a currency of it."""
    lines = ([" ".join(cell.split()) for cell in line] for line in _table(rows, columns))
    return "".join("\t".join(line) + "\n" for line in lines)


def rows_as_csv(rows: Iterable[OverviewRow]) -> bytes:
    """All columns of these rows as a CSV file (RFC 4180, CRLF), one line a currency of each stream."""
    file = io.StringIO(newline="")
    csv.writer(file, lineterminator="\r\n").writerows(_table(rows, tuple(Column)))
    return (BYTE_ORDER_MARK + file.getvalue()).encode("utf-8", "replace")


def _table(rows: Iterable[OverviewRow], columns: Sequence[Column]) -> Iterable[list[str]]:
    fields: list[Field] = []
    for column in columns:
        if column in MONEY and not any(field in fields for field in _CURRENCY):
            fields += _CURRENCY
        fields += FIELDS[column]
    tells_money = not MONEY.isdisjoint(columns)
    yield [name for name, _ in fields]
    for row in rows:
        totals = row.stream.totals if tells_money else ()
        for total in totals or (NO_TOTAL,):
            yield [_cell(value(row, total)) for _, value in fields]


def _cell(value: Value) -> str:
    """A number as spreadsheets read it; a text that none of them runs as a formula."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    return plain_number(value)
