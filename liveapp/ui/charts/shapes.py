"""What charts draw besides pyqtgraph's own lines and marks: areas between two lines."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from liveapp.domain.statistics.columns import Floats


class Area(pg.GraphicsObject):
    """What lies between two lines over the same places, in one colour; nothing where there are no places."""

    def __init__(self) -> None:
        super().__init__()
        self._path = QPainterPath()
        self._brush = QBrush(Qt.BrushStyle.NoBrush)

    def set_color(self, color: QColor) -> None:
        """Fill it with this."""
        self._brush = QBrush(color)
        self.update()

    def set_ends(self, x: Floats, low: Floats, high: Floats) -> None:
        """Lie between these, all as they are drawn and finite."""
        self.prepareGeometryChange()
        self._path = QPainterPath()
        if len(x):
            self._path = pg.arrayToQPath(np.concatenate([x, x[::-1]]), np.concatenate([low, high[::-1]]))
            self._path.closeSubpath()
        self.update()

    def boundingRect(self) -> QRectF:
        """All of it."""
        return self._path.controlPointRect()

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Fill it."""
        painter.setPen(QPen(Qt.PenStyle.NoPen))
        painter.setBrush(self._brush)
        painter.drawPath(self._path)


class Line(pg.PlotCurveItem):
    """A line as wide at every scale of the screen, and in a picture of twice its size."""

    def __init__(self) -> None:
        super().__init__()
        self._pen = line_pen(QColor(), 1)

    def set_pen(self, pen: QPen) -> None:
        """Draw it so, at 100 %."""
        self._pen = pen
        self.setPen(pen)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        """Qt counts the width of such pens in the device's own pixels."""
        scaled = QPen(self._pen)
        scaled.setWidthF(self._pen.widthF() * painter.device().devicePixelRatio())
        self.opts["pen"] = scaled
        super().paint(painter, option, widget)


def cut(x: Floats, y: Floats, first: float, last: float) -> tuple[Floats, Floats]:
    """A line, its places ascending, without what lies beyond the edges, where files do not cut it off."""
    begin, end = int(np.searchsorted(x, first)), int(np.searchsorted(x, last, side="right"))
    cut_x, cut_y = x[begin:end], y[begin:end]
    if 0 < begin < len(x):
        height = np.interp(first, x[begin - 1 : begin + 1], y[begin - 1 : begin + 1])
        cut_x, cut_y = np.insert(cut_x, 0, first), np.insert(cut_y, 0, height)
    if 0 < end < len(x):
        height = np.interp(last, x[end - 1 : end + 1], y[end - 1 : end + 1])
        cut_x, cut_y = np.append(cut_x, last), np.append(cut_y, height)
    return cut_x, cut_y


def line_pen(color: QColor, width_px: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen as wide on the screen whatever is zoomed."""
    pen = QPen(color, width_px, style)
    pen.setCosmetic(True)
    return pen
