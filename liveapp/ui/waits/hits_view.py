"""The list of the chosen card's hits."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from liveapp.ui.waits.hits_model import HitsModel
from liveapp.ui.widgets.list_table import shape_list_view

LEAST_HEIGHT_PX = 90
OPENING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HitsView(QTableView):
    """`hit_opened` carries the nonce of a row that was double-clicked, or on which Enter was pressed."""

    hit_opened = Signal(object)

    def __init__(self, model: HitsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setObjectName("waitsHitsView")
        shape_list_view(self, "Hits of the chosen multiplier", "Columns of the hits")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMinimumHeight(LEAST_HEIGHT_PX)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for titles in (header, self.verticalHeader()):
            # With the rows' selection, Qt asks for each paint of a title whether all of a million are chosen.
            titles.setSelectionModel(QItemSelectionModel(model, titles))
        self.doubleClicked.connect(self._open)
        model.rowsAboutToBeInserted.connect(self._note_end)
        model.rowsInserted.connect(self._keep_end)
        self._is_at_end = False

    def _open(self, index: QModelIndex) -> None:
        nonce = self._model.nonce_at(index.row())
        if nonce is not None:
            self.hit_opened.emit(nonce)

    def _note_end(self) -> None:
        bar = self.verticalScrollBar()
        self._is_at_end = bar.value() == bar.maximum() and not self.selectionModel().hasSelection()

    def _keep_end(self) -> None:
        if self._is_at_end:
            self.scrollToBottom()

    def sizeHint(self) -> QSize:
        """No higher than it has to be: the picture above needs its room first."""
        return QSize(super().sizeHint().width(), LEAST_HEIGHT_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the hit; the rest as Qt does it."""
        if event.key() in OPENING_KEYS:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)
