"""The tab *Charts*: a stream in pictures, beside its figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liveapp.domain.events import StoreEvent
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.analysis.live_analysis import LiveAnalysis
from liveapp.ui.questions import Questions
from liveapp.ui.stream_page.tab import StreamTab
from liveapp.ui.widgets.icons import Icons

if TYPE_CHECKING:
    from liveapp.ui.charts.body import ChartsBody

BODY = "liveapp.ui.charts.body"


class ChartsTab(StreamTab):
    """Empty until it is first shown: pyqtgraph is loaded then, in another thread, since that takes a while.

    Watches the analysis while it can be seen; the window tells the analysis which stream is shown.
    """

    title = "Charts"
    name = "charts"

    bet_requested = Signal(object)
    """A nonce whose bet is to be shown in the table."""

    filter_requested = Signal(object)
    """The first and the last nonce that the table is to show alone."""

    proof_requested = Signal()
    """The proof stands above all statistics."""

    file_requested = Signal(object)
    """A `ChartFile` that is to be saved."""

    def __init__(
        self, analysis: LiveAnalysis, questions: Questions, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._analysis = analysis
        self._questions = questions
        self._icons = icons
        self._stream: Stream | None = None
        self._state: Mapping[str, str] = {}
        self._is_loading = False
        self.body: ChartsBody | None = None
        self._loading = plain.PlainLabel("Loading the charts …")
        self._loading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._loading)

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

    def _load(self) -> None:
        if self.body is None and not self._is_loading:
            self._is_loading = True
            self._questions.ask(self, lambda _question: import_module(BODY), self._build)

    def _build(self, module: ModuleType) -> None:
        self.body = module.ChartsBody(self._analysis, self._icons)
        self._loading.hide()
        self._column.addWidget(self.body)
        self.body.show_stream(self._stream)
        self.body.restore_state(self._state)
        self.body.bet_requested.connect(self.bet_requested)
        self.body.filter_requested.connect(self.filter_requested)
        self.body.file_requested.connect(self.file_requested)
        self.body.proof_requested.connect(self.proof_requested)
        self.body.message.connect(self.message)
        self.body.choice_changed.connect(self.state_changed)

    def showEvent(self, event: QShowEvent) -> None:
        """Compute from now on; a window that is no longer minimised comes here too."""
        super().showEvent(event)
        self._analysis.watch(self)
        self._load()
        if self.body is not None:
            self.body.redrawing.want_all()

    def hideEvent(self, event: QHideEvent) -> None:
        """Compute nothing while nobody looks; a window that is minimised comes here too."""
        super().hideEvent(event)
        self._analysis.unwatch(self)
