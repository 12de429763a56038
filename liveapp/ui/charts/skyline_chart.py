"""Chart of the multipliers over nonces: of each pixel the highest, and the hits of a chosen one."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from liveapp.domain.statistics import words
from liveapp.domain.statistics.pictures.nearest import nearest_place
from liveapp.domain.statistics.pictures.skyline import Skyline, skyline
from liveapp.ui import plain, theme
from liveapp.ui.charts.axes import LogAxis, NonceAxis
from liveapp.ui.charts.chart_view import ChartView, Reading
from liveapp.ui.charts.redrawing import PictureWork, Redrawing
from liveapp.ui.charts.shapes import line_pen
from liveapp.ui.charts.shown_range import ShownRange
from liveapp.ui.charts.skyline_words import caption, reading_words
from liveapp.ui.widgets.formatting import multiplier_text
from liveapp.ui.widgets.icons import Icons
from liveapp.ui.widgets.typed_values import NotUnderstood, typed_number

FLOOR = 0.8
"""The lowest that is shown, so that a bar of 1.00× can be seen."""

BELOW_ALL = 0.01
"""What bars begin at: below what is shown."""

MARK_PX = 9
BOX_PX = 96
NEAR_PX = 6


class SkylineChart(ChartView):
    """Missing nonces are blank; the height is logarithmic."""

    title = "Multipliers"
    name = "multipliers"

    choice_changed = Signal()
    """Hits of another multiplier are marked."""

    def __init__(self, redrawing: Redrawing, shown: ShownRange, icons: Icons) -> None:
        self.multiplier: float | None = None
        self._bars = pg.BarGraphItem(x0=[], x1=[], y0=[], y1=[], pen=None)
        self._hits = pg.ScatterPlotItem(symbol="d", size=MARK_PX, pxMode=True)
        self.edit = QLineEdit()
        super().__init__(redrawing, shown, NonceAxis(), LogAxis("left", "×"), icons)
        self.plot.add(self._bars, self._hits)
        plain.set_placeholder(self.edit, "Mark from ×")
        plain.set_accessible_name(self.edit, "Mark hits of this multiplier")
        plain.set_tooltip(self.edit, "Mark the rounds that reached this multiplier; empty marks none")
        self.edit.setMaximumWidth(BOX_PX)
        self.add_controls(self.edit)
        self.edit.editingFinished.connect(self._take_typed)

    def mark(self, multiplier: float | None) -> None:
        """Mark the hits of this multiplier."""
        plain.set_text(self.edit, "" if multiplier is None else multiplier_text(multiplier))
        if multiplier != self.multiplier:
            self.multiplier = multiplier
            self.want_picture()
            self.choice_changed.emit()

    def picture_work(self) -> PictureWork:
        """The rounds of what is shown."""
        multiplier = self.multiplier
        span, width = self.shown.picture_span, self.plot.width_px
        return lambda analysis: skyline(analysis.rounds, multiplier, span, width)

    def draw(self, picture: Skyline) -> None:
        """A bar for each pixel in which a result is known."""
        known = ~np.isnan(picture.multipliers)
        heights = np.maximum(picture.multipliers[known], 1.0)
        self.plot.set_up(FLOOR, max(10.0, float(heights.max(initial=1.0))))
        top = self.plot.up_to_edges(heights)
        self._bars.setOpts(
            x0=self.across(picture.firsts[known]) - self._half(),
            x1=self.across(picture.lasts[known]) + self._half(),
            y0=self.plot.up_to_edges(np.full(len(top), BELOW_ALL)),
            y1=top,
        )
        self._hits.setData(self.across(picture.hit_nonces), self.plot.up(picture.hit_multipliers))

    def words(self, picture: Skyline) -> str:
        """What is what."""
        return caption(picture)

    def alternative(self, picture: Skyline) -> str:
        """The highest, and how many hits there are."""
        return words.skyline_alternative(picture)

    def read_out(self, picture: Skyline, x: float) -> Reading | None:
        """The highest of the pixel that is nearest, or a hit where its mark is."""
        known = np.flatnonzero(~np.isnan(picture.multipliers))
        place = nearest_place(picture.firsts[known], self.shown.nearest(x))
        if place is None:
            return None
        if place and self.shown.nearest(x) <= int(picture.lasts[known[place - 1]]):
            place -= 1
        column = int(known[place])
        nonce = self._hit_near(picture, x)
        if nonce is None:
            nonce = int(picture.nonces[column])
        said = reading_words(picture, column, nonce)
        return Reading(said, float(nonce - self.shown.origin), nonce)

    def apply_colors(self, colors: theme.ThemeColors) -> None:
        """Bars in the tone of what was observed, hits in their own."""
        self._bars.setOpts(brush=colors.chart.observed)
        self._hits.setBrush(colors.chart.hit)
        self._hits.setPen(line_pen(self.palette().base().color(), 1))

    def _half(self) -> float:
        """Half of a nonce, as it is drawn, but never less than half a pixel."""
        return max(0.5, self.plot.scale_px() / 2) / self.plot.bottom.unit

    def _hit_near(self, picture: Skyline, x: float) -> int | None:
        place = nearest_place(picture.hit_nonces, self.shown.nearest(x))
        if place is None:
            return None
        nonce = int(picture.hit_nonces[place])
        return nonce if abs(nonce - self.shown.origin - x) <= NEAR_PX * self.plot.scale_px() else None

    def _take_typed(self) -> None:
        try:
            self.mark(typed_number(self.edit.text()))
        except NotUnderstood as error:
            self.message.emit(str(error))
            self.mark(self.multiplier)
