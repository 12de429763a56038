"""What a user does to a stream: notes and deletion. Each asks, works in the background, tells how it went.

Nothing here changes a list or table: those change when the store's event comes.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from liveapp.domain.errors import LiveappError, NotesChangedMeanwhile, Refused, StreamNotFound
from liveapp.domain.events import BetsChanged, BetsStored, StoreEvent, StreamChanged, StreamDeleted
from liveapp.domain.ports import BetReader, BetWriter
from liveapp.domain.streams import Stream
from liveapp.ui.questions import Questions
from liveapp.ui.streams.delete_dialog import DeleteStreamDialog
from liveapp.ui.streams.notes_dialog import NotesDialog
from liveapp.ui.widgets.formatting import counted
from liveapp.ui.widgets.message import ToastKind
from liveapp.ui.widgets.toast import ToastStack

GONE = "The stream was deleted meanwhile."


class StreamCommands(QObject):
    """Carries out commands on streams. `fault_met` carries errors that no dialog of its own tells."""

    fault_met = Signal(object)

    def __init__(
        self,
        window: QWidget,
        reader: BetReader,
        writer: BetWriter,
        questions: Questions,
        toasts: ToastStack,
        shown_stream: Callable[[], Stream | None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._reader = reader
        self._writer = writer
        self._questions = questions
        self._toasts = toasts
        self._shown_stream = shown_stream
        self._notes_dialog: NotesDialog | None = None
        self._delete_dialog: DeleteStreamDialog | None = None

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do to the stream that is shown, by the actions' names."""
        return {
            "editNotesAction": lambda: self._with_shown(self.edit_notes),
            "deleteStreamAction": lambda: self._with_shown(self.delete),
        }

    def apply(self, events: Sequence[StoreEvent]) -> None:
        """Keep open dialogs true to what is stored."""
        for event in events:
            match event:
                case StreamChanged(stream) if self._is_noted(stream.key):
                    self._show_changed(stream)
                case BetsStored(stream) | BetsChanged(stream):
                    self._update_question(stream)
                case StreamDeleted(key):
                    self._tell_dialogs_of_deletion(key)

    def edit_notes(self, stream: Stream) -> None:
        """Open the notes of a stream."""
        dialog = NotesDialog(stream, self._window)
        dialog.save_requested.connect(partial(self._save_notes, dialog))
        dialog.finished.connect(self._forget_notes_dialog)
        self._notes_dialog = dialog
        dialog.open()

    def delete(self, stream: Stream) -> None:
        """Ask, then delete a stream."""
        dialog = DeleteStreamDialog(stream, self._window)
        dialog.accepted.connect(partial(self._delete, stream))
        dialog.finished.connect(self._forget_delete_dialog)
        self._delete_dialog = dialog
        dialog.open()

    def _with_shown(self, command: Callable[[Stream], None]) -> None:
        stream = self._shown_stream()
        if stream is not None:
            command(stream)

    def _save_notes(self, dialog: NotesDialog) -> None:
        stream_id, notes, revision = dialog.stream_id, dialog.notes(), dialog.revision
        self._questions.ask(
            dialog,
            lambda _question: self._writer.set_notes(stream_id, notes, revision),
            lambda _stream: dialog.close_saved(),
            partial(self._tell_notes_fault, dialog),
        )

    def _tell_notes_fault(self, dialog: NotesDialog, error: LiveappError) -> None:
        if isinstance(error, NotesChangedMeanwhile):
            self._questions.ask(
                dialog,
                lambda _question: self._reader.stream(dialog.stream_id),
                dialog.show_changed_meanwhile,
                partial(self._tell_notes_fault, dialog),
            )
        elif isinstance(error, StreamNotFound):
            dialog.show_fault(GONE)
        elif isinstance(error, Refused):
            dialog.show_fault(f"{error}.")
        else:
            dialog.show_fault("The notes could not be saved. They are kept here, so that you can try again.")
            self.fault_met.emit(error)

    def _delete(self, stream: Stream) -> None:
        self._questions.ask(
            self,
            lambda _question: self._writer.delete_stream(stream.id),
            partial(self._tell_deleted, stream),
            partial(self._tell_delete_fault, stream),
        )

    def _tell_deleted(self, stream: Stream, bets: int) -> None:
        text = f"Deleted stream {stream.short_hash} with {counted(bets, 'bet', 'bets')}"
        self._toasts.show_toast(text, kind=ToastKind.GOOD)

    def _tell_delete_fault(self, stream: Stream, error: LiveappError) -> None:
        if isinstance(error, StreamNotFound):
            self._toasts.show_toast(f"Stream {stream.short_hash} was deleted already")
        else:
            self.fault_met.emit(error)

    def _show_changed(self, stream: Stream) -> None:
        # The dialog's own change comes back as an event too, while it waits for the answer.
        if self._notes_dialog is not None and (stream.notes or "") != self._notes_dialog.notes():
            self._notes_dialog.show_changed_meanwhile(stream)

    def _update_question(self, stream: Stream) -> None:
        if self._delete_dialog is not None and self._delete_dialog.stream_key == stream.key:
            self._delete_dialog.show_stream(stream)

    def _is_noted(self, key: int) -> bool:
        return self._notes_dialog is not None and self._notes_dialog.stream_key == key

    def _tell_dialogs_of_deletion(self, key: int) -> None:
        if self._notes_dialog is not None and self._notes_dialog.stream_key == key:
            self._notes_dialog.show_fault(GONE)
        if self._delete_dialog is not None and self._delete_dialog.stream_key == key:
            self._delete_dialog.reject()

    def _forget_notes_dialog(self) -> None:
        if self._notes_dialog is not None:
            self._notes_dialog.deleteLater()
            self._notes_dialog = None

    def _forget_delete_dialog(self) -> None:
        if self._delete_dialog is not None:
            self._delete_dialog.deleteLater()
            self._delete_dialog = None
