"""A stream's page: one stream told to the header and to every tab; commands go to the tab that is shown."""

from collections.abc import Mapping, Sequence

import pytest
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QTabBar,
)

from liveapp.domain.events import BetsStored, StoreEvent
from liveapp.domain.queries import BetFilter
from liveapp.domain.streams import Stream
from liveapp.ui.stream_page.page import StreamPage
from liveapp.ui.stream_page.tab import StreamTab
from tests.window_fixtures import LIMIT_MS, OTHER_SEEDS, SEEDS, make_bet


class CountingTab(StreamTab):
    """A second tab: counts the bets that it is told of."""

    title = "Counts"
    name = "counts"

    def __init__(self) -> None:
        super().__init__()
        self.stream: Stream | None = None
        self.arrived = 0
        self.done: list[str] = []

    def commands(self):
        return {"copyRowsAction": lambda: self.done.append("copied"), "countAction": lambda: None}

    def show_stream(self, stream: Stream | None) -> None:
        self.stream = stream

    def apply(self, stream: Stream, events: Sequence[StoreEvent]) -> None:
        self.stream = stream
        self.arrived += sum(len(event.bets) for event in events if isinstance(event, BetsStored))

    def save_state(self) -> dict[str, str]:
        return {"arrived": str(self.arrived)}

    def restore_state(self, state: Mapping[str, str]) -> None:
        self.arrived = int(state.get("arrived", "0"))


@pytest.fixture
def show(page: StreamPage, tab, stream_of, qtbot):
    """Shows a stream on the page and waits until all its rows are there."""

    def show_stream(seeds=SEEDS) -> StreamPage:
        page.show_stream(stream_of(seeds))
        qtbot.waitUntil(lambda: tab.model.is_complete, timeout=LIMIT_MS)
        return page

    return show_stream


@pytest.fixture
def two_tabs(theme, qtbot) -> StreamPage:
    made = StreamPage([CountingTab(), CountingTab()])
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_header_tells_the_whole_pair_and_current_statistics(show, record, store, qtbot) -> None:
    record(make_bet(1, amount=1.0, payout=2.25, round_result=2.25))
    page = show()
    header = page.header
    assert header.breadcrumb.text() == f"Live › {SEEDS.server_seed_hashed[:10]} › my-client"
    assert header.server_hash.edit.text() == SEEDS.server_seed_hashed
    header.server_hash.copy_button.click()
    assert QGuiApplication.clipboard().text() == SEEDS.server_seed_hashed
    assert header.statistics.text() == "1 bet · high 2.25× · avg 2.25× · profit +1.25"
    record(make_bet(2, amount=3.0, round_result=11_200.65))
    qtbot.waitUntil(lambda: header.statistics.text().startswith("2 bets"), timeout=LIMIT_MS)
    assert header.statistics.text() == "2 bets · high 11,200.65× · avg 5,601.45× · profit −1.75"
    store.writer.set_notes(page.stream.id, "Tuesday evening", None)
    qtbot.waitUntil(lambda: header.notes.text() == "Tuesday evening", timeout=LIMIT_MS)
    assert header.notes.isVisible()


def test_statistics_are_current_while_the_filter_hides_what_arrives(show, tab, record, qtbot) -> None:
    record(1)
    page = show()
    tab.filter_bar.set_filter(BetFilter(min_multiplier=500.0))
    qtbot.waitUntil(lambda: tab.model.is_complete and tab.model.rowCount() == 0, timeout=LIMIT_MS)
    record(2, 3)
    qtbot.waitUntil(lambda: page.header.statistics.text().startswith("3 bets"), timeout=LIMIT_MS)
    assert tab.filter_bar.count_label.text() == "0 of 3"


def test_a_deleted_stream_leaves_the_page(show, tab, record, store, qtbot) -> None:
    record(1)
    page = show()
    store.writer.delete_stream(page.stream.id)
    qtbot.waitUntil(lambda: page.stream is None, timeout=LIMIT_MS)
    assert page.header.isHidden()
    assert tab.model.rowCount() == 0
    assert tab.notice.words.startswith("No stream is shown")


def test_the_window_hands_its_actions_to_the_header(page, qtbot) -> None:
    action = QAction("&Export CSV…", page)
    page.add_header_actions([action])
    (button,) = [one for one in page.header.findChildren(QAbstractButton) if "Export" in one.text()]
    assert button.accessibleName() == "Export CSV"
    with qtbot.waitSignal(action.triggered, timeout=LIMIT_MS):
        button.click()


def test_every_control_has_a_name_and_a_tooltip(show, record) -> None:
    record(1)
    page = show()
    kinds = (QAbstractButton, QComboBox, QDoubleSpinBox, QLineEdit, QAbstractItemView)
    controls = [one for kind in kinds for one in page.findChildren(kind)]
    # What Qt builds its own controls of (a spin box's text field, a choice's popup) is told by these, and
    # the buttons of a tab bar that has no room are named by Qt.
    own = [
        one
        for one in controls
        if one.window() is page.window() and not one.objectName().startswith(("qt_", "Scroll"))
    ]
    assert len(own) > 10
    assert not [one for one in own if not one.accessibleName()]
    assert not [one for one in own if not one.toolTip() and not isinstance(one, QAbstractItemView)]


def test_one_tab_alone_needs_no_bar(show, record) -> None:
    record(1)
    assert not show().findChild(QTabBar).isVisible()


def test_every_tab_follows_the_stream_that_is_shown_and_no_other(qtbot, store, record, stream_of) -> None:
    record(1)
    record(make_bet(1, OTHER_SEEDS))
    page = StreamPage([CountingTab(), CountingTab()])
    qtbot.addWidget(page)
    page.show_stream(stream_of())
    events: list[StoreEvent] = []
    store.writer.subscribe(events.extend)
    record(make_bet(2, OTHER_SEEDS))
    record(2, 3)
    page.apply(events)
    assert page.stream.total_bets == 3
    assert [tab.arrived for tab in page.tabs] == [2, 2]
    assert [tab.stream.total_bets for tab in page.tabs] == [3, 3]


def test_a_command_goes_to_the_tab_that_is_shown(two_tabs, record, stream_of) -> None:
    record(1)
    first, second = two_tabs.tabs
    assert two_tabs.offered() == frozenset()
    two_tabs.show_stream(stream_of())
    assert two_tabs.findChild(QTabBar).isVisible()
    assert two_tabs.offered() == {"copyRowsAction", "countAction"}
    two_tabs.commands()["copyRowsAction"]()
    two_tabs.findChild(QTabBar).setCurrentIndex(1)
    two_tabs.commands()["copyRowsAction"]()
    two_tabs.commands()["copyRowsAction"]()
    assert (len(first.done), len(second.done)) == (1, 2)


def test_a_command_that_the_shown_tab_does_not_take_is_not_offered(tab, stream_of, record, qtbot) -> None:
    record(1)
    mixed = StreamPage([CountingTab(), tab])
    qtbot.addWidget(mixed)
    mixed.show_stream(stream_of())
    assert "goToNonceAction" in mixed.commands()
    assert "goToNonceAction" not in mixed.offered()
    mixed.commands()["goToNonceAction"]()  # nothing takes it, nothing happens
    mixed.findChild(QTabBar).setCurrentIndex(1)
    assert "goToNonceAction" in mixed.offered()


def test_another_tab_offers_its_own_commands_and_says_so(two_tabs, record, stream_of, qtbot) -> None:
    record(1)
    two_tabs.show_stream(stream_of())
    with qtbot.waitSignal(two_tabs.commands_changed, timeout=LIMIT_MS):
        two_tabs.findChild(QTabBar).setCurrentIndex(1)
    assert two_tabs.current_tab is two_tabs.tabs[1]


def test_the_tab_that_was_shown_is_shown_at_the_next_start(qtbot) -> None:
    first, second = CountingTab(), CountingTab()
    second.name = "others"
    page = StreamPage([first, second])
    qtbot.addWidget(page)
    page.restore_state({"tab": "others"})
    assert page.current_tab is second
    assert page.save_state() == {"tab": "others"}
    page.restore_state({"tab": "gone"})
    page.restore_state({})
    assert page.current_tab is second
