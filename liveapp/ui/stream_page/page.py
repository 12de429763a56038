"""A stream's page: its header, and below it the tab that is chosen."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from liveapp.domain.events import StoreEvent, StreamDeleted
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.stream_page.header import StreamHeader
from liveapp.ui.stream_page.tab import StreamTab


class StreamPage(QWidget):
    """Shows one stream, always as it is now, to the header and to every tab; without one, says so.

    Commands go to the tab that is shown: `offered` says which it takes, `commands_changed` when
    that is other than before.
    """

    commands_changed = Signal()
    state_changed = Signal()
    message = Signal(str)
    fault_met = Signal(object)

    def __init__(self, tabs: Sequence[StreamTab], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stream: Stream | None = None
        self.tabs = tuple(tabs)
        self.header = StreamHeader()
        self.header.hide()
        self._bar = QTabBar()
        plain.set_accessible_name(self._bar, "Views of the stream")
        self._bar.setAutoHide(True)
        self._bar.setDrawBase(False)
        self._bar.setExpanding(False)
        self._stack = QStackedWidget()
        for tab in self.tabs:
            self._bar.addTab(tab.title)
            self._stack.addWidget(tab)
            tab.message.connect(self.message)
            tab.fault_met.connect(self.fault_met)
            tab.state_changed.connect(self.state_changed)
        self._bar.currentChanged.connect(self._show_tab)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.header)
        layout.addWidget(self._bar)
        layout.addWidget(self._stack, 1)

    @property
    def stream(self) -> Stream | None:
        """The stream that is shown, as it is now."""
        return self._stream

    @property
    def current_tab(self) -> StreamTab:
        """The tab that is shown."""
        return self.tabs[self._stack.currentIndex()]

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """Every command that some tab takes; done by the tab that is shown, if it takes it."""
        names = {name for tab in self.tabs for name in tab.commands()}
        return {name: partial(self._do, name) for name in sorted(names)}

    def offered(self) -> frozenset[str]:
        """The commands that can be done now: none without a stream."""
        return frozenset() if self._stream is None else frozenset(self.current_tab.commands())

    def add_header_actions(self, actions: Sequence[QAction]) -> None:
        """Give the header buttons for what the window can do with a stream."""
        self.header.add_actions(actions)

    def add_ways(self, actions: Sequence[QAction]) -> None:
        """Give the header buttons for the ways back and forward."""
        self.header.add_ways(actions)

    def show_stream(self, stream: Stream | None) -> None:
        """Show a stream; None shows none."""
        self._stream = stream
        self.header.setVisible(stream is not None)
        self._bar.setEnabled(stream is not None)
        if stream is not None:
            self.header.show_stream(stream)
        for tab in self.tabs:
            tab.show_stream(stream)
        self.commands_changed.emit()

    def apply(self, events: Sequence[StoreEvent]) -> None:
        """Follow what happened to the stream; once it is deleted none is shown."""
        if self._stream is None:
            return
        own = [event for event in events if _key(event) == self._stream.key]
        if not own:
            return
        last = own[-1]
        if isinstance(last, StreamDeleted):
            self.show_stream(None)
            return
        self._stream = last.stream
        self.header.show_stream(last.stream)
        for tab in self.tabs:
            tab.apply(last.stream, own)

    def save_state(self) -> dict[str, str]:
        """Which tab is shown, for the next start."""
        return {"tab": self.current_tab.name}

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Show the tab that was kept; one that is not there changes nothing."""
        for place, tab in enumerate(self.tabs):
            if tab.name == state.get("tab"):
                self._bar.setCurrentIndex(place)

    def _do(self, name: str) -> None:
        command = self.current_tab.commands().get(name)
        if command is not None:
            command()

    def _show_tab(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.commands_changed.emit()
        self.state_changed.emit()


def _key(event: StoreEvent) -> int:
    return event.key if isinstance(event, StreamDeleted) else event.stream.key
