"""What the tab *Charts* shows. Imported when it is first shown: pyqtgraph and numpy come with it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from liveapp.domain.streams import Stream
from liveapp.ui.analysis.live_analysis import LiveAnalysis
from liveapp.ui.charts.chart_view import ChartView
from liveapp.ui.charts.profit_chart import ProfitChart
from liveapp.ui.charts.range_bar import RangeBar
from liveapp.ui.charts.redrawing import Redrawing
from liveapp.ui.charts.shown_range import ShownRange
from liveapp.ui.charts.skyline_chart import SkylineChart
from liveapp.ui.widgets.icons import Icons

GAP_PX = 12
SCROLL_GAP_PX = 8


class ChartsBody(QWidget):
    """Profit and multipliers over the same nonces, and what goes with them."""

    bet_requested = Signal(object)  # a nonce
    filter_requested = Signal(object)  # (first, last) nonces
    file_requested = Signal(object)  # ChartFile
    message = Signal(str)
    choice_changed = Signal()

    def __init__(self, analysis: LiveAnalysis, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._analysis = analysis
        self._stream: Stream | None = None
        self.redrawing = Redrawing(analysis, self)
        self.nonces = ShownRange(self)
        self.range_bar = RangeBar(self.nonces)
        self.profit = ProfitChart(self.redrawing, self.nonces, icons)
        self.skyline = SkylineChart(self.redrawing, self.nonces, icons)
        self.charts: tuple[ChartView, ...] = (self.profit, self.skyline)
        self._lay_out()
        self.range_bar.filter_requested.connect(self.filter_requested)
        for chart in self.charts:
            chart.bet_requested.connect(self.bet_requested)
            chart.file_requested.connect(self.file_requested)
            chart.message.connect(self.message)
        for chosen in (self.profit, self.skyline):
            chosen.choice_changed.connect(self.choice_changed)
        analysis.grew.connect(self._follow)

    def show_stream(self, stream: Stream | None) -> None:
        """Be about this stream, or the same one as it is now."""
        is_other = (stream and stream.key) != (self._stream and self._stream.key)
        self._stream = stream
        if is_other:
            self.nonces.reset()
            self._scroll.verticalScrollBar().setValue(0)
            for chart in self.charts:
                chart.forget()
            self._follow()

    def save_state(self) -> dict[str, str]:
        """What the user chose here."""
        return {
            "currency": self.profit.currency_name or "",
            "drawdown": "yes" if self.profit.drawdown.isChecked() else "",
            "marked": "" if self.skyline.multiplier is None else repr(self.skyline.multiplier),
        }

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Choose it again."""
        self.profit.choose(state.get("currency") or None)
        self.profit.drawdown.setChecked(bool(state.get("drawdown")))
        try:
            self.skyline.mark(float(state["marked"]))
        except (KeyError, ValueError):
            self.skyline.mark(None)

    def _follow(self) -> None:
        """Show as much as there is of the stream."""
        stream = self._stream
        if stream is None or stream.first_round is None or stream.last_round is None:
            return
        self.nonces.set_whole(stream.first_round, stream.last_round)
        self.profit.show_currencies([total.currency for total in stream.totals])

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, SCROLL_GAP_PX, 0)
        column.setSpacing(GAP_PX)
        column.addWidget(self.range_bar)
        column.addWidget(self.profit, 3)
        column.addWidget(self.skyline, 2)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(content)
        self._scroll.verticalScrollBar().valueChanged.connect(self.redrawing.look_again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other charts may be in view."""
        super().resizeEvent(event)
        self.redrawing.look_again()
