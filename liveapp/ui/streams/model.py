"""The list of streams: read once, then kept current by events alone."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from liveapp.domain.clock import SECOND_US, now_us
from liveapp.domain.events import (
    BetsStored,
    BookmarkRemoved,
    BookmarkSet,
    StoreEvent,
    StreamChanged,
    StreamDeleted,
    StreamRestored,
)
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.streams.days import Days
from liveapp.ui.streams.last_played import LastPlayed
from liveapp.ui.streams.order import (
    SortKey,
    StreamOrder,
    activity,
    is_found,
    search_words,
    stream_sentence,
    stream_sort_key,
)
from liveapp.ui.widgets import formatting
from liveapp.ui.widgets.proof_words import is_told, proof_details

STREAM_ROLE = int(Qt.ItemDataRole.UserRole)
"""The `Stream` itself."""
ACTIVITY_ROLE = STREAM_ROLE + 1
"""Its `Activity` at the last look at the clock."""
AGE_ROLE = STREAM_ROLE + 2
"""When it was last seen, in words, at the last look at the clock."""
HEADING_ROLE = STREAM_ROLE + 3
"""What stands above the row: what the group is called that begins with it; empty where none does."""
SHOWN_ROLE = STREAM_ROLE + 4
"""Whether it is the stream that the page shows."""

PINNED = "Pinned"

REST_MS = 1000
"""Rows change places no more often: two streams that play at once would not stand still for a click."""
PLAYING_US = 10 * SECOND_US
"""A stream that played so lately plays. Two that do pass each other once, not in turns for ever."""
HOLD_MS = 3000
"""While the mouse moves over rows, and so long after it, they stay where they are."""

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_NO_PARENT = QModelIndex()

ModelIndex = QModelIndex | QPersistentModelIndex


class StreamListModel(QAbstractTableModel):
    """Streams that the search finds, in the chosen order, one column, one row a stream.

    What a row shows is right at once; its place is after a moment's rest, and by when they were last seen
    streams that go on playing at once keep theirs. Rows move by Qt's own move, so that a selection stays
    on its stream. Words that depend on the time follow it where `tick` is told that they are seen.
    """

    headings_changed = Signal()
    """Groups begin at other rows although none came, went or moved."""

    def __init__(self, clock_us: Callable[[], int] = now_us, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock_us = clock_us
        self._now_us = self._ticked_us = clock_us()
        self._days = Days(self._now_us)
        self._order = StreamOrder.LAST_SEEN
        self._words: tuple[str, ...] = ()
        self._streams: dict[int, Stream] = {}
        self._played = LastPlayed()
        self._rows: list[SortKey] = []
        self._placed: dict[int, SortKey] = {}
        self._misplaced: set[int] = set()
        self._passed_us: dict[int, int] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self.settle)
        self._shown_key: int | None = None

    @property
    def order(self) -> StreamOrder:
        """What the list is ordered by."""
        return self._order

    @property
    def total(self) -> int:
        """How many streams there are, found or not."""
        return len(self._streams)

    def set_streams(self, streams: Iterable[Stream]) -> None:
        """Show these streams instead of all others."""
        self._streams = {stream.key: stream for stream in streams}
        self._look_at_clock()
        self._refill()

    def set_order(self, order: StreamOrder) -> None:
        """Order the list by something else; selections stay on their streams."""
        if order is self._order:
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        keys = [_key(self._rows[index.row()]) for index in old]
        self._order = order
        self._place_all(self._streams[_key(row)] for row in self._rows)
        row_of = {_key(sort_key): row for row, sort_key in enumerate(self._rows)}
        self.changePersistentIndexList(old, [self.index(row_of[key], 0) for key in keys])
        self.layoutChanged.emit()

    def set_search(self, text: str) -> None:
        """Show only streams whose hash, client seed, alias or notes hold all words of `text`."""
        words = search_words(text)
        if words != self._words:
            self._words = words
            self._refill()

    def apply(self, events: Iterable[StoreEvent]) -> None:
        """Bring the list up to what happened."""
        self._look_at_clock()
        for event in events:
            if isinstance(event, StreamDeleted):
                self._remove(event.key)
            elif isinstance(event, BookmarkSet | BookmarkRemoved):
                continue  # nothing of it stands in the list
            elif isinstance(event, BetsStored):
                self._played.note(event, self._streams.get(event.stream.key))
                self._put(event.stream, may_rest=True)
            elif isinstance(event, StreamRestored) or event.stream.key in self._streams:
                # What the user did to a stream is seen at once.
                self._put(event.stream, may_rest=not isinstance(event, StreamChanged))

    def streams(self) -> Collection[Stream]:
        """All of them, found by the search or not."""
        return self._streams.values()

    def stream(self, key: int) -> Stream | None:
        """The stream with that key, found by the search or not."""
        return self._streams.get(key)

    def stream_at(self, row: int) -> Stream:
        """The stream in a row."""
        return self._streams[_key(self._rows[row])]

    def row_of(self, key: int) -> int | None:
        """The row of a stream; None where the search hides it."""
        sort_key = self._placed.get(key)
        return None if sort_key is None else bisect_left(self._rows, sort_key)

    def set_shown(self, key: int | None) -> None:
        """The page shows that stream."""
        before, self._shown_key = self._shown_key, key
        rows = [self.row_of(one) for one in {before, key} if one is not None]
        for row in rows:
            if row is not None:
                self._tell_changed(row)

    def hold_order(self) -> None:
        """Leave every row where it is for a while: the user is about to point at one."""
        self._rest.start(HOLD_MS)

    def settle(self) -> None:
        """Bring rows to the places that they should have by now."""
        self._rest.stop()
        misplaced, self._misplaced = self._misplaced, set()
        for key in misplaced:
            row = self.row_of(key)
            if row is not None:
                self._move_row(row, stream_sort_key(self._streams[key], self._order))

    def tick(self, first_row: int, last_row: int) -> None:
        """Let words that depend on the time follow it in these rows, which are seen."""
        before_us = self._ticked_us
        self._look_at_clock()
        self._ticked_us = self._now_us
        for row in range(first_row, min(last_row, len(self._rows) - 1) + 1):
            stream = self.stream_at(row)
            # Live becomes recent, and recent idle, where a minute ends since it was played on.
            times_us = (stream.last_seen_us, self._played.of(stream))
            if any(formatting.next_age_change_us(one, before_us) <= self._now_us for one in times_us):
                self._tell_changed(row)

    def _look_at_clock(self) -> None:
        self._now_us = self._clock_us()
        if not self._days.holds(self._now_us):
            self._days = Days(self._now_us)
            self.headings_changed.emit()

    def _tell_changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def _refill(self) -> None:
        self.beginResetModel()
        found = (stream for stream in self._streams.values() if is_found(stream, self._words))
        self._place_all(found)
        self.endResetModel()

    def _place_all(self, streams: Iterable[Stream]) -> None:
        self._rows = sorted(stream_sort_key(stream, self._order) for stream in streams)
        self._placed = {_key(sort_key): sort_key for sort_key in self._rows}
        self._misplaced.clear()

    def _put(self, stream: Stream, may_rest: bool) -> None:
        self._streams[stream.key] = stream
        row = self.row_of(stream.key)
        sort_key = stream_sort_key(stream, self._order)
        if not is_found(stream, self._words):
            self._take_row(row)
        elif row is None:
            self._insert_row(sort_key)
        elif may_rest and self._takes_turns(row, sort_key):
            self._tell_changed(row)
        elif may_rest and self._rest.isActive() and self._row_for(sort_key, row) != row:
            self._misplaced.add(stream.key)
            self._tell_changed(row)
        else:
            self._move_row(row, sort_key)

    def _takes_turns(self, row: int, sort_key: SortKey) -> bool:
        """Whether a row would pass, within its group, others that play as well, again so soon."""
        first = self._row_for(sort_key, row)
        if self._order is not StreamOrder.LAST_SEEN or self._group_of(sort_key) != self._group(row):
            return False
        since_us = self._now_us - PLAYING_US
        if first >= row or any(self.stream_at(above).last_seen_us <= since_us for above in range(first, row)):
            return False
        before_us = self._passed_us.get(_key(sort_key))
        self._passed_us[_key(sort_key)] = self._now_us
        return before_us is not None and before_us > since_us

    def _remove(self, key: int) -> None:
        self._take_row(self.row_of(key))
        self._streams.pop(key, None)
        self._passed_us.pop(key, None)

    def _take_row(self, row: int | None) -> None:
        if row is not None:
            self.beginRemoveRows(_NO_PARENT, row, row)
            self._placed.pop(_key(self._rows.pop(row)))
            self.endRemoveRows()

    def _insert_row(self, sort_key: SortKey) -> None:
        row = bisect_left(self._rows, sort_key)
        self.beginInsertRows(_NO_PARENT, row, row)
        self._rows.insert(row, sort_key)
        self._placed[_key(sort_key)] = sort_key
        self.endInsertRows()

    def _row_for(self, sort_key: SortKey, old_row: int) -> int:
        """Where a row at its old place belongs."""
        before = bisect_left(self._rows, sort_key)
        return before - 1 if before > old_row else before

    def _move_row(self, old_row: int, sort_key: SortKey) -> None:
        """Bring a row to where its new sort key belongs, and have it painted anew."""
        row, old_group = self._row_for(sort_key, old_row), self._group(old_row)
        if row != old_row:
            self.beginMoveRows(_NO_PARENT, old_row, old_row, _NO_PARENT, row + (row > old_row))
        del self._rows[old_row]
        self._rows.insert(row, sort_key)
        self._placed[_key(sort_key)] = sort_key
        if row != old_row:
            self.endMoveRows()
            self._rest.start(REST_MS)
        elif self._group(row) != old_group:
            self.headings_changed.emit()
        self._tell_changed(row)

    def _group(self, row: int) -> str:
        """By where the row stands, which its stream may be about to leave."""
        return self._group_of(self._rows[row])

    def _group_of(self, sort_key: SortKey) -> str:
        if self._order is not StreamOrder.LAST_SEEN:
            return ""
        is_not_pinned, minus_seen_us = sort_key[:2]
        return self._days.name(-int(minus_seen_us)) if is_not_pinned else PINNED

    def _heading(self, row: int) -> str:
        group = self._group(row)
        return "" if row > 0 and self._group(row - 1) == group else group

    def rowCount(self, parent: ModelIndex = _NO_PARENT) -> int:
        """Every stream that the search finds."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: ModelIndex = _NO_PARENT) -> int:
        """Always one column, which holds the stream."""
        return 0 if parent.isValid() else 1

    def data(self, index: ModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The stream, and what is told of it."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        stream = self.stream_at(index.row())
        role = int(role)
        if role == STREAM_ROLE:
            return stream
        if role == ACTIVITY_ROLE:
            return activity(self._played.of(stream), self._now_us)
        if role == AGE_ROLE:
            return formatting.age_text(stream.last_seen_us, self._now_us)
        if role == HEADING_ROLE:
            return self._heading(index.row())
        if role == SHOWN_ROLE:
            return stream.key == self._shown_key
        if role in (_DISPLAY, _ACCESSIBLE):
            return plain.not_markup(stream_sentence(stream, self._played.of(stream), self._now_us))
        return plain.tooltip_text(_tooltip(stream)) if role == _TOOLTIP else None


def _key(row: SortKey) -> int:
    return int(row[-1])


def _tooltip(stream: Stream) -> str:
    parts = (
        stream.alias,
        f"Server seed hash {stream.seeds.server_seed_hashed}",
        f"Client seed {stream.seeds.client_seed}",
        f"Last seen {formatting.local_time_text(stream.last_seen_us)}",
        _figures(stream),
        f"Proof: {proof_details(stream)}" if is_told(stream) else None,
        stream.notes,
    )
    return "\n".join(part for part in parts if part)


def _figures(stream: Stream) -> str:
    bets = formatting.counted(stream.total_bets, "bet", "bets")
    if stream.highest_multiplier is None:
        return bets
    return f"{bets}, highest {formatting.multiplier_text(stream.highest_multiplier)}"
