"""First and last bets and bookmarks of all streams: asked for when they are seen, then kept up to date."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from liveapp.domain.errors import LiveappError
from liveapp.domain.events import BetsStored, BookmarkRemoved, BookmarkSet, StoreEvent, StreamRestored
from liveapp.domain.ports import BetReader
from liveapp.domain.streams import BetMoment, StreamSpan
from liveapp.ui.overview.model import OverviewModel
from liveapp.ui.questions import Question, Questions
from liveapp.ui.widgets.timers import single_shot

REST_MS = 1000
"""They are asked for no more often."""


class SpanReading(QObject):
    """Gives the model its spans. Bets that come are put in at once; what else changes has them asked anew."""

    fault_met = Signal(object)

    def __init__(
        self, reader: BetReader, questions: Questions, model: OverviewModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._questions = questions
        self._model = model
        self._question: Question | None = None
        self._meanwhile: list[BetsStored] = []
        self._is_outdated = False
        self._rest = single_shot(self, REST_MS, self._ask_again)

    def ask(self) -> None:
        """Read all of them, once those that are on their way are there."""
        if self._question is not None:
            self._is_outdated = True
            return
        self._is_outdated = False
        self._meanwhile = []
        reader = self._reader  # the thread holds nothing of the window's
        self._question = self._questions.ask(self, lambda _: reader.stream_spans(), self._take, self._fail)

    def apply(self, events: Iterable[StoreEvent]) -> None:
        """Follow what happened."""
        for event in events:
            if isinstance(event, BetsStored):
                if self._question is not None:
                    self._meanwhile.append(event)
                self._note(event)
            elif isinstance(event, BookmarkSet | BookmarkRemoved | StreamRestored):
                self._is_outdated = True
        if self._is_outdated and not self._rest.isActive():
            self._rest.start()

    def stop(self) -> None:
        """Ask for nothing any more: nobody looks."""
        self._rest.stop()
        self._is_outdated = False
        if self._question is not None:
            self._question.cancel()
            self._question = None

    def _ask_again(self) -> None:
        if self._is_outdated:
            self.ask()

    def _take(self, spans: dict[int, StreamSpan]) -> None:
        self._question = None
        self._model.set_spans(spans)
        for event in self._meanwhile:
            self._note(event)
        if self._is_outdated:
            self._rest.start()

    def _fail(self, error: LiveappError) -> None:
        self._question = None
        self.fault_met.emit(error)

    def _note(self, event: BetsStored) -> None:
        self._model.note_bets(event.stream.key, [BetMoment(bet.nonce, bet.moment_us) for bet in event.bets])
