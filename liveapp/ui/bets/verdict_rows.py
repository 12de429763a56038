"""Keeps the rows of a filter by verdict true while bets are verified."""

from collections.abc import Iterable
from time import monotonic

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from liveapp.domain.errors import LiveappError
from liveapp.domain.events import BetsVerified, StoreEvent
from liveapp.domain.ports import BetReader
from liveapp.domain.queries import BetOrder
from liveapp.ui.bets.drawn_table import DrawnTable
from liveapp.ui.bets.index import BetIndex, Growth, growth_of
from liveapp.ui.bets.model import BetTableModel
from liveapp.ui.questions import Question, Questions

AGAIN_S = 1.0
"""The rows are read at most this often."""

MOST_SHARE = 0.2
"""Reading them takes at most this part of the time, however many they are."""


class VerdictRows(QObject):
    """Reads the filter's bets again after some were verified, while the table can be seen.

    A verdict never changes: so rows are only added, and what is shown stays where it is. `grown` is emitted
    when they were brought up to date.
    """

    grown = Signal()
    fault_met = Signal(object)

    def __init__(
        self, reader: BetReader, questions: Questions, view: DrawnTable, model: BetTableModel
    ) -> None:
        super().__init__(view)
        self._reader = reader
        self._questions = questions
        self._view = view
        self._model = model
        self._is_outdated = False
        self._question: Question | None = None
        self._started_s = self._next_s = monotonic()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._read)
        model.loading_changed.connect(self._note_loading)
        view.installEventFilter(self)

    def apply(self, events: Iterable[StoreEvent]) -> None:
        """Follow what happened to the stream that is shown."""
        if self._model.bet_filter.verdicts and any(isinstance(event, BetsVerified) for event in events):
            self._is_outdated = True
            self._read_soon()

    def _note_loading(self, is_loading: bool) -> None:
        if not is_loading:
            self._read_soon()
            return
        # All is read anew, as it is now.
        self._is_outdated = False
        self._timer.stop()
        if self._question is not None:
            self._question.cancel()
            self._question = None

    def _read_soon(self) -> None:
        is_busy = self._question is not None or self._timer.isActive() or self._model.is_loading
        if self._is_outdated and not is_busy and self._view.isVisible():
            self._timer.start(max(0, round((self._next_s - monotonic()) * 1000)))

    def _read(self) -> None:
        shown = self._model.selection
        if shown is None:
            return
        self._is_outdated = False
        self._started_s = monotonic()
        self._next_s = self._started_s + AGAIN_S
        order, now = BetOrder(shown.order.column), self._model.index_now()

        def read(question: Question) -> Growth | None:
            sequence = self._reader.bet_sequence(
                shown.stream_key, order, shown.bet_filter, question.is_cancelled
            )
            return None if sequence is None else growth_of(now, BetIndex(order.column, sequence))

        self._question = self._questions.ask(self, read, self._take, self._fail)

    def _take(self, growth: Growth | None) -> None:
        self._question = None
        took_s = monotonic() - self._started_s
        self._next_s = max(self._next_s, self._started_s + took_s / MOST_SHARE)
        self._model.take_in(growth)
        self.grown.emit()
        self._read_soon()

    def _fail(self, error: LiveappError) -> None:
        self._question = None
        self.fault_met.emit(error)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Catch up once the table is seen again."""
        if event.type() == QEvent.Type.Show:
            self._read_soon()
        return super().eventFilter(watched, event)
