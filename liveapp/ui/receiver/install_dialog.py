"""Receiver › Install browser extension: where its folder is, and how it gets into each browser."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from liveapp.ui import plain
from liveapp.ui.receiver.install_steps import INSTALL_STEPS, InstallSteps
from liveapp.ui.widgets.copy_field import CopyField
from liveapp.ui.widgets.desktop import open_path
from liveapp.ui.widgets.fitting_scroll import FittingScroll
from liveapp.ui.widgets.icons import Icons
from liveapp.ui.widgets.message_layout import button_row, explained_button, fit_height, text_label
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

WIDTH_PX = 600
WHAT_IT_DOES = (
    "The extension records your own Pump bets from the casino's pages and sends them here, to nobody else. "
    "It places no bets, changes no request, and reads no token or cookie."
)

CONNECT = (
    "Press Connect it… below, and enter the code from there in the options of the extension: its button is "
    "in the menu behind the puzzle piece, where a pin keeps it in view. Then reload the casino's pages "
    "that are open."
)


class InstallDialog(QDialog):
    """Steps for one browser at a time. `connect_requested` when the extension is to be connected next."""

    connect_requested = Signal()

    def __init__(self, folder: Path, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("installDialog")
        plain.set_window_title(self, "Install the browser extension")
        self._folder = folder
        self._place = CopyField("folder of the extension")
        self._place.set_value(str(folder))
        self._address = CopyField("address to open in the browser")
        for field in (self._place, self._address):
            field.show_icon(icons)
        self.browsers = QTabBar()
        plain.set_accessible_name(self.browsers, "Browser")
        plain.set_tooltip(self.browsers, "Choose your browser")
        for steps in INSTALL_STEPS:
            self.browsers.addTab(steps.browser)
        self.browsers.setExpanding(False)
        self._open_words = text_label()
        self._then = [text_label() for _ in max((one.then for one in INSTALL_STEPS), key=len)]
        self._note = ToneLabel(Tone.MUTED)
        self._lay_out()
        self.browsers.currentChanged.connect(self._show_browser)
        self._show_browser(0)
        self._fit()

    def _show_browser(self, place: int) -> None:
        self._show_steps(INSTALL_STEPS[place])

    def _show_steps(self, steps: InstallSteps) -> None:
        plain.set_text(self._open_words, f"Open this address in {steps.browser}:")
        self._address.set_value(steps.address)
        for label, words in zip(self._then, steps.then, strict=True):
            plain.set_text(label, words)
        plain.set_text(self._note, steps.note)

    def _fit(self) -> None:
        """Have room for every browser's steps, so that the dialog keeps its size."""
        for steps in INSTALL_STEPS:
            self._show_steps(steps)
            height_px = self.minimumHeight()
            fit_height(self, WIDTH_PX)
            self.setMinimumHeight(max(height_px, self.minimumHeight()))
        self.resize(self.minimumSize())
        self._show_browser(self.browsers.currentIndex())

    def _lay_out(self) -> None:
        open_folder = explained_button("&Open folder", "Show the folder of the extension")
        open_folder.clicked.connect(lambda: open_path(self._folder))
        connect = explained_button("Co&nnect it…", "Show a code that hands the token to the extension")
        connect.clicked.connect(self.connect_requested)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        plain.set_tooltip(close, "Close this (Esc)")
        for button in (open_folder, connect, close):
            button.setAutoDefault(False)
        folder_row = QHBoxLayout()
        folder_row.setSpacing(8)
        folder_row.addWidget(self._place, 1)
        folder_row.addWidget(open_folder)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(text_label(WHAT_IT_DOES))
        column.addLayout(folder_row)
        column.addWidget(self.browsers)
        column.addLayout(self._step_grid())
        column.addWidget(self._note)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(FittingScroll(content), 1)
        layout.addLayout(button_row(buttons, connect))

    def _step_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        last = text_label(CONNECT)
        for row, label in enumerate((self._open_words, *self._then, last)):
            line = row if row == 0 else row + 1  # the address stands between the first two
            number = plain.PlainLabel(f"{row + 1}.")
            number.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(number, line, 0)
            grid.addWidget(label, line, 1)
        grid.addWidget(self._address, 1, 1)
        return grid
