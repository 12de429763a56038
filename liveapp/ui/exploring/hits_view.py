"""The view of explored rounds: up to ten million rows, of which any number can be chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from liveapp.ui.exploring.hits_model import HitColumn, HitsModel
from liveapp.ui.theme import fixed_width_font
from liveapp.ui.widgets.list_table import shape_list_view

WIDTHS_IN_CHARACTERS = {HitColumn.SAFE_PUMPS: 14, HitColumn.MULTIPLIER: 16}
"""The nonces and their distances share what is left: they may have 19 digits."""


class HitsView(QTableView):
    """Shows a `HitsModel`."""

    copy_requested = Signal()

    def __init__(self, model: HitsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setObjectName("hitsView")
        shape_list_view(self, "Explored rounds", "Columns of the explored rounds")
        self.setFont(fixed_width_font())
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setFont(QApplication.font())
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column, characters in WIDTHS_IN_CHARACTERS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, self.fontMetrics().averageCharWidth() * characters)
        for titles in (header, self.verticalHeader()):
            # With the rows' selection, Qt asks for each paint of a title whether all of a million are chosen.
            titles.setSelectionModel(QItemSelectionModel(model, titles))

    def chosen_ranges(self) -> Sequence[range]:
        """The chosen rows, from top to bottom."""
        parts = {(part.top(), part.bottom()) for part in self.selectionModel().selection().toList()}
        return [range(first, last + 1) for first, last in sorted(parts)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy; the rest as Qt does it."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        else:
            super().keyPressEvent(event)
