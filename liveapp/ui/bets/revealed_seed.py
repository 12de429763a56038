"""The server seed of the stream that is shown, once it is revealed: by it a bet can be computed again."""

from PySide6.QtCore import QObject, Signal

from liveapp.domain.bets import StoredBet
from liveapp.domain.calculation import Calculation, calculate
from liveapp.domain.errors import LiveappError, StreamNotFound
from liveapp.domain.ports import BetReader
from liveapp.domain.proof import to_prove
from liveapp.domain.streams import Stream
from liveapp.ui.questions import Question, Questions


class RevealedSeed(QObject):
    """Read once for a stream. `changed` is emitted when it is known or at hand, or no more."""

    changed = Signal()
    fault_met = Signal(object)

    def __init__(self, reader: BetReader, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._questions = questions
        self._stream: Stream | None = None
        self._revealed_key: int | None = None
        self._server_seed: str | None = None
        self._question: Question | None = None

    @property
    def is_revealed(self) -> bool:
        """Whether the bets of the stream can be computed again."""
        return self._revealed_key is not None

    def show(self, stream: Stream | None) -> None:
        """Be about a stream, given as it is now; None is none. Cheap where nothing is new."""
        self._stream = stream
        revealed_key = stream.key if stream is not None and stream.proof.is_revealed else None
        if revealed_key == self._revealed_key:
            return
        self._revealed_key = revealed_key
        self._server_seed = None
        if self._question is not None:
            self._question.cancel()
            self._question = None
        if stream is not None and revealed_key is not None:
            self._question = self._questions.ask(
                self, lambda _: self._reader.server_seed(stream.id), self._take, self._fail
            )
        self.changed.emit()

    def calculation(self, bet: StoredBet) -> Calculation | None:
        """How a bet of the stream is computed; None while the seed is not at hand."""
        if self._stream is None or self._server_seed is None:
            return None
        return calculate(self._server_seed, self._stream.seeds, to_prove(bet))

    def _take(self, server_seed: str | None) -> None:
        self._question = None
        self._server_seed = server_seed
        self.changed.emit()

    def _fail(self, error: LiveappError) -> None:
        self._question = None
        if not isinstance(error, StreamNotFound):  # deleted meanwhile: its event comes
            self.fault_met.emit(error)
