"""A chart of counts: each place across has one, beside what is expected there."""

from collections.abc import Sequence

from liveapp.ui import theme
from liveapp.ui.charts.count_marks import LEGEND, CountAxis, CountMarks, Counts
from liveapp.ui.charts.own_range_chart import OwnRangeChart
from liveapp.ui.charts.places_axis import PlacesAxis
from liveapp.ui.charts.redrawing import Redrawing
from liveapp.ui.widgets.icons import Icons


class CountsChart(OwnRangeChart):
    """Places are numbered from 0 on; keys read them out one by one."""

    hint = LEGEND

    def __init__(self, redrawing: Redrawing, icons: Icons) -> None:
        self._places = PlacesAxis()
        self._marks = CountMarks()
        super().__init__(redrawing, self._places, CountAxis("left"), icons)
        self._marks.add_to(self.plot)

    def show_counts(self, counts: Counts, names: Sequence[str], named_at: float = 0.0) -> None:
        """Draw these; each name stands so far from the middle of its place."""
        self._places.name_places((place + named_at for place in range(len(names))), names)
        self.be_about(0, len(names) - 1)
        self._marks.draw(self.plot, counts)

    def show_no_counts(self) -> None:
        """Draw nothing."""
        self._places.name_places((), ())
        self._marks.clear(self.plot)

    def forget(self) -> None:
        """Other counts have other places."""
        super().forget()
        self.shown.reset()

    def nearest(self, x: float) -> int:
        """The number of the place that is nearest."""
        first, last = self.shown.whole
        return min(max(round(x), first), last)

    def apply_colors(self, colors: theme.ThemeColors) -> None:
        """What was seen as marks, ranges as areas."""
        self._marks.apply_colors(colors)

    def _move_mark(self, steps: int) -> None:
        shown = self.shown.ends
        mark = sum(shown) // 2 if self._mark is None else self.nearest(self._mark) + steps
        self._point(float(min(max(mark, shown[0]), shown[1])))
