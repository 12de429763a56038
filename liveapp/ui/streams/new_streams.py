"""The toast about new seed pairs."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from liveapp.domain.streams import Stream
from liveapp.ui.widgets.formatting import counted
from liveapp.ui.widgets.toast import ToastStack

MOST_NAMED = 3


class NewStreamToasts(QObject):
    """Tells of new streams, one toast for those that are told together; Open opens the newest."""

    open_requested = Signal(object)

    def __init__(self, toasts: ToastStack) -> None:
        super().__init__(toasts)
        self._toasts = toasts

    def tell(self, streams: Sequence[Stream]) -> None:
        """Show one toast for these new streams."""
        newest = streams[-1]
        toast = self._toasts.show_toast(_words(streams), "Open")
        toast.action_triggered.connect(lambda: self.open_requested.emit(newest))


def _words(streams: Sequence[Stream]) -> str:
    if len(streams) == 1:
        return f"New stream {streams[0].short_hash}"
    named = ", ".join(stream.short_hash for stream in streams[:MOST_NAMED])
    more = f" and {len(streams) - MOST_NAMED:,} more" if len(streams) > MOST_NAMED else ""
    return f"{counted(len(streams), 'new stream', 'new streams')}: {named}{more}"
