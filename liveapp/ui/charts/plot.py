"""The drawing of a chart: a pyqtgraph view with two axes, and what the mouse and the keys do in it."""

from math import floor, isfinite, log10
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontInfo,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QRubberBand, QWidget

from liveapp.domain.statistics.columns import Floats, Integers
from liveapp.domain.statistics.pictures.span import Span
from liveapp.ui import theme
from liveapp.ui.charts.axes import LogAxis, NumberAxis

WIDEST_TICK = "−0.00000005"
"""Every left axis has room for it, so that charts below each other begin at one line."""

LAST_TICK = "1,000,000"
"""There is room for half of it beyond the right end."""

WHEEL_NOTCH = 120
ROOM = 0.06
"""So much of the height is free above and below what is drawn."""

_MOST_ACROSS = 1e8
_MOST_UP = 1e4
"""Qt takes a drawing's scales for broken where much more than these are in some hundred pixels."""


class Plot(pg.GraphicsView):
    """Numbers across and up, each told in its own units; pyqtgraph gets them scaled by the axes' `unit`.

    Tells what the user wants by signals, and shows only what it is told to.
    """

    pointed = Signal(object)  # x under the pointer, None once it left
    clicked = Signal(float, float)
    zoom_requested = Signal(float, object)  # factor, x that stays (None: the middle)
    pan_requested = Signal(float)
    part_requested = Signal(object)  # Span
    reset_requested = Signal()
    key_pressed = Signal(object)  # QKeyEvent that is left to the chart
    resized = Signal()

    def __init__(self, bottom: NumberAxis, left: NumberAxis, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self.bottom, self.left = bottom, left
        self.box = pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0.0)
        self.box.disableAutoRange()
        self._part: QRubberBand | None = None
        self._pressed: QPointF | None = None
        self._panned_px = 0.0
        self._is_dragged = False
        self.is_zoomed = False
        """Whether a part is shown. A click is taken only once no second one can follow then: a double click
        shows everything, and must not lead away first."""
        self._shown = Span(0.0, 1.0)
        self._up = 0.0, 1.0
        self._late_click = QTimer(self)
        self._late_click.setSingleShot(True)
        self._late_click.timeout.connect(self._click)
        self.pointer = pg.InfiniteLine(angle=90)
        self.pointer.setZValue(1)  # above what is drawn
        self.pointer.hide()
        self.box.addItem(self.pointer, ignoreBounds=True)
        layout = self.centralLayout
        layout.setSpacing(0)
        layout.addItem(left, 0, 0)
        layout.addItem(self.box, 0, 1)
        layout.addItem(bottom, 1, 1)
        for axis in (bottom, left):
            axis.linkToView(self.box)
        left.setGrid(70)
        self.fit_font()

    @property
    def width_px(self) -> int:
        """How many pixels of the screen the drawing is wide."""
        return max(1, int(self.box.width() * self.devicePixelRatioF()))

    @property
    def is_log(self) -> bool:
        """Whether logarithms are drawn upwards."""
        return isinstance(self.left, LogAxis)

    def add(self, *items: pg.GraphicsObject) -> None:
        """Draw these, the first one at the bottom."""
        for item in items:
            self.box.addItem(item, ignoreBounds=True)

    def show_drawing(self, is_shown: bool) -> None:
        """Show what was added, or nothing between the axes."""
        self.box.childGroup.setVisible(is_shown)

    def fit_font(self) -> None:
        """Write the axes in the widget's font."""
        for axis in (self.bottom, self.left):
            axis.set_font(self.named_font())
        metrics = QFontMetrics(self.font())
        self.left.setWidth(metrics.horizontalAdvance(WIDEST_TICK) + 12)
        self.centralLayout.setContentsMargins(0, 8, metrics.horizontalAdvance(LAST_TICK) // 2 + 2, 0)

    def named_font(self) -> QFont:
        """The widget's font by the name that other programs know it by."""
        font = QFont(self.font())
        font.setFamily(QFontInfo(font).family())
        return font

    def set_colors(self, palette: QPalette) -> None:
        """Draw ground and axes in a palette's colours."""
        colors = theme.colors(palette)
        self.setBackground(palette.color(QPalette.ColorRole.Base))
        for axis in (self.bottom, self.left):
            axis.setPen(QPen(colors.muted_text, 1))
            axis.setTickPen(QPen(colors.muted_text, 1))
            axis.setTextPen(QPen(palette.color(QPalette.ColorRole.Text), 1))
        pointer = QPen(colors.muted_text, 1, Qt.PenStyle.DashLine)
        pointer.setCosmetic(True)
        self.pointer.setPen(pointer)

    @property
    def edges(self) -> tuple[float, float]:
        """Where the drawing ends at the left and at the right."""
        return self._shown.first / self.bottom.unit, self._shown.last / self.bottom.unit

    def across(self, values: Floats | Integers) -> Floats:
        """Where numbers across are drawn."""
        return np.asarray(values, np.float64) / self.bottom.unit

    def up(self, values: Floats | Integers) -> Floats:
        """Where numbers upwards are drawn; nowhere (NaN) beyond the edges, which files do not cut off."""
        drawn = self._drawn(values)
        low, high = self._up
        return np.where((drawn >= low) & (drawn <= high), drawn, np.nan)

    def up_to_edges(self, values: Floats | Integers) -> Floats:
        """The same for the ends of areas and bars: what is beyond an edge is drawn there."""
        return np.clip(self._drawn(values), *self._up)

    def show_across(self, span: Span, full: Span, origin: int = 0) -> None:
        """Show this part of everything that there is across; both are told from `origin` on."""
        self.bottom.count_from(origin)
        self.bottom.unit = _unit(full.last - full.first, _MOST_ACROSS)
        self._shown, self.is_zoomed = span, span != full
        self.box.setXRange(span.first / self.bottom.unit, span.last / self.bottom.unit, padding=0)

    def set_up(self, low: float, high: float) -> None:
        """Show these numbers upwards, before what is drawn is given: it sets the axis' unit."""
        if self.is_log:
            low, high = log10(low), log10(high)
        else:
            self.left.unit = _unit(max(abs(low), abs(high)), _MOST_UP)
            low, high = low / self.left.unit, high / self.left.unit
        room = (high - low) * ROOM or 0.5
        self._up = low - room, high + room
        self.box.setYRange(*self._up, padding=0)

    def point_at(self, x: float | None) -> None:
        """Draw the line that tells which place is read out."""
        self.pointer.setVisible(x is not None)
        if x is not None:
            self.pointer.setPos(x / self.bottom.unit)

    def scale_px(self) -> float:
        """How much one pixel is, across."""
        return (self._shown.last - self._shown.first) / max(1.0, float(self.box.width()))

    @property
    def lowest(self) -> float:
        """Where the drawing ends below, as it is drawn."""
        return self._up[0]

    def pixel_size(self) -> tuple[float, float]:
        """How much one pixel is, across and up, as it is drawn."""
        (left, right), (low, high) = self.edges, self._up
        return (
            (right - left) / max(1.0, float(self.box.width())),
            (high - low) / max(1.0, float(self.box.height())),
        )

    def place_of(self, position: QPointF) -> tuple[float, float] | None:
        """Which numbers are at a place of the widget; None beside the drawing."""
        if not self._area().contains(position):
            return None
        at = self.box.mapSceneToView(self.mapToScene(position.toPoint()))
        y = 10.0 ** at.y() if self.is_log else at.y() * self.left.unit
        x = at.x() * self.bottom.unit
        return (x, y) if isfinite(x) and isfinite(y) else None

    def paint_on(self, painter: QPainter, target: QRectF) -> None:
        """Draw the same as on the screen somewhere else, without the pointer's line."""
        was_shown = self.pointer.isVisible()
        self.pointer.hide()
        self.scene().prepareForPaint()
        self.scene().render(painter, target, QRectF(self.viewport().rect()))
        self.pointer.setVisible(was_shown)

    def _drawn(self, values: Floats | Integers) -> Floats:
        if not self.is_log:
            return np.asarray(values, np.float64) / self.left.unit
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(np.log10(values))

    def _area(self) -> QRectF:
        return QRectF(self.mapFromScene(self.box.sceneBoundingRect()).boundingRect())

    def _click(self) -> None:
        if self._pressed is not None and (place := self.place_of(self._pressed)) is not None:
            self.clicked.emit(*place)

    def _drag_to(self, position: QPointF) -> None:
        pressed = self._pressed
        if pressed is None:
            return
        if self._part is not None:
            area = self._area()
            ends = sorted((pressed.x(), min(area.right(), max(area.left(), position.x()))))
            part = QRectF(ends[0], area.top(), ends[1] - ends[0], area.height())
            self._part.setGeometry(part.toRect())
            return
        moved_px = position.x() - pressed.x() - self._panned_px
        self._panned_px += moved_px
        self.pan_requested.emit(-moved_px * self.scale_px())

    def _take_part(self) -> None:
        part, self._part = self._part, None
        if part is None:
            return
        ends = part.geometry()
        part.deleteLater()
        area = self._area()
        first = self._shown.first + (ends.left() - area.left()) * self.scale_px()
        self.part_requested.emit(Span(first, first + ends.width() * self.scale_px()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click, or to drag."""
        if event.button() != Qt.MouseButton.LeftButton or self.place_of(event.position()) is None:
            event.ignore()
            return
        self._late_click.stop()
        self._pressed, self._panned_px, self._is_dragged = event.position(), 0.0, False
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is shown, or tell what is under the pointer."""
        if event.buttons() & Qt.MouseButton.LeftButton and self._pressed is not None:
            far = (event.position() - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            if far and not self._is_dragged:
                self._is_dragged = True
                if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                    self._part = QRubberBand(QRubberBand.Shape.Rectangle, self.viewport())
                    self._part.show()
            if self._is_dragged:
                self._drag_to(event.position())
            return
        place = self.place_of(event.position())
        self.pointed.emit(None if place is None else place[0])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag, or take the click."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            event.ignore()
        elif self._is_dragged:
            self._take_part()
            self._pressed = None
        else:
            self._late_click.start(QApplication.doubleClickInterval() if self.is_zoomed else 0)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show everything again."""
        self._late_click.stop()
        self._pressed = None
        if event.button() == Qt.MouseButton.LeftButton:
            self.reset_requested.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; scroll what the chart lies in where there is nothing to zoom.

        That is beside the drawing, sideways, and outwards where everything is shown.
        """
        place = self.place_of(event.position())
        notches = event.angleDelta().y() / WHEEL_NOTCH
        if place is None or not notches or (notches < 0 and not self.is_zoomed):
            event.ignore()
            return
        self.zoom_requested.emit(1.25**notches, place[0])
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave it to the chart."""
        event.ignore()
        self.key_pressed.emit(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer."""
        self.pointed.emit(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is read out by keys."""
        super().focusOutEvent(event)
        self.pointed.emit(None)

    def changeEvent(self, event: QEvent) -> None:
        """Write in the font that there is now."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "left"):
            self.fit_font()

    def resizeEvent(self, event: QEvent) -> None:
        """Ask for a drawing of this width."""
        super().resizeEvent(event)
        if hasattr(self, "box"):
            self.resized.emit()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        """As any widget: all of it is brought into view when it gets the focus, not a place in the scene."""
        return QWidget.inputMethodQuery(self, query)

    def sizeHint(self) -> QSize:
        """Any; the chart tells its height."""
        return QSize(320, 180)

    def minimumSizeHint(self) -> QSize:
        """What can still be read."""
        return QSize(160, 120)


def _unit(largest: float, most: float) -> float:
    """A power of ten that numbers up to `largest` are divided by, where Qt could not draw them."""
    if largest <= 0 or 1 / most <= largest <= most:
        return 1.0
    return 10.0 ** floor(log10(largest))
