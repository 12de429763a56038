"""Getting a stream's order from the store: the first rows at once, then all ids."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from liveapp.domain.bets import StoredBet
from liveapp.domain.errors import LiveappError
from liveapp.domain.ports import BetReader, BetSequence
from liveapp.domain.queries import BetFilter, BetOrder
from liveapp.ui.questions import Question, Questions

FIRST_BETS = 200


@dataclass(frozen=True, slots=True)
class BetSelection:
    """What is shown: a stream's bets through a filter in an order."""

    stream_key: int
    order: BetOrder
    bet_filter: BetFilter


class BetLoading(QObject):
    """One load at a time: a new one, or `cancel`, makes the answers of the last one void.

    `first_read` brings a few bets in ascending order, `sequence_read` the ascending sequence of all;
    the first is left out where the second was faster.
    """

    first_read = Signal(object)
    sequence_read = Signal(object)
    fault_met = Signal(object)

    def __init__(self, reader: BetReader, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._questions = questions
        self._running: list[Question] = []

    @property
    def is_running(self) -> bool:
        """Whether an answer is still to come."""
        return bool(self._running)

    def start(self, wanted: BetSelection, from_end: bool) -> None:
        """Load what is wanted; the first rows are those at its end where `from_end`."""
        self.cancel()
        column = wanted.order.column
        # Descending is the exact reverse: everything is kept ascending and turned where it is shown.
        reads_down = wanted.order.descending != from_end

        def read_first(_: Question) -> list[StoredBet]:
            order = BetOrder(column, reads_down)
            bets = self._reader.first_bets(wanted.stream_key, order, wanted.bet_filter, FIRST_BETS)
            return bets[::-1] if reads_down else bets

        def read_sequence(question: Question) -> BetSequence | None:
            return self._reader.bet_sequence(
                wanted.stream_key, BetOrder(column), wanted.bet_filter, question.is_cancelled
            )

        self._running = [
            self._questions.ask(self, read_first, self._take_first, self._fail),
            self._questions.ask(self, read_sequence, self._take_sequence, self._fail),
        ]

    def cancel(self) -> None:
        """Make the answers that are still to come void."""
        for question in self._running:
            question.cancel()
        self._running = []

    def _take_first(self, bets: Sequence[StoredBet]) -> None:
        self.first_read.emit(bets)

    def _take_sequence(self, sequence: BetSequence | None) -> None:
        self.cancel()
        self.sequence_read.emit(sequence)

    def _fail(self, error: LiveappError) -> None:
        self.cancel()
        self.fault_met.emit(error)
