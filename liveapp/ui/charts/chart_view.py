"""What every chart has around its drawing: title, read-out, words, zoom, and ways to take it along."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QMoveEvent,
    QPalette,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from liveapp.domain.statistics.columns import Floats, Integers
from liveapp.domain.statistics.pictures.rows import Row
from liveapp.domain.table_text import csv_text, pasted_text
from liveapp.ui import plain, theme
from liveapp.ui.charts import picture_file
from liveapp.ui.charts.axes import NumberAxis
from liveapp.ui.charts.chart_file import ChartFile
from liveapp.ui.charts.chart_menu import ChartMenu, DotsButton
from liveapp.ui.charts.picture_file import Paper
from liveapp.ui.charts.plot import Plot
from liveapp.ui.charts.redrawing import PictureWork, Redrawing
from liveapp.ui.charts.shown_range import PAN_STEP, ZOOM_STEP, ShownRange
from liveapp.ui.widgets.announcement import announce
from liveapp.ui.widgets.elided_label import ElidedLabel
from liveapp.ui.widgets.icons import Icons
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

HEIGHT_PX = 240
MARK_STEP = 0.01
HINT = "Wheel or + − zooms, drag or ← → moves, Home shows all, Shift+← → reads values, Enter goes to the bet"


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands at a place of a chart: in words, where exactly, and the nonce of its bet or round."""

    words: str
    x: float
    nonce: int | None


class ChartView(QWidget):
    """A chart. What it is about is computed in another thread by its `picture_work`, and shown by `draw`.

    A class for each chart says what it draws; places across are distances from `shown.origin` in the whole
    numbers that `shown` tells of.
    """

    bet_requested = Signal(object)  # a nonce
    file_requested = Signal(object)  # ChartFile
    message = Signal(str)

    title: str
    """Stands above it, and on what is saved of it."""

    name: str
    """Stands in files' names."""

    hint = HINT
    """Said while nothing is read out."""

    def __init__(
        self,
        redrawing: Redrawing,
        shown: ShownRange,
        bottom: NumberAxis,
        left: NumberAxis,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.shown = shown
        self.picture: Any = None
        self._redrawing = redrawing
        self._icons = icons
        self.subject = ""
        """Whose chart it is, where it is put on a picture of its own."""
        self._mark: float | None = None
        self.plot = Plot(bottom, left)
        self.controls = QHBoxLayout()
        self.title_label = plain.PlainLabel(self.title)
        self.reading_label = ElidedLabel(self.hint)
        self.words_label = ToneLabel(Tone.MUTED)
        self.more = DotsButton()
        self.menu = ChartMenu(self, self.more)
        self._lay_out()
        self._connect()
        self.add_controls()
        redrawing.add(self)
        self._take_colors()

    # What each chart says for itself.

    def picture_work(self) -> PictureWork:
        """What computes the picture that is to be shown now, as wide as the drawing has pixels.

        Called in another thread: no Qt in there, and what the chart chose is known beforehand.
        """
        raise NotImplementedError

    def draw(self, picture: Any) -> None:
        """Draw a picture, and show its height by `plot.set_up`."""
        raise NotImplementedError

    def words(self, picture: Any) -> str:
        """What stands below the drawing."""
        raise NotImplementedError

    def alternative(self, picture: Any) -> str:
        """What the picture shows, for who cannot see it."""
        raise NotImplementedError

    def read_out(self, picture: Any, x: float) -> Reading | None:
        """What is nearest to a place across."""
        raise NotImplementedError

    def apply_colors(self, colors: theme.ThemeColors) -> None:
        """Have everything that is drawn in the theme's colours."""
        raise NotImplementedError

    def add_controls(self, *controls: QWidget) -> None:
        """Put these beside the title; keys go to them first, then to the menu, and last to the drawing."""
        for control in controls:
            self.controls.addWidget(control)
        order: tuple[QWidget, ...] = (*controls, self.more, self.plot)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def paper_title(self) -> str:
        """What stands above it on a picture of its own."""
        title = self.title_label.text()
        return f"{title} · {self.subject}" if self.subject else title

    def rows(self, picture: Any) -> Iterator[Row]:
        """The picture's numbers: a header and what stands below it."""
        rows: Iterator[Row] = picture.rows()
        return rows

    # What all of them do.

    def want_picture(self) -> None:
        """What is drawn is no longer what should be."""
        self._redrawing.want(self)

    def is_in_view(self) -> bool:
        """Whether any of it can be seen now."""
        is_shown = self.isVisible() and not self.window().isMinimized()
        return is_shown and not self.plot.viewport().visibleRegion().isEmpty()

    def across(self, numbers: Integers) -> Floats:
        """Where whole numbers are drawn."""
        return self.plot.across(numbers - self.shown.origin)

    def take(self, picture: Any) -> None:
        """Show this picture."""
        self.picture = picture
        self.plot.show_drawing(True)
        self._show_range()
        self.draw(picture)
        plain.set_text(self.words_label, self.words(picture))
        alternative = self.alternative(picture)
        if alternative != self.plot.accessibleDescription():
            plain.set_accessible_description(self.plot, alternative)
        if self._mark is not None:
            self._read(self._mark)

    def forget(self) -> None:
        """Show nothing: what is drawn is of another stream, or of other bets."""
        self.picture = None
        self._point(None)
        self.plot.show_drawing(False)
        plain.set_text(self.words_label, "")
        plain.set_accessible_description(self.plot, "")

    def paper(self) -> Paper:
        """The chart as it is put on a picture of its own."""
        return Paper(self.paper_title(), self.plot, self.words_label.text(), self.palette())

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        QGuiApplication.clipboard().setImage(picture_file.image_of(self.paper()))
        self.message.emit("Picture copied")

    def copy_data(self) -> None:
        """Put the picture's numbers on the clipboard."""
        plain.copy_text(pasted_text(self.rows(self.picture)))
        self.message.emit("Data copied")

    def save(self, suffix: str) -> None:
        """Ask for a file of this kind to be saved."""
        if suffix == "csv":
            content = csv_text(self.rows(self.picture)).encode()
        else:
            content = (picture_file.png_of if suffix == "png" else picture_file.svg_of)(self.paper())
        self.file_requested.emit(ChartFile(self.name, suffix, content))

    def _point(self, x: float | None) -> None:
        """Read out a place, or none."""
        self._mark = x
        if x is None or self.picture is None:
            self.plot.point_at(None)
            plain.set_text(self.reading_label, self.hint)
        else:
            self._read(x)

    def _read(self, x: float) -> None:
        reading = self.read_out(self.picture, x)
        self.plot.point_at(None if reading is None else reading.x)
        plain.set_text(self.reading_label, self.hint if reading is None else reading.words)

    def _go_to_bet(self, x: float, _y: float = 0.0) -> None:
        reading = None if self.picture is None else self.read_out(self.picture, x)
        if reading is not None and reading.nonce is not None:
            self.bet_requested.emit(reading.nonce)

    def _show_range(self) -> None:
        self.plot.show_across(self.shown.shown, self.shown.full, self.shown.origin)

    def _move_mark(self, steps: int) -> None:
        shown = self.shown.shown
        width = shown.last - shown.first
        mark = (
            (shown.first + shown.last) / 2 if self._mark is None else self._mark + steps * MARK_STEP * width
        )
        self._point(min(shown.last, max(shown.first, mark)))
        announce(self.plot, self.reading_label.text())

    def _take_key(self, event: QKeyEvent) -> None:
        do = self._key_commands(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)).get(event.key())
        if do is not None:
            do()
            event.accept()

    def _key_commands(self, is_shifted: bool) -> dict[int, Callable[[], object]]:
        shown, width = self.shown, self.shown.shown.last - self.shown.shown.first
        sideways = self._move_mark if is_shifted else lambda steps: shown.pan(steps * PAN_STEP * width)
        return {
            Qt.Key.Key_Plus: lambda: shown.zoom(ZOOM_STEP, self._mark),
            Qt.Key.Key_Equal: lambda: shown.zoom(ZOOM_STEP, self._mark),
            Qt.Key.Key_Minus: lambda: shown.zoom(1 / ZOOM_STEP, self._mark),
            Qt.Key.Key_Left: lambda: sideways(-1),
            Qt.Key.Key_Right: lambda: sideways(1),
            Qt.Key.Key_Home: shown.reset,
            Qt.Key.Key_Return: lambda: None if self._mark is None else self._go_to_bet(self._mark),
            Qt.Key.Key_Enter: lambda: None if self._mark is None else self._go_to_bet(self._mark),
            **({} if self._mark is None else {Qt.Key.Key_Escape: lambda: self._point(None)}),
        }

    def _connect(self) -> None:
        plot, shown = self.plot, self.shown
        plot.pointed.connect(self._point)
        plot.clicked.connect(self._go_to_bet)
        plot.zoom_requested.connect(shown.zoom)
        plot.pan_requested.connect(shown.pan)
        plot.part_requested.connect(shown.show_part)
        plot.reset_requested.connect(shown.reset)
        plot.key_pressed.connect(self._take_key)
        plot.resized.connect(self.want_picture)
        shown.moved.connect(self._show_range)
        shown.changed.connect(self.want_picture)

    def _lay_out(self) -> None:
        font = self.title_label.font()
        font.setBold(True)
        self.title_label.setFont(font)
        plain.set_accessible_name(self.plot, f"Chart: {self.title}")
        plain.set_tooltip(self.more, f"Save or copy this chart: {self.title}")
        plain.set_accessible_name(self.more, f"Save or copy: {self.title}")
        head = QHBoxLayout()
        head.addWidget(self.title_label)
        head.addLayout(self.controls)
        head.addStretch()
        head.addWidget(self.more)
        self.plot.setMinimumHeight(HEIGHT_PX)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.reading_label)
        layout.addWidget(self.plot, 1)
        layout.addWidget(self.words_label)

    def _take_colors(self) -> None:
        colors = theme.colors(self.palette())
        self.plot.set_colors(self.palette())
        self.more.setIcon(self._icons.themed("more", self.palette()))
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, colors.muted_text)
        self.reading_label.setPalette(palette)
        self.apply_colors(colors)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with it, where the mouse or the keyboard asks."""
        self.menu.popup(event.globalPos())

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if theme.is_theme_change(event) and hasattr(self, "menu"):
            self._take_colors()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what happened while it could not be seen."""
        super().showEvent(event)
        self.want_picture()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Come into view, perhaps, where what stands above became lower."""
        super().moveEvent(event)
        self._redrawing.look_again()
