"""What stands in the window while no stream was ever recorded."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.ui import plain
from liveapp.ui.theme import colors, is_theme_change
from liveapp.ui.widgets.copy_field import CopyField
from liveapp.ui.widgets.icons import Icons, icon_pixmap
from liveapp.ui.widgets.rounded_panel import RoundedPanel
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

CARD_WIDTH_PX = 600
BUTTON_HEIGHT_PX = 32

WHAT_IT_DOES = (
    "liveapp records every round that your bot or browser extension reports to this computer, and shows it "
    "at once. Nothing leaves the computer. It keeps what was observed; it predicts nothing."
)


HEADINGS = {
    ReceiverPhase.STARTING: "Starting the receiver …",
    ReceiverPhase.RECEIVING: "Ready for the first bet",
    ReceiverPhase.PORT_IN_USE: "Port {port} is in use",
    ReceiverPhase.STOPPED: "The receiver is stopped",
    ReceiverPhase.FAILED: "The receiver failed",
}
READY_SOON = (ReceiverPhase.STARTING, ReceiverPhase.RECEIVING)
SCRIPT_HINT = "Copy the script that makes Antebot report its bets, with address and token filled in"
DEMO_HINT = "Record some made-up rounds, to see how it looks; they can be deleted again"


class FirstRunPage(QScrollArea):
    """Says what the program does, where bots have to send to, and offers the demo.

    Where nothing can be received it says that instead, with the ways out.
    """

    demo_requested = Signal()
    retry_requested = Signal()
    port_change_requested = Signal()
    script_requested = Signal()
    connect_requested = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("firstRunPage")
        plain.set_accessible_name(self, "Getting started")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._icons = icons
        self._symbol = plain.PlainLabel()
        self._heading = _heading()
        self._trouble = _paragraph()
        self._ways_out = QWidget()
        self._retry = QPushButton("Retry")
        self._card = RoundedPanel()
        self._demo = QPushButton("Play the demo")
        self._script = QPushButton("Copy Antebot script")
        self._connect = QPushButton("Connect the browser extension…")
        self._phase = ReceiverPhase.STARTING
        self._url = CopyField("ingest URL")
        self._token = CopyField("ingest token", is_secret=True)
        self._token_note = ToneLabel(Tone.MUTED, "No token is needed: requests are taken without one.")
        for field in (self._url, self._token):
            field.show_icon(icons)
        self._hint = ToneLabel(Tone.MUTED, "The first bet that arrives replaces this page.")
        self._lay_out()
        self._take_colors()
        self.show_state(ReceiverState(ReceiverPhase.STARTING, 0))

    def show_state(self, state: ReceiverState) -> None:
        """Say whether bets can come, and if not, why and what can be done."""
        phase = state.phase
        if phase is ReceiverPhase.STARTING and self._phase not in READY_SOON:
            return  # a retry: the page does not flicker
        could_come, can_come = self._phase in READY_SOON, phase in READY_SOON
        self._phase = phase
        plain.set_text(self._heading, HEADINGS[phase].format(port=state.port))
        plain.set_text(self._trouble, "" if can_come else trouble_text(state))
        focused = self.window().focusWidget()  # of a window that is not active, too
        had_focus = focused is not None and self.isAncestorOf(focused)
        ready: Sequence[QWidget] = (self._card, self._hint)
        troubled: Sequence[QWidget] = (self._trouble, self._ways_out)
        coming, going = (ready, troubled) if can_come else (troubled, ready)
        for part in coming:
            part.show()
        if had_focus and could_come != can_come:  # before its place is hidden; not with every retry
            (self._url if can_come else self._retry).setFocus()
        for part in going:
            part.hide()
        self._demo.setEnabled(can_come)
        plain.set_tooltip(self._demo, DEMO_HINT if can_come else "The demo needs the receiver")

    def show_address(self, ingest_url: str) -> None:
        """Where bots send to; empty while the receiver has no address."""
        self._url.set_value(ingest_url)
        self._script.setEnabled(bool(ingest_url))
        plain.set_tooltip(
            self._script, SCRIPT_HINT if ingest_url else "The script needs the receiver's address"
        )

    def show_token(self, token: str, is_required: bool) -> None:
        """The token that bots send along, if they have to."""
        self._token.set_value(token)
        self._token.setVisible(is_required)
        self._token_note.setVisible(not is_required)

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addWidget(self._symbol)
        column.addWidget(self._heading)
        column.addWidget(self._trouble)
        column.addWidget(self._ways_out)
        column.addWidget(_paragraph(WHAT_IT_DOES))
        column.addWidget(self._card)
        column.addLayout(self._button_row())
        column.addWidget(self._hint)
        self._fill_card()
        self._fill_ways_out()
        centred = QWidget()
        centred.setMaximumWidth(CARD_WIDTH_PX)
        centred.setLayout(column)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(centred, 100)
        row.addStretch(1)
        around = QVBoxLayout(content)
        around.setContentsMargins(24, 24, 24, 24)
        around.addStretch(2)
        around.addLayout(row)
        around.addStretch(3)
        self.setWidget(content)

    def _fill_card(self) -> None:
        form = QFormLayout(self._card)
        form.setContentsMargins(16, 16, 16, 16)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_paragraph("Give these to your bot or extension. It sends each bet as JSON by POST."))
        plain.add_row(form, "Ingest URL", self._url)
        plain.add_row(form, "Token", self._token)
        form.addRow("", self._token_note)

    def _fill_ways_out(self) -> None:
        row = QHBoxLayout(self._ways_out)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        choose = QPushButton("Choose another port…")
        plain.set_tooltip(self._retry, "Try to open the port again now")
        plain.set_tooltip(choose, "Open the settings at the port")
        for button, chosen in ((self._retry, self.retry_requested), (choose, self.port_change_requested)):
            button.setMinimumHeight(BUTTON_HEIGHT_PX)
            button.clicked.connect(chosen)
            row.addWidget(button)
        row.addStretch(1)

    def _button_row(self) -> QHBoxLayout:
        self._demo.setObjectName("playDemoButton")
        self._script.setObjectName("copyScriptButton")
        self._connect.setObjectName("connectExtensionButton")
        plain.set_tooltip(self._connect, "Show a code that hands the token to the browser extension")
        row = QHBoxLayout()
        row.setSpacing(8)
        for button, chosen in (
            (self._demo, self.demo_requested),
            (self._script, self.script_requested),
            (self._connect, self.connect_requested),
        ):
            button.setMinimumHeight(BUTTON_HEIGHT_PX)
            button.clicked.connect(chosen)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _take_colors(self) -> None:
        self._symbol.setPixmap(icon_pixmap(self._icons.application(), 64, self.devicePixelRatioF()))
        self._demo.setIcon(self._icons.themed("play", self.palette()))
        self._script.setIcon(self._icons.themed("copy", self.palette()))
        self._connect.setIcon(self._icons.themed("link", self.palette()))
        self._card.set_panel_colors(
            self.palette().color(QPalette.ColorRole.Base), colors(self.palette()).border
        )

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if is_theme_change(event):
            self._take_colors()


def trouble_text(state: ReceiverState) -> str:
    """Why nothing can be received, and what becomes of it."""
    why = state.detail.strip().rstrip(".")
    known = f"{why[0].upper()}{why[1:]}. " if why else ""
    if state.phase is ReceiverPhase.PORT_IN_USE:
        return (
            f"{known}Nothing can be received until it is free, or another port is chosen. "
            "It is tried again by itself."
        )
    return f"{known}Nothing can be received."


def _heading() -> plain.PlainLabel:
    label = plain.PlainLabel()
    label.setWordWrap(True)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 1.6)
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    return label


def _paragraph(text: str = "") -> plain.PlainLabel:
    label = plain.PlainLabel(text)
    label.setWordWrap(True)
    return label
