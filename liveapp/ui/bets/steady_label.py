"""A line of words that change with every bet, without what stands beside them moving."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from liveapp.ui import plain

LEAST_CHARACTERS = 8


class SteadyLabel(QWidget):
    """Grows with its words, and shrinks only when it is told to start anew: then with the next words too.

    Where it gets less room its words are elided, unless `is_elided` says that it gets no less.

    No `QLabel`: that has the whole window laid out anew for every text.
    """

    def __init__(self, is_elided: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._widest_px = 0
        self._is_fresh = True
        across = QSizePolicy.Policy.Preferred if is_elided else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """The words that are shown."""
        return self._text

    def show_text(self, text: str, spoken: str) -> None:
        """Show other words; `spoken` is what is read aloud."""
        if text == self._text:
            return
        self._text = text
        plain.set_accessible_name(self, spoken)
        width_px = self._needed_px()
        if width_px > self._widest_px or self._is_fresh:
            self._is_fresh = False
            self._widest_px = width_px
            self.updateGeometry()
        self.update()

    def start_anew(self) -> None:
        """Take no more room than the words need now, and forget these once there are others."""
        self._is_fresh = True
        self._widest_px = self._needed_px()
        self.updateGeometry()

    def _needed_px(self) -> int:
        # One more than it says: texts are measured in fractions when they are elided.
        return self.fontMetrics().horizontalAdvance(self._text) + 1

    def sizeHint(self) -> QSize:
        """As wide as the widest words since the start."""
        return QSize(self._widest_px, self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """A few characters are enough."""
        return QSize(self.fontMetrics().averageCharWidth() * LEAST_CHARACTERS, self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as fits, at the right."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        text = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
