"""A stream's page: one stream told to the header and to every tab; commands go to the tab that is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

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

from liveapp.domain.bookmarks import Bookmark
from liveapp.domain.events import (
    BetsStored,
    BookmarkRemoved,
    BookmarkSet,
    StoreEvent,
    StreamDeleted,
    StreamRestored,
)
from liveapp.domain.queries import BetFilter
from liveapp.domain.streams import Stream
from liveapp.ui.stream_page.page import StreamPage
from liveapp.ui.stream_page.tab import StreamTab
from liveapp.ui.widgets.icons import Icons
from tests.shell import RESOURCES
from tests.window_fixtures import LIMIT_MS, OTHER_SEEDS, SEEDS, make_bet

OTHER_ID = UUID(int=99)


class CountingTab(StreamTab):
    """A second tab: counts the bets that it is told of."""

    title = "Counts"
    name = "counts"

    def __init__(self) -> None:
        super().__init__()
        self.stream: Stream | None = None
        self.arrived = 0
        self.done: list[str] = []
        self.told: list[StoreEvent] = []

    def commands(self):
        return {"copyRowsAction": lambda: self.done.append("copied"), "countAction": lambda: None}

    def show_stream(self, stream: Stream | None) -> None:
        self.stream = stream

    def apply(self, stream: Stream, events: Sequence[StoreEvent]) -> None:
        self.stream = stream
        self.told += events
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
def two_tabs(theme, store, questions, qtbot) -> StreamPage:
    others = CountingTab()
    others.name = "others"
    made = StreamPage([CountingTab(), others], store.reader, questions, Icons(RESOURCES))
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_header_tells_the_pair_and_current_statistics_and_notes(show, record, store, qtbot) -> None:
    record(make_bet(1, amount=1.0, payout=2.25, round_result=2.25, currency="btc"))
    page = show()
    header = page.header
    assert header.title.text() == f"my-client · {SEEDS.server_seed_hashed[:10]}"
    assert header.statistics.text() == "1 bet · high 2.25× · profit +1.25 BTC"
    record(make_bet(2, amount=3.0, round_result=11_200.65, currency="doge"))
    qtbot.waitUntil(lambda: header.statistics.text().startswith("2 bets"), timeout=LIMIT_MS)
    assert header.statistics.text() == "2 bets · high 11,200.65× · profit +1.25 BTC · −3 DOGE"
    store.writer.set_notes(page.stream.id, "Tuesday evening", None)
    qtbot.waitUntil(lambda: header.notes_button.toolTip().endswith("Tuesday evening"), timeout=LIMIT_MS)


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


def test_a_stream_that_was_deleted_and_brought_back_at_once_is_read_anew(
    show, tab, record, store, stream_of, qtbot
) -> None:
    record(1, 2)
    page = show()
    stream = stream_of(SEEDS)
    qtbot.waitUntil(lambda: tab.model.is_complete and tab.model.rowCount() == 2, timeout=LIMIT_MS)
    store.writer.delete_stream(stream.id, can_be_undone=True)
    store.writer.record([make_bet(3)])  # into a stream that the one that comes back takes in
    store.writer.undelete_stream(stream.id)
    qtbot.waitUntil(lambda: tab.model.is_complete and tab.model.rowCount() == 3, timeout=LIMIT_MS)
    assert page.stream == stream_of(SEEDS)


def test_the_window_hands_its_actions_to_the_header(page, qtbot) -> None:
    action = QAction("&Export CSV…", page)
    back, forward, notes, delete = (
        QAction(words, page) for words in ("&Back", "&Forward", "&Notes…", "De&lete…")
    )
    page.set_header_actions(back, forward, action, notes)
    page.add_menu_actions([delete])
    with qtbot.waitSignal(action.triggered, timeout=LIMIT_MS):
        page.header.export_button.click()
    assert page.header.notes_button.defaultAction() is notes
    assert page.header.back_button.defaultAction() is back
    assert page.header.forward_button.defaultAction() is forward
    assert delete in page.header.more_button.menu().actions()


def test_what_is_copied_is_told(show, record, qtbot) -> None:
    record(1)
    page = show()
    with qtbot.waitSignal(page.message, timeout=LIMIT_MS) as told:
        page.header.more_button.menu().actions()[0].trigger()
    assert told.args == ["Server seed hash copied"]
    assert QGuiApplication.clipboard().text() == SEEDS.server_seed_hashed


def test_every_control_has_a_name_and_a_tooltip(show, record) -> None:
    record(1)
    page = show()
    kinds = (QAbstractButton, QComboBox, QDoubleSpinBox, QLineEdit, QAbstractItemView)
    controls = [one for kind in kinds for one in page.findChildren(kind)]
    # What Qt builds its own controls of (a spin box's text field) is told by these.
    own = [one for one in controls if one.isVisible() and not one.objectName().startswith("qt_")]
    assert len(own) > 10
    assert not [one for one in own if not one.accessibleName()]
    assert not [one for one in own if not one.toolTip() and not isinstance(one, QAbstractItemView)]


def test_a_bookmark_is_told_to_the_tabs_and_changes_nothing_of_the_stream(
    two_tabs, record, stream_of
) -> None:
    record(1)
    stream = stream_of()
    two_tabs.show_stream(stream)
    mark = BookmarkSet(stream.key, stream.id, Bookmark(1, 1, 1.0, None, 5))
    removed = BookmarkRemoved(stream.key, stream.id, 1)
    two_tabs.apply([mark, BookmarkRemoved(stream.key + 1, OTHER_ID, 1), removed])
    assert [tab.told for tab in two_tabs.tabs] == [[mark, removed]] * 2
    assert two_tabs.stream == stream
    two_tabs.apply([mark, StreamDeleted(stream.key, stream.id)])
    assert two_tabs.stream is None


def test_a_bookmark_set_after_a_deletion_was_undone_leaves_the_stream_shown(
    two_tabs, record, stream_of
) -> None:
    record(1)
    stream = stream_of()
    two_tabs.show_stream(stream)
    back = replace(stream, notes="back")
    mark = BookmarkSet(stream.key, stream.id, Bookmark(1, 1, 1.0, None, 5))
    two_tabs.apply([StreamDeleted(stream.key, stream.id), StreamRestored(back), mark])
    assert two_tabs.stream == back
    assert [tab.stream for tab in two_tabs.tabs] == [back, back]


def test_every_tab_follows_the_stream_that_is_shown_and_no_other(
    qtbot, store, questions, record, stream_of
) -> None:
    record(1)
    record(make_bet(1, OTHER_SEEDS))
    page = StreamPage([CountingTab(), CountingTab()], store.reader, questions, Icons(RESOURCES))
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
    assert two_tabs.findChild(QTabBar).isVisibleTo(two_tabs)
    assert two_tabs.offered() == {
        "copyRowsAction",
        "countAction",
        "showCountsTabAction",
        "showOthersTabAction",
    }
    two_tabs.commands()["copyRowsAction"]()
    two_tabs.findChild(QTabBar).setCurrentIndex(1)
    two_tabs.commands()["copyRowsAction"]()
    two_tabs.commands()["copyRowsAction"]()
    assert (len(first.done), len(second.done)) == (1, 2)


def test_a_command_that_the_shown_tab_does_not_take_is_not_offered(
    tab, store, questions, stream_of, record, qtbot
) -> None:
    record(1)
    mixed = StreamPage([CountingTab(), tab], store.reader, questions, Icons(RESOURCES))
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


def test_each_tab_has_a_command_that_leads_to_it_and_tells_of_it(two_tabs, record, stream_of) -> None:
    record(1)
    two_tabs.show_stream(stream_of())
    assert list(two_tabs.ways_to_tabs()) == ["showCountsTabAction", "showOthersTabAction"]
    actions = [QAction("&Counts", two_tabs), QAction("&Others", two_tabs)]
    actions[1].setToolTip("Others (Ctrl+4)")
    two_tabs.tell_ways_to_tabs(actions)
    assert two_tabs.findChild(QTabBar).tabToolTip(1) == "Others (Ctrl+4)"
    two_tabs.commands()["showOthersTabAction"]()
    assert two_tabs.current_tab is two_tabs.tabs[1]
    two_tabs.commands()["showCountsTabAction"]()
    assert two_tabs.current_tab is two_tabs.tabs[0]


def test_a_tab_can_be_shown_by_itself(two_tabs) -> None:
    page = two_tabs
    for tab in (page.tabs[1], page.tabs[0]):
        page.show_tab(tab)
        assert page.current_tab is tab


def test_it_says_when_another_tab_or_what_a_tab_keeps_is_chosen(two_tabs, qtbot) -> None:
    with qtbot.waitSignal(two_tabs.state_changed, timeout=LIMIT_MS):
        two_tabs.findChild(QTabBar).setCurrentIndex(1)
    with qtbot.waitSignal(two_tabs.state_changed, timeout=LIMIT_MS):
        two_tabs.tabs[0].state_changed.emit()


def test_the_tab_that_was_shown_is_shown_at_the_next_start(two_tabs) -> None:
    first, second = two_tabs.tabs
    assert two_tabs.current_tab is first
    two_tabs.restore_state({"tab": "others"})
    assert two_tabs.current_tab is second
    assert two_tabs.save_state() == {"tab": "others"}
    two_tabs.restore_state({"tab": "gone"})
    two_tabs.restore_state({})
    assert two_tabs.current_tab is second
