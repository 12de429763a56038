"""What a user does to prove a stream: reveal its server seed, and have its proof gone on with."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from liveapp.domain.errors import LiveappError, Refused
from liveapp.domain.events import BetsStored, SeedRevealed, StoreEvent, StreamDeleted, StreamRestored
from liveapp.domain.ports import BetReader, BetWriter
from liveapp.domain.streams import Stream
from liveapp.ui.proof.reveal_dialog import RevealDialog
from liveapp.ui.proof.seed_entry import SeedEntry
from liveapp.ui.questions import Question, Questions


class ProofCommands(QObject):
    """Carries out what is entered in a `SeedEntry`, in the dialog's and in any that it is told to serve.

    Nothing here changes what is shown: that changes when the store's events come. They have the bets verified
    too, and how that ended is told elsewhere.
    """

    fault_met = Signal(object)

    def __init__(
        self,
        window: QWidget,
        reader: BetReader,
        writer: BetWriter,
        questions: Questions,
        shown_stream: Callable[[], Stream | None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._reader = reader
        self._writer = writer
        self._questions = questions
        self._shown_stream = shown_stream
        self._entries: list[SeedEntry] = []
        self._dialog: RevealDialog | None = None

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do here, by the actions' names."""
        return {"revealSeedAction": self.open}

    def open(self) -> None:
        """Ask for the server seed of the stream that is shown."""
        stream = self._shown_stream()
        if stream is None or self._dialog is not None:
            return
        self._dialog = dialog = RevealDialog(stream, self._reader, self._questions, self._window)
        dialog.finished.connect(self._forget_dialog)
        self.serve(dialog.entry, dialog.accept)
        dialog.open()

    def serve(self, entry: SeedEntry, then: Callable[[], object]) -> None:
        """Reveal what is submitted there, and do this `then`."""
        self._entries.append(entry)
        entry.submitted.connect(partial(self._reveal, entry, then))

    def go_on(self) -> None:
        """Have the proof of the stream that is shown, whose seed is known, gone on with."""
        stream = self._shown_stream()
        if stream is not None:
            self._questions.ask(
                self, partial(self._reveal_known, stream), lambda _: None, self.fault_met.emit
            )

    def apply(self, events: Sequence[StoreEvent]) -> None:
        """Keep what is said of an entered seed true."""
        if any(_changes_owners(event) for event in events):
            for entry in self._entries:
                entry.read_again()

    def _reveal(self, entry: SeedEntry, then: Callable[[], object]) -> None:
        seed = entry.seed
        entry.set_waiting(True)
        self._questions.ask(
            entry,
            lambda _question: self._writer.reveal_seed(seed),
            lambda _revealed: self._end_reveal(entry, then),
            partial(self._tell_fault, entry),
        )

    def _end_reveal(self, entry: SeedEntry, then: Callable[[], object]) -> None:
        entry.set_waiting(False)
        then()

    def _tell_fault(self, entry: SeedEntry, error: LiveappError) -> None:
        if isinstance(error, Refused):
            entry.show_fault(f"{error}.")
        else:
            entry.show_fault("The seed could not be kept. It stays here, so that you can try again.")
            self.fault_met.emit(error)

    def _reveal_known(self, stream: Stream, _question: Question) -> None:
        """Reveal a seed once more, in a thread of the questions: that has its bets verified anew."""
        seed = self._reader.server_seed(stream.id)
        if seed is not None:
            self._writer.reveal_seed(seed)

    def _forget_dialog(self) -> None:
        if self._dialog is not None:
            self._entries.remove(self._dialog.entry)
            self._dialog.deleteLater()
            self._dialog = None


def _changes_owners(event: StoreEvent) -> bool:
    """Whether a seed may be another stream's than before, or known by now."""
    is_new = isinstance(event, BetsStored) and event.is_new_stream
    return is_new or isinstance(event, SeedRevealed | StreamDeleted | StreamRestored)
