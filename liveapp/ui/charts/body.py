"""What the tab *Charts* shows. Imported when it is first shown: pyqtgraph and numpy come with it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from liveapp.domain.streams import Stream
from liveapp.ui.analysis.live_analysis import LiveAnalysis
from liveapp.ui.charts.chart_view import ChartView
from liveapp.ui.charts.figures_strip import FiguresStrip
from liveapp.ui.charts.multipliers_table import MultipliersTable
from liveapp.ui.charts.outcomes_chart import OutcomesChart
from liveapp.ui.charts.pace_chart import PaceChart
from liveapp.ui.charts.profit_chart import ProfitChart
from liveapp.ui.charts.range_bar import RangeBar
from liveapp.ui.charts.redrawing import Redrawing
from liveapp.ui.charts.shown_range import ShownRange
from liveapp.ui.charts.skyline_chart import SkylineChart
from liveapp.ui.widgets.icons import Icons

GAP_PX = 12
WIDE_PX = 760
"""As wide as two parts beside each other need."""

SCROLL_GAP_PX = 8


class ChartsBody(QWidget):
    """Figures, profit and multipliers over the same nonces, outcomes beside the chosen ones, pace."""

    bet_requested = Signal(object)  # a nonce
    filter_requested = Signal(object)  # (first, last) nonces
    file_requested = Signal(object)  # ChartFile
    proof_requested = Signal()
    message = Signal(str)
    choice_changed = Signal()

    def __init__(self, analysis: LiveAnalysis, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._analysis = analysis
        self._stream: Stream | None = None
        self.redrawing = Redrawing(analysis, self)
        self.nonces = ShownRange(self)
        self.strip = FiguresStrip()
        self.range_bar = RangeBar(self.nonces)
        self.profit = ProfitChart(self.redrawing, self.nonces, icons)
        self.skyline = SkylineChart(self.redrawing, self.nonces, icons)
        self.outcomes = OutcomesChart(self.redrawing, icons)
        self.table = MultipliersTable()
        self.pace = PaceChart(self.redrawing, icons)
        self.charts: tuple[ChartView, ...] = (self.profit, self.skyline, self.outcomes, self.pace)
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        self.range_bar.filter_requested.connect(self.filter_requested)
        self.strip.proof_requested.connect(self.proof_requested)
        self.table.bet_requested.connect(self.bet_requested)
        self.table.multiplier_chosen.connect(self.skyline.mark)
        for chart in self.charts:
            chart.bet_requested.connect(self.bet_requested)
            chart.file_requested.connect(self.file_requested)
            chart.message.connect(self.message)
        for chosen in (self.profit, self.skyline):
            chosen.choice_changed.connect(self.choice_changed)
        self._analysis.grew.connect(self._follow)
        self._analysis.changed.connect(self._show_figures)

    def show_stream(self, stream: Stream | None) -> None:
        """Be about this stream, or the same one as it is now."""
        is_other = (stream and stream.key) != (self._stream and self._stream.key)
        self._stream = stream
        if is_other:
            for chart in self.charts:
                chart.subject = "" if stream is None else stream.short_hash
                chart.shown.reset()
            self._scroll.verticalScrollBar().setValue(0)
            self._follow()
        self._show_figures()

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

    def _show_figures(self) -> None:
        figures = self._analysis.figures
        self.strip.show_figures(self._stream, figures)
        self.table.show_figures(figures)

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
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(2 * GAP_PX)
        self._beside.addWidget(self.outcomes, 4)
        self._beside.addWidget(self.table, 5)
        column.addWidget(self.strip)
        column.addWidget(self.range_bar)
        column.addWidget(self.profit, 1)
        column.addWidget(self.skyline)
        column.addLayout(self._beside)
        column.addWidget(self.pace)
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
        """Put below each other what has no room side by side; other charts may be in view."""
        super().resizeEvent(event)
        is_wide = self.width() >= WIDE_PX
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._beside.setDirection(way)
        self.redrawing.look_again()
