"""Files that are dragged over the window, and dropped on it."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMargins, QMimeData, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from liveapp.ui import plain
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

INSIDE = QMargins(24, 24, 24, 24)
RADIUS_PX = 8.0
LINE_PX = 2.0
COVER_ALPHA = 235
KINDS = "CSV files of liveapp, JSON Lines, the casino's bet archive; .gz and .zip too"


class FileDrops(QObject):
    """Lets local files be dropped on a window, and says so over `ground` while they are above it.

    They are copied, never moved. Nothing is taken while a dialog is open.
    """

    dropped = Signal(object)  # list[Path]

    def __init__(self, window: QWidget, ground: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.hint = DropHint(ground)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer what is dragged over the window."""
        if watched is not self._window:
            return False
        if event.type() == QEvent.Type.DragLeave:
            self.hint.hide()
        elif isinstance(event, QDropEvent):  # the others are of that kind too
            self._answer(event)
            return True
        return False

    def _answer(self, event: QDropEvent) -> None:
        paths = local_files(event.mimeData())
        if not paths or QApplication.activeModalWidget() is not None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            self.hint.hide()
            self.dropped.emit(paths)
        else:
            self.hint.cover()


class DropHint(QWidget):
    """Lies over a widget while files are dragged over it."""

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self._ground = ground
        self.setObjectName("dropHint")
        words = plain.PlainLabel("Drop files to import them")
        font = words.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.4)
        words.setFont(font)
        kinds = ToneLabel(Tone.MUTED, KINDS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(INSIDE * 2)
        layout.setSpacing(8)
        layout.addStretch(1)
        for label in (words, kinds):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addStretch(1)
        self.hide()

    def cover(self) -> None:
        """Lie over all of the ground."""
        if self.isHidden():
            self.setGeometry(self._ground.rect())
            self.show()
            self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Let what is below shine through a little."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cover = QColor(self.palette().color(QPalette.ColorRole.Window))
        cover.setAlpha(COVER_ALPHA)
        painter.fillRect(self.rect(), cover)
        pen = QPen(self.palette().color(QPalette.ColorRole.Link), LINE_PX, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect().marginsRemoved(INSIDE)), RADIUS_PX, RADIUS_PX)


def local_files(data: QMimeData) -> list[Path]:
    """The files of this computer that are dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
