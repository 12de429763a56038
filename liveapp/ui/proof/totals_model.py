"""What a stream's bets come to, each currency in a row."""

from collections.abc import Callable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from liveapp.domain.totals import CurrencyTotal
from liveapp.ui import plain
from liveapp.ui.widgets.formatting import (
    MISSING,
    count_text,
    currency_text,
    number_text,
    profit_text,
    return_text,
)

NO_CURRENCY = "These bets name no currency"

Index = QModelIndex | QPersistentModelIndex


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

_NO_PARENT = QModelIndex()


class TotalsModel(QAbstractTableModel):
    """Rows in the order in which the currencies were first bet."""

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

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """One row a currency."""
        return 0 if parent.isValid() else len(self._totals)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """The same columns always."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Texts; numbers at the right."""
        total = self._totals[index.row()]
        text = COLUMNS[index.column()][1](total)
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip_text(text if index.column() else total.currency or NO_CURRENCY)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' titles."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        title, _, hint = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip_text(hint)
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
