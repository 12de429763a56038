"""One line of text that ends in dots where there is no room for all of it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyleOption

from liveapp.ui import plain


class ElidedLabel(plain.PlainLabel):
    """Plain text; the whole of it is in the tooltip and in what screen readers read."""

    elide_mode = Qt.TextElideMode.ElideRight

    def elided_text(self, width_px: int) -> str:
        """What of the text is drawn in that width."""
        return self.fontMetrics().elidedText(self.text(), self.elide_mode, width_px)

    def minimumSizeHint(self) -> QSize:
        """A few characters are enough."""
        return QSize(self.fontMetrics().averageCharWidth() * 8, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much as fits."""
        option = QStyleOption()
        option.initFrom(self)
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment()),
            self.palette(),
            bool(option.state & QStyle.StateFlag.State_Enabled),
            self.elided_text(self.width()),
            self.foregroundRole(),
        )
        painter.end()
