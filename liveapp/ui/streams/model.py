"""The list of streams: read once, then kept current by events alone."""

import heapq
from bisect import bisect_left
from collections.abc import Callable, Iterable

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer

from liveapp.domain.clock import now_us
from liveapp.domain.events import BetsStored, StoreEvent, StreamDeleted, StreamRestored
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.streams.order import (
    Activity,
    SortKey,
    StreamOrder,
    activity,
    is_found,
    search_words,
    stream_sentence,
    stream_sort_key,
)
from liveapp.ui.widgets import formatting

TICK_MS = 1000

STREAM_ROLE = int(Qt.ItemDataRole.UserRole)
"""The `Stream` itself."""
ACTIVITY_ROLE = STREAM_ROLE + 1
"""Its `Activity` at the last tick."""
AGE_ROLE = STREAM_ROLE + 2
"""When it was last seen, in words, at the last tick."""

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_NO_PARENT = QModelIndex()

ModelIndex = QModelIndex | QPersistentModelIndex


class StreamListModel(QAbstractTableModel):
    """Streams that the search finds, in the chosen order, one column.

    Rows move by Qt's own move, so that a selection stays on its stream. Words that depend on the
    time are told to have changed only where they read differently.
    """

    def __init__(self, clock_us: Callable[[], int] = now_us, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock_us = clock_us
        self._now_us = clock_us()
        self._order = StreamOrder.LAST_SEEN
        self._words: tuple[str, ...] = ()
        self._streams: dict[int, Stream] = {}
        self._rows: list[SortKey] = []
        self._due: list[tuple[int, int]] = []
        self._due_of: dict[int, int] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

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
        self._now_us = self._clock_us()
        self._due_of = {key: self._next_change_us(stream) for key, stream in self._streams.items()}
        self._due = [(due_us, key) for key, due_us in self._due_of.items()]
        heapq.heapify(self._due)
        self._refill()

    def set_order(self, order: StreamOrder) -> None:
        """Order the list by something else; selections stay on their streams."""
        if order is self._order:
            return
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        keys = [self._rows[index.row()][-1] for index in old]
        self._order = order
        self._rows = sorted(stream_sort_key(self._streams[row[-1]], order) for row in self._rows)
        row_of = {row[-1]: number for number, row in enumerate(self._rows)}
        self.changePersistentIndexList(old, [self.index(row_of[key], 0) for key in keys])
        self.layoutChanged.emit()

    def set_search(self, text: str) -> None:
        """Show only streams whose hash, client seed or notes hold all words of `text`."""
        words = search_words(text)
        if words != self._words:
            self._words = words
            self._refill()

    def apply(self, events: Iterable[StoreEvent]) -> None:
        """Bring the list up to what happened."""
        self._now_us = self._clock_us()
        for event in events:
            if isinstance(event, StreamDeleted):
                self._remove(event.key)
            elif isinstance(event, BetsStored | StreamRestored) or event.stream.key in self._streams:
                self._put(event.stream)

    def stream(self, key: int) -> Stream | None:
        """The stream with that key, found by the search or not."""
        return self._streams.get(key)

    def stream_at(self, row: int) -> Stream:
        """The stream in a row."""
        return self._streams[self._rows[row][-1]]

    def row_of(self, key: int) -> int | None:
        """The row of a stream; None where the search hides it."""
        stream = self._streams.get(key)
        return None if stream is None else self._shown_row(stream)

    def tick(self) -> None:
        """Let words that depend on the time follow it."""
        self._now_us = self._clock_us()
        while self._due and self._due[0][0] <= self._now_us:
            due_us, key = heapq.heappop(self._due)
            if self._due_of.get(key) != due_us:
                continue  # planned anew since then, or gone
            self._plan_change(self._streams[key])
            row = self.row_of(key)
            if row is not None:
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
        if known is None or known.last_seen_us != stream.last_seen_us:
            self._plan_change(stream)
        if not is_found(stream, self._words):
            if old_row is not None:
                self._take_row(old_row)
        elif old_row is None:
            self._insert_row(stream_sort_key(stream, self._order))
        else:
            self._move_row(old_row, stream_sort_key(stream, self._order))

    def _remove(self, key: int) -> None:
        row = self.row_of(key)
        if row is not None:
            self._take_row(row)
        self._streams.pop(key, None)
        self._due_of.pop(key, None)

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
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def _shown_row(self, stream: Stream) -> int | None:
        sort_key = stream_sort_key(stream, self._order)
        row = bisect_left(self._rows, sort_key)
        return row if row < len(self._rows) and self._rows[row] == sort_key else None

    def _plan_change(self, stream: Stream) -> None:
        due_us = self._next_change_us(stream)
        if self._due_of.get(stream.key) != due_us:
            self._due_of[stream.key] = due_us
            heapq.heappush(self._due, (due_us, stream.key))

    def _next_change_us(self, stream: Stream) -> int:
        # Live becomes recent, and recent idle, where a minute ends: the words change there as well.
        return formatting.next_age_change_us(stream.last_seen_us, self._now_us)

    def _activity(self, stream: Stream) -> Activity:
        return activity(stream, self._now_us)

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
            return self._activity(stream)
        if role == AGE_ROLE:
            return formatting.age_text(stream.last_seen_us, self._now_us)
        if role in (_DISPLAY, _ACCESSIBLE):
            return plain.not_markup(stream_sentence(stream, self._now_us))
        return plain.tooltip_text(_tooltip(stream)) if role == _TOOLTIP else None


def _tooltip(stream: Stream) -> str:
    lines = [
        f"Server seed hash {stream.seeds.server_seed_hashed}",
        f"Client seed {stream.seeds.client_seed}",
        f"Last seen {formatting.local_time_text(stream.last_seen_us)}",
    ]
    return "\n".join([*lines, stream.notes] if stream.notes else lines)
