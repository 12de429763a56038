"""Where a server seed is entered: it tells what it is while one types."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from liveapp.domain.errors import LiveappError
from liveapp.domain.ports import BetReader
from liveapp.domain.pump import hash_server_seed
from liveapp.domain.seed_reading import SeedReading, read_seed
from liveapp.domain.seeds import SEED_MAX_LENGTH, trimmed_seed
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.proof.seed_words import reading_words
from liveapp.ui.questions import Question, Questions
from liveapp.ui.theme import fixed_width_font
from liveapp.ui.widgets.elided_label import ElidedLabel
from liveapp.ui.widgets.kind_mark import KindMark
from liveapp.ui.widgets.message import ToastKind
from liveapp.ui.widgets.message_layout import explained_button, text_label
from liveapp.ui.widgets.seed_edit import SeedEdit

NAME = "Server seed, after you rotated it"
EMPTY = "Its hash is computed here while you type, and compared with those of the recorded streams."


class SeedEntry(QWidget):
    """A field, and below it the hash of what is in it and whose seed that is.

    What stands around a seed that was pasted is left out. `submitted` when Enter is pressed on a seed that
    some stream has; `changed` when `can_be_revealed` may be other than before.
    """

    submitted = Signal()
    changed = Signal()

    def __init__(self, reader: BetReader, questions: Questions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._questions = questions
        self._stream: Stream | None = None
        self._reading: SeedReading | None = None
        self._question: Question | None = None
        self._is_waiting = False
        self.edit = SeedEdit(
            NAME, "The casino shows the old server seed after you rotated the seed pair", trimmed_seed
        )
        plain.set_placeholder(self.edit, "Paste it here")
        self._hash = ElidedLabel()
        self._hash.setFont(fixed_width_font())
        self._words = text_label(EMPTY)
        self._marks = {kind: KindMark(kind) for kind in ToastKind}
        self._use = explained_button("Use that", "Put what is probably meant into the field")
        self._use.setAutoDefault(False)
        self._first_row = QHBoxLayout()
        self._lay_out()
        self.edit.textChanged.connect(self._read)
        self.edit.returnPressed.connect(self._submit)
        self._use.clicked.connect(self._use_meant)
        self._tell(None, EMPTY)

    def put_beside(self, button: QPushButton) -> None:
        """Have a button stand beside the field."""
        self._first_row.addWidget(button)

    @property
    def seed(self) -> str:
        """What was entered, without what stands around it."""
        return self.edit.seed

    @property
    def can_be_revealed(self) -> bool:
        """Whether some stream has the hash of what was entered, and nothing is being done about it."""
        return bool(self._reading and self._reading.streams) and not self._is_waiting

    @property
    def words(self) -> str:
        """What is said of it."""
        return self._words.text()

    def show_stream(self, stream: Stream | None) -> None:
        """Ask about this stream; of another one than before, nothing is entered yet."""
        is_same = stream is not None and self._stream is not None and stream.key == self._stream.key
        self._stream = stream
        if not is_same:
            self.clear()

    def clear(self) -> None:
        """Have nothing entered."""
        self.set_waiting(False)
        self.edit.clear()

    def read_again(self) -> None:
        """Say anew whose seed it is: streams may have come or gone."""
        if self.seed:
            self._ask()

    def set_waiting(self, is_waiting: bool) -> None:
        """While something is done about the seed it cannot be changed."""
        self._is_waiting = is_waiting
        self.edit.setReadOnly(is_waiting)
        self.changed.emit()

    def show_fault(self, words: str) -> None:
        """Say why nothing came of it; what was entered stays."""
        self.set_waiting(False)
        self._tell(ToastKind.TROUBLE, words)

    def _read(self) -> None:
        self._cancel()
        seed = self.seed
        hashed = hash_server_seed(seed) if seed else ""
        plain.set_text(self._hash, f"SHA-256: {hashed}" if seed else "")
        plain.set_tooltip(self._hash, hashed)
        if not seed:
            self._tell(None, EMPTY)
        elif len(seed) > SEED_MAX_LENGTH:
            self._tell(ToastKind.TROUBLE, f"A server seed has at most {SEED_MAX_LENGTH} characters.")
        else:
            self._ask()
        self.changed.emit()

    def _ask(self) -> None:
        self._cancel()
        seed, reader = self.seed, self._reader
        client_seed = None if self._stream is None else self._stream.seeds.client_seed
        self._question = self._questions.ask(
            self,
            lambda _question: read_seed(seed, client_seed, reader.streams_of_hash),
            self._take,
            self._tell_fault,
        )

    def _take(self, reading: SeedReading) -> None:
        self._question, self._reading = None, reading
        kind, words = reading_words(reading, None if self._stream is None else self._stream.key)
        self._tell(kind, words)
        self._use.setVisible(reading.meant is not None)
        self.changed.emit()

    def _tell_fault(self, error: LiveappError) -> None:
        self._question = None
        self._tell(ToastKind.TROUBLE, f"The streams could not be read: {error}.")

    def _cancel(self) -> None:
        self._reading = None
        if self._question is not None:
            self._question.cancel()
            self._question = None

    def _use_meant(self) -> None:
        if self._reading is not None and self._reading.meant is not None:
            self.edit.offer(self._reading.meant)
            self.edit.setFocus()

    def _submit(self) -> None:
        if self.can_be_revealed:
            self.submitted.emit()

    def _tell(self, kind: ToastKind | None, words: str) -> None:
        plain.set_text(self._words, words)
        plain.set_accessible_description(self.edit, words)
        for one, mark in self._marks.items():
            mark.setVisible(one is kind)
        self._use.hide()

    def _lay_out(self) -> None:
        told = QHBoxLayout()
        told.setSpacing(8)
        for mark in self._marks.values():
            told.addWidget(mark)
        told.addWidget(self._words, 1)
        told.addWidget(self._use)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._first_row.setSpacing(8)
        self._first_row.addWidget(self.edit, 1)
        layout.addLayout(self._first_row)
        layout.addLayout(told)
        layout.addWidget(self._hash)
        self.setFocusProxy(self.edit)
