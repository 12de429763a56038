"""What the proof of a stream brought to light, beside its counts."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from liveapp.domain.errors import LiveappError, StreamNotFound
from liveapp.domain.patterns import MOST_COMPARED, Pattern, pattern_of
from liveapp.domain.ports import BetReader
from liveapp.domain.proof import Verification, to_prove
from liveapp.domain.queries import BetFilter, BetOrder
from liveapp.domain.streams import Stream
from liveapp.domain.verdicts import DIFFERING
from liveapp.ui.questions import Question, Questions

MOST_MISMATCHES = 100
"""So many bets that differ are listed."""

LEAST_PAUSE_MS = 1000
"""Not more often than this is read again while more and more bets turn out to differ."""


@dataclass(frozen=True, slots=True)
class Findings:
    """The first bets of a stream that differ, with its server seed, and why most differ, if that is known."""

    stream_key: int
    verification: Verification
    pattern: Pattern | None


class FindingsReader(QObject):
    """Reads the findings of the stream that is shown, in the background, when they are other than before."""

    found = Signal(object)
    fault_met = Signal(object)

    def __init__(self, reader: BetReader, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._questions = questions
        self._stream: Stream | None = None
        self._asked: tuple[int, int] | None = None
        self._is_due = False
        self._question: Question | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(LEAST_PAUSE_MS)
        self._pause.timeout.connect(self._read_if_due)

    def show_stream(self, stream: Stream) -> None:
        """Find out about a stream whose server seed is known, or follow it as it is now."""
        if self._stream is None or stream.key != self._stream.key:
            self.forget()
        self._stream = stream
        if self._asked != _state_of(stream):
            self._is_due = True
            self._read_if_due()

    def forget(self) -> None:
        """Have found out about nothing: whatever is shown next is read."""
        self._stream = self._asked = None
        self._is_due = False
        self._pause.stop()
        if self._question is not None:
            self._question.cancel()
            self._question = None

    def _read_if_due(self) -> None:
        stream = self._stream
        is_busy = self._pause.isActive() or self._question is not None
        if stream is None or is_busy or not self._is_due:
            return
        self._is_due = False
        self._asked = _state_of(stream)
        self._pause.start()
        reader = self._reader
        self._question = self._questions.ask(
            self, lambda _question: _find(reader, stream), self._take, self._tell_fault
        )

    def _take(self, findings: Findings) -> None:
        self._question = None
        self.found.emit(findings)
        self._read_if_due()

    def _tell_fault(self, error: LiveappError) -> None:
        self._question = self._asked = None  # tried again when the stream is told anew
        if not isinstance(error, StreamNotFound):
            self.fault_met.emit(error)


def _state_of(stream: Stream) -> tuple[int, int]:
    return stream.key, stream.proof.mismatched


def _find(reader: BetReader, stream: Stream) -> Findings:
    """Read, in a thread of the questions; a pattern is looked for where most bets differ."""
    verification = reader.verification(stream.id, MOST_MISMATCHES)
    proof, seed = verification.proof, verification.server_seed
    pattern = None
    if seed is not None and 2 * proof.mismatched > proof.judged:
        bets = reader.first_bets(stream.key, BetOrder(), BetFilter(verdicts=DIFFERING), MOST_COMPARED)
        pattern = pattern_of(seed, stream.seeds, [to_prove(bet) for bet in bets])
    return Findings(stream.key, verification, pattern)
