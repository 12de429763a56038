"""Chart of the pace: bets a minute over time, and when there were none."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QPen

from liveapp.domain.clock import MINUTE_US
from liveapp.domain.statistics import words
from liveapp.domain.statistics.columns import BetColumns, Floats, Integers
from liveapp.domain.statistics.pictures.pace import PacePicture, pace_picture
from liveapp.domain.statistics.pictures.rows import Row
from liveapp.domain.statistics.pictures.span import Span
from liveapp.ui import theme
from liveapp.ui.charts.axes import NumberAxis
from liveapp.ui.charts.chart_view import Reading
from liveapp.ui.charts.own_range_chart import OwnRangeChart
from liveapp.ui.charts.pace_words import caption, reading_words
from liveapp.ui.charts.redrawing import PictureWork, Redrawing
from liveapp.ui.charts.time_axis import TimeAxis
from liveapp.ui.widgets.icons import Icons

LEAST_TOP = 1.0
ABOVE_ALL = 2.0
"""Pauses are shaded up to beyond the drawing, which cuts them off."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What is drawn, and from when to when there is anything to draw."""

    whole_us: tuple[int, int]
    picture: PacePicture


class PaceChart(OwnRangeChart):
    """Follows the newest bets while all is shown. By the time at which bets were received."""

    title = "Pace"
    name = "pace"

    def __init__(self, redrawing: Redrawing, icons: Icons) -> None:
        self._bars = pg.BarGraphItem(x0=[], x1=[], y0=[], y1=[])
        self._pauses = pg.BarGraphItem(x0=[], x1=[], y0=[], y1=[])
        super().__init__(redrawing, TimeAxis(), NumberAxis("left"), icons)
        self.plot.add(self._pauses, self._bars)

    def picture_work(self) -> PictureWork:
        """Of the part that is shown, or of all there is by then."""
        part = self.shown.picture_span if self.shown.is_zoomed else None
        width = self.plot.width_px
        return lambda analysis: pace_of(analysis.bets, part, width)

    def draw(self, picture: Pace) -> None:
        """Pauses as areas, bars over them."""
        drawn = picture.picture
        self.be_about(*picture.whole_us)
        top = max(LEAST_TOP, float(drawn.bets_a_minute.max(initial=0.0)))
        self.plot.set_up(0.0, top)
        self._set_bars(self._bars, drawn.begins_us, drawn.begins_us + drawn.bar_us, drawn.bets_a_minute)
        beyond = np.full(len(drawn.pauses_from_us), top * ABOVE_ALL)
        self._set_bars(self._pauses, drawn.pauses_from_us, drawn.pauses_to_us, beyond)

    def words(self, picture: Pace) -> str:
        """What is drawn, and how many pauses there were."""
        return caption(picture.picture)

    def alternative(self, picture: Pace) -> str:
        """From when to when, and the fastest bar."""
        return words.pace_alternative(picture.picture)

    def read_out(self, picture: Pace, x: float) -> Reading | None:
        """The bar that it is in, or the nearest."""
        drawn = picture.picture
        if not len(drawn.begins_us):
            return None
        time_us = self.shown.origin + round(x)
        place = int(np.searchsorted(drawn.begins_us, time_us, side="right")) - 1
        place = min(max(place, 0), len(drawn.begins_us) - 1)
        middle = int(drawn.begins_us[place]) + drawn.bar_us // 2
        return Reading(
            reading_words(drawn, place), float(middle - self.shown.origin), int(drawn.nonces[place])
        )

    def rows(self, picture: Pace) -> Iterator[Row]:
        """A header, and a row a bar."""
        return picture.picture.rows()

    def apply_colors(self, colors: theme.ThemeColors) -> None:
        """Bars as what was observed, pauses as areas."""
        for item, color in ((self._bars, colors.chart.observed), (self._pauses, colors.chart.outer_range)):
            item.setOpts(pen=QPen(Qt.PenStyle.NoPen), brush=QBrush(color))

    def _set_bars(self, bars: pg.BarGraphItem, begins_us: Integers, ends_us: Integers, tops: Floats) -> None:
        left, right = self.across(begins_us), self.across(ends_us)
        bars.setOpts(x0=left, x1=right, y0=np.zeros(len(tops)), y1=self.plot.up_to_edges(tops))


def pace_of(bets: BetColumns, part: Span | None, width: int) -> Pace:
    """Draw up a part, or all; all is a minute at least."""
    times = bets.received_us
    if not len(times):
        whole = (0, MINUTE_US)
    else:
        whole = int(times.min()), max(int(times.max()), int(times.min()) + MINUTE_US)
    return Pace(whole, pace_picture(bets, part or Span(*whole), width))
