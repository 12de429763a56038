"""New seed pairs: gathered for a moment, then told in one toast."""

from collections.abc import Callable, Iterable, Sequence
from weakref import WeakValueDictionary

from PySide6.QtCore import QObject, QTimer, Signal

from liveapp.domain.streams import Stream
from liveapp.ui.widgets.formatting import counted
from liveapp.ui.widgets.message import Message
from liveapp.ui.widgets.toast import ToastStack

JOIN_MS = 1000
"""New streams within this time are told together."""

MOST_NAMED = 3


class NewStreamGatherer(QObject):
    """Tells of new streams together; not of those that were shown or deleted meanwhile."""

    appeared = Signal(object)  # list[Stream]

    def __init__(self, find: Callable[[int], Stream | None], parent: QObject, join_ms: int = JOIN_MS) -> None:
        super().__init__(parent)
        self._find = find
        self._keys: list[int] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(join_ms)
        self._timer.timeout.connect(self._tell)

    def add(self, keys: Iterable[int]) -> None:
        """These streams have just begun."""
        self._keys.extend(keys)
        if self._keys and not self._timer.isActive():
            self._timer.start()

    def leave_out(self, key: int | None) -> None:
        """The user sees that stream."""
        self._keys = [one for one in self._keys if one != key]

    def _tell(self) -> None:
        keys, self._keys = self._keys, []
        streams = [stream for stream in map(self._find, keys) if stream is not None]
        if streams:
            self.appeared.emit(streams)


class NewStreamToasts(QObject):
    """Tells of new streams, one toast for those that are told together; Open opens the newest.

    It is no news any more once that one is shown.
    """

    open_requested = Signal(object)

    def __init__(self, toasts: ToastStack) -> None:
        super().__init__(toasts)
        self._toasts = toasts
        self._offers: WeakValueDictionary[int, Message] = WeakValueDictionary()

    def tell(self, streams: Sequence[Stream]) -> None:
        """Show one toast for these new streams."""
        newest = streams[-1]
        offer = self._toasts.show_toast(_words(streams), "Open")
        offer.action_triggered.connect(lambda: self.open_requested.emit(newest))
        self._offers[newest.key] = offer

    def note_shown(self, stream: Stream | None) -> None:
        """The page shows that stream."""
        offer = None if stream is None else self._offers.pop(stream.key, None)
        if offer is not None:
            offer.is_seen = True
            offer.end_action()


def _words(streams: Sequence[Stream]) -> str:
    if len(streams) == 1:
        return f"New stream {streams[0].short_hash}"
    named = ", ".join(stream.short_hash for stream in streams[:MOST_NAMED])
    more = f" and {len(streams) - MOST_NAMED:,} more" if len(streams) > MOST_NAMED else ""
    return f"{counted(len(streams), 'new stream', 'new streams')}: {named}{more}"
