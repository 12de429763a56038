"""Receiver › Connect the browser extension: a code that, entered there, hands over the token."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from liveapp.domain.pairing import SHOWN_FOR_S, PairingTried
from liveapp.ui import plain
from liveapp.ui.receiver.code_panel import CodePanel
from liveapp.ui.receiver.pairing_words import (
    ALL_WRONG,
    EXPIRED,
    NEEDS_ADDRESS,
    NO_ADDRESS,
    NO_CODE_YET,
    connected_title,
    connected_words,
    wrong_words,
)
from liveapp.ui.widgets.announcement import announce
from liveapp.ui.widgets.answers import answer
from liveapp.ui.widgets.copy_field import CopyField
from liveapp.ui.widgets.icons import Icons
from liveapp.ui.widgets.message_layout import button_row, explained_button, fit_height, text_label
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

WIDTH_PX = 560
TICK_MS = 200
STEPS = (
    "1. In your browser, press liveapp recorder, behind the puzzle piece, then Options.\n"
    "2. Enter this code there, with the URL below, and press Connect."
)
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
        self._what_to_do = text_label(STEPS)
        self.panel = CodePanel(SHOWN_FOR_S)
        self._told = ToneLabel(Tone.ERROR)
        self._url = CopyField("receiver URL that the options of the extension have to hold")
        self._url.show_icon(icons)
        self._make_buttons()
        self._lay_out()
        self._ticker = QTimer(self)
        self._ticker.setInterval(TICK_MS)
        self._ticker.timeout.connect(self._tick)
        self.finished.connect(steps.end)
        self._show_message("No code yet", NO_CODE_YET)
        self.show_address("")
        fit_height(self, WIDTH_PX)

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
        focused = self.focusWidget()
        self.panel.show_code(self._steps.begin())
        self._ends_s = self._clock_s() + SHOWN_FOR_S
        plain.set_text(self._told, "")
        self._offer_buttons(focused)
        self._tick()
        self._announce(self.panel.spoken)

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
            if not tried.tries_left and self.panel.shows_code:
                self._show_message("This code is over", ALL_WRONG)

    def _tick(self) -> None:
        """Tell how long the code can still be entered, or that it is over."""
        if not self.panel.shows_code:
            return
        left_s = self._ends_s - self._clock_s()
        if left_s > 0:
            self.panel.show_left(left_s)
        else:
            self._steps.end()
            self._show_message("This code is over", EXPIRED)

    def _show_message(self, title: str, words: str, is_connected: bool = False) -> None:
        """Say how things are in the place of a code."""
        focused = self.focusWidget()
        self.panel.show_message(title, words)
        self._what_to_do.setVisible(not is_connected)
        self._offer_buttons(focused, is_connected)
        self._announce(self.panel.spoken)

    def _offer_buttons(self, focused: QWidget | None, is_connected: bool = False) -> None:
        """Show those that do something now; the focus goes on from what had it and is hidden."""
        shows_code = self.panel.shows_code
        self._copy.setVisible(shows_code)
        self._new.setVisible(not shows_code and not is_connected)
        self._install.setVisible(not is_connected)
        self._clients.setVisible(is_connected)
        if focused is None or focused.isHidden() or focused is self.panel.code:
            next_one = self._clients if is_connected else self._new
            (self._copy if shows_code else next_one).setFocus()

    def _announce(self, words: str) -> None:
        if self.isVisible():
            announce(self, words)

    def _copy_code(self) -> None:
        self.panel.code.copy()
        answer(self._copy, COPIED, COPY_CODE)

    def _make_buttons(self) -> None:
        self._copy = explained_button(COPY_CODE, "Copy the code, to be pasted into the options")
        self._copy.clicked.connect(self._copy_code)
        self._new = explained_button("&New code", "Show another code")
        self._new.clicked.connect(self.begin)
        self._clients = explained_button("Show c&lients…", "Show who sends to the receiver")
        self._clients.clicked.connect(self._steps.show_clients)
        self._install = explained_button("&Install the extension…", "Show how it gets into the browser")
        self._install.clicked.connect(self._steps.install_extension)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        plain.add_row(form, "Its receiver &URL", self._url)
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
        layout.addWidget(self.panel, 1)
        layout.addWidget(self._told)
        layout.addLayout(form)
        layout.addLayout(button_row(buttons, *apart))

    def showEvent(self, event: QShowEvent) -> None:
        """Tick while seen."""
        super().showEvent(event)
        if self.panel.shows_code and not event.spontaneous():
            self._copy.setFocus()
        self._announce(self.panel.spoken)
        self._tick()
        self._ticker.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while not seen."""
        self._ticker.stop()
        super().hideEvent(event)
