"""The hash of a server seed, and whether a recorded stream has it, as the seed is typed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from liveapp.domain.errors import LiveappError
from liveapp.domain.ports import BetReader
from liveapp.domain.pump import hash_server_seed
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.exploring.words import owners_text
from liveapp.ui.questions import Question, Questions
from liveapp.ui.widgets.elided_label import ElidedLabel
from liveapp.ui.widgets.stream_words import stream_words

REST_MS = 150
"""So long nothing more is typed before the store is asked."""

NO_SEED = "Its hash tells whether a recorded stream has it"


class OwnerLine(ElidedLabel):
    """Empty seeds have no hash. A fault of the store leaves the hash alone."""

    def __init__(self, reader: BetReader, questions: Questions, parent: QWidget | None = None) -> None:
        super().__init__(NO_SEED, parent)
        plain.set_accessible_name(self, "Hash of the server seed")
        self._reader = reader
        self._questions = questions
        self._hash = ""
        self._question: Question | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._ask)

    def show_seed(self, server_seed: str) -> None:
        """Tell of this seed, which can be hashed."""
        hashed = hash_server_seed(server_seed) if server_seed else ""
        if hashed == self._hash:
            return
        self._hash = hashed
        self._drop_question()
        if hashed:
            self._say(f"Hash: {hashed}", hashed)
            self._rest.start()
        else:
            self._say(NO_SEED, NO_SEED)

    def _ask(self) -> None:
        reader, hashed = self._reader, self._hash
        self._question = self._questions.ask(
            self, lambda _: reader.streams_of_hash(hashed), partial(self._tell, hashed), self._drop_fault
        )

    def _tell(self, hashed: str, streams: Sequence[Stream]) -> None:
        owners = owners_text(streams)
        self._say(f"{owners}. Hash: {hashed}", "\n".join([owners, hashed, *map(stream_words, streams)]))

    def _drop_fault(self, _error: LiveappError) -> None:
        self._question = None

    def _drop_question(self) -> None:
        self._rest.stop()
        if self._question is not None:
            self._question.cancel()
            self._question = None

    def _say(self, words: str, whole: str) -> None:
        plain.set_text(self, words)
        plain.set_tooltip(self, whole)
