"""Which line in a picture is whose: a sample of each, its letter, and a name."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from liveapp.ui import plain, theme
from liveapp.ui.charts.curve_styles import LETTERS, curve_pen
from liveapp.ui.widgets.elided_label import ElidedLabel
from liveapp.ui.widgets.flow_layout import FlowLayout

SAMPLE_SIZE_PX = (34, 12)
WIDEST_ENTRY_PX = 260
GAP_PX = 4
AFTER_PX = 10


class CurveLegend(QWidget):
    """At most so many entries, which go on below where there is little room."""

    def __init__(self, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = [_Entry(place) for place in range(most)]
        # A flow alone would not be asked for its height by what it lies in.
        self._row = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._row.setSizePolicy(policy)
        flow = FlowLayout(self._row, GAP_PX, is_last_at_end=False)
        flow.setContentsMargins(0, 0, 0, 0)
        for entry in self.entries:
            flow.addWidget(entry)
            entry.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._row)

    def show_names(self, names: Sequence[str]) -> None:
        """Name the lines, in their order; what has no name is not there."""
        for place, entry in enumerate(self.entries):
            entry.setVisible(place < len(names))
            if place < len(names):
                entry.name(names[place])


class _Entry(QWidget):
    def __init__(self, place: int) -> None:
        super().__init__()
        self.label = ElidedLabel()
        self._place = place
        self._sample = _Sample(place)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, AFTER_PX, 0)
        row.setSpacing(6)
        row.addWidget(self._sample)
        row.addWidget(self.label, 1)

    def name(self, name: str) -> None:
        words = f"{LETTERS[self._place]}  {name}"
        if words != self.label.text():
            plain.set_text(self.label, words)
            plain.set_tooltip(self, words)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """No wider than leaves room for others beside it."""
        return super().sizeHint().boundedTo(QSize(WIDEST_ENTRY_PX, 1_000))


class _Sample(QWidget):
    """A piece of a line."""

    def __init__(self, place: int) -> None:
        super().__init__()
        self._place = place
        self._pen = QPen()
        self.setFixedSize(*SAMPLE_SIZE_PX)
        self._take_colors()

    def _take_colors(self) -> None:
        self._pen = curve_pen(theme.colors(self.palette()).chart.curves[self._place], self._place)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        pen = QPen(self._pen)
        pen.setWidthF(pen.widthF() * self.devicePixelRatioF())
        painter.setPen(pen)
        middle = self.height() // 2
        painter.drawLine(0, middle, self.width(), middle)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._take_colors()
