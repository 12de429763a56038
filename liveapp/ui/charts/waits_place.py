"""Where the gap picture stands: empty until what draws it is loaded, in another thread."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from liveapp.ui.analysis.live_analysis import LiveAnalysis
from liveapp.ui.charts.loading import LoadedLater
from liveapp.ui.charts.redrawing import Redrawing
from liveapp.ui.questions import Questions
from liveapp.ui.widgets.icons import Icons

if TYPE_CHECKING:
    from liveapp.ui.charts.waits_chart import WaitsChart


class WaitsPlace(LoadedLater):
    """Holds a `WaitsChart` once it is there, and tells on what that tells."""

    module = "liveapp.ui.charts.waits_chart"

    file_requested = Signal(object)  # ChartFile
    message = Signal(str)

    def __init__(
        self, analysis: LiveAnalysis, questions: Questions, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(questions, parent)
        self._icons = icons
        self._multiplier: float | None = None
        self.redrawing = Redrawing(analysis, self)
        self.chart: WaitsChart | None = None

    def show_multiplier(self, multiplier: float | None) -> None:
        """Draw the waits for this one."""
        self._multiplier = multiplier
        if self.chart is not None:
            self.chart.show_multiplier(multiplier)

    def make(self, module: ModuleType) -> QWidget:
        """The chart, about the multiplier that was chosen meanwhile."""
        chart: WaitsChart = module.WaitsChart(self.redrawing, self._icons)
        chart.file_requested.connect(self.file_requested)
        chart.message.connect(self.message)
        chart.show_multiplier(self._multiplier)
        self.chart = chart
        return chart

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what happened while nobody looked."""
        super().showEvent(event)
        self.redrawing.want_all()
