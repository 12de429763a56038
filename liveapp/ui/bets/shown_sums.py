"""What the bets that are shown come to, while they are fewer than all."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from liveapp.domain.errors import LiveappError
from liveapp.domain.events import BetsStored, BookmarkRemoved, BookmarkSet, StoreEvent, StreamRestored
from liveapp.domain.ports import BetReader
from liveapp.domain.queries import ALL_BETS, BetFilter
from liveapp.domain.totals import BetSums, CurrencyTotal
from liveapp.ui.questions import Question, Questions

AGAIN_MS = 300
"""Many bookmarks that change have the sums read again once."""


class ShownSums(QObject):
    """Reads the sums of a filter once, and keeps them true by the events of the stream.

    Bookmarks that change, and bets that come with a stream that is brought back, have them read anew: what
    there was before is not known here. Without a filter there are none: those of all bets are the
    stream's own.
    """

    changed = Signal()
    fault_met = Signal(object)

    def __init__(self, reader: BetReader, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._questions = questions
        self._stream_key: int | None = None
        self._filter = ALL_BETS
        self._sums: BetSums | None = None
        self._question: Question | None = None
        self._arrived: list[BetsStored] = []
        self._is_outdated = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self._read)

    @property
    def totals(self) -> tuple[CurrencyTotal, ...]:
        """One a currency; none while they are not known, or not wanted."""
        return () if self._sums is None else self._sums.totals

    def show(self, stream_key: int | None, bet_filter: BetFilter) -> None:
        """Sum up what this filter lets through of a stream; None is no stream. The same twice is once."""
        if (stream_key, bet_filter) == (self._stream_key, self._filter):
            return
        self._stream_key = stream_key
        self._filter = bet_filter
        self._sums = None
        self._read()
        self.changed.emit()

    def forget(self) -> None:
        """Sum up nothing."""
        self.show(None, ALL_BETS)

    def apply(self, events: Iterable[StoreEvent]) -> None:
        """Follow what happened to the stream."""
        if self._stream_key is None or self._filter == ALL_BETS:
            return
        for event in events:
            is_marking = isinstance(event, BookmarkSet | BookmarkRemoved) and self._filter.is_bookmarked
            if is_marking or isinstance(event, StreamRestored):
                self._is_outdated = True
            elif isinstance(event, BetsStored):
                self._add(event)
        if self._is_outdated and self._question is None:
            self._again.start()
        self.changed.emit()

    def read_again(self) -> None:
        """Read them anew, soon: the filter lets other bets through than before."""
        self._is_outdated = True
        if self._question is None:
            self._again.start()

    def _add(self, event: BetsStored) -> None:
        if self._question is not None:
            self._arrived.append(event)
        if self._sums is not None:
            self._sums = self._sums.with_bets(event.bets)

    def _read(self) -> None:
        if self._question is not None:
            self._question.cancel()
            self._question = None
        self._again.stop()
        self._arrived = []
        self._is_outdated = False
        stream_key, bet_filter = self._stream_key, self._filter
        if stream_key is None or bet_filter == ALL_BETS:
            return

        def read(question: Question) -> BetSums | None:
            return self._reader.sums(stream_key, bet_filter, question.is_cancelled)

        self._question = self._questions.ask(self, read, self._take, self._fail)

    def _take(self, sums: BetSums | None) -> None:
        self._question = None
        self._sums = sums
        arrived, self._arrived = self._arrived, []
        for event in arrived:
            self._add(event)
        if self._is_outdated:
            self._again.start()
        self.changed.emit()

    def _fail(self, error: LiveappError) -> None:
        self._question = None
        self._sums = None
        self.fault_met.emit(error)
        self.changed.emit()
