"""View › Alert history: what the alerts told, the newest first."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHeaderView, QTableView, QVBoxLayout, QWidget

from liveapp.domain.alerts.rules import MOST_HISTORY, Alerts
from liveapp.domain.clock import now_us
from liveapp.ui import plain
from liveapp.ui.alerts.history_model import HistoryColumn, HistoryModel
from liveapp.ui.alerts.stream_names import StreamNames
from liveapp.ui.alerts.words import copied_text, detail_rows
from liveapp.ui.widgets.announcement import announce
from liveapp.ui.widgets.answers import answer
from liveapp.ui.widgets.formatting import counted
from liveapp.ui.widgets.keys import ENTER_KEYS
from liveapp.ui.widgets.list_table import shape_list_view
from liveapp.ui.widgets.message_layout import explained_button, fit_screen, list_button_row, text_label
from liveapp.ui.widgets.notice import Notice
from liveapp.ui.widgets.report_view import ReportView
from liveapp.ui.widgets.tab_order import follow_layout
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

SIZE_PX = (900, 560)
DETAIL_LINES = 6
ROOM_PX = 20
"""Around the lines of the details."""

COPY = "&Copy"
WIDTHS_IN_CHARACTERS = {HistoryColumn.TIME: 17, HistoryColumn.ALERT: 30, HistoryColumn.STREAM: 22}
"""The widths that columns begin with; what was seen takes what is left."""


class HistoryView(QTableView):
    """A list of alerts. `opened` carries the row that the user wants to follow."""

    opened = Signal(object)

    def __init__(self, model: HistoryModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        shape_list_view(self, "Alert history, the newest first", "Columns of the alert history")
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setSectionResizeMode(HistoryColumn.SEEN, QHeaderView.ResizeMode.Stretch)
        width_px = self.fontMetrics().averageCharWidth()
        for column, characters in WIDTHS_IN_CHARACTERS.items():
            self.setColumnWidth(column, (characters + 2) * width_px)
        self.doubleClicked.connect(self._open)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter follows the row that has the cursor."""
        if event.key() in ENTER_KEYS:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)


class HistoryDialog(QDialog):
    """Shows the history of `alerts` as it was at the last `refresh`.

    `stream_wanted` carries the id of a stream, `clear_requested` asks the owner to forget all,
    `rules_wanted` to show the rules.
    """

    stream_wanted = Signal(object)
    clear_requested = Signal()
    rules_wanted = Signal()

    def __init__(
        self,
        alerts: Alerts,
        names: StreamNames,
        parent: QWidget | None = None,
        clock_us: Callable[[], int] = now_us,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("historyDialog")
        plain.set_window_title(self, "Alert history")
        fit_screen(self, SIZE_PX)
        self._alerts = alerts
        self._names = names
        self._count = text_label()
        self._fault = ToneLabel(Tone.ERROR)
        self._fault.hide()
        self.model = HistoryModel(clock_us, self)
        self.view = HistoryView(self.model)
        self.view.opened.connect(self._open)
        self.model.rowsInserted.connect(self._keep_place)
        self.details = ReportView("About the chosen alert")
        self._about: list[tuple[str, str]] = []
        self._notice = Notice(self.view)
        self._notice.action_chosen.connect(self.rules_wanted)
        self._go = explained_button("&Open stream", "Show the stream of the chosen alert (Enter)")
        self._go.clicked.connect(lambda: self._open(self.view.currentIndex().row()))
        self._copy = explained_button(COPY, "Copy the chosen alerts, or all, for a spreadsheet")
        self._copy.clicked.connect(self._copy_rows)
        self._clear = explained_button("C&lear", "Forget all that is listed here")
        self._clear.clicked.connect(self.clear_requested)
        self._rules = explained_button("&Alerts…", "Choose what you want to be told of")
        self._rules.clicked.connect(self.rules_wanted)
        self.view.selectionModel().selectionChanged.connect(self._follow_choice)
        self._lay_out()
        self.refresh()
        self.view.setFocus()

    def refresh(self) -> None:
        """Show what was told so far, and what the streams are called now."""
        self._fault.hide()
        self.model.show_alerts(self._alerts.history(), self._names.names())
        count = self.model.rowCount()
        plain.set_text(self._count, _count_words(count))
        if count:
            self._notice.hide()
        else:
            self._notice.say("Nothing was told yet", "What your alerts tell is listed here.", "Alerts…")
        if count and not self.view.selectionModel().hasSelection():
            self.view.selectRow(0)
        self._follow_choice()

    def show_fault(self, words: str) -> None:
        """Say why the list could not be cleared."""
        plain.set_text(self._fault, words)
        self._fault.show()
        announce(self, words)

    def _open(self, row: int) -> None:
        stream_id = self.model.alerts[row].stream_id if row >= 0 else None
        if stream_id is not None:
            self.stream_wanted.emit(stream_id)

    def _follow_choice(self) -> None:
        """Show all about the chosen alert, and offer what can be done."""
        rows = self._chosen_rows
        self.details.setVisible(bool(rows))
        if rows:
            alert, stream = self.model.alerts[rows[0]], self.model.stream_at(rows[0])
            about = detail_rows(alert, stream)
            if about != self._about:  # else what is marked in it stays
                self._about = about
                self.details.show_rows(about)
        can_open = len(rows) == 1 and self._names.find(self.model.alerts[rows[0]].stream_id) is not None
        self._go.setEnabled(can_open)
        has_rows = bool(self.model.rowCount())
        self._copy.setEnabled(has_rows)
        self._clear.setEnabled(has_rows)

    @property
    def _chosen_rows(self) -> list[int]:
        return sorted(index.row() for index in self.view.selectionModel().selectedRows())

    def _copy_rows(self) -> None:
        chosen = self._chosen_rows
        # One is chosen from the start: who wants a list chooses more, or none is meant in particular.
        rows = chosen if len(chosen) > 1 else range(self.model.rowCount())
        alerts = [(self.model.alerts[row], self.model.stream_at(row)) for row in rows]
        plain.copy_text(copied_text(alerts))
        answer(self._copy, f"Copied {len(alerts):,}", COPY)

    def _keep_place(self, _parent: QModelIndex, first: int, last: int) -> None:
        """Leave the rows in view where they are, unless the newest is among them."""
        bar = self.view.verticalScrollBar()
        if bar.value() > 0:
            self.view.updateGeometries()
            bar.setValue(bar.value() + last - first + 1)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self._count)
        layout.addWidget(self.view, 1)
        self.details.setFixedHeight(self.details.fontMetrics().lineSpacing() * DETAIL_LINES + ROOM_PX)
        layout.addWidget(self.details)
        layout.addWidget(self._fault)
        layout.addLayout(list_button_row(self, self._go, self._copy, self._clear, self._rules))
        follow_layout(self)


def _count_words(count: int) -> str:
    if not count:
        return "What your alerts tell stands here, after a restart too."
    words = f"{counted(count, 'alert', 'alerts')}, the newest first."
    return f"{words} Older ones than these are forgotten." if count >= MOST_HISTORY else words
