"""The view of compared figures: their names stay in sight, whatever stream is scrolled to."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QHeaderView, QTableView, QWidget

from liveapp.ui import plain
from liveapp.ui.comparing.figures_model import FiguresModel
from liveapp.ui.widgets.list_table import ROW_PADDING_PX, shape_list_view
from liveapp.ui.widgets.timers import single_shot

LEAST_COLUMN_PX = 150
LEAST_HEIGHT_PX = 190
WIDEST_NAMES_IN_CHARACTERS = 38


class FiguresView(QTableView):
    """Shows a `FiguresModel`. Streams share the width, and scroll where they are too many for it."""

    copy_requested = Signal()

    def __init__(self, model: FiguresModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = model
        self.setModel(model)
        self.setObjectName("comparedFiguresView")
        shape_list_view(self, "Figures of the compared streams", "Compared streams")
        self.setWordWrap(True)
        self.setShowGrid(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(LEAST_HEIGHT_PX)
        names = self.verticalHeader()
        plain.set_accessible_name(names, "Names of the figures")
        names.show()
        names.setMaximumWidth(self.fontMetrics().averageCharWidth() * WIDEST_NAMES_IN_CHARACTERS)
        names.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for titles in (names, self.horizontalHeader()):
            titles.setSectionsClickable(False)
            titles.setHighlightSections(False)
            titles.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        names.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setCornerButtonEnabled(False)
        corner = self.findChild(QAbstractButton)
        if corner is not None:
            plain.set_accessible_name(corner, "Corner of the table")
            plain.set_tooltip(corner, "A row a figure, a column a stream")
        self._fitting = single_shot(self, 0, self._fit)
        for changed in (model.dataChanged, model.modelReset, model.headerDataChanged):
            changed.connect(lambda *_: self._fitting.start())

    def _fit(self) -> None:
        """Share out the width, and give each row the lines that its words need."""
        columns = self.model().columnCount()
        if not columns:
            return
        each_px = max(LEAST_COLUMN_PX, self.viewport().width() // columns)
        for column in range(columns):
            self.setColumnWidth(column, each_px)
        least_px = self.fontMetrics().height() + ROW_PADDING_PX
        for row in range(self.model().rowCount()):
            is_words = self.figures.is_words(row)  # the others have one line
            height_px = max(least_px, self.sizeHintForRow(row)) if is_words else least_px
            if height_px != self.rowHeight(row):
                self.setRowHeight(row, height_px)

    def sizeHint(self) -> QSize:
        """No higher than it has to be: the picture above needs its room first."""
        return QSize(super().sizeHint().width(), LEAST_HEIGHT_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy; the rest as Qt does it."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the new width."""
        super().resizeEvent(event)
        self._fitting.start()
