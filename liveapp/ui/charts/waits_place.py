"""Where the gap picture stands: empty until what draws it is loaded, in another thread."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liveapp.ui import plain
from liveapp.ui.analysis.live_analysis import LiveAnalysis
from liveapp.ui.questions import Questions
from liveapp.ui.widgets.icons import Icons

if TYPE_CHECKING:
    from liveapp.ui.charts.redrawing import Redrawing
    from liveapp.ui.charts.waits_chart import WaitsChart

CHART = "liveapp.ui.charts.waits_chart"


class WaitsPlace(QWidget):
    """Holds a `WaitsChart` once it is there, and tells on what that tells."""

    file_requested = Signal(object)
    """A `ChartFile` that is to be saved."""

    message = Signal(str)

    def __init__(
        self, analysis: LiveAnalysis, questions: Questions, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._analysis = analysis
        self._icons = icons
        self._multiplier: float | None = None
        self._redrawing: Redrawing | None = None
        self.chart: WaitsChart | None = None
        self._loading = plain.PlainLabel("Loading the picture …")
        self._loading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._loading)
        questions.ask(self, lambda _question: import_module(CHART), self._build)

    def show_multiplier(self, multiplier: float | None) -> None:
        """Draw the waits for this one."""
        self._multiplier = multiplier
        if self.chart is not None:
            self.chart.show_multiplier(multiplier)

    def _build(self, module: ModuleType) -> None:
        self._redrawing = module.Redrawing(self._analysis, self)
        self.chart = module.WaitsChart(self._redrawing, self._icons)
        self._loading.hide()
        self._column.addWidget(self.chart)
        self.chart.file_requested.connect(self.file_requested)
        self.chart.message.connect(self.message)
        self.chart.show_multiplier(self._multiplier)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what happened while nobody looked."""
        super().showEvent(event)
        if self._redrawing is not None:
            self._redrawing.want_all()
