"""Receiver › Requests: which requests were refused, why, and what can be done about each."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from liveapp.domain.clock import now_us
from liveapp.domain.events import Remedy, RequestRefused
from liveapp.domain.refusals import MOST_KEPT, RefusalLog
from liveapp.ui import plain
from liveapp.ui.receiver.refusal_words import SETTINGS, advice_text, copied_text, detail_rows
from liveapp.ui.receiver.refusals_model import RefusalColumn, RefusalsModel
from liveapp.ui.widgets.answers import answer
from liveapp.ui.widgets.formatting import counted
from liveapp.ui.widgets.list_table import MiddleCut, shape_list_view
from liveapp.ui.widgets.message_layout import explained_button, fit_screen, list_button_row, text_label
from liveapp.ui.widgets.notice import Notice
from liveapp.ui.widgets.report_view import ReportView
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

SIZE_PX = (900, 560)
DETAIL_LINES = 9
COPY_ALL = "Copy &all"
COPIED = "Copied"
NO_ADDRESS = "No URL now"

WIDTHS_IN_CHARACTERS = {
    RefusalColumn.TIME: 12,
    RefusalColumn.STATUS: 6,
    RefusalColumn.FIELD: 18,
    RefusalColumn.VALUE: 13,
    RefusalColumn.SENDER: 15,
    RefusalColumn.TIMES: 6,
}
"""The widths that columns begin with; the reason takes what is left."""

CUT_IN_THE_MIDDLE = (RefusalColumn.FIELD, RefusalColumn.SENDER)
"""What these begin with tells less than their ends do."""

GONE = ("Listed", "no more: newer ones have taken its place")

ACTS = {
    Remedy.COPY_TOKEN: ("Copy &token", "Copy the ingest token, for the client to send"),
    Remedy.COPY_URL: ("Copy &URL", "Copy the URL that bots send to"),
    Remedy.ALLOW_SITE: (
        "Allow this &site…",
        "Put the site that the request came from among the allowed ones",
    ),
}
"""What the first button below a request does, where it is there."""


@dataclass(frozen=True, slots=True)
class Remedies:
    """How what can be done is done; a setting is given by its name, a site by its origin.

    What copies returns whether there was something to copy.
    """

    copy_token: Callable[[], bool]
    copy_url: Callable[[], bool]
    allow_site: Callable[[str], object]
    open_settings: Callable[[str], object]


class RequestsDialog(QDialog):
    """A list that goes on while it is open, the newest first, and all about the chosen request below it.

    What is shown of the chosen one stays when newer ones have pushed it out of the list: so no button ever
    turns to another request by itself.
    """

    clear_requested = Signal()

    def __init__(
        self,
        log: RefusalLog,
        remedies: Remedies,
        parent: QWidget | None = None,
        clock_us: Callable[[], int] = now_us,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("requestsDialog")
        plain.set_window_title(self, "Refused requests")
        fit_screen(self, SIZE_PX)
        self._log = log
        self._remedies = remedies
        self._chosen: RequestRefused | None = None
        self._count = text_label()
        self.model = RefusalsModel(log, clock_us, self)
        self.view = self._make_view()
        self._notice = Notice(self.view)
        self.details = ReportView("About the chosen request")
        self._advice = ToneLabel(Tone.MUTED)
        self._act = QPushButton()
        self._act.clicked.connect(self._do)
        self._settings = explained_button("&Open settings…", "Open the settings at what this has to do with")
        self._settings.clicked.connect(self._open_settings)
        self._clear = explained_button("C&lear", "Forget all that is listed here")
        self._clear.clicked.connect(self.clear_requested)
        self._copy = explained_button(COPY_ALL, "Copy the whole list, for a spreadsheet or a message")
        self._copy.clicked.connect(self._copy_all)
        self._below = self._lay_out_below()
        self._lay_out()
        self._connect_model()
        self.refresh()
        self.view.setFocus()

    def refresh(self) -> None:
        """Show what is known now."""
        self.model.refresh()
        has_rows = bool(self.model.rowCount())
        plain.set_text(self._count, self._count_words())
        self._clear.setEnabled(has_rows)
        self._copy.setEnabled(has_rows)
        if not has_rows:
            self._choose(None)
            self._notice.say(
                "Nothing was refused",
                "A request that the receiver turns away is listed here, with what was wrong with it.",
            )
            return
        self._notice.hide()
        if self._chosen is None:
            self.view.selectRow(0)

    def _count_words(self) -> str:
        words = counted(self._log.number, "request was refused", "requests were refused")
        if not self._log.number:
            return "What the receiver refuses stands here until liveapp is closed."
        if len(self._log.kept) < MOST_KEPT:
            return f"{words}. The newest is first."
        return f"{words}. The newest is first; older ones than these are only counted."

    def _choose(self, refusal: RequestRefused | None) -> None:
        is_same = refusal is not None and self._chosen == refusal
        self._chosen = refusal
        self._below.setVisible(refusal is not None)
        if refusal is None:
            return
        self.details.show_rows(detail_rows(refusal))
        if not is_same:
            self._offer_remedy(refusal)

    def _offer_remedy(self, refusal: RequestRefused) -> None:
        plain.set_text(self._advice, advice_text(refusal))
        words, meaning = ACTS.get(refusal.remedy, ("", ""))
        plain.set_text(self._act, words)
        plain.set_tooltip(self._act, meaning)
        self._act.setVisible(bool(words))
        self._settings.setVisible(refusal.remedy in SETTINGS)

    def _do(self) -> None:
        """The first button: what it says about the chosen request."""
        if self._chosen is None:
            return
        if self._chosen.remedy is Remedy.ALLOW_SITE:
            self._remedies.allow_site(self._chosen.origin or "")
        else:
            is_token = self._chosen.remedy is Remedy.COPY_TOKEN
            is_copied = (self._remedies.copy_token if is_token else self._remedies.copy_url)()
            words, _ = ACTS[self._chosen.remedy]
            answer(self._act, COPIED if is_copied else NO_ADDRESS, words)

    def _open_settings(self) -> None:
        if self._chosen is not None:
            self._remedies.open_settings(SETTINGS[self._chosen.remedy])

    def _copy_all(self) -> None:
        plain.copy_text(copied_text(reversed(self._log.kept)))
        answer(self._copy, COPIED, COPY_ALL)

    def _make_view(self) -> QTableView:
        view = QTableView()
        # Before the view hears of it, which would choose a neighbour.
        self.model.rowsAboutToBeRemoved.connect(self._let_go)
        view.setModel(self.model)
        shape_list_view(view, "Refused requests", "Columns of the refused requests")
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = view.horizontalHeader()
        header.setSectionResizeMode(RefusalColumn.WHY, QHeaderView.ResizeMode.Stretch)
        width_px = view.fontMetrics().averageCharWidth()
        for column, characters in WIDTHS_IN_CHARACTERS.items():
            view.setColumnWidth(column, (characters + 2) * width_px)
        for column in CUT_IN_THE_MIDDLE:
            view.setItemDelegateForColumn(column, MiddleCut(view))
        return view

    def _connect_model(self) -> None:
        self.view.selectionModel().selectionChanged.connect(self._show_selected)
        self.model.dataChanged.connect(self._show_changed)
        self.model.rowsInserted.connect(self._keep_place)
        self.model.modelReset.connect(self._tell_gone)

    @property
    def _selected_row(self) -> int:
        """The row that is chosen; -1 for none. The view may have its cursor in a row all the same."""
        rows = self.view.selectionModel().selectedRows()
        return rows[0].row() if rows else -1

    def _show_selected(self) -> None:
        if self._selected_row >= 0:
            self._choose(self.model.refusal(self._selected_row))

    def _show_changed(self, first: QModelIndex) -> None:
        if first.row() == self._selected_row:
            self._choose(self.model.refusal(first.row()))

    def _keep_place(self, _parent: QModelIndex, first: int, last: int) -> None:
        """Leave the rows in view where they are, unless the newest is among them."""
        bar = self.view.verticalScrollBar()
        if bar.value() > 0:
            self.view.updateGeometries()
            bar.setValue(bar.value() + last - first + 1)

    def _let_go(self, _parent: QModelIndex, first: int) -> None:
        """Choose no other row in the place of one that goes."""
        if self._selected_row >= first:
            self.view.selectionModel().clear()
            self._tell_gone()

    def _tell_gone(self) -> None:
        if self._chosen is not None:
            self.details.show_rows([*detail_rows(self._chosen), GONE])

    def _lay_out_below(self) -> QWidget:
        self.details.setMinimumHeight(self.details.fontMetrics().lineSpacing() * 3)
        for button in (self._act, self._settings):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._advice, 1)
        row.addWidget(self._act)
        row.addWidget(self._settings)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.details, 1)
        column.addLayout(row)
        return below

    def _lay_out(self) -> None:
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.view)
        parts.addWidget(self._below)
        parts.setStretchFactor(0, 1)
        below_px = self.details.fontMetrics().lineSpacing() * (DETAIL_LINES + 3)
        parts.setSizes([SIZE_PX[1] - below_px, below_px])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self._count)
        layout.addWidget(parts, 1)
        layout.addLayout(list_button_row(self, self._clear, self._copy))
