"""The totals as a small table."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from liveapp.domain.totals import CurrencyTotal
from liveapp.ui import plain
from liveapp.ui.proof.totals_model import TotalsModel

MOST_ROWS = 6
"""More of them scroll."""

ROW_PADDING_PX = 8
LEAST_COLUMN_PX = 92


class TotalsView(QTableView):
    """As high as its rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plain.set_accessible_name(self, "Totals of each currency")
        self._totals = TotalsModel()
        self.setModel(self._totals)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + ROW_PADDING_PX)
        header = self.horizontalHeader()
        plain.set_accessible_name(header, "Columns of the totals")
        header.setMinimumSectionSize(LEAST_COLUMN_PX)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)

    def show_totals(self, totals: tuple[CurrencyTotal, ...]) -> None:
        """Show these totals."""
        rows = self._totals.rowCount()
        self._totals.show_totals(totals)
        if rows != self._totals.rowCount():
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Room for the rows, and for a scrollbar below where the columns need one."""
        rows = min(max(1, self._totals.rowCount()), MOST_ROWS)
        height = (
            self.horizontalHeader().sizeHint().height() + rows * self.verticalHeader().defaultSectionSize()
        )
        if self._totals.columnCount() * LEAST_COLUMN_PX > self.viewport().width():
            height += self.horizontalScrollBar().sizeHint().height()
        return QSize(super().sizeHint().width(), height + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        """All of that height."""
        return QSize(LEAST_COLUMN_PX, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take room for a scrollbar, or give it back."""
        super().resizeEvent(event)
        self.updateGeometry()
