"""The table of ranges of missing nonces."""

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from liveapp.ui import plain
from liveapp.ui.widgets.formatting import count_text, counted
from liveapp.ui.widgets.missing_words import range_text

ModelIndex = QModelIndex | QPersistentModelIndex
NonceRange = tuple[int, int]
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
        """Show these; only rows that differ come and go."""
        old, new = self._ranges, list(ranges)
        shared = min(len(old), len(new))
        first = next((row for row in range(shared) if old[row] != new[row]), shared)
        shared -= first
        behind = next((count for count in range(shared) if old[-1 - count] != new[-1 - count]), shared)
        if first + behind < len(old):
            self.beginRemoveRows(_NO_PARENT, first, len(old) - behind - 1)
            del old[first : len(old) - behind]
            self.endRemoveRows()
        if first + behind < len(new):
            self.beginInsertRows(_NO_PARENT, first, len(new) - behind - 1)
            old[first:first] = new[first : len(new) - behind]
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
