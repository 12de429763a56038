"""Chart of the waits: how many rounds each hit of a multiplier took, beside the geometric distribution."""

from collections.abc import Iterator
from math import floor

import pyqtgraph as pg

from liveapp.domain.statistics.pictures.rows import Row
from liveapp.domain.statistics.pictures.waits import WaitsPicture, waits_of, waits_picture
from liveapp.domain.statistics.stream_analysis import StreamAnalysis
from liveapp.ui import theme
from liveapp.ui.charts.axes import NumberAxis
from liveapp.ui.charts.chart_view import ChartView, Reading
from liveapp.ui.charts.count_marks import LEGEND, CountAxis, CountMarks, Counts
from liveapp.ui.charts.redrawing import PictureWork, Redrawing
from liveapp.ui.charts.shown_range import ShownRange
from liveapp.ui.charts.waits_words import alternative_words, caption, reading_words
from liveapp.ui.widgets.icons import Icons


class BinsAxis(NumberAxis):
    """Edges between bins of equal width, written as the first number of rounds beyond each."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.firsts: tuple[int, ...] = ()

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        """Ticks where bins begin."""
        bins = max(1, len(self.firsts))
        step = -(-bins // self.most_ticks(size))
        edges = [place - 0.5 for place in range(0, len(self.firsts), step)]
        return [(float(step), [edge for edge in edges if minVal <= edge <= maxVal])]

    def text(self, value: float, step: float) -> str:
        """How many rounds the first wait beyond an edge took."""
        return f"{self.firsts[round(value + 0.5)]:,}"


class WaitsChart(ChartView):
    """Of one multiplier at a time; nothing until one is chosen."""

    title = "Waits"
    name = "waits"
    hint = LEGEND

    def __init__(self, redrawing: Redrawing, icons: Icons) -> None:
        self._multiplier: float | None = None
        self._bins = BinsAxis()
        self._marks = CountMarks()
        self._now = pg.InfiniteLine(angle=90)
        super().__init__(redrawing, ShownRange(), self._bins, CountAxis("left"), icons)
        self.shown.setParent(self)
        self._marks.add_to(self.plot)
        self.plot.add(self._now)
        self._now.hide()

    def show_multiplier(self, multiplier: float | None) -> None:
        """Draw the waits for this one."""
        if multiplier != self._multiplier:
            self._multiplier = multiplier
            self.want_picture()

    def picture_work(self) -> PictureWork:
        """That of the chosen multiplier."""
        multiplier = self._multiplier

        def work(analysis: StreamAnalysis) -> WaitsPicture | None:
            return None if multiplier is None else waits_picture(waits_of(analysis.rounds, multiplier))

        return work
