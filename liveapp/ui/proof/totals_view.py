"""The totals as a small table."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from liveapp.domain.totals import CurrencyTotal
from liveapp.ui.proof.totals_model import TotalsModel
from liveapp.ui.widgets.list_table import shape_list_view

MOST_ROWS = 6
"""More of them scroll."""

LEAST_COLUMN_PX = 92


class TotalsView(QTableView):
    """As high as its rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._totals = TotalsModel()
        self.setModel(self._totals)
        shape_list_view(self, "Totals of each currency", "Columns of the totals")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(LEAST_COLUMN_PX)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(False)

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
