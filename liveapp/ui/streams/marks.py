"""What a user makes of a stream in the list: a name of its own, a place at the top."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from liveapp.domain.errors import LiveappError, Refused, StreamNotFound
from liveapp.domain.events import StoreEvent, StreamDeleted
from liveapp.domain.ports import BetWriter
from liveapp.domain.streams import Stream
from liveapp.ui.questions import Question, Questions
from liveapp.ui.streams.alias_dialog import AliasDialog

GONE = "The stream was deleted meanwhile."


class StreamMarks(QObject):
    """Aliases and pins. The list changes when the store's event comes."""

    fault_met = Signal(object)

    def __init__(self, window: QWidget, writer: BetWriter, questions: Questions) -> None:
        super().__init__(window)
        self._window = window
        self._writer = writer
        self._questions = questions
        self._dialog: AliasDialog | None = None

    def edit_alias(self, stream: Stream) -> None:
        """Open the alias of a stream."""
        dialog = AliasDialog(stream, self._window)
        dialog.save_requested.connect(partial(self._save_alias, dialog))
        dialog.finished.connect(self._forget_dialog)
        self._dialog = dialog
        dialog.open()

    def pin(self, streams: Sequence[Stream], is_pinned: bool) -> None:
        """Pin streams to the top of the list, or let them go."""
        self._questions.ask(
            self, partial(self._pin_each, streams, is_pinned), lambda _: None, self.fault_met.emit
        )

    def apply(self, events: Sequence[StoreEvent]) -> None:
        """Keep an open dialog true to what is stored."""
        for event in events:
            if isinstance(event, StreamDeleted) and self._dialog and self._dialog.stream_key == event.key:
                self._dialog.show_fault(GONE)

    def _pin_each(self, streams: Sequence[Stream], is_pinned: bool, _question: Question) -> None:
        """Mark one after the other, in a thread of the questions."""
        for stream in streams:
            try:
                self._writer.set_pinned(stream.id, is_pinned)
            except StreamNotFound:
                continue

    def _save_alias(self, dialog: AliasDialog) -> None:
        stream_id, alias = dialog.stream_id, dialog.alias()
        self._questions.ask(
            dialog,
            lambda _question: self._writer.set_alias(stream_id, alias),
            lambda _stream: dialog.accept(),
            partial(self._tell_alias_fault, dialog),
        )

    def _tell_alias_fault(self, dialog: AliasDialog, error: LiveappError) -> None:
        if isinstance(error, StreamNotFound):
            dialog.show_fault(GONE)
        elif isinstance(error, Refused):
            dialog.show_fault(f"{error}.")
        else:
            dialog.show_fault("The alias could not be saved. It is kept here, so that you can try again.")
            self.fault_met.emit(error)

    def _forget_dialog(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
