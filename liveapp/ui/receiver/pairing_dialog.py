"""Receiver › Connect the browser extension: a code that, entered there, hands over the token."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPalette, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from liveapp.domain.pairing import SHOWN_FOR_S, PairingTried
from liveapp.ui import plain
from liveapp.ui.receiver.code_label import CodeLabel
from liveapp.ui.receiver.pairing_words import (
    ALL_WRONG,
    EXPIRED,
    NEEDS_ADDRESS,
    NO_ADDRESS,
    NO_CODE_YET,
    connected_title,
    connected_words,
    seconds_text,
    wrong_words,
)
from liveapp.ui.theme import colors, is_theme_change
from liveapp.ui.widgets.announcement import announce
from liveapp.ui.widgets.answers import answer
from liveapp.ui.widgets.copy_field import CopyField
from liveapp.ui.widgets.icons import Icons
from liveapp.ui.widgets.message_layout import (
    button_row,
    explained_button,
    fit_height,
    heading_label,
    text_label,
)
from liveapp.ui.widgets.rounded_panel import RoundedPanel
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

WIDTH_PX = 520
TICK_MS = 200
BAR_PX = 4
STEPS = (
    "1. Open the options of the liveapp extension in your browser.\n"
    "2. Enter this code there. Its receiver URL has to be the one below."
)
NEW_CODE = "&New code"
COPY_CODE = "&Copy code"
COPIED = "Copied"


@dataclass(frozen=True, slots=True)
class PairingSteps:
    """What is done for the dialog: `begin` returns a new code, `end` lets none be entered any more."""

    begin: Callable[[], str]
    end: Callable[[], None]
    requires_token: Callable[[], bool]
    install_extension: Callable[[], object]
    show_clients: Callable[[], object]


class PairingDialog(QDialog):
    """Shows a code while it is good, tells each try, and ends it when the dialog is closed.

    The first code is shown as soon as the receiver has an address: `show_address` says what it is.
    """

    def __init__(
        self,
        steps: PairingSteps,
        icons: Icons,
        parent: QWidget | None = None,
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("pairingDialog")
        plain.set_window_title(self, "Connect the browser extension")
        self._steps = steps
        self._clock_s = clock_s
        self._ends_s = 0.0
        self._has_begun = False
        self._url = CopyField("receiver URL")
        self._url.show_icon(icons)
        self.code = CodeLabel("Code")
        self._bar = QProgressBar()
        self._left = ToneLabel(Tone.MUTED)
        self._what_to_do = text_label(STEPS)
        self._title = heading_label()
        self._words = text_label()
        self._told = ToneLabel(Tone.ERROR)
        self._panel = RoundedPanel()
        self._pages = QStackedWidget()
        self._copy = explained_button(COPY_CODE, "Copy the code, to be pasted into the options")
        self._copy.clicked.connect(self._copy_code)
        self._new = explained_button(NEW_CODE, "Show another code")
        self._new.clicked.connect(self.begin)
        self._install = explained_button("&Install the extension…", "Show how it gets into the browser")
        self._install.clicked.connect(steps.install_extension)
        self._clients = explained_button("Show c&lients…", "Show who sends to the receiver")
        self._clients.clicked.connect(steps.show_clients)
        self._ticker = QTimer(self)
        self._ticker.setInterval(TICK_MS)
        self._ticker.timeout.connect(self._tick)
        self._lay_out()
        self._take_colors()
        self.finished.connect(steps.end)
        self._show_message("No code yet", NO_CODE_YET)
        self.show_address("")
        fit_height(self, WIDTH_PX)

    @property
    def shows_code(self) -> bool:
        """Whether a code is shown that can be entered."""
        return self._pages.currentIndex() == 0

    def show_address(self, url: str) -> None:
        """The URL that the extension sends to is this one, empty where there is none at the moment."""
        self._url.set_value(url)
        plain.set_text(self._what_to_do, STEPS if url else NO_ADDRESS)
        self._new.setEnabled(bool(url))
        plain.set_tooltip(self._new, "Show another code" if url else NEEDS_ADDRESS)
        if url and not self._has_begun:
            self.begin()

    def begin(self) -> None:
        """Show a new code; the former one is good for nothing any more."""
        self._has_begun = True
        self.code.show_code(self._steps.begin())
        self._ends_s = self._clock_s() + SHOWN_FOR_S
        plain.set_text(self._told, "")
        self._show_page(0)
        self._tick()
        self._announce(self.code.spoken)

    def show_tried(self, tried: PairingTried) -> None:
        """Somebody entered a code."""
        if tried.is_right:
            self._steps.end()  # of a code that was shown since
            plain.set_text(self._told, "")
            words = connected_words(self._steps.requires_token())
            self._show_message(connected_title(tried), words, is_connected=True)
        else:
            plain.set_text(self._told, wrong_words(tried))
            self._announce(wrong_words(tried))
            if not tried.tries_left and self.shows_code:
                self._show_message("This code is over", ALL_WRONG)

    def _tick(self) -> None:
        """Tell how long the code can still be entered, or that it is over."""
        if not self.shows_code:
            return
        left_s = self._ends_s - self._clock_s()
        if left_s > 0:
            self._bar.setValue(round(left_s * 1000))
            plain.set_text(self._left, seconds_text(left_s))
        else:
            self._steps.end()
            self._show_message("This code is over", EXPIRED)

    def _show_message(self, title: str, words: str, is_connected: bool = False) -> None:
        """Say how things are in the place of a code."""
        plain.set_text(self._title, title)
        plain.set_text(self._words, words)
        self._show_page(1, is_connected)
        self._announce(self._message)

    @property
    def _message(self) -> str:
        return f"{self._title.text()}. {self._words.text()}"

    def _announce(self, words: str) -> None:
        if self.isVisible():
            announce(self, words)

    def _show_page(self, page: int, is_connected: bool = False) -> None:
        focused = self.focusWidget()
        self._pages.setCurrentIndex(page)
        self._copy.setVisible(self.shows_code)
        self._new.setVisible(not self.shows_code and not is_connected)
        self._install.setVisible(not is_connected)
        self._clients.setVisible(is_connected)
        self._what_to_do.setVisible(not is_connected)
        if focused is None or focused.isHidden() or focused is self.code:
            offered = self._clients if is_connected else self._new
            (self._copy if self.shows_code else offered).setFocus()

    def _copy_code(self) -> None:
        self.code.copy()
        answer(self._copy, COPIED, COPY_CODE)

    def _lay_out(self) -> None:
        self._fill_panel()
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        plain.add_row(form, "Receiver &URL", self._url)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        plain.set_tooltip(close, "Close this; the code is good for nothing then (Esc)")
        apart = (self._copy, self._new, self._clients, self._install)
        for button in (close, *apart):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(self._what_to_do)
        layout.addWidget(self._panel, 1)
        layout.addWidget(self._told)
        layout.addLayout(form)
        layout.addLayout(button_row(buttons, *apart))

    def _fill_panel(self) -> None:
        self._bar.setRange(0, round(SHOWN_FOR_S * 1000))
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(BAR_PX)
        plain.set_accessible_name(self._bar, "Time left for the code")
        self._left.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for label in (self._title, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for parts in ((self.code, self._bar, self._left), (self._title, self._words)):
            page = QWidget()
            column = QVBoxLayout(page)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(8)
            column.addStretch(1)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
            self._pages.addWidget(page)
        around = QVBoxLayout(self._panel)
        around.setContentsMargins(24, 16, 24, 16)
        around.addWidget(self._pages)

    def _take_colors(self) -> None:
        ground = self.palette().color(QPalette.ColorRole.Base)
        self._panel.set_panel_colors(ground, colors(self.palette()).border)

    def showEvent(self, event: QShowEvent) -> None:
        """Tick while seen."""
        super().showEvent(event)
        self._announce(self.code.spoken if self.shows_code else self._message)
        self._tick()
        self._ticker.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while not seen."""
        self._ticker.stop()
        super().hideEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if is_theme_change(event):
            self._take_colors()
