"""The table of compared figures: a column a stream, a row a figure."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from liveapp.ui import plain
from liveapp.ui.comparing.figures import FigureRow
from liveapp.ui.widgets.list_table import LEFT, NO_PARENT, RIGHT, ModelIndex


class FiguresModel(QAbstractTableModel):
    """Rows and columns keep their places while only what stands in them changes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings: list[str] = []
        self._rows: list[FigureRow] = []

    def show_rows(self, headings: Sequence[str], rows: Sequence[FigureRow]) -> None:
        """Show these; rows that are only for files are left out."""
        shown = [row for row in rows if not row.only_in_files]
        is_same = len(headings) == len(self._headings) and len(shown) == len(self._rows)
        if is_same and (list(headings), shown) == (self._headings, self._rows):
            return
        if not is_same:
            self.beginResetModel()
        self._headings, self._rows = list(headings), shown
        if not is_same:
            self.endResetModel()
            return
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(headings) - 1)
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(shown) - 1)
        self.dataChanged.emit(self.index(0, 0), self.index(len(shown) - 1, len(headings) - 1))

    def is_words(self, row: int) -> bool:
        """Whether words that may need several lines stand in a row."""
        return any(cell.is_words for cell in self._rows[row].cells)

    def rowCount(self, parent: ModelIndex = NO_PARENT) -> int:
        """One row a figure."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: ModelIndex = NO_PARENT) -> int:
        """One column a stream."""
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A figure in words, what it means, or where in its cell it stands."""
        if not index.isValid():
            return None
        cell = self._rows[index.row()].cells[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip_text(cell.meaning or self._rows[index.row()].meaning)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT if cell.is_words else RIGHT
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """What a stream or a figure is called."""
        is_column = orientation == Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section] if is_column else self._rows[section].name
        if role == Qt.ItemDataRole.ToolTipRole:
            if is_column:
                return plain.tooltip_text(self._headings[section])
            row = self._rows[section]
            return plain.tooltip_text("\n".join(filter(None, (row.name, row.meaning))))
        return LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None
