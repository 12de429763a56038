"""Counts beside what is expected: marks for what was seen, lines for what is expected, areas around them."""

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QPen

from liveapp.domain.statistics.columns import Floats, Integers
from liveapp.ui import theme
from liveapp.ui.charts.axes import LogAxis
from liveapp.ui.charts.plot import Plot
from liveapp.ui.charts.shapes import line_pen

NONE_AT = 0.5
"""Where on a logarithmic axis of counts none stands: below one, which is the least there can be otherwise.
What is expected less often than this is drawn there too.
"""

BELOW_ALL = 1e-3
"""An area that begins at none reaches below the drawing, which cuts it off."""

HALF_WIDTH = 0.4
MARK_PX = 8
LEAST_TOP = 10.0
LEAST_RATIO = 2.0
LEGEND = "● seen, ○ none seen · ━ expected · shaded: 998 of 1,000 fair streams"


class CountAxis(LogAxis):
    """Counts on a logarithmic axis that has a place for none."""

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        """Whole counts, and none where it is in view."""
        none = float(np.log10(NONE_AT))
        levels = [
            (spacing, [tick for tick in ticks if tick >= -1e-9])
            for spacing, ticks in super().tickValues(minVal, maxVal, size)
        ]
        return [*levels, (1.0, [none])] if minVal <= none <= maxVal else levels

    def text(self, value: float, step: float) -> str:
        """What stands at a tick."""
        return "0" if value < 1 - 1e-9 else super().text(value, step)


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted in each of some places from 0 on, and how a fair game's counts are spread there.

    The ends of the spread are empty where nothing can be compared.
    """

    observed: Integers
    expected: Floats
    lows: Integers
    highs: Integers


class CountMarks:
    """Three items of a plot whose height is a `CountAxis`."""

    def __init__(self) -> None:
        self._ranges = pg.BarGraphItem(x0=[], x1=[], y0=[], y1=[])
        self._expected = pg.PlotCurveItem(connect="pairs")
        self._none = pg.ScatterPlotItem(size=MARK_PX, symbol="o")
        self._seen = pg.ScatterPlotItem(size=MARK_PX, symbol="o")

    def add_to(self, plot: Plot) -> None:
        """Be drawn there, the areas at the bottom."""
        plot.add(self._ranges, self._expected, self._none, self._seen)

    def draw(self, plot: Plot, counts: Counts) -> None:
        """Draw these, and show their height."""
        places = np.arange(len(counts.observed), dtype=np.float64)
        plot.set_up(*_height(counts))
        left, right = plot.across(places - HALF_WIDTH), plot.across(places + HALF_WIDTH)
        ranged = len(counts.lows)
        low = plot.up_to_edges(np.where(counts.lows > 0, counts.lows, BELOW_ALL))
        high = plot.up_to_edges(np.maximum(counts.highs, NONE_AT * 1.1))
        self._ranges.setOpts(x0=left[:ranged], x1=right[:ranged], y0=low, y1=high)
        level = plot.up(np.maximum(counts.expected, NONE_AT))
        ends = np.column_stack((left, right)).ravel()
        self._expected.setData(ends, np.repeat(level, 2), connect="pairs")
        are_seen = counts.observed > 0
        observed = counts.observed[are_seen].astype(np.float64)
        self._seen.setData(plot.across(places[are_seen]), plot.up(observed))
        nothing = np.full(int((~are_seen).sum()), NONE_AT)
        self._none.setData(plot.across(places[~are_seen]), plot.up(nothing))

    def clear(self, plot: Plot) -> None:
        """Draw nothing."""
        nothing = np.zeros(0, np.int64)
        self.draw(plot, Counts(nothing, np.zeros(0), nothing, nothing))

    def apply_colors(self, colors: theme.ThemeColors) -> None:
        """Draw in a theme's colours."""
        tones = colors.chart
        self._ranges.setOpts(pen=QPen(Qt.PenStyle.NoPen), brush=QBrush(tones.inner_range))
        self._expected.setPen(line_pen(tones.expected, 2))
        filled, hollow = QBrush(tones.observed), QBrush(Qt.BrushStyle.NoBrush)
        for item, brush in ((self._seen, filled), (self._none, hollow)):
            item.setPen(line_pen(tones.observed, 1.5))
            item.setBrush(brush)


def _height(counts: Counts) -> tuple[float, float]:
    """From the lowest to the highest count; there are some numbers to see on the axis at least."""
    low = min((part.min() for part in (counts.observed, counts.lows) if len(part)), default=0)
    high = max(counts.observed.max(initial=0), counts.highs.max(initial=0))
    return max(float(low), NONE_AT), max(float(high), low * LEAST_RATIO, LEAST_TOP)
