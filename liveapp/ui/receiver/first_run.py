"""What stands in the window while no stream was ever recorded."""

from pathlib import Path

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

from liveapp.ui import plain
from liveapp.ui.theme import colors, is_theme_change
from liveapp.ui.widgets.copy_field import CopyField
from liveapp.ui.widgets.icons import Icons, icon_pixmap
from liveapp.ui.widgets.rounded_panel import RoundedPanel
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

CARD_WIDTH_PX = 600
BUTTON_HEIGHT_PX = 32
ANTEBOT_SCRIPT = Path("clients") / "antebot.js"

WHAT_IT_DOES = (
    "liveapp records every round that your bot or browser extension reports to this computer, and shows it "
    "at once. Nothing leaves the computer. It keeps what was observed; it predicts nothing."
)


class FirstRunPage(QScrollArea):
    """Says what the program does, where bots have to send to, and offers the demo."""

    demo_requested = Signal()
    copied = Signal(str)

    def __init__(self, icons: Icons, resources: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("firstRunPage")
        plain.set_accessible_name(self, "Getting started")
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._icons = icons
        self._script = resources / ANTEBOT_SCRIPT
        self._symbol = plain.PlainLabel()
        self._card = RoundedPanel()
        self._demo = QPushButton("Play the demo")
        self._url = CopyField("ingest URL")
        self._token = CopyField("ingest token", is_secret=True)
        self._token_note = ToneLabel(Tone.MUTED, "No token is needed: requests are taken without one.")
        self._hint = ToneLabel(Tone.MUTED, "The first bet that arrives replaces this page.")
        self._lay_out()
        self._take_colors()

    def show_address(self, ingest_url: str) -> None:
        """Where bots send to; empty while the receiver has no address."""
        self._url.set_value(ingest_url)

    def show_token(self, token: str, is_required: bool) -> None:
        """The token that bots send along, if they have to."""
        self._token.set_value(token)
        self._token.setVisible(is_required)
        self._token_note.setVisible(not is_required)

    def copy_script(self) -> None:
        """Put the Antebot script on the clipboard."""
        plain.copy_text(self._script.read_text(encoding="utf-8"))
        self.copied.emit("Antebot script copied")

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addWidget(self._symbol)
        column.addWidget(_heading("Ready for the first bet"))
        column.addWidget(_paragraph(WHAT_IT_DOES))
        column.addWidget(self._card)
        column.addLayout(self._button_row())
        column.addWidget(self._hint)
        self._fill_card()
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

    def _button_row(self) -> QHBoxLayout:
        demo = self._demo
        demo.setObjectName("playDemoButton")
        plain.set_tooltip(demo, "Record some made-up rounds, to see how it looks; they can be deleted again")
        demo.setMinimumHeight(BUTTON_HEIGHT_PX)
        demo.clicked.connect(self.demo_requested)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(demo)
        if self._script.is_file():
            script = QPushButton("Copy Antebot script")
            script.setObjectName("copyScriptButton")
            plain.set_tooltip(script, "Copy the script that makes Antebot report its bets")
            script.setMinimumHeight(BUTTON_HEIGHT_PX)
            script.clicked.connect(self.copy_script)
            row.addWidget(script)
        row.addStretch(1)
        return row

    def _take_colors(self) -> None:
        self._symbol.setPixmap(icon_pixmap(self._icons.application(), 64, self.devicePixelRatioF()))
        self._demo.setIcon(self._icons.themed("play", self.palette()))
        self._card.set_panel_colors(
            self.palette().color(QPalette.ColorRole.Base), colors(self.palette()).border
        )

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if is_theme_change(event):
            self._take_colors()


def _heading(text: str) -> plain.PlainLabel:
    label = plain.PlainLabel(text)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 1.6)
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    return label


def _paragraph(text: str) -> plain.PlainLabel:
    label = plain.PlainLabel(text)
    label.setWordWrap(True)
    return label
