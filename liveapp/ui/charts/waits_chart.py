"""Chart of the waits: how many rounds each hit of a multiplier took, beside the geometric distribution."""

from collections.abc import Iterator

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from liveapp.domain.statistics import words
from liveapp.domain.statistics.pictures.rows import Row
from liveapp.domain.statistics.pictures.waits import NO_END, WaitsPicture, waits_of, waits_picture
from liveapp.domain.statistics.stream_analysis import StreamAnalysis
from liveapp.ui import plain, theme
from liveapp.ui.charts.chart_view import Reading
from liveapp.ui.charts.count_marks import LEGEND, Counts
from liveapp.ui.charts.counts_chart import CountsChart
from liveapp.ui.charts.redrawing import PictureWork, Redrawing
from liveapp.ui.charts.shapes import line_pen
from liveapp.ui.charts.waits_words import NOTHING, caption, reading_words
from liveapp.ui.widgets.formatting import count_text, multiplier_text
from liveapp.ui.widgets.icons import Icons

LEFT_EDGE = -0.5
"""Where a column begins, from its middle: there stands its first number of rounds."""


class WaitsChart(CountsChart):
    """Of one multiplier at a time; nothing until one is chosen."""

    title = "Waits"
    name = "waits"
    hint = f"{LEGEND} · across: rounds until a hit, each column about as likely"

    def __init__(self, redrawing: Redrawing, icons: Icons) -> None:
        self._multiplier: float | None = None
        self._now = pg.InfiniteLine(angle=90)
        super().__init__(redrawing, icons)
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
            if multiplier is None:
                return None
            is_partial = words.is_partial(analysis.figures)
            return waits_picture(waits_of(analysis.rounds, multiplier), is_partial)

        return work

    def draw(self, picture: WaitsPicture | None) -> None:
        """Marks, lines and areas, one of each a bin, and a line where the running wait is."""
        of = "" if picture is None else f" for {multiplier_text(picture.multiplier)} or more"
        plain.set_text(self.title_label, f"{self.title}{of}")
        is_drawn = picture is not None and len(picture.firsts) > 0
        self._now.setVisible(is_drawn)
        if picture is None or not is_drawn:
            self.show_no_counts()
            return
        counts = Counts(picture.observed, picture.expected, picture.lows, picture.highs)
        self.show_counts(counts, [count_text(first) for first in picture.firsts.tolist()], LEFT_EDGE)
        self._now.setPos(place_of_wait(picture))

    def words(self, picture: WaitsPicture | None) -> str:
        """What is drawn, and how long it is since the last hit."""
        return caption(picture)

    def alternative(self, picture: WaitsPicture | None) -> str:
        """Which bins are outside of their range."""
        return NOTHING if picture is None else words.waits_alternative(picture)

    def read_out(self, picture: WaitsPicture | None, x: float) -> Reading | None:
        """The bin that it is in."""
        if picture is None or not len(picture.firsts):
            return None
        place = self.nearest(x)
        return Reading(reading_words(picture, place), float(place), None)

    def rows(self, picture: WaitsPicture | None) -> Iterator[Row]:
        """A header, and a row a bin."""
        return iter(()) if picture is None else picture.rows()

    def apply_colors(self, colors: theme.ThemeColors) -> None:
        """What was seen as marks, ranges as areas."""
        super().apply_colors(colors)
        self._now.setPen(line_pen(colors.chart.hit, 2, Qt.PenStyle.DashLine))


def place_of_wait(picture: WaitsPicture) -> float:
    """Where among the bins the running wait is: in the middle of the last one, which has no end.

    Each number of rounds has its share of a bin's width, and the wait is in the middle of its own.
    """
    rounds = max(1, picture.current)
    place = int(np.searchsorted(picture.firsts, rounds, side="right")) - 1
    first, last = int(picture.firsts[place]), int(picture.lasts[place])
    if last == NO_END:
        return float(place)
    return place + LEFT_EDGE + (rounds - first + 0.5) / (last - first + 1)
