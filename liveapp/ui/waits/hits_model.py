"""The table of one multiplier's hits: a row is made when it is looked at, so that a million cost nothing."""

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from liveapp.ui.widgets.formatting import MISSING, count_text, counted, multiplier_text
from liveapp.ui.widgets.list_table import NO_PARENT, ListTableModel, ModelIndex

if TYPE_CHECKING:
    from liveapp.domain.statistics.hit_list import HitList


class HitColumn(IntEnum):
    """The columns, from left to right."""

    NONCE = 0
    MULTIPLIER = 1
    DISTANCE = 2


TITLES: dict[int, tuple[str, str]] = {
    HitColumn.NONCE: ("Nonce", "The nonce of the hit"),
    HitColumn.MULTIPLIER: ("Multiplier", "What the round reached"),
    HitColumn.DISTANCE: ("Distance", "Nonces since the hit before"),
}


class HitsModel(ListTableModel):
    """Hits in the order of their nonces. What is added at the end leaves choice and place as they are."""

    titles = TITLES
    numbers = tuple(HitColumn)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: HitList | None = None

    def nonce_at(self, row: int) -> int | None:
        """The nonce of a row; None where there is none."""
        return int(self._hits.nonces[row]) if self._hits is not None and 0 <= row < len(self._hits) else None

    def show_hits(self, hits: "HitList | None") -> None:
        """Show these; None shows none."""
        shown = self._hits
        if shown is None or hits is None or not hits.goes_on(shown):
            self.beginResetModel()
            self._hits = hits
            self.endResetModel()
        elif len(hits) > len(shown):
            self.beginInsertRows(NO_PARENT, len(shown), len(hits) - 1)
            self._hits = hits
            self.endInsertRows()

    def text_at(self, row: int, column: int) -> str:
        """A number."""
        if self._hits is None:
            return ""
        if column == HitColumn.NONCE:
            return count_text(int(self._hits.nonces[row]))
        if column == HitColumn.MULTIPLIER:
            return multiplier_text(float(self._hits.results[row]))
        distance = self._hits.distance_at(row)
        return MISSING if distance is None else count_text(distance)

    def tooltip_at(self, row: int, column: int) -> str:
        """All about the row, in words."""
        nonce, reached = self.text_at(row, HitColumn.NONCE), self.text_at(row, HitColumn.MULTIPLIER)
        distance = None if self._hits is None else self._hits.distance_at(row)
        if distance is None:
            return f"Nonce {nonce} reached {reached}: the first hit"
        return f"Nonce {nonce} reached {reached}, {counted(distance, 'nonce', 'nonces')} after the hit before"

    def rowCount(self, parent: ModelIndex = NO_PARENT) -> int:
        """One row a hit."""
        return 0 if parent.isValid() or self._hits is None else len(self._hits)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The cell's value for a role; what is read aloud is the tooltip."""
        is_aloud = role == Qt.ItemDataRole.AccessibleTextRole
        return super().data(index, Qt.ItemDataRole.ToolTipRole if is_aloud else role)
