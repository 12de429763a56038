"""The mark of a message: its shape tells good from note from trouble, its colour only repeats that."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from liveapp.ui.theme import colors
from liveapp.ui.widgets.message import ToastKind

SIZE_PX = 18
GRID = 18.0
DARK_GROUND_COLORS = {
    ToastKind.GOOD: QColor("#4fcf9f"),
    ToastKind.NOTE: QColor("#8fc1ff"),
    ToastKind.TROUBLE: QColor("#ffb1a8"),
}
"""On a toast, which is dark in every theme."""


class KindMark(QWidget):
    """A ticked circle, a circled i or a triangle with an exclamation mark."""

    def __init__(self, kind: ToastKind, is_on_dark: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._is_on_dark = is_on_dark
        self.setFixedSize(SIZE_PX, SIZE_PX)

    def color(self) -> QColor:
        """What it is painted in now."""
        if self._is_on_dark:
            return DARK_GROUND_COLORS[self._kind]
        theme = colors(self.palette())
        return {
            ToastKind.GOOD: theme.live,
            ToastKind.NOTE: theme.accent,
            ToastKind.TROUBLE: theme.error,
        }[self._kind]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the outline of the kind."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / GRID, self.height() / GRID)
        pen = QPen(self.color(), 1.6)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(shape(self._kind))


def shape(kind: ToastKind) -> QPainterPath:
    """The outline of a kind's mark, on a grid of 18 by 18."""
    path = QPainterPath()
    match kind:
        case ToastKind.GOOD:
            path.addEllipse(QRectF(2, 2, 14, 14))
            path.moveTo(QPointF(5.75, 9.25))
            path.lineTo(QPointF(8.1, 11.6))
            path.lineTo(QPointF(12.25, 6.75))
        case ToastKind.NOTE:
            path.addEllipse(QRectF(2, 2, 14, 14))
            path.moveTo(QPointF(9, 8.4))
            path.lineTo(QPointF(9, 12.4))
            path.moveTo(QPointF(9, 5.5))
            path.lineTo(QPointF(9, 5.6))
        case ToastKind.TROUBLE:
            path.moveTo(QPointF(9, 2.5))
            path.lineTo(QPointF(16.5, 15.5))
            path.lineTo(QPointF(1.5, 15.5))
            path.closeSubpath()
            path.moveTo(QPointF(9, 7))
            path.lineTo(QPointF(9, 10.5))
            path.moveTo(QPointF(9, 13))
            path.lineTo(QPointF(9, 13.1))
    return path
