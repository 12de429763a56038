"""A figure in a stream's header that leads somewhere."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QWidget

from liveapp.ui import plain, theme
from liveapp.ui.widgets.proof_mark import MARK_PX, draw_mark, mark_color
from liveapp.ui.widgets.proof_words import ProofSign

MARGIN_PX = 4
MARK_GAP_PX = 4


class FigureButton(QToolButton):
    """Words in a long and a short form, underlined, with a sign before them where there is one.

    It is as high as a line of text, so that its line is as high with it as without.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._long = self._short = ""
        self._sign: ProofSign | None = None
        self.hide()

    def set_words(self, long: str, short: str, sign: ProofSign | None = None) -> None:
        """Say this, in the form that was said before."""
        is_short = self.text() == self._short
        self._long, self._short = long, short
        if sign is not self._sign:
            self._sign = sign
            self.updateGeometry()
            self.update()
        self.set_short(is_short)

    def set_short(self, is_short: bool) -> None:
        """Use the short form, or the long one."""
        words = self._short if is_short else self._long
        if words != self.text():
            plain.set_text(self, words)
            self.updateGeometry()

    def long_px(self) -> int:
        """How much room the long form needs."""
        return self._width_of(self._long)

    def short_px(self) -> int:
        """How much room the short form needs."""
        return self._width_of(self._short)

    def _width_of(self, words: str) -> int:
        mark_px = MARK_PX + MARK_GAP_PX if self._sign else 0
        return self.fontMetrics().horizontalAdvance(words) + 2 * MARGIN_PX + mark_px

    def sizeHint(self) -> QSize:
        """Room for the words."""
        return QSize(self._width_of(self.text()), self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        """All of it: it is short where there is little room."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sign and the words, underlined: they lead somewhere."""
        painter = QPainter(self)
        colors = theme.colors(self.palette())
        words_rect = QRect(self.rect())
        if self._sign is not None:
            place = QPoint(MARGIN_PX, (self.height() - MARK_PX) // 2)
            draw_mark(painter, place, self._sign, mark_color(self._sign, colors))
            words_rect.setLeft(MARK_PX + MARK_GAP_PX)
        is_trouble = self._sign is ProofSign.DIFFERS
        resting = colors.error if is_trouble else colors.muted_text
        painter.setPen(colors.accent if self.underMouse() else resting)
        font = self.font()
        font.setUnderline(True)
        painter.setFont(font)
        painter.drawText(words_rect, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()
