"""Carries out what is wished for bookmarks, off the window's thread, and tells how it went."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from liveapp.domain.errors import BetNotFound, BookmarkNotFound, LiveappError, Refused, StreamNotFound
from liveapp.domain.ports import BetWriter
from liveapp.ui.bets.table_bookmarks import BookmarkWish, TableBookmarks
from liveapp.ui.questions import Question, Questions
from liveapp.ui.widgets.formatting import count_text, counted
from liveapp.ui.widgets.message import ToastKind
from liveapp.ui.widgets.toast import ToastStack

BET_GONE = "That bet is not there any more."


class BookmarkCommands(QObject):
    """Nothing is shown before it is stored: the store's events bring it.

    Where a note goes with a bookmark, or several bookmarks go at once, a toast brings them back.
    """

    fault_met = Signal(object)

    def __init__(
        self, table: TableBookmarks, writer: BetWriter, questions: Questions, toasts: ToastStack
    ) -> None:
        super().__init__(table)
        self._writer = writer
        self._questions = questions
        self._toasts = toasts
        table.wished.connect(self.carry_out)

    def carry_out(self, wish: BookmarkWish) -> None:
        """Set and remove bookmarks, one after the other."""
        self._questions.ask(
            self, partial(self._do_each, wish), partial(self._tell_done, wish), self._tell_fault
        )

    def _do_each(self, wish: BookmarkWish, _question: Question) -> None:
        """In a thread of the questions."""
        for bet_id, note in wish.to_set:
            self._writer.set_bookmark(wish.stream_id, bet_id, note)
        for bookmark in wish.to_remove:
            try:
                self._writer.remove_bookmark(wish.stream_id, bookmark.bet_id)
            except BookmarkNotFound:
                continue  # somebody else was faster

    def _tell_done(self, wish: BookmarkWish, _answer: None) -> None:
        removed = wish.to_remove
        if len(removed) > 1 or any(one.note for one in removed):
            words = f"{counted(len(removed), 'bookmark', 'bookmarks')} removed"
            if len(removed) == 1:
                words = f"Bookmark of round {count_text(removed[0].nonce)} and its note removed"
            toast = self._toasts.show_toast(words, "Undo", ToastKind.NOTE)
            toast.action_triggered.connect(self._undoing(wish))

    def _undoing(self, wish: BookmarkWish) -> Callable[[], None]:
        back = BookmarkWish(wish.stream_id, to_set=[(one.bet_id, one.note) for one in wish.to_remove])
        return partial(self.carry_out, back)

    def _tell_fault(self, error: LiveappError) -> None:
        if isinstance(error, BetNotFound | StreamNotFound):
            self._toasts.show_toast(BET_GONE, kind=ToastKind.TROUBLE)
        elif isinstance(error, Refused):
            self._toasts.show_toast(f"{error}.", kind=ToastKind.TROUBLE)
        else:
            self.fault_met.emit(error)
