"""The list of streams: read once, then kept current by events alone."""

from bisect import bisect_left
from collections.abc import Callable, Iterable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from liveapp.domain.clock import now_us
from liveapp.domain.events import BetsStored, StoreEvent, StreamDeleted
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.streams.days import Days
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

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_NO_PARENT = QModelIndex()

ModelIndex = QModelIndex | QPersistentModelIndex


class StreamListModel(QAbstractTableModel):
    """Streams that the search finds, in the chosen order, one column, one row a stream.

    Rows move by Qt's own move, so that a selection stays on its stream. Words that depend on the
    time follow it where `tick` is told that they are seen.
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
        self._rows: list[SortKey] = []
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
        self._rows = sorted(stream_sort_key(self._streams[_key(row)], order) for row in self._rows)
        row_of = {_key(row): number for number, row in enumerate(self._rows)}
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
            elif isinstance(event, BetsStored) or event.stream.key in self._streams:
                self._put(event.stream)

    def stream(self, key: int) -> Stream | None:
        """The stream with that key, found by the search or not."""
        return self._streams.get(key)

    def stream_at(self, row: int) -> Stream:
        """The stream in a row."""
        return self._streams[_key(self._rows[row])]

    def row_of(self, key: int) -> int | None:
        """The row of a stream; None where the search hides it."""
        stream = self._streams.get(key)
        return None if stream is None else self._shown_row(stream)

    def set_shown(self, key: int | None) -> None:
        """The page shows that stream."""
        before, self._shown_key = self._shown_key, key
        for one in {before, key} - {None}:
            row = self.row_of(one)
            if row is not None:
                self._tell_changed(row)

    def tick(self, first_row: int, last_row: int) -> None:
        """Let words that depend on the time follow it in these rows, which are seen."""
        before_us = self._ticked_us
        self._look_at_clock()
        self._ticked_us = self._now_us
        for row in range(first_row, min(last_row, len(self._rows) - 1) + 1):
            # Live becomes recent, and recent idle, where a minute ends: the words change there as well.
            if formatting.next_age_change_us(self.stream_at(row).last_seen_us, before_us) <= self._now_us:
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
        self._rows = sorted(stream_sort_key(stream, self._order) for stream in found)
        self.endResetModel()

    def _put(self, stream: Stream) -> None:
        known = self._streams.get(stream.key)
        old_row = None if known is None else self._shown_row(known)
        self._streams[stream.key] = stream
        if not is_found(stream, self._words):
            if old_row is not None:
                self._take_row(old_row)
        elif old_row is None:
            self._insert_row(stream_sort_key(stream, self._order))
        else:
            self._move_row(old_row, stream_sort_key(stream, self._order))
        if known is not None and self._group(known) != self._group(stream):
            self.headings_changed.emit()

    def _remove(self, key: int) -> None:
        row = self.row_of(key)
        if row is not None:
            self._take_row(row)
        self._streams.pop(key, None)

    def _take_row(self, row: int) -> None:
        self.beginRemoveRows(_NO_PARENT, row, row)
        del self._rows[row]
        self.endRemoveRows()

    def _insert_row(self, sort_key: SortKey) -> None:
        row = bisect_left(self._rows, sort_key)
        self.beginInsertRows(_NO_PARENT, row, row)
        self._rows.insert(row, sort_key)
        self.endInsertRows()

    def _move_row(self, old_row: int, sort_key: SortKey) -> None:
        """Bring a row to where its new sort key belongs, and have it painted anew."""
        before = bisect_left(self._rows, sort_key)  # counted with the row still at its old place
        row = before - 1 if before > old_row else before
        if row == old_row:
            self._rows[row] = sort_key
        else:
            self.beginMoveRows(_NO_PARENT, old_row, old_row, _NO_PARENT, before)
            del self._rows[old_row]
            self._rows.insert(row, sort_key)
            self.endMoveRows()
        self._tell_changed(row)

    def _shown_row(self, stream: Stream) -> int | None:
        sort_key = stream_sort_key(stream, self._order)
        row = bisect_left(self._rows, sort_key)
        return row if row < len(self._rows) and self._rows[row] == sort_key else None

    def _group(self, stream: Stream) -> str:
        if self._order is not StreamOrder.LAST_SEEN:
            return ""
        return PINNED if stream.is_pinned else self._days.name(stream.last_seen_us)

    def _heading(self, row: int) -> str:
        group = self._group(self.stream_at(row))
        return "" if row > 0 and self._group(self.stream_at(row - 1)) == group else group

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
            return activity(stream, self._now_us)
        if role == AGE_ROLE:
            return formatting.age_text(stream.last_seen_us, self._now_us)
        if role == HEADING_ROLE:
            return self._heading(index.row())
        if role == SHOWN_ROLE:
            return stream.key == self._shown_key
        if role in (_DISPLAY, _ACCESSIBLE):
            return plain.not_markup(stream_sentence(stream, self._now_us))
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
        stream.notes,
    )
    return "\n".join(part for part in parts if part)


def _figures(stream: Stream) -> str:
    bets = formatting.counted(stream.total_bets, "bet", "bets")
    if stream.highest_multiplier is None:
        return bets
    return f"{bets}, highest {formatting.multiplier_text(stream.highest_multiplier)}"
