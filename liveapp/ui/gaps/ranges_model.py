"""The table of ranges of missing nonces."""

from collections.abc import Collection, Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from liveapp.domain.gaps import NonceRange, runs_of
from liveapp.ui import plain
from liveapp.ui.widgets.formatting import count_text, counted
from liveapp.ui.widgets.missing_words import range_text

ModelIndex = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RangeColumn(IntEnum):
    """The columns, from left to right."""

    FIRST = 0
    LAST = 1
    ROUNDS = 2


TITLES = {
    RangeColumn.FIRST: ("First nonce", "The first nonce that is missing"),
    RangeColumn.LAST: ("Last nonce", "The last one before the next round that is known"),
    RangeColumn.ROUNDS: ("Rounds", "How many rounds are missing there"),
}


class RangesModel(QAbstractTableModel):
    """Ranges in the order of their nonces. Rows that stay keep their choice and their place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ranges: list[NonceRange] = []

    @property
    def ranges(self) -> Sequence[NonceRange]:
        """What is shown."""
        return self._ranges

    def show_ranges(self, ranges: Sequence[NonceRange]) -> None:
        """Show these, in the order of their nonces; only rows that differ come and go."""
        shown, wanted = self._ranges, list(ranges)
        kept = {*shown} & {*wanted}
        for first, last in reversed(_runs_without(kept, shown)):
            self.beginRemoveRows(_NO_PARENT, first, last)
            del shown[first : last + 1]
            self.endRemoveRows()
        for first, last in _runs_without(kept, wanted):
            self.beginInsertRows(_NO_PARENT, first, last)
            shown[first:first] = wanted[first : last + 1]
            self.endInsertRows()

    def rowCount(self, parent: ModelIndex = _NO_PARENT) -> int:
        """One row a range."""
        return 0 if parent.isValid() else len(self._ranges)

    def columnCount(self, parent: ModelIndex = _NO_PARENT) -> int:
        """Those of `RangeColumn`."""
        return 0 if parent.isValid() else len(RangeColumn)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The cell's value for a role."""
        first, last = self._ranges[index.row()]
        value = (first, last, last - first + 1)[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return count_text(value)
        if role == Qt.ItemDataRole.UserRole:
            return value
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            rounds = counted(last - first + 1, "round is missing", "rounds are missing")
            return plain.tooltip_text(f"{rounds}: {range_text(first, last)}")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The columns' titles."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        title, meaning = TITLES[RangeColumn(section)]
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip_text(meaning)
        return _RIGHT if role == Qt.ItemDataRole.TextAlignmentRole else None


def _runs_without(kept: Collection[NonceRange], ranges: Sequence[NonceRange]) -> list[tuple[int, int]]:
    """The rows of the ranges that are not kept, as (first, last) of those that stand together."""
    rows = [row for row, one in enumerate(ranges) if one not in kept]
    return runs_of(rows) if rows else []
