"""A chart whose numbers across are its own: no other chart moves with it."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from liveapp.ui.charts.axes import NumberAxis
from liveapp.ui.charts.chart_view import ChartView
from liveapp.ui.charts.redrawing import Redrawing
from liveapp.ui.charts.shown_range import ShownRange
from liveapp.ui.widgets.icons import Icons


class OwnRangeChart(ChartView):
    """What there is across is known by the picture, which tells it by `be_about`."""

    def __init__(
        self,
        redrawing: Redrawing,
        bottom: NumberAxis,
        left: NumberAxis,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(redrawing, ShownRange(), bottom, left, icons, parent)
        self.shown.setParent(self)

    def be_about(self, first: int, last: int) -> None:
        """Show these numbers, of which a picture is there already: none is asked for."""
        with QSignalBlocker(self.shown):
            self.shown.set_whole(first, last)
        self._show_range()
