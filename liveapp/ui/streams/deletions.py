"""Deleting streams, and bringing them back for half a minute."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from liveapp.domain.errors import LiveappError, StreamNotFound
from liveapp.domain.events import BetsStored, StoreEvent, StreamDeleted
from liveapp.domain.ports import BetWriter
from liveapp.domain.streams import UNDO_S, Stream
from liveapp.ui.questions import Question, Questions
from liveapp.ui.streams.delete_dialog import DeleteStreamDialog
from liveapp.ui.widgets.formatting import counted, short_text
from liveapp.ui.widgets.message import Message, ToastKind
from liveapp.ui.widgets.toast import ToastStack


@dataclass(frozen=True, slots=True)
class _Deleted:
    """What became of one command: the streams that it deleted, their bets, and the fault that ended it.

    `until_s` is the moment (monotonic) until which all of them can be brought back.
    """

    streams: tuple[Stream, ...]
    bets: int
    fault: LiveappError | None
    until_s: float


@dataclass(frozen=True, slots=True)
class _Restored:
    """What became of an undo: the streams that are back, and the fault that ended it."""

    streams: tuple[Stream, ...]
    fault: LiveappError | None


class Deletions(QObject):
    """Asks, deletes in the background, and offers to undo each command as a whole."""

    fault_met = Signal(object)
    undo_offered = Signal(bool)
    """Whether there is anything to undo."""
    restored = Signal(object)
    """The first stream that an undo brought back."""

    def __init__(
        self,
        window: QWidget,
        writer: BetWriter,
        questions: Questions,
        toasts: ToastStack,
        undo_s: float = UNDO_S,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._writer = writer
        self._questions = questions
        self._toasts = toasts
        self._undo_s = undo_s
        self._dialog: DeleteStreamDialog | None = None
        self._undoable: list[tuple[_Deleted, Message]] = []

    def ask(self, streams: Sequence[Stream]) -> None:
        """Ask, then delete these streams."""
        dialog = DeleteStreamDialog(streams, self._window)
        dialog.accepted.connect(lambda: self._delete(dialog.streams))
        dialog.finished.connect(self._forget_dialog)
        self._dialog = dialog
        dialog.open()

    def apply(self, events: Sequence[StoreEvent]) -> None:
        """Keep the question true to what is stored."""
        for event in events:
            if self._dialog is None:
                return
            match event:
                case BetsStored(stream):
                    self._dialog.show_stream(stream)
                case StreamDeleted(key):
                    self._dialog.leave_out(key)

    def undo_last(self) -> None:
        """Bring back what the latest command deleted, while that is possible."""
        if self._undoable:
            self._undoable[-1][1].act()

    def _delete(self, streams: Sequence[Stream]) -> None:
        self._questions.ask(self, partial(self._delete_each, streams), self._tell_deleted)

    def _delete_each(self, streams: Sequence[Stream], _question: Question) -> _Deleted:
        """Delete one after the other, in a thread of the questions."""
        gone: list[Stream] = []
        bets = 0
        until_s = monotonic() + self._undo_s  # the first one's time, where there are many or the disk is slow
        for stream in streams:
            try:
                bets += self._writer.delete_stream(stream.id, can_be_undone=True)
                gone.append(stream)
            except StreamNotFound:
                continue
            except LiveappError as fault:
                return _Deleted(tuple(gone), bets, fault, until_s)
        return _Deleted(tuple(gone), bets, None, until_s)

    def _tell_deleted(self, deleted: _Deleted) -> None:
        if deleted.fault is not None:
            self.fault_met.emit(deleted.fault)
        elif not deleted.streams:
            self._toasts.show_toast("That was deleted already")
        if deleted.streams:
            self._offer_undo(deleted)

    def _offer_undo(self, deleted: _Deleted) -> None:
        left_ms = max(1, round((deleted.until_s - monotonic()) * 1000))
        QTimer.singleShot(left_ms, self, partial(self._end_undo, deleted))
        text = f"Deleted {_name(deleted.streams)} with {counted(deleted.bets, 'bet', 'bets')}"
        message = self._toasts.show_toast(text, "Undo", ToastKind.GOOD, left_ms)
        message.action_triggered.connect(partial(self._undo, deleted))
        self._undoable.append((deleted, message))
        self.undo_offered.emit(True)

    def _end_undo(self, deleted: _Deleted) -> None:
        self._undoable = [one for one in self._undoable if one[0] is not deleted]
        self.undo_offered.emit(bool(self._undoable))

    def _undo(self, deleted: _Deleted) -> None:
        if any(one is deleted for one, _ in self._undoable):
            self._end_undo(deleted)
            self._questions.ask(
                self, partial(self._restore_each, deleted), partial(self._tell_restored, deleted)
            )

    def _restore_each(self, deleted: _Deleted, _question: Question) -> _Restored:
        """Bring back one after the other, in a thread of the questions."""
        back: list[Stream] = []
        for stream in deleted.streams:
            try:
                back.append(self._writer.undelete_stream(stream.id))
            except LiveappError as fault:
                return _Restored(tuple(back), fault)
        return _Restored(tuple(back), None)

    def _tell_restored(self, deleted: _Deleted, back: _Restored) -> None:
        if isinstance(back.fault, StreamNotFound):
            self._toasts.show_toast("It is too late to undo that", kind=ToastKind.TROUBLE)
        elif back.fault is not None:
            self.fault_met.emit(back.fault)
            self._offer_again(deleted, deleted.streams[len(back.streams) :])
        if back.streams:
            self._toasts.show_toast(f"Brought back {_name(back.streams)}", kind=ToastKind.GOOD)
            self.restored.emit(back.streams[0])

    def _offer_again(self, deleted: _Deleted, left: tuple[Stream, ...]) -> None:
        """What kept them from coming back may pass before their time is over."""
        if monotonic() < deleted.until_s:
            bets = sum(stream.total_bets for stream in left)
            self._offer_undo(_Deleted(left, bets, None, deleted.until_s))

    def _forget_dialog(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None


def _name(streams: Sequence[Stream]) -> str:
    if len(streams) == 1:
        return f"stream {short_text(streams[0].name, 40)}"
    return f"{len(streams):,} streams"
