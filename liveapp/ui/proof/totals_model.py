"""What a stream's bets come to, each currency in a row."""

from collections.abc import Callable

from liveapp.domain.totals import CurrencyTotal
from liveapp.ui.widgets.formatting import (
    MISSING,
    count_text,
    currency_text,
    number_text,
    profit_text,
    return_text,
)
from liveapp.ui.widgets.list_table import NO_PARENT, ListTableModel, ModelIndex

NO_CURRENCY = "These bets name no currency"


def _currency(total: CurrencyTotal) -> str:
    return currency_text(total.currency) if total.currency else MISSING


COLUMNS: tuple[tuple[str, Callable[[CurrencyTotal], str], str], ...] = (
    ("Currency", _currency, "What the bets were in, where bots name it"),
    ("Bets", lambda total: count_text(total.bets), "How many bets were recorded"),
    ("Wagered", lambda total: number_text(total.wagered), "What was staked"),
    ("Paid out", lambda total: number_text(total.paid_out), "What was paid out"),
    ("Profit", lambda total: profit_text(total.profit, None), "Paid out less wagered"),
    ("Return", lambda total: return_text(total.paid_out, total.wagered), "Paid out, in parts of wagered"),
)
"""Title, text and hint of each column."""


class TotalsModel(ListTableModel):
    """Rows in the order in which the currencies were first bet."""

    titles = {number: (title, hint) for number, (title, _, hint) in enumerate(COLUMNS)}  # noqa: RUF012
    numbers = range(1, len(COLUMNS))

    def __init__(self) -> None:
        super().__init__()
        self._totals: tuple[CurrencyTotal, ...] = ()

    def show_totals(self, totals: tuple[CurrencyTotal, ...]) -> None:
        """Show these totals."""
        if len(totals) != len(self._totals):
            self.beginResetModel()
            self._totals = totals
            self.endResetModel()
        elif totals and totals != self._totals:
            self._totals = totals
            self.dataChanged.emit(self.index(0, 0), self.index(len(totals) - 1, len(COLUMNS) - 1))

    def rowCount(self, parent: ModelIndex = NO_PARENT) -> int:
        """One row a currency."""
        return 0 if parent.isValid() else len(self._totals)

    def text_at(self, row: int, column: int) -> str:
        """The currency, or a number."""
        return COLUMNS[column][1](self._totals[row])

    def tooltip_at(self, row: int, column: int) -> str:
        """The same; the currency as bots name it."""
        return self.text_at(row, column) if column else self._totals[row].currency or NO_CURRENCY
