"""The hits of the chosen card, with their distances, and the gap picture above them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from liveapp.ui import plain
from liveapp.ui.analysis.live_analysis import LiveAnalysis
from liveapp.ui.questions import Question
from liveapp.ui.waits.hits_model import HitsModel
from liveapp.ui.waits.hits_view import HitsView
from liveapp.ui.widgets.formatting import counted, multiplier_text
from liveapp.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from liveapp.domain.statistics.hit_list import HitList
    from liveapp.domain.statistics.stream_analysis import StreamAnalysis

GAP_PX = 6


class HitsPanel(QWidget):
    """The list is read off the window's thread, when it is in view and there may be more."""

    hit_opened = Signal(object)

    def __init__(self, analysis: LiveAnalysis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._analysis = analysis
        self._multiplier: float | None = None
        self._question: Question | None = None
        self.heading = plain.PlainLabel()
        font = self.heading.font()
        font.setBold(True)
        self.heading.setFont(font)
        self.model = HitsModel(self)
        self.view = HitsView(self.model)
        self.view.hit_opened.connect(self.hit_opened)
        plain.set_tooltip(self.heading, "A double click or Enter on a hit leads to its bet")
        self._notice = Notice(self.view)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(GAP_PX, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.heading)
        self._column.addWidget(self.view, 1)
        self.show_multiplier(None)

    @property
    def notice_words(self) -> str:
        """What stands in the place of rows."""
        return self._notice.words

    def add_chart(self, chart: QWidget) -> None:
        """Have the gap picture above the list."""
        self._column.insertWidget(0, chart, 2)

    def show_multiplier(self, multiplier: float | None) -> None:
        """List this one's hits; None lists none."""
        self._multiplier = multiplier
        self._cancel()
        self.model.show_hits(None)
        if multiplier is None:
            plain.set_text(self.heading, "Hits")
            self._notice.say("No multiplier is chosen")
        else:
            plain.set_text(self.heading, f"Hits of {multiplier_text(multiplier)} or more")
            self._notice.say("Loading…")
            self.bring_up()

    def bring_up(self) -> None:
        """List what is there by now."""
        multiplier = self._multiplier
        if multiplier is None or not self.isVisible():
            return
        self._cancel()
        self._question = self._analysis.ask(self, lambda analysis: _hits_of(analysis, multiplier), self._show)

    def _cancel(self) -> None:
        if self._question is not None:
            self._question.cancel()
            self._question = None

    def _show(self, hits: "HitList") -> None:
        self._question = None
        self.model.show_hits(hits)
        count = counted(len(hits), "hit", "hits")
        plain.set_text(self.heading, f"{count} of {multiplier_text(hits.multiplier)} or more")
        if len(hits):
            self._notice.hide()
        else:
            self._notice.say("No hit yet")


def _hits_of(analysis: "StreamAnalysis", multiplier: float) -> "HitList":
    from liveapp.domain.statistics.hit_list import hit_list

    return hit_list(analysis.rounds, multiplier)
