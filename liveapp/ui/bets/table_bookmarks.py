"""What keys and clicks do with bookmarks of the table's rows. What they wish for is carried out elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from liveapp.domain.bookmarks import Bookmark
from liveapp.ui.bets.model import BetTableModel
from liveapp.ui.bets.view import BetView
from liveapp.ui.widgets.formatting import count_text, counted

MOST_AT_ONCE = 200
"""So many rows are bookmarked by one key; more are a filter's work."""


@dataclass(frozen=True, slots=True)
class BookmarkWish:
    """Bets of a stream to be bookmarked, each with its note, and bookmarks to be removed."""

    stream_id: UUID
    to_set: Sequence[tuple[int, str | None]] = ()
    to_remove: Sequence[Bookmark] = ()


class TableBookmarks(QObject):
    """Bookmarks of chosen rows, of stars that are clicked, and the ways from one to the next."""

    wished = Signal(object)  # BookmarkWish
    message = Signal(str)

    def __init__(self, view: BetView, model: BetTableModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        view.bookmark_requested.connect(self.toggle_chosen)
        view.star_clicked.connect(lambda bet_id: self.toggle([bet_id]))

    def toggle_chosen(self) -> None:
        """Bookmark the chosen rows; where all are bookmarked, end that."""
        ranges = self._view.chosen_ranges()
        if not ranges:
            self.message.emit("Choose a row to bookmark first.")
        elif sum(last - first + 1 for first, last in ranges) > MOST_AT_ONCE:
            self.message.emit(f"Choose at most {MOST_AT_ONCE} rows to bookmark.")
        else:
            self.toggle(self._model.ids_in(ranges))

    def toggle(self, bet_ids: Sequence[int]) -> None:
        """Bookmark these bets; where all are bookmarked, end that."""
        stream_id = self._model.bookmarks.stream_id
        if stream_id is None:
            return
        bookmarks = [self._model.bookmarks.get(bet_id) for bet_id in bet_ids]
        missing = [bet_id for bet_id, bookmark in zip(bet_ids, bookmarks, strict=True) if bookmark is None]
        if missing:
            self.wished.emit(BookmarkWish(stream_id, to_set=[(bet_id, None) for bet_id in missing]))
        else:
            removed = [bookmark for bookmark in bookmarks if bookmark is not None]
            self.wished.emit(BookmarkWish(stream_id, to_remove=removed))

    def save_note(self, bet_id: int, note: str) -> None:
        """Bookmark a bet with this note."""
        stream_id = self._model.bookmarks.stream_id
        if stream_id is not None:
            self.wished.emit(BookmarkWish(stream_id, to_set=[(bet_id, note)]))

    def go_to_next(self) -> None:
        """Choose the bookmarked row of the next nonce; after the last, the first."""
        self._go(1)

    def go_to_previous(self) -> None:
        """Choose the bookmarked row of the nonce before; before the first, the last."""
        self._go(-1)

    def _go(self, step: int) -> None:
        bookmarks, here = self._model.bookmarks, self._view.chosen_bet_id()
        if self._model.is_loading:
            self.message.emit("The bets are still being read.")
        elif not len(bookmarks):
            self.message.emit("This stream has no bookmarks. B sets one on the chosen row.")
        else:
            hidden = 0
            for bookmark, is_round in bookmarks.onwards(self._place(here), step):
                row = self._model.row_of_bet(bookmark.bet_id, bookmark.nonce)
                if row is not None:
                    self._show(row, bookmark, here, is_round, step, hidden)
                    return
                hidden += 1
            self.message.emit(f"{self._hidden_words(hidden)} by the filters; no other is left.")

    def _place(self, bet_id: int | None) -> tuple[int, int] | None:
        """Where to go on from, as (nonce, bet id): the chosen bet."""
        if bet_id is None:
            return None
        row = self._view.currentIndex().row()
        nonce = self._model.nonce_at(row)
        bet = None if nonce is not None else self._model.bet_at(row)
        if nonce is None and bet is None:  # being read; of a bookmark the nonce is known all the same
            bookmark = self._model.bookmarks.get(bet_id)
            return None if bookmark is None else (bookmark.nonce, bet_id)
        return (bet.nonce if bet is not None else nonce or 0, bet_id)

    def _show(
        self, row: int, bookmark: Bookmark, here: int | None, is_round: bool, step: int, hidden: int
    ) -> None:
        self._view.choose_row(row)
        words = [f"{self._hidden_words(hidden)} by the filters."] if hidden else []
        if bookmark.bet_id == here:
            words.append("This is the only bookmark." if not hidden else "No other is shown.")
        elif is_round:
            which = "the first" if step > 0 else "the last"
            words.append(f"Started over at {which} bookmark, round {count_text(bookmark.nonce)}.")
        if words:
            self.message.emit(" ".join(words))

    def _hidden_words(self, hidden: int) -> str:
        return f"{counted(hidden, 'bookmark is', 'bookmarks are')} hidden"
