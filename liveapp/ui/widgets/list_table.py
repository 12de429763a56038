"""Tables of a few columns of text, as dialogs list things: what their models and views have in common."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from liveapp.ui import plain

ModelIndex = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()

ROW_PADDING_PX = 8

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
"""How numbers and words stand in their cells."""


class ListTableModel(QAbstractTableModel):
    """A model of texts. A subclass has rows, and says what stands in a cell and in its tooltip.

    `titles` has each column's title and what it means; texts of the columns `numbers` end at the right.
    """

    titles: Mapping[int, tuple[str, str]]
    numbers: Collection[int] = ()

    def text_at(self, row: int, column: int) -> str:
        """What stands in a cell."""
        raise NotImplementedError

    def tooltip_at(self, row: int, column: int) -> str:
        """The whole text of a cell."""
        return self.text_at(row, column)

    def columnCount(self, parent: ModelIndex = NO_PARENT) -> int:
        """Those that have titles."""
        return 0 if parent.isValid() else len(self.titles)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's text, or its whole text as a tooltip."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text_at(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip_text(self.tooltip_at(index.row(), index.column()))
        return self._alignment(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """A column's title and what it means."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        title, meaning = self.titles[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip_text(meaning)
        return self._alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        return RIGHT if column in self.numbers else LEFT


def shape_list_view(view: QTableView, name: str, columns_name: str) -> None:
    """Have a view look like the other lists; `name` and `columns_name` are what is read aloud of it."""
    plain.set_accessible_name(view, name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setTabKeyNavigation(False)
    view.setShowGrid(False)
    view.setAlternatingRowColors(True)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + ROW_PADDING_PX)
    header = view.horizontalHeader()
    plain.set_accessible_name(header, columns_name)
    header.setHighlightSections(False)


class MiddleCut(QStyledItemDelegate):
    """For a column whose texts begin alike: what does not fit loses its middle."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        """Say so to the style."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle
