"""The program's icon as it stands in the tray."""

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen

from liveapp.ui.widgets.icons import APP_ICON_SIZES_PX

STOPPED_COLOR = QColor("#b3261e")
BADGE_SHARE = 0.56
"""How much of the icon's side the badge takes: its cross is told from the bars behind at 16 px."""


def tray_icon(application: QIcon, is_receiving: bool) -> QIcon:
    """The program's icon; a badge with a cross lies over it while nothing is received."""
    if is_receiving:
        return application
    icon = QIcon()
    for size_px in APP_ICON_SIZES_PX:
        pixmap = application.pixmap(QSize(size_px, size_px), 1.0)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_badge(painter, size_px)
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def _paint_badge(painter: QPainter, size_px: int) -> None:
    side = size_px * BADGE_SHARE
    badge = QRectF(size_px - side, size_px - side, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(Qt.GlobalColor.white)
    painter.drawEllipse(badge)
    edge = side * 0.08
    painter.setBrush(STOPPED_COLOR)
    painter.drawEllipse(badge.adjusted(edge, edge, -edge, -edge))
    pen = QPen(Qt.GlobalColor.white, side * 0.14)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    center, arm = badge.center(), side * 0.18
    for turn in (1, -1):
        painter.drawLine(QLineF(center - QPointF(arm, arm * turn), center + QPointF(arm, arm * turn)))
