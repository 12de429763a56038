"""The card that shows a code with the time that is left for it, or says why there is none."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from liveapp.ui import plain
from liveapp.ui.receiver.code_label import CodeLabel
from liveapp.ui.receiver.pairing_words import seconds_text
from liveapp.ui.theme import colors, is_theme_change
from liveapp.ui.widgets.message_layout import heading_label, text_label
from liveapp.ui.widgets.rounded_panel import RoundedPanel
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

BAR_PX = 4
CODE_PAGE = 0
MESSAGE_PAGE = 1


class CodePanel(RoundedPanel):
    """One of two pages, in a place whose size fits both. A code lasts `lasting_s`."""

    def __init__(self, lasting_s: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = CodeLabel("Code")
        self.bar = QProgressBar()
        self.bar.setRange(0, round(lasting_s * 1000))
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(BAR_PX)
        plain.set_accessible_name(self.bar, "Time left for the code")
        self._left = ToneLabel(Tone.MUTED)
        self._title = heading_label()
        self._words = text_label()
        self._pages = QStackedWidget()
        self._add_page(self.code, self.bar, self._left)
        self._add_page(self._title, self._words)
        for label in (self._left, self._title, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        around = QVBoxLayout(self)
        around.setContentsMargins(24, 16, 24, 16)
        around.addWidget(self._pages)
        self._take_colors()

    @property
    def shows_code(self) -> bool:
        """Whether there is a code, and no message."""
        return self._pages.currentIndex() == CODE_PAGE

    @property
    def spoken(self) -> str:
        """What is read out of it."""
        return self.code.spoken if self.shows_code else f"{self._title.text()}. {self._words.text()}"

    def show_code(self, code: str) -> None:
        """Show this code."""
        self.code.show_code(code)
        self._pages.setCurrentIndex(CODE_PAGE)

    def show_left(self, left_s: float) -> None:
        """Tell how long the code is good."""
        self.bar.setValue(round(left_s * 1000))
        plain.set_text(self._left, seconds_text(left_s))

    def show_message(self, title: str, words: str) -> None:
        """Say this in the place of a code."""
        plain.set_text(self._title, title)
        plain.set_text(self._words, words)
        self._pages.setCurrentIndex(MESSAGE_PAGE)

    def _add_page(self, *parts: QWidget) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addStretch(1)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self._pages.addWidget(page)

    def _take_colors(self) -> None:
        ground = self.palette().color(QPalette.ColorRole.Base)
        self.set_panel_colors(ground, colors(self.palette()).border)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if is_theme_change(event):
            self._take_colors()
