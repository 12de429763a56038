"""What is as high as its content where the screen has room, and scrolls where it has not."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

LEAST_HEIGHT_PX = 96


class FittingScroll(QScrollArea):
    """Looks as if its content stood there by itself; what gets the focus by Tab scrolls into view."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        content.installEventFilter(self)
        self.setWidget(content)

    def hasHeightForWidth(self) -> bool:
        """True where the content's text wraps."""
        return self._content.hasHeightForWidth()

    def heightForWidth(self, width_px: int) -> int:
        """What the content needs."""
        return self._content.heightForWidth(width_px)

    def sizeHint(self) -> QSize:
        """What the content would have."""
        return self._content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """The content's width, which is never cut; its height may be scrolled."""
        bar_px = self.verticalScrollBar().sizeHint().width()
        return QSize(self._content.minimumSizeHint().width() + bar_px, LEAST_HEIGHT_PX)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another size when the content needs one."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)
