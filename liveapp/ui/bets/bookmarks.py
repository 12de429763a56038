"""The bookmarks of the stream that is shown: by bet, and in the order of nonces."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from liveapp.domain.bookmarks import Bookmark
from liveapp.domain.errors import LiveappError, StreamNotFound
from liveapp.domain.events import BookmarkRemoved, BookmarkSet, StoreEvent, StreamRestored, stream_key_of
from liveapp.domain.ports import BetReader
from liveapp.domain.streams import Stream
from liveapp.ui.questions import Question, Questions


class StreamBookmarks(QObject):
    """Read once for a stream, then kept true by its events; those that come meanwhile count afterwards.

    `changed` is emitted when some are other than before, `is_read` says whether only because they were read.
    """

    changed = Signal(bool)
    fault_met = Signal(object)

    def __init__(self, reader: BetReader, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._questions = questions
        self._stream: Stream | None = None
        self._bookmarks: dict[int, Bookmark] = {}
        self._places: list[tuple[int, int]] | None = None
        self._question: Question | None = None
        self._meanwhile: list[BookmarkSet | BookmarkRemoved] = []

    def __len__(self) -> int:
        return len(self._bookmarks)

    def __contains__(self, bet_id: object) -> bool:
        return bet_id in self._bookmarks

    @property
    def stream_id(self) -> UUID | None:
        """The stream whose bookmarks these are; None without one."""
        return None if self._stream is None else self._stream.id

    def get(self, bet_id: int) -> Bookmark | None:
        """The bookmark of a bet; None where it has none."""
        return self._bookmarks.get(bet_id)

    def ids(self) -> frozenset[int]:
        """The bets that are bookmarked now."""
        return frozenset(self._bookmarks)

    def show(self, stream: Stream | None) -> None:
        """Be about another stream; None is none."""
        self._stream = stream
        self._take({}, is_read=True)
        self._read()

    def apply(self, events: Iterable[StoreEvent]) -> None:
        """Follow what happened to the stream."""
        if self._stream is None:
            return
        changes: list[BookmarkSet | BookmarkRemoved] = []
        for event in events:
            if stream_key_of(event) != self._stream.key:
                continue
            if isinstance(event, BookmarkSet | BookmarkRemoved):
                changes.append(event)
            elif isinstance(event, StreamRestored):
                self._read()
        if changes:
            if self._question is not None:
                self._meanwhile += changes
            self._take(_after(self._bookmarks, changes), is_read=False)

    def onwards(self, place: tuple[int, int] | None, step: int) -> Iterator[tuple[Bookmark, bool]]:
        """All bookmarks by nonce and bet, from the one after (`step` 1) or before (-1) a place, round once.

        Each with whether it lies beyond the last, or the first. A place is (nonce, bet id); None is before
        the first and after the last.
        """
        if self._places is None:
            self._places = sorted((one.nonce, one.bet_id) for one in self._bookmarks.values())
        places, count = self._places, len(self._places)
        if step > 0:
            start = 0 if place is None else bisect_right(places, place)
        else:
            start = (count if place is None else bisect_left(places, place)) - 1
        for number in range(start, start + step * count, step):
            yield self._bookmarks[places[number % count][1]], not 0 <= number < count

    def _read(self) -> None:
        if self._question is not None:
            self._question.cancel()
            self._question = None
        self._meanwhile = []
        stream = self._stream
        if stream is not None:
            self._question = self._questions.ask(
                self, lambda _: self._reader.bookmarks(stream.id), self._take_read, self._fail
            )

    def _take_read(self, bookmarks: list[Bookmark]) -> None:
        self._question = None
        meanwhile, self._meanwhile = self._meanwhile, []
        self._take(_after({one.bet_id: one for one in bookmarks}, meanwhile), is_read=True)

    def _fail(self, error: LiveappError) -> None:
        self._question = None
        self._meanwhile = []
        if not isinstance(error, StreamNotFound):  # deleted meanwhile: its event comes
            self.fault_met.emit(error)

    def _take(self, bookmarks: dict[int, Bookmark], is_read: bool) -> None:
        if bookmarks != self._bookmarks:
            self._bookmarks = bookmarks
            self._places = None
            self.changed.emit(is_read)


def _after(
    bookmarks: dict[int, Bookmark], changes: Iterable[BookmarkSet | BookmarkRemoved]
) -> dict[int, Bookmark]:
    """The bookmarks as they are after these changes."""
    changed = dict(bookmarks)
    for change in changes:
        if isinstance(change, BookmarkSet):
            changed[change.bookmark.bet_id] = change.bookmark
        else:
            changed.pop(change.bet_id, None)
    return changed
