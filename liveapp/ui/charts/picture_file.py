"""A chart as a picture to keep: its title, its drawing and its words on one ground."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QImage, QImageWriter, QPainter, QPalette
from PySide6.QtSvg import QSvgGenerator

from liveapp.ui import theme
from liveapp.ui.charts.plot import Plot

MARGIN_PX = 12
LEAST_SCALE = 2.0
"""So many pixels of the picture are one of the screen's at 100 %, so that it can be printed."""

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no XML file may hold, not even escaped; names of streams may."""

_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True, slots=True)
class Paper:
    """What is put on it; the drawing as large as it is on the screen."""

    title: str
    plot: Plot
    words: str
    palette: QPalette

    def size(self) -> QSize:
        """How large it is, in the screen's pixels at 100 %."""
        drawing = self.plot.viewport().size()
        height = 2 * MARGIN_PX + self._title_px() + drawing.height() + self._words_px(drawing.width())
        return QSize(drawing.width() + 2 * MARGIN_PX, height)

    def paint(self, painter: QPainter) -> None:
        """Put all of it where a painter begins."""
        size, drawing = self.size(), self.plot.viewport().size()
        painter.fillRect(
            QRect(0, 0, size.width(), size.height()), self.palette.color(QPalette.ColorRole.Base)
        )
        painter.setPen(self.palette.color(QPalette.ColorRole.Text))
        painter.setFont(self._title_font())
        painter.drawText(
            QRect(MARGIN_PX, MARGIN_PX, drawing.width(), self._title_px()), int(_WRAPPED), self.title
        )
        top = MARGIN_PX + self._title_px()
        painter.save()
        self.plot.paint_on(painter, QRectF(MARGIN_PX, top, drawing.width(), drawing.height()))
        painter.restore()
        painter.setFont(self.plot.named_font())
        painter.setPen(theme.colors(self.palette).muted_text)
        below = QRect(MARGIN_PX, top + drawing.height(), drawing.width(), self._words_px(drawing.width()))
        painter.drawText(below, int(_WRAPPED), self.words)

    def _title_font(self) -> QFont:
        font = self.plot.named_font()
        font.setBold(True)
        return font

    def _title_px(self) -> int:
        return _text_px(self._title_font(), self.title, self.plot.viewport().width()) + MARGIN_PX // 2

    def _words_px(self, width_px: int) -> int:
        return _text_px(self.plot.font(), self.words, width_px) + MARGIN_PX // 2 if self.words else 0


def image_of(paper: Paper) -> QImage:
    """The picture in pixels, as sharp as the screen and at least twice as sharp as 100 %."""
    scale = max(LEAST_SCALE, paper.plot.devicePixelRatioF())
    image = QImage(paper.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    paper.paint(painter)
    painter.end()
    return image


def png_of(paper: Paper) -> bytes:
    """The picture as a PNG file."""
    return _written(lambda device: QImageWriter(device, QByteArray(b"png")).write(image_of(paper)))


def svg_of(paper: Paper) -> bytes:
    """The picture as an SVG file."""

    def write(device: QBuffer) -> None:
        size = paper.size()
        generator = QSvgGenerator()
        generator.setOutputDevice(device)
        generator.setSize(size)
        generator.setViewBox(QRect(0, 0, size.width(), size.height()))
        generator.setResolution(paper.plot.logicalDpiX())
        painter = QPainter(generator)
        paper.paint(painter)
        painter.end()

    return _NO_XML.sub(" ", _written(write).decode("utf-8", "replace")).encode()


def _text_px(font: QFont, text: str, width_px: int) -> int:
    return QFontMetrics(font).boundingRect(QRect(0, 0, width_px, 10_000), int(_WRAPPED), text).height()


def _written(write: Callable[[QBuffer], object]) -> bytes:
    content = QByteArray()
    device = QBuffer(content)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    write(device)
    device.close()
    return bytes(content.data())
