"""Text in one of the theme's colours."""

from enum import Enum

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from liveapp.ui import plain
from liveapp.ui.theme import colors, is_theme_change


class Tone(Enum):
    """How a text is meant; the value is the name of its colour in `ThemeColors`."""

    MUTED = "muted_text"
    ERROR = "error"


class ToneLabel(plain.PlainLabel):
    """Plain text that wraps, in the colour of its tone in whatever theme there is."""

    def __init__(self, tone: Tone, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setWordWrap(True)
        self._tone = tone
        self._take_color()

    def set_tone(self, tone: Tone) -> None:
        """Mean the text otherwise."""
        self._tone = tone
        self._take_color()

    def _take_color(self) -> None:
        color = getattr(colors(self.palette()), self._tone.value)
        if self.palette().color(QPalette.ColorRole.WindowText) != color:
            # Only this role is set: all others go on following the theme.
            palette = QPalette()
            palette.setColor(QPalette.ColorRole.WindowText, color)
            self.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colour of a new theme."""
        super().changeEvent(event)
        if is_theme_change(event):
            self._take_color()
