"""The table of what alerts told, the newest first."""

from collections.abc import Callable, Sequence
from enum import IntEnum
from uuid import UUID

from PySide6.QtCore import QObject, Qt

from liveapp.domain.alerts.rules import Alert
from liveapp.domain.clock import now_us
from liveapp.ui.widgets.formatting import brief_time_text, local_time_text, utc_time_text
from liveapp.ui.widgets.list_table import NO_PARENT, ListTableModel, ModelIndex


class HistoryColumn(IntEnum):
    """The columns, from left to right."""

    TIME = 0
    ALERT = 1
    SEEN = 2
    STREAM = 3


TITLES: dict[int, tuple[str, str]] = {
    HistoryColumn.TIME: ("Time", "When it was told"),
    HistoryColumn.ALERT: ("Alert", "Which alert it was"),
    HistoryColumn.SEEN: ("What was seen", "What the alert told"),
    HistoryColumn.STREAM: ("Stream", "What it was about"),
}


class HistoryModel(ListTableModel):
    """Alerts as they were handed over. Rows that stay keep their choice and their place."""

    titles = TITLES

    def __init__(self, clock_us: Callable[[], int] = now_us, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock_us = clock_us
        self._alerts: list[Alert] = []
        self._name: Callable[[UUID | None], str] = str

    @property
    def alerts(self) -> Sequence[Alert]:
        """What is shown, the newest first."""
        return self._alerts

    def show_alerts(self, alerts: Sequence[Alert], name: Callable[[UUID | None], str]) -> None:
        """Show these, the newest first; `name` says what a stream is called."""
        shown, wanted, self._name = self._alerts, list(alerts), name
        fresh = wanted.index(shown[0]) if shown and shown[0] in wanted else len(wanted)
        stays = len(wanted) - fresh
        if not stays or shown[:stays] != wanted[fresh:]:
            self.beginResetModel()
            self._alerts = wanted
            self.endResetModel()
            return
        if fresh:
            self.beginInsertRows(NO_PARENT, 0, fresh - 1)
            shown[:0] = wanted[:fresh]
            self.endInsertRows()
        if len(shown) > len(wanted):
            self.beginRemoveRows(NO_PARENT, len(wanted), len(shown) - 1)
            del shown[len(wanted) :]
            self.endRemoveRows()
        self.dataChanged.emit(self.index(0, 0), self.index(len(shown) - 1, len(HistoryColumn) - 1))

    def stream_at(self, row: int) -> str:
        """What an alert's stream is called; a dash where it was about no single one."""
        stream_id = self._alerts[row].stream_id
        return "–" if stream_id is None else self._name(stream_id)

    def text_at(self, row: int, column: int) -> str:
        """What is known of the alert."""
        alert = self._alerts[row]
        match HistoryColumn(column):
            case HistoryColumn.TIME:
                return brief_time_text(alert.raised_us, self._clock_us())
            case HistoryColumn.ALERT:
                return alert.title
            case HistoryColumn.SEEN:
                return alert.text
            case HistoryColumn.STREAM:
                return self.stream_at(row)

    def tooltip_at(self, row: int, column: int) -> str:
        """The same, whole; times in UTC."""
        is_time = column == HistoryColumn.TIME
        return utc_time_text(self._alerts[row].raised_us) if is_time else self.text_at(row, column)

    def rowCount(self, parent: ModelIndex = NO_PARENT) -> int:
        """One row an alert."""
        return 0 if parent.isValid() else len(self._alerts)

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The cell's value for a role; times are read aloud with their day."""
        is_aloud = role == Qt.ItemDataRole.AccessibleTextRole
        if is_aloud and index.isValid() and index.column() == HistoryColumn.TIME:
            return local_time_text(self._alerts[index.row()].raised_us)
        return super().data(index, role)
