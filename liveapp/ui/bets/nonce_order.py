"""Nonces since the previous row by nonce, whatever the rows are sorted by."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from liveapp.domain.bets import StoredBet
from liveapp.domain.errors import LiveappError
from liveapp.domain.ports import BetReader, BetSequence
from liveapp.domain.queries import BetColumn, BetFilter, BetOrder
from liveapp.ui.bets.index import BetIndex
from liveapp.ui.questions import Question, Questions
from liveapp.ui.widgets.formatting import MISSING, count_text, counted

RETRY_MS = 2000

MAX_RUNS = 50
"""New bets that land in more places than this are merged in at once."""


@dataclass(frozen=True, slots=True)
class GapBefore:
    """Nonces since the bet before, by nonce, then by id, that the filter lets through; None for the first."""

    nonces: int | None

    @property
    def text(self) -> str:
        """What is shown."""
        return MISSING if self.nonces is None else count_text(self.nonces)

    @property
    def plain(self) -> str:
        """What is copied."""
        return "" if self.nonces is None else str(self.nonces)

    @property
    def words(self) -> str:
        """The same in full."""
        if self.nonces is None:
            return "The first by nonce of the bets that are shown"
        return f"{counted(self.nonces, 'nonce', 'nonces')} since the previous bet that is shown, by nonce"


def gap_at(index: BetIndex, position: int, is_begun: bool) -> GapBefore | None:
    """The gap before the bet at a position of an index by nonce.

    None where it is not known: before the first one, unless the index `is_begun` with the first of all.
    """
    if position == 0:
        return GapBefore(None) if is_begun else None
    return GapBefore(int(index.key_at(position)) - int(index.key_at(position - 1)))


def gap_of(index: BetIndex, bet: StoredBet) -> GapBefore | None:
    """The gap before a bet, given all bets by nonce; None where it is not among them."""
    position = index.position_of(bet)
    return None if position is None else gap_at(index, position, is_begun=True)


class NonceOrder(QObject):
    """The bets that are shown, by nonce: read once a gap is asked for, then kept up with what arrives.

    For tables that are sorted by something else; nothing is read or kept until somebody asks.
    """

    read = Signal()
    fault_met = Signal(object)

    def __init__(self, reader: BetReader, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._questions = questions
        self._index: BetIndex | None = None
        self._last_id = 0
        self._question: Question | None = None
        self._meanwhile: list[Sequence[StoredBet]] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(RETRY_MS)
        self._pause.timeout.connect(self.read)

    def forget(self) -> None:
        """Other bets are shown, or none need gaps any more."""
        self._index = None
        self._meanwhile = []
        if self._question is not None:
            self._question.cancel()
            self._question = None

    def gap_of(self, bet: StoredBet, stream_key: int, bet_filter: BetFilter) -> GapBefore | None:
        """The gap before a bet of those that are shown; None while they are being read."""
        if self._index is not None:
            return gap_of(self._index, bet)
        if self._question is None and not self._pause.isActive():
            self._question = self._questions.ask(
                self,
                lambda question: self._reader.bet_sequence(
                    stream_key, BetOrder(), bet_filter, question.is_cancelled
                ),
                self._take,
                self._fail,
            )
        return None

    def note(self, bets: Sequence[StoredBet]) -> bool:
        """Take in new bets that are shown; returns whether one came before another."""
        if self._question is not None:
            self._meanwhile.append(bets)
        if self._index is None:
            return False
        length = len(self._index)
        runs = self._index.runs_of([bet for bet in bets if bet.id > self._last_id])
        if len(runs) > MAX_RUNS:
            self._index.append_out_of_order(runs)
            self._index = self._index.merged(runs, length)
        else:
            for run in reversed(runs):
                self._index.insert(run)
        return any(run.position < length for run in runs)

    def _take(self, sequence: BetSequence | None) -> None:
        self._question = None
        if sequence is None:
            return
        self._index = BetIndex(BetColumn.NONCE, sequence)
        self._last_id = sequence.last_id
        meanwhile, self._meanwhile = self._meanwhile, []
        for bets in meanwhile:
            self.note(bets)
        self.read.emit()

    def _fail(self, error: LiveappError) -> None:
        self._question = None
        self._meanwhile = []
        self._pause.start()
        self.fault_met.emit(error)
