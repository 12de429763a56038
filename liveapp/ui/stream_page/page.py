"""A stream's page: its header, and below it the tab that is chosen."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from liveapp.domain.events import (
    BookmarkRemoved,
    BookmarkSet,
    StoreEvent,
    StreamDeleted,
    stream_key_of,
)
from liveapp.domain.ports import BetReader
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.questions import Questions
from liveapp.ui.stream_page.header import StreamHeader
from liveapp.ui.stream_page.more_button import MoreButton
from liveapp.ui.stream_page.sparkline import Sparkline
from liveapp.ui.stream_page.tab import StreamTab
from liveapp.ui.stream_page.tab_bar import PageTabBar
from liveapp.ui.widgets.icons import Icons


class StreamPage(QWidget):
    """Shows one stream, always as it is now, to the header and to every tab; without one, says so.

    Commands go to the tab that is shown: `offered` says which it takes, `commands_changed` when
    that is other than before.
    """

    commands_changed = Signal()
    message = Signal(str)
    fault_met = Signal(object)

    state_changed = Signal()
    """What the page or one of its tabs keeps for the next start is other than before."""

    def __init__(
        self,
        tabs: Sequence[StreamTab],
        reader: BetReader,
        questions: Questions,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._stream: Stream | None = None
        self.tabs = tuple(tabs)
        self._bar = PageTabBar()
        more = MoreButton(icons, reader, questions)
        self.header = StreamHeader(self._bar, Sparkline(reader, questions), more)
        self.header.hide()
        self._stack = QStackedWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.header)
        layout.addWidget(self._stack, 1)
        self._add_tabs()
        self._bar.currentChanged.connect(self._show_tab)
        self.header.more_button.copied.connect(self.message)

    @property
    def stream(self) -> Stream | None:
        """The stream that is shown, as it is now."""
        return self._stream

    @property
    def current_tab(self) -> StreamTab:
        """The tab that is shown."""
        return self.tabs[self._stack.currentIndex()]

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What leads to the tabs, and every command that some tab takes; done by the tab that is
        shown, if it takes it.
        """
        names = {name for tab in self.tabs for name in tab.commands()}
        return self.ways_to_tabs() | {name: partial(self._do, name) for name in sorted(names)}

    def ways_to_tabs(self) -> dict[str, Callable[[], object]]:
        """What shows each of the tabs, by the actions' names, in their order."""
        return {
            f"show{tab.name.capitalize()}TabAction": partial(self._show_number, number)
            for number, tab in enumerate(self.tabs)
        }

    def offered(self) -> frozenset[str]:
        """The commands that can be done now: none without a stream."""
        if self._stream is None:
            return frozenset()
        return frozenset(self.current_tab.commands()) | frozenset(self.ways_to_tabs())

    def show_tab(self, tab: StreamTab) -> None:
        """Show one of the tabs."""
        self._show_number(self.tabs.index(tab))

    def set_header_actions(self, back: QAction, forward: QAction, export: QAction, notes: QAction) -> None:
        """Have the header's buttons do these."""
        self.header.set_actions(back, forward, export, notes)

    def add_export_actions(self, actions: Sequence[QAction]) -> None:
        """Put these into the menu of the header's button that exports."""
        self.header.add_export_actions(actions)

    def add_menu_actions(self, actions: Sequence[QAction]) -> None:
        """Put what else can be done with a stream into the header's menu."""
        self.header.more_button.add_actions(actions)

    def tell_ways_to_tabs(self, actions: Sequence[QAction]) -> None:
        """Have each tab tell of the action that leads to it, given in the order of the tabs."""
        for number, action in enumerate(actions):
            plain.set_tab_tooltip(self._bar, number, action.toolTip())

    def show_stream(self, stream: Stream | None) -> None:
        """Show a stream; None shows none."""
        self._stream = stream
        self.header.setVisible(stream is not None)
        if stream is not None:
            self.header.show_stream(stream)
        for tab in self.tabs:
            tab.show_stream(stream)
        self.commands_changed.emit()

    def apply(self, events: Sequence[StoreEvent]) -> None:
        """Follow what happened to the stream; once it is deleted none is shown."""
        if self._stream is None:
            return
        own = [event for event in events if stream_key_of(event) == self._stream.key]
        if not own:
            return
        # A bookmark changes nothing of the stream itself.
        of_stream = [event for event in own if not isinstance(event, BookmarkSet | BookmarkRemoved)]
        last = of_stream[-1] if of_stream else None
        if isinstance(last, StreamDeleted):
            self.show_stream(None)
            return
        stream = last.stream if last else self._stream
        if any(isinstance(event, StreamDeleted) for event in own):
            # Deleted and brought back since the last delivery: the tabs' rows are to be read anew, and what
            # a tab shows already it would not read again.
            self.show_stream(None)
            self.show_stream(stream)
            return
        self._stream = stream
        self.header.show_stream(stream)
        for tab in self.tabs:
            tab.apply(stream, own)

    def save_state(self) -> dict[str, str]:
        """Which tab is shown, for the next start."""
        return {"tab": self.current_tab.name}

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Show the tab that was kept; one that is not there changes nothing."""
        for number, tab in enumerate(self.tabs):
            if tab.name == state.get("tab"):
                self._show_number(number)

    def _add_tabs(self) -> None:
        for tab in self.tabs:
            self._bar.addTab(plain.outside_words(tab.title))
            self._stack.addWidget(tab)
            tab.message.connect(self.message)
            tab.fault_met.connect(self.fault_met)
            tab.state_changed.connect(self.state_changed)

    def _show_number(self, number: int) -> None:
        self._bar.setCurrentIndex(number)

    def _do(self, name: str) -> None:
        command = self.current_tab.commands().get(name)
        if command is not None:
            command()

    def _show_tab(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.commands_changed.emit()
        self.state_changed.emit()
