"""What leads to all streams at a glance, and from there to one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from liveapp.domain.events import StoreEvent
from liveapp.domain.ports import BetReader
from liveapp.domain.streams import Stream
from liveapp.ui.bets.tab import BetsTab
from liveapp.ui.charts.saving import ChartSaving
from liveapp.ui.questions import Questions
from liveapp.ui.stream_page.page import StreamPage
from liveapp.ui.streams.navigation import StreamNavigation
from liveapp.ui.streams.panel import StreamsPanel
from liveapp.ui.widgets.tab_order import follow_after
from liveapp.ui.widgets.toast import ToastStack
from liveapp.ui.window_body import WindowBody

if TYPE_CHECKING:
    from liveapp.ui.overview.page import OverviewPage

BACK = "backAction"


class GlanceWays(QObject):
    """Makes the overview when it is first wanted, and shows it in the place of the stream's page.

    `changed` is emitted when it was opened or left. `compare_requested` carries two to eight streams.
    """

    changed = Signal()
    compare_requested = Signal(object)
    state_changed = Signal()
    fault_met = Signal(object)

    def __init__(
        self, window: QWidget, panel: StreamsPanel, body: WindowBody, reader: BetReader, questions: Questions
    ) -> None:
        super().__init__(window)
        self._window = window
        self._panel = panel
        self._body = body
        self._reader = reader
        self._questions = questions
        self._kept: dict[str, str] = {}
        self._shown_key: int | None = None
        self._is_open = False
        self.page: OverviewPage | None = None

    def lead(
        self,
        action: QAction,
        navigation: StreamNavigation,
        stream_page: StreamPage,
        bets: BetsTab,
        saving: ChartSaving,
        toasts: ToastStack,
    ) -> None:
        """Lead here from the action and the list, and from here to streams."""
        self._action, self._navigation, self._stream_page = action, navigation, stream_page
        self._bets, self._saving, self._toasts = bets, saving, toasts
        action.setCheckable(True)
        action.triggered.connect(lambda is_wanted: self.open() if is_wanted else self.leave())
        self._panel.head.set_overview_action(action)
        navigation.stream_shown.connect(self._note_shown)
        self._panel.view.clicked.connect(self._note_click)
        self._panel.view.opened.connect(lambda _: self.leave())
        self._panel.left.connect(self._take_keyboard)

    @property
    def is_open(self) -> bool:
        """Whether it stands in the place of the stream's page."""
        return self._is_open

    def open(self) -> OverviewPage:
        """Show all streams."""
        page = self.page or self._make_page()
        self._is_open = True
        self._panel.auto_follow.note_user_acted()
        self._body.show_beside_list(page)
        follow_after(self._stream_page, page)
        page.view.setFocus()
        self._tell_changed()
        return page

    def leave(self) -> None:
        """Show the stream's page again."""
        if self._is_open and self.page is not None:
            had_keyboard = self.page.isAncestorOf(self._window.focusWidget())
            self._is_open = False
            self._body.show_beside_list(None)
            if had_keyboard:
                tab = self._stream_page.current_tab
                (self._bets.view if tab is self._bets else tab).setFocus()
            self._tell_changed()

    def offer(self, has_streams: bool) -> None:
        """Lead here where there is something to see."""
        self._action.setEnabled(has_streams)
        if not has_streams:
            self.leave()

    def with_way_back(
        self, commands: Mapping[str, Callable[[], object]]
    ) -> Mapping[str, Callable[[], object]]:
        """The same commands; while this is open, the one that goes back leads out of it."""
        go_back = commands[BACK]
        return {**commands, BACK: lambda: self.leave() if self._is_open else go_back()}

    def lead_out(self, ways_to_tabs: Sequence[QAction]) -> None:
        """Have what shows a tab of the stream's page show the page first."""
        for action in ways_to_tabs:
            action.triggered.connect(lambda *_: self.leave())

    def apply(self, events: Sequence[StoreEvent]) -> None:
        """Follow what happened, once the list of streams has."""
        if self.page is not None:
            self.page.apply(events)

    def save_state(self) -> dict[str, str]:
        """What the page keeps for the next start; that it was open is not kept."""
        return self._kept if self.page is None else self.page.save_state()

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Have the page as it was, once it is made."""
        self._kept = dict(state)

    def _make_page(self) -> OverviewPage:
        # Not before somebody wants to see it: the program starts without.
        from liveapp.ui.overview.exporting import CSV_NAME
        from liveapp.ui.overview.page import OverviewPage

        page = self.page = OverviewPage(
            lambda: list(self._panel.model.streams), self._reader, self._questions
        )
        page.restore_state(self._kept)
        page.stream_opened.connect(self._navigation.open)
        page.compare_requested.connect(self.compare_requested)
        page.csv_requested.connect(
            lambda content: self._saving.ask_where("Export the overview", CSV_NAME, "csv", content)
        )
        page.left.connect(self.leave)
        page.message.connect(self._toasts.show_toast)
        page.fault_met.connect(self.fault_met)
        page.state_changed.connect(self.state_changed)
        return page

    def _note_shown(self, stream: Stream | None) -> None:
        """Another stream is shown: whoever chose it wants to see it; not where the one before is gone."""
        before, self._shown_key = self._shown_key, None if stream is None else stream.key
        if before is None or self._panel.model.stream(before) is not None:
            self.leave()

    def _note_click(self, _index: object) -> None:
        if len(self._panel.view.selected_streams()) == 1:
            self.leave()

    def _take_keyboard(self) -> None:
        if self._is_open and self.page is not None:
            self.page.view.setFocus()

    def _tell_changed(self) -> None:
        self._action.setChecked(self._is_open)
        self.changed.emit()
