"""The ring around the control that has the focus, seen in every theme and on every kind of control."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QPalette, QRegion
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QLineEdit,
    QMenuBar,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)
from shiboken6 import isValid

WIDTH_PX = 2
GAP_PX = 2
FRAMELESS = (QCheckBox, QRadioButton)
"""These begin with their mark: the ring stands around them, not over it."""

TYPED_INTO = (QLineEdit, QPlainTextEdit, QAbstractSpinBox)


class FocusRings(QObject):
    """Draws one ring, in the palette's colour of links, which stands out by 3 at least from all grounds.

    Controls that are typed into have it whenever they have the focus, tables and lists once Tab was
    used, all others unless the mouse gave them the focus. (The style's own mark is too weak, and
    missing on some.)
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._ring: _Ring | None = None
        self._target: QWidget | None = None
        app.focusChanged.connect(self._move)

    def _move(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self._target is not None and isValid(self._target):
            self._target.removeEventFilter(self)
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = self._target = None
        if now is not None and _shows_focus(now):
            self._target = now
            self._ring = _Ring(now)
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the control's size and theme."""
        kind = event.type()
        if (
            kind in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.PaletteChange)
            and watched is self._target
            and self._ring is not None
            and isValid(self._ring)
        ):
            self._ring.fit()
        return super().eventFilter(watched, event)


class _Ring(QWidget):
    """Four edges around a control, filled by Qt itself: nothing is painted here."""

    def __init__(self, around: QWidget) -> None:
        beside = around.parentWidget() if isinstance(around, FRAMELESS) else None
        super().__init__(around if beside is None else beside)
        self._around = around
        self._is_inside = beside is None
        self.setObjectName("focusRing")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setBackgroundRole(QPalette.ColorRole.Window)  # not the parent's, which may be a button
        self.setAutoFillBackground(True)
        self.fit()
        self.show()
        self.raise_()

    def fit(self) -> None:
        """Lie on the control's edges, in its palette's colour."""
        out_px = WIDTH_PX + GAP_PX
        outside = self._around.geometry().adjusted(-out_px, -out_px, out_px, out_px)
        self.setGeometry(self._around.rect() if self._is_inside else outside)
        area = self.rect()
        inside = area.adjusted(WIDTH_PX, WIDTH_PX, -WIDTH_PX, -WIDTH_PX)
        self.setMask(QRegion(area) - QRegion(inside))
        palette = QPalette(self._around.palette())
        palette.setColor(QPalette.ColorRole.Window, palette.color(QPalette.ColorRole.Link))
        self.setPalette(palette)


def _shows_focus(widget: QWidget) -> bool:
    if isinstance(widget, TYPED_INTO):
        return True
    if isinstance(widget, QMenuBar):  # which marks its titles
        return False
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus:  # a page in which nothing else could have the focus
        return False
    if isinstance(widget, QAbstractItemView):
        return widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    return QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton
