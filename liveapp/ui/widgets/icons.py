"""The program's own SVG icons, painted in a colour of the theme and sharp at every screen scale."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

ICON_SIZES_PX = (16, 24, 32, 48)
"""Sizes that are painted, so that a screen at 100 to 300 % finds one without blurring."""

APP_ICON_SIZES_PX = (16, 24, 32, 48, 64, 128, 256)


class Icons:
    """Makes icons from `icons/*.svg` in the resources folder."""

    def __init__(self, resources: Path) -> None:
        self._folder = resources / "icons"
        self._made: dict[tuple[str, str, str], QIcon] = {}

    def themed(self, name: str, palette: QPalette) -> QIcon:
        """The icon in the palette's text colour, greyed where its control is disabled."""
        normal = palette.color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText)
        disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
        return self._icon(name, normal, disabled)

    def colored(self, name: str, color: QColor) -> QIcon:
        """The icon in one colour."""
        return self._icon(name, color, color)

    def application(self) -> QIcon:
        """The program's icon. Small sizes have drawings of their own, whose edges lie on pixels."""
        drawing = QSvgRenderer(str(self._folder / "liveapp.svg"))
        icon = QIcon()
        for size_px in APP_ICON_SIZES_PX:
            own = self._folder / f"liveapp-{size_px}.svg"
            icon.addPixmap(_painted(QSvgRenderer(str(own)) if own.exists() else drawing, size_px))
        return icon

    def _icon(self, name: str, normal: QColor, disabled: QColor) -> QIcon:
        wanted = (name, normal.name(), disabled.name())
        if wanted not in self._made:
            # Reading the SVG is what takes time: once, whatever the sizes and colours.
            drawing = QSvgRenderer(str(self._folder / f"{name}.svg"))
            icon = QIcon()
            for size_px in ICON_SIZES_PX:
                shape = _painted(drawing, size_px)
                icon.addPixmap(_colored(shape, normal), QIcon.Mode.Normal)
                icon.addPixmap(_colored(shape, disabled), QIcon.Mode.Disabled)
            self._made[wanted] = icon
        return self._made[wanted]


def icon_pixmap(icon: QIcon, size_px: int, device_pixel_ratio: float) -> QPixmap:
    """The icon as a picture of `size_px` logical pixels."""
    return icon.pixmap(QSize(size_px, size_px), device_pixel_ratio)


def _painted(drawing: QSvgRenderer, size_px: int) -> QPixmap:
    pixmap = QPixmap(size_px, size_px)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    drawing.render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return pixmap


def _colored(shape: QPixmap, color: QColor) -> QPixmap:
    """What is drawn, however transparent, in this colour."""
    pixmap = QPixmap(shape)
    painter = QPainter(pixmap)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(pixmap.rect(), color)
    painter.end()
    return pixmap
