from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QComboBox, QLineEdit

from liveapp.domain.bets import SeedPair
from liveapp.domain.clock import now_us
from liveapp.domain.events import BetsStored, BetsVerified
from liveapp.ui.streams.follow_line import FollowLine
from liveapp.ui.streams.model import STREAM_ROLE
from liveapp.ui.streams.order import StreamOrder
from liveapp.ui.streams.panel import StreamsPanel
from tests.clock import Clock
from tests.window_fixtures import LIMIT_MS, OTHER_SEEDS, SEEDS, make_bet

THIRD_SEEDS = SeedPair("c3" * 32, "third")


@pytest.fixture
def load(panel: StreamsPanel, qtbot) -> Callable[[], StreamsPanel]:
    def load_panel() -> StreamsPanel:
        with qtbot.waitSignal(panel.loaded, timeout=LIMIT_MS):
            panel.load()
        return panel

    return load_panel


@pytest.fixture
def chosen(panel: StreamsPanel) -> list[SeedPair | None]:
    """The seeds of what was chosen, in order."""
    told: list[SeedPair | None] = []
    panel.stream_chosen.connect(lambda stream: told.append(stream and stream.seeds))
    return told


def seeds_shown(panel: StreamsPanel) -> list[SeedPair]:
    return [
        panel.view.model().index(row, 0).data(STREAM_ROLE).seeds
        for row in range(panel.view.model().rowCount())
    ]


def seeds_selected(panel: StreamsPanel) -> list[SeedPair]:
    return [index.data(STREAM_ROLE).seeds for index in panel.view.selectedIndexes()]


def test_without_streams_it_says_so(load) -> None:
    panel = load()
    assert panel.notice.words.startswith("No stream yet")
    assert panel.current_stream() is None


def test_all_streams_are_known_once_they_are_read_whatever_is_searched(load, panel, record, qtbot) -> None:
    record(1, seeds=SEEDS)
    record(1, seeds=OTHER_SEEDS)
    assert panel.known_streams() is None
    load().search.setText("no such words")
    assert {stream.seeds for stream in panel.known_streams()} == {SEEDS, OTHER_SEEDS}


def test_the_newest_stream_is_chosen_at_the_start(load, record, chosen) -> None:
    record(1, seeds=SEEDS)
    record(1, seeds=OTHER_SEEDS)
    panel = load()
    assert chosen == [OTHER_SEEDS]
    assert seeds_selected(panel) == [OTHER_SEEDS]


def test_a_stream_wanted_before_the_list_is_read_is_chosen_then(
    panel, load, record, stream_of, chosen
) -> None:
    record(1, seeds=SEEDS)
    record(1, seeds=OTHER_SEEDS)
    panel.show_stream(stream_of(SEEDS).key)
    load()
    assert chosen == [SEEDS]


def test_a_click_and_the_keys_choose_a_stream(load, record, chosen, qtbot) -> None:
    for seeds in (SEEDS, OTHER_SEEDS, THIRD_SEEDS):
        record(1, seeds=seeds)
    panel = load()
    click(panel, qtbot, 2)
    assert chosen[-1] == SEEDS
    panel.select_previous()
    assert chosen[-1] == OTHER_SEEDS
    panel.select_next()
    panel.select_next()
    assert chosen == [THIRD_SEEDS, SEEDS, OTHER_SEEDS, SEEDS]


def test_the_selection_stays_on_its_stream_while_others_receive(
    load, record, stream_of, chosen, qtbot
) -> None:
    record(1, seeds=SEEDS)
    record(1, seeds=OTHER_SEEDS)
    panel = load()
    record(2, seeds=SEEDS)
    record(1, seeds=THIRD_SEEDS)
    qtbot.waitUntil(lambda: seeds_shown(panel) == [THIRD_SEEDS, SEEDS, OTHER_SEEDS], timeout=LIMIT_MS)
    assert seeds_selected(panel) == [OTHER_SEEDS]
    assert chosen == [OTHER_SEEDS]


def test_the_first_stream_of_all_is_shown(load, record, chosen, qtbot) -> None:
    load()
    record(1)
    qtbot.waitUntil(lambda: chosen == [SEEDS], timeout=LIMIT_MS)


@pytest.fixture
def clock() -> Clock:
    return Clock(now_us())


@pytest.fixture
def clocked(theme, store, questions, clock, record, qtbot) -> StreamsPanel:
    """The loaded list of two streams by a clock of the test's; auto-follow is on, and the newer is shown."""
    record(1, seeds=SEEDS)
    record(1, seeds=OTHER_SEEDS)
    made = StreamsPanel(store.reader, questions, clock.wall_us)
    qtbot.addWidget(made)
    made.resize(280, 600)
    made.show()
    with qtbot.waitSignal(made.loaded, timeout=LIMIT_MS):
        made.load()
    made.auto_follow_action.setChecked(True)
    return made


@pytest.fixture
def play(clocked, clock, stream_of) -> Callable[..., None]:
    """A stream receives a bet now."""

    def receive(seeds: SeedPair) -> None:
        stream = replace(stream_of(seeds), last_seen_us=clock.wall_us())
        clocked.apply([BetsStored(stream, (), is_new_stream=False)])

    return receive


def shown(panel: StreamsPanel) -> SeedPair:
    return panel.current_stream().seeds


def click(panel: StreamsPanel, qtbot, row: int, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    rect = panel.view.visualRect(panel.model.index(row, 0))
    place = QPoint(rect.center().x(), rect.bottom() - 8)
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def test_auto_follow_goes_to_the_stream_that_plays_once_the_shown_one_is_silent(clocked, clock, play) -> None:
    play(OTHER_SEEDS)
    clock.sleep(9)
    play(SEEDS)
    assert shown(clocked) == OTHER_SEEDS
    clock.sleep(1)
    play(SEEDS)
    assert shown(clocked) == SEEDS
    assert seeds_selected(clocked) == [SEEDS]
    assert not clocked.auto_follow.is_paused


def test_two_bots_at_once_never_make_the_page_flip(clocked, clock, play) -> None:
    told: list[object] = []
    clocked.stream_chosen.connect(told.append)
    for _ in range(100):
        play(OTHER_SEEDS)
        play(SEEDS)
        clock.sleep(0.2)
    assert told == []


def test_auto_follow_goes_to_a_new_stream_at_once_and_no_toast_tells_of_it(clocked, store, qtbot) -> None:
    with qtbot.assertNotEmitted(clocked.new_streams_appeared):
        store.writer.record([make_bet(1, THIRD_SEEDS)])
        stream = store.reader.streams()[0][0]
        clocked.apply([BetsStored(stream, (), is_new_stream=True)])
        assert shown(clocked) == THIRD_SEEDS
        clocked._new_streams._tell()


def test_what_is_imported_is_listed_but_neither_followed_nor_told(clocked, clock, store, qtbot) -> None:
    clock.sleep(3600)
    with qtbot.assertNotEmitted(clocked.new_streams_appeared):
        store.writer.record([make_bet(1, THIRD_SEEDS)], is_live=False)
        stream = store.reader.streams()[0][0]
        clocked.apply([BetsStored(stream, (), is_new_stream=True, is_live=False)])
        clocked._new_streams._tell()
    assert stream.seeds in seeds_shown(clocked)
    assert shown(clocked) == OTHER_SEEDS


def test_the_first_stream_of_all_is_shown_also_where_it_is_imported(load, store, chosen, qtbot) -> None:
    load()
    store.writer.record([make_bet(1)], is_live=False)
    qtbot.waitUntil(lambda: chosen == [SEEDS], timeout=LIMIT_MS)


@pytest.mark.parametrize(
    "act",
    [
        lambda panel, qtbot: click(panel, qtbot, 1),
        lambda panel, qtbot: click(panel, qtbot, 1, Qt.KeyboardModifier.ControlModifier),
        lambda panel, qtbot: qtbot.keyClick(panel.view, Qt.Key.Key_Down),
        lambda panel, qtbot: qtbot.keyClicks(panel.search, "o"),
        lambda panel, qtbot: panel.view.verticalScrollBar().triggerAction(
            QAbstractSlider.SliderAction.SliderToMaximum
        ),
    ],
    ids=["click", "choice of several", "key", "search", "scrolling"],
)
def test_what_the_user_does_in_the_list_pauses_auto_follow_until_resumed(
    clocked, clock, play, qtbot, act
) -> None:
    act(clocked, qtbot)
    looked_at = shown(clocked)
    clock.sleep(3600)
    play(OTHER_SEEDS if looked_at == SEEDS else SEEDS)
    assert shown(clocked) == looked_at
    clocked.findChild(FollowLine).resume_button.click()
    play(OTHER_SEEDS if looked_at == SEEDS else SEEDS)
    assert shown(clocked) != looked_at


def test_streams_that_are_selected_leave_alone_the_one_that_is_shown(load, record, chosen, qtbot) -> None:
    for seeds in (SEEDS, OTHER_SEEDS, THIRD_SEEDS):
        record(1, seeds=seeds)
    panel = load()
    click(panel, qtbot, 1, Qt.KeyboardModifier.ControlModifier)
    click(panel, qtbot, 2, Qt.KeyboardModifier.ControlModifier)
    assert seeds_selected(panel) == [THIRD_SEEDS, OTHER_SEEDS, SEEDS]
    record(2, seeds=SEEDS)
    qtbot.waitUntil(lambda: seeds_shown(panel)[0] == SEEDS, timeout=LIMIT_MS)
    assert set(seeds_selected(panel)) == {SEEDS, OTHER_SEEDS, THIRD_SEEDS}
    assert chosen == [THIRD_SEEDS]
    assert panel.head.count_label.text() == "3 selected"
    click(panel, qtbot, 2)
    assert panel.head.count_label.text() == "3 streams"
    assert seeds_selected(panel) == [OTHER_SEEDS]
    assert chosen == [THIRD_SEEDS, OTHER_SEEDS]


def test_enter_in_the_search_opens_the_first_and_leaves(load, record, chosen, qtbot) -> None:
    record(1, seeds=SEEDS)
    record(1, seeds=OTHER_SEEDS)
    panel = load()
    qtbot.keyClicks(panel.search, "my")
    with qtbot.waitSignal(panel.left):
        qtbot.keyClick(panel.search, Qt.Key.Key_Return)
    assert chosen == [OTHER_SEEDS, SEEDS]
    qtbot.keyClicks(panel.search, "no such stream")
    with qtbot.assertNotEmitted(panel.left):
        qtbot.keyClick(panel.search, Qt.Key.Key_Return)


def test_down_in_the_search_goes_into_the_list_and_enter_there_opens(load, record, chosen, qtbot) -> None:
    record(1, seeds=SEEDS)
    record(1, seeds=OTHER_SEEDS)
    panel = load()
    panel.activateWindow()
    panel.search.setFocus()
    qtbot.keyClicks(panel.search, "my")
    qtbot.keyClick(panel.search, Qt.Key.Key_Down)
    qtbot.waitUntil(panel.view.hasFocus)
    assert panel.view.current_stream().seeds == SEEDS
    assert chosen == [OTHER_SEEDS]
    record(2, seeds=OTHER_SEEDS)
    key = panel.current_stream().key
    qtbot.waitUntil(lambda: panel.model.stream(key).total_bets == 2, timeout=LIMIT_MS)
    with qtbot.waitSignal(panel.left):
        qtbot.keyClick(panel.view, Qt.Key.Key_Return)
    assert chosen == [OTHER_SEEDS, SEEDS]


def test_escape_in_the_search_clears_it_and_leaves(load, record, qtbot) -> None:
    record(1, seeds=SEEDS)
    record(1, seeds=OTHER_SEEDS)
    panel = load()
    qtbot.keyClicks(panel.search, "my")
    with qtbot.waitSignal(panel.left):
        qtbot.keyClick(panel.search, Qt.Key.Key_Escape)
    assert len(seeds_shown(panel)) == 2


def test_the_arrow_and_the_search_ask_to_fold_and_unfold(load, qtbot) -> None:
    panel = load()
    with qtbot.waitSignal(panel.fold_requested) as told:
        panel.head.fold_requested.emit()
    assert told.args == [True]
    panel.hide()
    with qtbot.waitSignal(panel.fold_requested) as told:
        panel.focus_search()
    assert told.args == [False]


def test_a_stream_that_is_not_there_yet_is_shown_when_it_comes(load, record, store, stream_of, chosen, qtbot):
    record(1, seeds=SEEDS)
    panel = load()
    panel.show_stream(stream_of(SEEDS).key + 1)
    record(1, seeds=OTHER_SEEDS)
    qtbot.waitUntil(lambda: chosen == [SEEDS, OTHER_SEEDS], timeout=LIMIT_MS)


def test_after_a_deletion_the_next_stream_is_the_one_that_stood_below(
    load, record, store, stream_of, chosen, qtbot
) -> None:
    for seeds in (SEEDS, OTHER_SEEDS, THIRD_SEEDS):
        record(1, seeds=seeds)
    panel = load()
    panel.select_next()
    store.writer.delete_stream(stream_of(OTHER_SEEDS).id)
    qtbot.waitUntil(lambda: chosen[-1] is None, timeout=LIMIT_MS)
    panel.select_next()
    assert chosen[-1] == SEEDS


def test_search_filters_as_one_types_and_keeps_what_is_shown(load, record, chosen, qtbot) -> None:
    record(1, seeds=SEEDS)
    record(1, seeds=OTHER_SEEDS)
    panel = load()
    qtbot.keyClicks(panel.findChild(QLineEdit, "streamSearch"), "MY-cl")
    assert seeds_shown(panel) == [SEEDS]
    assert panel.head.count_label.text() == "1 of 2 streams"
    assert panel.current_stream().seeds == OTHER_SEEDS
    qtbot.keyClicks(panel.search, "xyz")
    assert panel.notice.words.startswith("No stream found")
    panel.notice.action_chosen.emit()
    assert seeds_shown(panel) == [OTHER_SEEDS, SEEDS]
    assert seeds_selected(panel) == [OTHER_SEEDS]
    assert chosen == [OTHER_SEEDS]


def test_new_streams_within_a_second_are_told_together(load, record, qtbot) -> None:
    record(1, seeds=SEEDS)
    panel = load()
    with qtbot.waitSignal(panel.new_streams_appeared, timeout=LIMIT_MS) as told:
        record(1, seeds=OTHER_SEEDS)
        record(1, seeds=THIRD_SEEDS)
    assert [stream.seeds for stream in told.args[0]] == [OTHER_SEEDS, THIRD_SEEDS]


def test_streams_that_were_there_at_the_start_are_not_new(load, record, bridge, qtbot) -> None:
    record(1)
    panel = load()
    with qtbot.waitSignal(bridge.store_changed, timeout=LIMIT_MS):
        record(2)
    with qtbot.assertNotEmitted(panel.new_streams_appeared):
        panel._new_streams._tell()


def test_a_deleted_stream_leaves_the_list_and_the_page(load, record, store, stream_of, chosen, qtbot) -> None:
    record(1, seeds=SEEDS)
    record(1, seeds=OTHER_SEEDS)
    panel = load()
    store.writer.delete_stream(stream_of(OTHER_SEEDS).id)
    qtbot.waitUntil(lambda: chosen[-1] is None, timeout=LIMIT_MS)
    assert seeds_shown(panel) == [SEEDS]
    assert panel.current_stream() is None
    assert seeds_selected(panel) == []


def test_what_happens_while_the_list_is_read_is_in_it(panel, record, stream_of, store, bridge, qtbot) -> None:
    record(1, seeds=SEEDS)
    with qtbot.waitSignal(panel.loaded, timeout=LIMIT_MS):
        panel.load()
        store.writer.record([make_bet(1, OTHER_SEEDS)])
        store.writer.delete_stream(stream_of(SEEDS).id)
    qtbot.waitUntil(lambda: seeds_shown(panel) == [OTHER_SEEDS], timeout=LIMIT_MS)


def test_the_order_is_chosen_and_kept_for_the_next_start(load, record, store, questions, qtbot) -> None:
    record(1, 2, seeds=SEEDS)
    record(1, seeds=OTHER_SEEDS)
    panel = load()
    panel.findChild(QComboBox).setCurrentText(StreamOrder.BETS.value)
    assert seeds_shown(panel) == [SEEDS, OTHER_SEEDS]
    assert seeds_selected(panel) == [OTHER_SEEDS]
    other = StreamsPanel(store.reader, questions)
    qtbot.addWidget(other)
    other.restore_state(panel.save_state())
    assert other.model.order is StreamOrder.BETS
    other.restore_state({"order": "unknown"})
    assert other.model.order is StreamOrder.BETS


def test_a_store_that_cannot_be_read_is_told_with_a_way_to_try_again(panel, store, qtbot) -> None:
    store.close()
    with qtbot.waitSignal(panel.fault_met, timeout=LIMIT_MS):
        panel.load()
    assert panel.notice.words.startswith("The streams could not be read")
    with qtbot.waitSignal(panel.fault_met, timeout=LIMIT_MS):
        panel.notice.action_chosen.emit()


def test_every_control_has_a_name_and_a_tooltip(load) -> None:
    panel = load()
    controls = [one for kind in (QAbstractButton, QComboBox, QLineEdit) for one in panel.findChildren(kind)]
    own = [
        one for one in controls if one.window() is panel.window() and not isinstance(one.parent(), QLineEdit)
    ]
    assert len(own) >= 4
    assert not [one for one in own if not (one.accessibleName() and one.toolTip())]
    assert panel.view.accessibleName()


def test_verified_bets_bring_new_totals_and_choose_nothing(load, record, stream_of, chosen) -> None:
    record(1, seeds=SEEDS)
    record(1, seeds=OTHER_SEEDS)
    panel = load()
    panel.auto_follow_action.setChecked(True)
    chosen.clear()
    with_totals = replace(stream_of(SEEDS), sum_multipliers=9.0)
    panel.apply([BetsVerified(with_totals, 1, 2)])
    assert panel.model.stream(with_totals.key) == with_totals
    assert chosen == []
    assert panel.current_stream().seeds == OTHER_SEEDS
