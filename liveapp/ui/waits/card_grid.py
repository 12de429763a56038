"""Cards in as many columns as there is room for."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from shiboken6 import isValid

GAP_PX = 8


class CardGrid(QWidget):
    """Cards of one width, in their order from left to right and from top to bottom."""

    def __init__(self, least_width_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least_width_px = least_width_px
        self._cards: list[QWidget] = []
        self._placed: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP_PX)

    @property
    def columns(self) -> int:
        """How many cards stand beside each other."""
        return self._columns

    def show_cards(self, cards: Sequence[QWidget]) -> None:
        """Have these cards, and no others, in this order."""
        self._cards = list(cards)
        self._place()

    def _fitting_columns(self) -> int:
        return max(1, (self.width() + GAP_PX) // (self._least_width_px + GAP_PX))

    def _place(self) -> None:
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        # What `takeAt` gives is never freed, and as long as it lives Qt keeps the height that a card had.
        for card in filter(isValid, self._placed):
            self._grid.removeWidget(card)
        self._placed = list(self._cards)
        self._columns = self._fitting_columns()
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, *divmod(number, self._columns))
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 1)
        self._grid.setRowStretch(len(self._cards) // self._columns + 1, 1)

    def minimumSizeHint(self) -> QSize:
        """One column: cards beside each other must not keep what they lie in from becoming narrow."""
        return QSize(self._least_width_px, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have more or fewer columns."""
        super().resizeEvent(event)
        if self._fitting_columns() != self._columns:
            self._place()
