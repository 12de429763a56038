"""A small table among other things: as high as its rows, up to some number."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from liveapp.ui.widgets.list_table import ListTableModel, shape_list_view


class RowHighView(QTableView):
    """Columns share the width; below `least_column_px` each they scroll, as rows do over `most_rows`."""

    most_rows = 6
    least_column_px = 92

    def __init__(
        self, model: ListTableModel, name: str, columns_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        model.setParent(self)  # goes with the view, in the window's thread
        self.setModel(model)
        shape_list_view(self, name, columns_name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(self.least_column_px)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(False)
        model.modelReset.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Room for the rows, and for a scrollbar below where the columns need one."""
        rows = min(max(1, self.model().rowCount()), self.most_rows)
        height = (
            self.horizontalHeader().sizeHint().height() + rows * self.verticalHeader().defaultSectionSize()
        )
        if self.model().columnCount() * self.least_column_px > self.viewport().width():
            height += self.horizontalScrollBar().sizeHint().height()
        return QSize(super().sizeHint().width(), height + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        """All of that height."""
        return QSize(self.least_column_px, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take room for a scrollbar, or give it back."""
        super().resizeEvent(event)
        self.updateGeometry()
