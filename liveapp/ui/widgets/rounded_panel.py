"""A flat panel with rounded corners, painted in colours of the theme."""

from PySide6.QtCore import QMargins, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QWidget

RADIUS_PX = 6.0
NO_MARGINS = QMargins()


class RoundedPanel(QFrame):
    """Ground of toasts, banners and cards. `outside` is left unpainted around it."""

    def __init__(self, parent: QWidget | None = None, outside: QMargins = NO_MARGINS) -> None:
        super().__init__(parent)
        self._outside = outside
        self._fill = self.palette().color(QPalette.ColorRole.Base)
        self._border = self._fill

    def set_panel_colors(self, fill: QColor, border: QColor) -> None:
        """Paint the panel in these colours from now on."""
        self._fill = fill
        self._border = border
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground; the children paint themselves."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._border, 1.0))
        painter.setBrush(self._fill)
        painter.drawRoundedRect(
            QRectF(self.rect().marginsRemoved(self._outside)).adjusted(0.5, 0.5, -0.5, -0.5),
            RADIUS_PX,
            RADIUS_PX,
        )
