"""Which stream is shown: what the list chooses stands on the page, and can be gone back to."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal, Slot

from liveapp.domain.events import StoreEvent, StreamDeleted
from liveapp.domain.streams import Stream
from liveapp.ui.streams.history import StreamHistory
from liveapp.ui.streams.panel import StreamsPanel


class StreamNavigation(QObject):
    """The way through the streams. `stream_shown` carries the stream that is shown now, or None."""

    stream_shown = Signal(object)

    def __init__(self, panel: StreamsPanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panel = panel
        self._history = StreamHistory()
        panel.stream_chosen.connect(self._show)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do here, by the actions' names."""
        return {
            "searchStreamsAction": self._panel.focus_search,
            "previousStreamAction": lambda: self._step(self._panel.select_previous),
            "nextStreamAction": lambda: self._step(self._panel.select_next),
            "backAction": lambda: self._go(self._history.back()),
            "forwardAction": lambda: self._go(self._history.forward()),
        }

    def possible_ways(self) -> Mapping[str, bool]:
        """Whether there is a stream to go back or forward to, by the actions' names."""
        return {"backAction": self._history.can_go_back, "forwardAction": self._history.can_go_forward}

    @Slot(object)
    def open(self, stream: Stream | int) -> None:
        """Show a stream, given itself or by its key; once it is in the list, where it is not yet."""
        self._panel.auto_follow.note_user_acted()
        self._panel.show_stream(stream.key if isinstance(stream, Stream) else stream)

    def apply(self, events: Sequence[StoreEvent]) -> None:
        """Forget streams that are gone."""
        for event in events:
            if isinstance(event, StreamDeleted):
                self._history.forget(event.key)

    def _show(self, stream: Stream | None) -> None:
        if stream is None and self._panel.select_next():
            return
        if stream is not None:
            self._history.visit(stream.key)
        self.stream_shown.emit(stream)

    def _step(self, step: Callable[[], bool]) -> None:
        self._panel.auto_follow.note_user_acted()
        step()

    def _go(self, key: int | None) -> None:
        if key is not None:
            self.open(key)
