"""The table of ranges of missing nonces."""

from collections.abc import Collection, Sequence
from enum import IntEnum

from PySide6.QtCore import QObject, Qt

from liveapp.domain.gaps import NonceRange, runs_of
from liveapp.ui.widgets.formatting import count_text, counted
from liveapp.ui.widgets.list_table import NO_PARENT, ListTableModel, ModelIndex
from liveapp.ui.widgets.missing_words import range_text


class RangeColumn(IntEnum):
    """The columns, from left to right."""

    FIRST = 0
    LAST = 1
    ROUNDS = 2


TITLES: dict[int, tuple[str, str]] = {
    RangeColumn.FIRST: ("First nonce", "The first nonce that is missing"),
    RangeColumn.LAST: ("Last nonce", "The last one before the next round that is known"),
    RangeColumn.ROUNDS: ("Rounds", "How many rounds are missing there"),
}


class RangesModel(ListTableModel):
    """Ranges in the order of their nonces. Rows that stay keep their choice and their place."""

    titles = TITLES
    numbers = tuple(RangeColumn)

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
            self.beginRemoveRows(NO_PARENT, first, last)
            del shown[first : last + 1]
            self.endRemoveRows()
        for first, last in _runs_without(kept, wanted):
            self.beginInsertRows(NO_PARENT, first, last)
            shown[first:first] = wanted[first : last + 1]
            self.endInsertRows()

    def text_at(self, row: int, column: int) -> str:
        """A nonce, or how many."""
        return count_text(self._values(row)[column])

    def tooltip_at(self, row: int, column: int) -> str:
        """All about the row, in words."""
        first, last, rounds = self._values(row)
        missing = counted(rounds, "round is missing", "rounds are missing")
        return f"{missing}: {range_text(first, last)}"

    def _values(self, row: int) -> tuple[int, int, int]:
        first, last = self._ranges[row]
        return first, last, last - first + 1

    def rowCount(self, parent: ModelIndex = NO_PARENT) -> int:
        """One row a range."""
        return 0 if parent.isValid() else len(self._ranges)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The cell's value for a role; what is read aloud is the tooltip."""
        if index.isValid() and role == Qt.ItemDataRole.UserRole:
            return self._values(index.row())[index.column()]
        is_aloud = role == Qt.ItemDataRole.AccessibleTextRole
        return super().data(index, Qt.ItemDataRole.ToolTipRole if is_aloud else role)


def _runs_without(kept: Collection[NonceRange], ranges: Sequence[NonceRange]) -> list[tuple[int, int]]:
    """The rows of the ranges that are not kept, as (first, last) of those that stand together."""
    rows = [row for row, one in enumerate(ranges) if one not in kept]
    return runs_of(rows) if rows else []
