"""The table of refused requests: at most as many rows as are kept, the newest first."""

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from liveapp.domain.clock import now_us
from liveapp.domain.events import RequestRefused
from liveapp.domain.refusals import RefusalLog
from liveapp.ui import plain
from liveapp.ui.receiver.refusal_words import sender_text, status_text, time_text
from liveapp.ui.widgets.formatting import count_text, utc_time_text

ModelIndex = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RefusalColumn(IntEnum):
    """The columns, from left to right."""

    TIME = 0
    STATUS = 1
    WHY = 2
    FIELD = 3
    VALUE = 4
    SENDER = 5
    TIMES = 6


TITLES = {
    RefusalColumn.TIME: ("Time", "When it was refused; of several in a row the last"),
    RefusalColumn.STATUS: ("Status", "What it was answered with"),
    RefusalColumn.WHY: ("Refused because", "Why it was refused"),
    RefusalColumn.FIELD: ("Field", "Which field or header did not fit"),
    RefusalColumn.VALUE: ("Value", "What was sent in it"),
    RefusalColumn.SENDER: ("From", "The site of the page, or what the program calls itself"),
    RefusalColumn.TIMES: ("Times", "How often the same followed itself"),
}


class RefusalsModel(QAbstractTableModel):
    """Shows what a log keeps, as it was at the last `refresh`. Rows that stay keep their choice."""

    def __init__(
        self, log: RefusalLog, clock_us: Callable[[], int] = now_us, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._log = log
        self._clock_us = clock_us
        self._begun = 0
        self._rows: list[RequestRefused] = []
        self.refresh()

    def refusal(self, row: int) -> RequestRefused:
        """The request of a row."""
        return self._rows[row]

    def refresh(self) -> None:
        """Show what the log keeps now."""
        rows = list(reversed(self._log.kept))
        fresh, self._begun = self._log.begun - self._begun, self._log.begun
        if fresh >= len(rows):
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return
        if fresh:
            self.beginInsertRows(_NO_PARENT, 0, fresh - 1)
            self._rows[:0] = rows[:fresh]
            self.endInsertRows()
        if len(self._rows) > len(rows):
            self.beginRemoveRows(_NO_PARENT, len(rows), len(self._rows) - 1)
            del self._rows[len(rows) :]
            self.endRemoveRows()
        if self._rows[fresh] != rows[fresh] or self._rows[fresh].times != rows[fresh].times:
            # The one that was the newest: it may have come again.
            self._rows[fresh] = rows[fresh]
            self.dataChanged.emit(self.index(fresh, 0), self.index(fresh, len(RefusalColumn) - 1))

    def rowCount(self, parent: ModelIndex = _NO_PARENT) -> int:
        """How many are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: ModelIndex = _NO_PARENT) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(RefusalColumn)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's text, or its whole text as a tooltip."""
        if not index.isValid():
            return None
        refusal, column = self._rows[index.row()], RefusalColumn(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(refusal, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip_text(self._tooltip(refusal, column))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """A column's title and what it means."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        title, meaning = TITLES[RefusalColumn(section)]
        if role == Qt.ItemDataRole.DisplayRole:
            return title
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain.tooltip_text(meaning)
        return _alignment(RefusalColumn(section)) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _text(self, refusal: RequestRefused, column: RefusalColumn) -> str:
        match column:
            case RefusalColumn.TIME:
                return time_text(refusal.refused_us, self._clock_us())
            case RefusalColumn.STATUS:
                return str(refusal.status)
            case RefusalColumn.WHY:
                return refusal.reason
            case RefusalColumn.FIELD:
                return refusal.field or ""
            case RefusalColumn.VALUE:
                return refusal.value or ""
            case RefusalColumn.SENDER:
                return sender_text(refusal)
            case RefusalColumn.TIMES:
                return count_text(refusal.times)

    def _tooltip(self, refusal: RequestRefused, column: RefusalColumn) -> str:
        if column is RefusalColumn.TIME:
            return utc_time_text(refusal.refused_us)
        return status_text(refusal.status) if column is RefusalColumn.STATUS else self._text(refusal, column)


def _alignment(column: RefusalColumn) -> Qt.AlignmentFlag:
    return _RIGHT if column is RefusalColumn.TIMES else _LEFT
