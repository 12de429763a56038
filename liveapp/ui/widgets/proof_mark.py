"""The sign of a stream's proof: a tick or an exclamation mark. Shape tells them apart, colour repeats it."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from liveapp.ui.theme import ThemeColors
from liveapp.ui.widgets.proof_words import ProofSign

MARK_PX = 12
"""So wide and high a sign is sharp."""


def mark_color(sign: ProofSign, colors: ThemeColors) -> QColor:
    """What a sign is painted in on the ground of a window or list."""
    return {ProofSign.PROVEN: colors.live, ProofSign.DIFFERS: colors.error}[sign]


def draw_mark(painter: QPainter, place: QPoint, sign: ProofSign, color: QColor) -> None:
    """Draw a sign whose upper left corner is at a place."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place)
    pen = QPen(color, 2.0)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_shape(sign))
    painter.restore()


def _shape(sign: ProofSign) -> QPainterPath:
    path = QPainterPath()
    match sign:
        case ProofSign.PROVEN:
            path.moveTo(QPointF(1.5, 6.5))
            path.lineTo(QPointF(4.5, 9.5))
            path.lineTo(QPointF(10.5, 2.5))
        case ProofSign.DIFFERS:
            path.moveTo(QPointF(6.0, 1.5))
            path.lineTo(QPointF(6.0, 7.0))
            path.moveTo(QPointF(6.0, 10.4))
            path.lineTo(QPointF(6.0, 10.5))
    return path
