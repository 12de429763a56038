"""How many rounds of a stream are missing, and the way to which."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QWidget

from liveapp.domain.streams import Stream
from liveapp.ui import plain, theme
from liveapp.ui.widgets.formatting import counted
from liveapp.ui.widgets.missing_words import missing_text, rounds_text

MARGIN_PX = 4


class MissingFigure(QToolButton):
    """`8,812 of nonces 1 to 8,830 · 18 missing`, or only its end; gone where nothing is missing.

    It is as high as a line of text, so that its line is as high with it as without.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("missingFigure")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._long = self._short = ""
        self.hide()

    def show_stream(self, stream: Stream) -> None:
        """Tell what is missing of this stream, as it is now."""
        first, last, missing = stream.first_round, stream.last_round, stream.missing_rounds
        if first is None or last is None or not missing:
            self.hide()
            return
        is_short = self.text() == self._short
        self._short = missing_text(missing)
        self._long = rounds_text(stream.rounds, first, last, missing)
        self.set_short(is_short)
        plain.set_tooltip(self, f"{self._long}\nShow which (Stream › Missed rounds)")
        plain.set_accessible_name(self, counted(missing, "missing round", "missing rounds"))
        plain.set_accessible_description(self, self._long)
        self.show()

    def set_short(self, is_short: bool) -> None:
        """Say only how many are missing, or all."""
        words = self._short if is_short else self._long
        if words != self.text():
            plain.set_text(self, words)
            self.updateGeometry()

    def long_px(self) -> int:
        """How much room all the words need."""
        return self._width_of(self._long)

    def _width_of(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words) + 2 * MARGIN_PX

    def sizeHint(self) -> QSize:
        """Room for the words."""
        return QSize(self._width_of(self.text()), self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """All of it: it is short where there is little room."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words, underlined: they lead somewhere."""
        painter = QPainter(self)
        colors = theme.colors(self.palette())
        painter.setPen(colors.accent if self.underMouse() else colors.muted_text)
        font = self.font()
        font.setUnderline(True)
        painter.setFont(font)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()
