"""What a user does to streams. Each command asks, works in the background, tells how it went.

Nothing here changes a list or table: those change when the store's event comes.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from liveapp.domain.errors import LiveappError, NotesChangedMeanwhile, Refused, StreamNotFound
from liveapp.domain.events import StoreEvent, StreamChanged, StreamDeleted
from liveapp.domain.ports import BetReader, BetWriter
from liveapp.domain.streams import Stream
from liveapp.ui.questions import Questions
from liveapp.ui.streams.deletions import Deletions
from liveapp.ui.streams.marks import GONE, StreamMarks
from liveapp.ui.streams.menus import StreamMenus
from liveapp.ui.streams.notes_dialog import NotesDialog
from liveapp.ui.widgets.toast import ToastStack


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
        self._shown_stream = shown_stream
        self._notes_dialog: NotesDialog | None = None
        self.deletions = Deletions(window, writer, questions, toasts)
        self.marks = StreamMarks(window, writer, questions)
        for part in (self.deletions, self.marks):
            part.fault_met.connect(self.fault_met)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do to the stream that is shown, by the actions' names."""
        return {
            "editNotesAction": lambda: self._with_shown(self.edit_notes),
            "editAliasAction": lambda: self._with_shown(self.marks.edit_alias),
            "pinStreamAction": lambda: self._with_shown(
                lambda stream: self.marks.pin([stream], not stream.is_pinned)
            ),
            "deleteStreamAction": lambda: self._with_shown(lambda stream: self.deletions.ask([stream])),
        }

    def serve(self, menus: StreamMenus) -> None:
        """Do what is chosen in the menu of the list of streams."""
        menus.notes_requested.connect(lambda streams: self.edit_notes(streams[0]))
        menus.alias_requested.connect(lambda streams: self.marks.edit_alias(streams[0]))
        menus.pin_requested.connect(self.marks.pin)
        menus.delete_requested.connect(self.deletions.ask)

    def apply(self, events: Sequence[StoreEvent]) -> None:
        """Keep open dialogs true to what is stored."""
        for event in events:
            match event:
                case StreamChanged(stream) if self._is_noted(stream.key):
                    self._show_changed(stream)
                case StreamDeleted(key) if self._is_noted(key):
                    self._tell_gone()
        self.deletions.apply(events)
        self.marks.apply(events)

    def edit_notes(self, stream: Stream) -> None:
        """Open the notes of a stream."""
        dialog = NotesDialog(stream, self._window)
        dialog.save_requested.connect(partial(self._save_notes, dialog))
        dialog.finished.connect(self._forget_notes_dialog)
        self._notes_dialog = dialog
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

    def _show_changed(self, stream: Stream) -> None:
        # The dialog's own change comes back as an event too, while it waits for the answer.
        if self._notes_dialog is not None and (stream.notes or "") != self._notes_dialog.notes():
            self._notes_dialog.show_changed_meanwhile(stream)

    def _is_noted(self, key: int) -> bool:
        return self._notes_dialog is not None and self._notes_dialog.stream_key == key

    def _tell_gone(self) -> None:
        if self._notes_dialog is not None:
            self._notes_dialog.show_fault(GONE)

    def _forget_notes_dialog(self) -> None:
        if self._notes_dialog is not None:
            self._notes_dialog.deleteLater()
            self._notes_dialog = None
