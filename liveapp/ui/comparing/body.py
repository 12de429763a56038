"""What the dialog *Compare* shows. Imported when it is first opened: pyqtgraph and numpy come with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from liveapp.ui import plain
from liveapp.ui.charts.chart_file import ChartFile
from liveapp.ui.charts.comparison_chart import ComparisonChart
from liveapp.ui.charts.redrawing import Redrawing
from liveapp.ui.comparing.figures import (
    FigureRow,
    copied_text,
    currencies_of,
    figure_rows,
    figures_csv,
    heading,
)
from liveapp.ui.comparing.figures_model import FiguresModel
from liveapp.ui.comparing.figures_view import FiguresView
from liveapp.ui.comparing.live_comparison import LiveComparison
from liveapp.ui.widgets.icons import Icons

LEAST_PLOT_PX = 180
PARTS = (5, 4)
"""How picture and table share the height."""


class ComparingBody(QWidget):
    """The picture over the table; both follow the streams."""

    file_requested = Signal(object)  # ChartFile
    message = Signal(str)

    def __init__(self, live: LiveComparison, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self.redrawing = Redrawing(live, self)
        self.chart = ComparisonChart(self.redrawing, icons, len(live.sides))
        self.chart.plot.setMinimumHeight(LEAST_PLOT_PX)
        self.model = FiguresModel(self)
        self.view = FiguresView(self.model)
        self._lay_out()
        self.view.copy_requested.connect(self.copy_figures)
        self.chart.file_requested.connect(self.file_requested)
        self.chart.message.connect(self.message)
        live.changed.connect(self.show_figures)
        self.show_figures()

    @property
    def by_tab(self) -> tuple[QWidget, ...]:
        """What Tab goes through, as the eye goes."""
        return self.chart.currency, self.chart.expected, self.chart.more, self.chart.plot, self.view

    def show_figures(self) -> None:
        """Show the streams as they are now."""
        sides = self._live.sides
        self.chart.show_streams([side.stream for side in sides], currencies_of(sides))
        self.model.show_rows([heading(*placed) for placed in enumerate(sides)], self._rows())

    def copy_figures(self) -> None:
        """Put the table on the clipboard."""
        plain.copy_text(copied_text(self._live.sides, self._rows()))
        self.message.emit("Figures copied")

    def save_figures(self) -> None:
        """Ask for the table to be saved."""
        content = figures_csv(self._live.sides, self._rows())
        self.file_requested.emit(ChartFile("figures", "csv", content))

    def _rows(self) -> list[FigureRow]:
        return figure_rows(self._live.sides, self._live.multiplier)

    def _lay_out(self) -> None:
        content = QWidget()
        parts = QVBoxLayout(content)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(8)
        for part, share in zip((self.chart, self.view), PARTS, strict=True):
            parts.addWidget(part, share)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        scroll.setWidget(content)
        scroll.verticalScrollBar().valueChanged.connect(self.redrawing.look_again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
