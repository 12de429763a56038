"""Receiver › Clients: who sent something of late, and what came of it. Is my bot connected?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
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

from liveapp.domain.clients import ClientSeen
from liveapp.domain.clock import now_us
from liveapp.ui import plain
from liveapp.ui.receiver.client_words import detail_rows, heading_words
from liveapp.ui.receiver.clients_model import ClientColumn, ClientsModel
from liveapp.ui.widgets.answers import answer
from liveapp.ui.widgets.list_table import shape_list_view
from liveapp.ui.widgets.message_layout import (
    explained_button,
    fit_screen,
    heading_label,
    list_button_row,
)
from liveapp.ui.widgets.notice import Notice
from liveapp.ui.widgets.report_view import ReportView, report_text
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

SIZE_PX = (900, 600)
DETAIL_LINES = 14
ASKED_EVERY_MS = 1_000
COPIED = "Copied"
NOTHING_TO_COPY = "No URL now"

WIDTHS_IN_CHARACTERS = {
    ClientColumn.NAME: 36,
    ClientColumn.LAST_REQUEST: 12,
    ClientColumn.LAST_BET: 12,
    ClientColumn.BETS: 8,
    ClientColumn.ROUNDS: 10,
}
"""The widths that columns begin with; the refusal takes what is left."""

NOBODY = "Nobody sent anything in the last 15 minutes"
WAITING = (
    "Whoever sends to the receiver is listed here, with what was refused. A bot needs the URL and the token; "
    "the browser extension is connected by a code."
)
NO_ADDRESS = "The receiver has no address now: nothing can come before it has one. The status bar says why."


@dataclass(frozen=True, slots=True)
class ClientWays:
    """How a client gets connected. What copies returns whether there was something to copy."""

    copy_url: Callable[[], bool]
    copy_token: Callable[[], bool]
    copy_script: Callable[[], bool]
    connect_extension: Callable[[], object]
    show_requests: Callable[[], object]


class ClientsDialog(QDialog):
    """A list that goes on while it is seen, and all about the chosen client below it.

    `ask` is asked once a second while it is seen; `address` is where bots post to, empty while there is none.
    """

    def __init__(
        self,
        ask: Callable[[], Iterable[ClientSeen]],
        address: Callable[[], str],
        ways: ClientWays,
        parent: QWidget | None = None,
        clock_us: Callable[[], int] = now_us,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("clientsDialog")
        plain.set_window_title(self, "Clients")
        fit_screen(self, SIZE_PX)
        self._ask = ask
        self._address = address
        self._ways = ways
        self._clock_us = clock_us
        self._heading = heading_label()
        self.model = ClientsModel(clock_us, self)
        self.view = self._make_view()
        self._notice = Notice(self.view)
        self.details = ReportView("About the chosen client")
        self._lay_out()
        self._ticker = QTimer(self)
        self._ticker.setInterval(ASKED_EVERY_MS)
        self._ticker.timeout.connect(self.refresh)
        self.view.setFocus()

    def refresh(self) -> None:
        """Show who sent something of late, as of now."""
        self.model.show_clients(self._ask())
        clients = self.model.clients
        self._heading.setVisible(bool(clients))
        self.details.setVisible(bool(clients))
        if not clients:
            self._notice.say(NOBODY, WAITING if self._address() else NO_ADDRESS)
            return
        self._notice.hide()
        plain.set_text(self._heading, heading_words(clients, self._clock_us()))
        if self._selected_row < 0:
            self.view.selectRow(0)
        self._tell_chosen()

    @property
    def _selected_row(self) -> int:
        rows = self.view.selectionModel().selectedRows()
        return rows[0].row() if rows else -1

    def _tell_chosen(self) -> None:
        """Tell all about the chosen client; what is selected in the text stays while that is the same."""
        if self._selected_row < 0:
            return
        rows = detail_rows(self.model.clients[self._selected_row])
        if report_text(rows) != self.details.text:
            self.details.show_rows(rows)

    def _make_view(self) -> QTableView:
        view = QTableView()
        view.setModel(self.model)
        shape_list_view(view, "Clients", "Columns of the clients")
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.selectionModel().selectionChanged.connect(self._tell_chosen)
        header = view.horizontalHeader()
        header.setSectionsClickable(False)
        header.setSectionResizeMode(ClientColumn.REFUSAL, QHeaderView.ResizeMode.Stretch)
        width_px = view.fontMetrics().averageCharWidth()
        for column, characters in WIDTHS_IN_CHARACTERS.items():
            view.setColumnWidth(column, (characters + 2) * width_px)
        return view

    def _lay_out(self) -> None:
        self.details.setMinimumHeight(self.details.fontMetrics().lineSpacing() * 3)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.view)
        parts.addWidget(self.details)
        parts.setStretchFactor(0, 1)
        details_px = self.details.fontMetrics().lineSpacing() * (DETAIL_LINES + 1)
        parts.setSizes([SIZE_PX[1] - details_px, details_px])
        requests = explained_button("Re&fused requests…", "Which requests were refused, and what can be done")
        requests.clicked.connect(self._ways.show_requests)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self._heading)
        layout.addWidget(parts, 1)
        layout.addWidget(ToneLabel(Tone.MUTED, "To connect a client:"))
        layout.addLayout(self._way_row())
        layout.addLayout(list_button_row(self, requests))

    def _way_row(self) -> QHBoxLayout:
        ways = self._ways
        connect = explained_button(
            "Connect the browser &extension…", "Show a code that hands the token to the browser extension"
        )
        connect.clicked.connect(ways.connect_extension)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (
            _copy_button("Copy &URL", "Copy the URL that bots send to", ways.copy_url),
            _copy_button("Copy &token", "Copy the ingest token", ways.copy_token),
            _copy_button(
                "Copy &Antebot script", "Copy the script that makes Antebot report its bets", ways.copy_script
            ),
            connect,
        ):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def showEvent(self, event: QShowEvent) -> None:
        """Ask while seen."""
        super().showEvent(event)
        self.refresh()
        self._ticker.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while not seen."""
        self._ticker.stop()
        super().hideEvent(event)


def _copy_button(words: str, meaning: str, copy: Callable[[], bool]) -> QPushButton:
    button = explained_button(words, meaning)
    button.clicked.connect(lambda: answer(button, COPIED if copy() else NOTHING_TO_COPY, words))
    return button
