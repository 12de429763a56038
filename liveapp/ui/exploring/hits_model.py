"""The table of explored rounds: nothing is made before it is looked at, so that millions cost nothing."""

from enum import IntEnum

from PySide6.QtCore import QObject, Qt

from liveapp.domain.exploring import distance_at, multiplier_at
from liveapp.domain.proof_jobs import Explored
from liveapp.ui.widgets.formatting import MISSING, count_text, counted, multiplier_text
from liveapp.ui.widgets.list_table import NO_PARENT, ListTableModel, ModelIndex


class HitColumn(IntEnum):
    """The columns, from left to right."""

    NONCE = 0
    SAFE_PUMPS = 1
    MULTIPLIER = 2
    DISTANCE = 3


TITLES: dict[int, tuple[str, str]] = {
    HitColumn.NONCE: ("Nonce", "The round's nonce"),
    HitColumn.SAFE_PUMPS: ("Safe pumps", "How many pumps the round survives"),
    HitColumn.MULTIPLIER: ("Multiplier", "What the round reaches"),
    HitColumn.DISTANCE: ("Distance", "Nonces since the row above"),
}


class HitsModel(ListTableModel):
    """Rounds in the order of their nonces."""

    titles = TITLES
    numbers = tuple(HitColumn)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._explored: Explored | None = None

    @property
    def explored(self) -> Explored | None:
        """What is shown; None before anything was explored."""
        return self._explored

    def show_explored(self, explored: Explored) -> None:
        """Show these."""
        self.beginResetModel()
        self._explored = explored
        self.endResetModel()

    def text_at(self, row: int, column: int) -> str:
        """A number."""
        value = self._value(row, column)
        if value is None:
            return MISSING
        return multiplier_text(value) if column == HitColumn.MULTIPLIER else count_text(int(value))

    def tooltip_at(self, row: int, column: int) -> str:
        """All about the row, in words."""
        nonce, pumps, reached, _ = (self.text_at(row, one) for one in HitColumn)
        distance = self._value(row, HitColumn.DISTANCE)
        if distance is None:
            return f"Nonce {nonce} reaches {reached} ({pumps} safe pumps)"
        since = counted(int(distance), "nonce", "nonces")
        return f"Nonce {nonce} reaches {reached} ({pumps} safe pumps), {since} after the row above"

    def _value(self, row: int, column: int) -> int | float | None:
        if self._explored is None:
            return None
        match column:
            case HitColumn.NONCE:
                return self._explored.nonces[row]
            case HitColumn.SAFE_PUMPS:
                return self._explored.safe_pumps[row]
            case HitColumn.MULTIPLIER:
                return multiplier_at(self._explored, row)
        return distance_at(self._explored, row)

    def rowCount(self, parent: ModelIndex = NO_PARENT) -> int:
        """One row a round."""
        return 0 if parent.isValid() or self._explored is None else len(self._explored.nonces)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The cell's value for a role; what is read aloud is the tooltip."""
        if index.isValid() and role == Qt.ItemDataRole.UserRole:
            return self._value(index.row(), index.column())
        is_aloud = role == Qt.ItemDataRole.AccessibleTextRole
        return super().data(index, Qt.ItemDataRole.ToolTipRole if is_aloud else role)
