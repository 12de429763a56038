"""The table of refused requests: at most as many rows as are kept, the newest first."""

from collections.abc import Callable
from enum import IntEnum

from PySide6.QtCore import QObject

from liveapp.domain.clock import now_us
from liveapp.domain.events import RequestRefused
from liveapp.domain.refusals import RefusalLog
from liveapp.ui.receiver.refusal_words import sender_text, status_text, time_text
from liveapp.ui.widgets.formatting import count_text, utc_time_text
from liveapp.ui.widgets.list_table import NO_PARENT, ListTableModel, ModelIndex


class RefusalColumn(IntEnum):
    """The columns, from left to right."""

    TIME = 0
    STATUS = 1
    WHY = 2
    FIELD = 3
    VALUE = 4
    SENDER = 5
    TIMES = 6


TITLES: dict[int, tuple[str, str]] = {
    RefusalColumn.TIME: ("Time", "When it was refused; of several in a row the last"),
    RefusalColumn.STATUS: ("Status", "What it was answered with"),
    RefusalColumn.WHY: ("Refused because", "Why it was refused"),
    RefusalColumn.FIELD: ("Field", "Which field or header did not fit"),
    RefusalColumn.VALUE: ("Value", "What was sent in it"),
    RefusalColumn.SENDER: ("From", "The site of the page, or what the program calls itself"),
    RefusalColumn.TIMES: ("Times", "How often the same followed itself"),
}


class RefusalsModel(ListTableModel):
    """Shows what a log keeps, as it was at the last `refresh`. Rows that stay keep their choice."""

    titles = TITLES
    numbers = (RefusalColumn.TIMES,)

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
            self.beginInsertRows(NO_PARENT, 0, fresh - 1)
            self._rows[:0] = rows[:fresh]
            self.endInsertRows()
        if len(self._rows) > len(rows):
            self.beginRemoveRows(NO_PARENT, len(rows), len(self._rows) - 1)
            del self._rows[len(rows) :]
            self.endRemoveRows()
        if self._rows[fresh] != rows[fresh] or self._rows[fresh].times != rows[fresh].times:
            # The one that was the newest: it may have come again.
            self._rows[fresh] = rows[fresh]
            self.dataChanged.emit(self.index(fresh, 0), self.index(fresh, len(RefusalColumn) - 1))

    def rowCount(self, parent: ModelIndex = NO_PARENT) -> int:
        """How many are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def text_at(self, row: int, column: int) -> str:
        """What is known of the request, in words."""
        return self._text(self._rows[row], RefusalColumn(column))

    def tooltip_at(self, row: int, column: int) -> str:
        """The same, whole; times in UTC."""
        return self._tooltip(self._rows[row], RefusalColumn(column))

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
