"""The tab *Charts*: a stream in pictures, beside its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liveapp.domain.events import StoreEvent
from liveapp.domain.streams import Stream
from liveapp.ui.analysis.analysed_tab import AnalysedTab
from liveapp.ui.analysis.live_analysis import LiveAnalysis
from liveapp.ui.charts.loading import LoadedLater
from liveapp.ui.questions import Questions
from liveapp.ui.widgets.icons import Icons

if TYPE_CHECKING:
    from liveapp.ui.charts.body import ChartsBody


class ChartsTab(AnalysedTab):
    """What it shows is loaded once it is first shown."""

    title = "Charts"
    name = "charts"

    filter_requested = Signal(object)
    """The first and the last nonce that the table is to show alone."""

    file_requested = Signal(object)
    """A `ChartFile` that is to be saved."""

    def __init__(
        self, analysis: LiveAnalysis, questions: Questions, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(analysis, parent)
        self._stream: Stream | None = None
        self._state: Mapping[str, str] = {}
        self.place = _BodyPlace(questions, self, icons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.busy)
        column.addWidget(self.place, 1)

    @property
    def body(self) -> ChartsBody | None:
        """What is shown, once it is loaded."""
        return self.place.body

    def show_stream(self, stream: Stream | None) -> None:
        """Show a stream; None shows none."""
        self._stream = stream
        if self.body is not None:
            self.body.show_stream(stream)

    def apply(self, stream: Stream, events: Sequence[StoreEvent]) -> None:
        """Know the stream as it is now; what is drawn follows the analysis."""
        self.show_stream(stream)

    def save_state(self) -> dict[str, str]:
        """What the user chose in the charts."""
        return dict(self._state) if self.body is None else self.body.save_state()

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Choose it again, once the charts are there."""
        self._state = dict(state)
        if self.body is not None:
            self.body.restore_state(state)

    def make_body(self, module: ModuleType, icons: Icons) -> ChartsBody:
        """What is shown, as it would be had it been there from the beginning."""
        body: ChartsBody = module.ChartsBody(self.analysis, icons)
        body.show_stream(self._stream)
        body.restore_state(self._state)
        body.bet_requested.connect(self.bet_requested)
        body.filter_requested.connect(self.filter_requested)
        body.proof_requested.connect(self.proof_requested)
        body.file_requested.connect(self.file_requested)
        body.message.connect(self.message)
        body.choice_changed.connect(self.state_changed)
        return body

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what happened meanwhile."""
        super().showEvent(event)
        if self.body is not None:
            self.body.redrawing.want_all()


class _BodyPlace(LoadedLater):
    """Where the charts come once they are loaded."""

    module = "liveapp.ui.charts.body"

    def __init__(self, questions: Questions, tab: ChartsTab, icons: Icons) -> None:
        super().__init__(questions)
        self._tab = tab
        self._icons = icons
        self.body: ChartsBody | None = None

    def make(self, module: ModuleType) -> QWidget:
        self.body = self._tab.make_body(module, self._icons)
        return self.body
