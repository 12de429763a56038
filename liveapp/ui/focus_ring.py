"""The ring around the control that has the focus, seen in every theme and on every kind of control."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QPalette, QRegion
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
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
        self._followed: list[QWidget] = []
        app.focusChanged.connect(self._move)

    def _move(self, _old: QWidget | None, now: QWidget | None) -> None:
        for part in filter(isValid, self._followed):
            part.removeEventFilter(self)
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring, self._followed = None, []
        if now is not None and _shows_focus(now):
            self._ring = _Ring(now)
            self._followed = self._ring.parts()
            for part in self._followed:
                part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the control's place, size and theme."""
        kind = event.type()
        if (
            kind in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.PaletteChange)
            and watched in self._followed
            and self._ring is not None
            and isValid(self._ring)
        ):
            self._ring.fit()
        return super().eventFilter(watched, event)


class _Ring(QWidget):
    """Four edges around a control, filled by Qt itself: nothing is painted here."""

    def __init__(self, around: QWidget) -> None:
        ground = _ground(around) if isinstance(around, FRAMELESS) else around
        super().__init__(ground)
        self._around, self._ground = around, ground
        self.setObjectName("focusRing")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setBackgroundRole(QPalette.ColorRole.Window)  # not the parent's, which may be a button
        self.setAutoFillBackground(True)
        self.fit()
        self.show()
        self.raise_()

    def parts(self) -> list[QWidget]:
        """The control, and what has to stay where it is for the ring to stay in its place."""
        parts, part = [self._around], self._around.parentWidget()
        while self._around is not self._ground and part is not None and part is not self._ground:
            parts.append(part)
            part = part.parentWidget()
        return parts

    def fit(self) -> None:
        """Lie on the control's edges, in its palette's colour."""
        is_inside = self._around is self._ground
        self.setGeometry(self._around.rect() if is_inside else _outside(self._around, self._ground))
        area = self.rect()
        inside = area.adjusted(WIDTH_PX, WIDTH_PX, -WIDTH_PX, -WIDTH_PX)
        self.setMask(QRegion(area) - QRegion(inside))
        palette = QPalette(self._around.palette())
        palette.setColor(QPalette.ColorRole.Window, palette.color(QPalette.ColorRole.Link))
        self.setPalette(palette)


def _ground(around: QWidget) -> QWidget:
    """The nearest part of the window in which a ring around a control has room; what scrolls is not left."""
    ground, outer = around, around.parentWidget()
    while outer is not None and not ground.isWindow():
        if ground is not around and isinstance(outer.parentWidget(), QAbstractScrollArea):
            break
        ground, outer = outer, outer.parentWidget()
        if ground.rect().contains(_outside(around, ground)):
            break
    return ground


def _outside(around: QWidget, ground: QWidget) -> QRect:
    out_px = WIDTH_PX + GAP_PX
    place = QRect(around.mapTo(ground, QPoint(0, 0)), around.size())
    return place.adjusted(-out_px, -out_px, out_px, out_px)


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
