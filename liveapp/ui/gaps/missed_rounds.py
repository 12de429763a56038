"""The dialog of missed rounds while it is open: it goes on with what comes."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from liveapp.domain.errors import LiveappError, StreamNotFound
from liveapp.domain.events import (
    BetsStored,
    StoreEvent,
    StreamChanged,
    StreamDeleted,
    StreamRestored,
    stream_key_of,
)
from liveapp.domain.gaps import Gaps
from liveapp.domain.ports import BetReader
from liveapp.domain.streams import Stream
from liveapp.ui.gaps.dialog import MissedRoundsDialog
from liveapp.ui.questions import Question, Questions
from liveapp.ui.widgets.timers import single_shot

LEAST_PAUSE_MS = 1000
SLOW_MS = 200
"""Reading that takes longer is told."""


class MissedRounds(QObject):
    """Opens the dialog for the stream that is shown; it stays with that stream until it is opened anew.

    What is missing is read when the stream's rounds are other than before, not twice in `LEAST_PAUSE_MS`.
    `import_requested` carries the stream whose rounds the user wants to import.
    """

    fault_met = Signal(object)
    import_requested = Signal(object)

    def __init__(
        self,
        window: QWidget,
        reader: BetReader,
        questions: Questions,
        shown_stream: Callable[[], Stream | None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._reader = reader
        self._questions = questions
        self._shown_stream = shown_stream
        self._dialog: MissedRoundsDialog | None = None
        self._question: Question | None = None
        self._is_stale = False
        self._pause = single_shot(self, LEAST_PAUSE_MS, self._read_if_due)
        self._slow = single_shot(self, SLOW_MS, self._tell_slow)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do here, by the actions' names."""
        return {"missedRoundsAction": self.open}

    def open(self) -> None:
        """Show what is missing of the stream that is shown."""
        stream = self._shown_stream()
        if stream is None:
            return
        if self._dialog is not None and self._dialog.stream.key != stream.key:
            self._dialog.close()
        if self._dialog is None:
            self._dialog = self._new_dialog(stream)
            self._read_at_once()
        self._dialog.show()
        self._dialog.activateWindow()

    def apply(self, events: Sequence[StoreEvent]) -> None:
        """Follow what happened to the stream of the open dialog."""
        for event in events:
            if self._dialog is None:
                return
            if stream_key_of(event) == self._dialog.stream.key:
                self._follow(self._dialog, event)

    def _follow(self, dialog: MissedRoundsDialog, event: StoreEvent) -> None:
        match event:
            case StreamDeleted():
                self._cancel()
                dialog.show_gone()
            case StreamRestored(stream):
                dialog.show_stream(stream)
                self._read_at_once()
            case BetsStored(stream=stream) if _rounds(stream) != _rounds(dialog.stream):
                dialog.show_stream(stream)
                self._is_stale = True
                self._read_if_due()
            case StreamChanged(stream):
                dialog.show_stream(stream)

    def _new_dialog(self, stream: Stream) -> MissedRoundsDialog:
        dialog = MissedRoundsDialog(stream, self._window)
        dialog.finished.connect(self._forget_dialog)
        dialog.refresh_requested.connect(self._read_at_once)
        dialog.import_requested.connect(lambda: self.import_requested.emit(dialog.stream))
        return dialog

    def _forget_dialog(self) -> None:
        self._cancel()
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _cancel(self) -> None:
        self._is_stale = False
        self._pause.stop()
        self._slow.stop()
        if self._question is not None:
            self._question.cancel()
            self._question = None

    def _read_at_once(self) -> None:
        self._cancel()
        self._is_stale = True
        self._read_if_due()

    def _read_if_due(self) -> None:
        is_busy = self._pause.isActive() or self._question is not None
        if self._dialog is None or not self._is_stale or is_busy:
            return
        self._is_stale = False
        self._pause.start()
        self._slow.start()
        reader, stream_id = self._reader, self._dialog.stream.id
        self._question = self._questions.ask(
            self._dialog, lambda _question: reader.gaps(stream_id), self._take, self._tell_fault
        )

    def _take(self, gaps: Gaps) -> None:
        self._end_question()
        if self._dialog is not None:
            self._dialog.show_gaps(gaps)
        self._read_if_due()

    def _tell_fault(self, error: LiveappError) -> None:
        self._end_question()
        if self._dialog is None:
            return
        if isinstance(error, StreamNotFound):
            self._dialog.show_gone()
        else:
            self._dialog.show_fault(str(error))
            self.fault_met.emit(error)

    def _end_question(self) -> None:
        self._question = None
        self._slow.stop()

    def _tell_slow(self) -> None:
        if self._dialog is not None:
            self._dialog.show_reading()


def _rounds(stream: Stream) -> tuple[int, int | None, int | None]:
    return stream.rounds, stream.first_round, stream.last_round
