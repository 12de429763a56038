from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLineEdit

from liveapp.domain.bets import SeedPair
from liveapp.domain.events import BetsChanged
from liveapp.ui.streams.model import STREAM_ROLE
from liveapp.ui.streams.order import StreamOrder
from liveapp.ui.streams.panel import StreamsPanel
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
    place = panel.view.visualRect(panel.model.index(2, 0)).center()
    qtbot.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
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


def test_auto_follow_shows_the_stream_that_received_last_and_survives_jumps(
    load, record, chosen, stream_of, qtbot
) -> None:
    record(1, seeds=SEEDS)
    record(1, seeds=OTHER_SEEDS)
    panel = load()
    panel.auto_follow_action.setChecked(True)
    record(2, seeds=SEEDS)
    qtbot.waitUntil(lambda: chosen[-1] == SEEDS, timeout=LIMIT_MS)
    panel.show_stream(stream_of(OTHER_SEEDS).key)
    assert panel.auto_follow_action.isChecked()
    assert chosen[-1] == OTHER_SEEDS
    record(3, seeds=SEEDS)
    qtbot.waitUntil(lambda: chosen[-1] == SEEDS, timeout=LIMIT_MS)
    assert seeds_selected(panel) == [SEEDS]


def test_auto_follow_does_not_follow_heartbeats(
    load, record, record_heartbeat, chosen, qtbot, bridge
) -> None:
    record(1, seeds=SEEDS)
    record(1, seeds=OTHER_SEEDS)
    load().auto_follow_action.setChecked(True)
    with qtbot.waitSignal(bridge.store_changed, timeout=LIMIT_MS):
        record_heartbeat(7, SEEDS)
    assert chosen == [OTHER_SEEDS]


def test_two_bots_at_once_do_not_make_it_flicker(load, record, chosen, qtbot) -> None:
    record(1, seeds=SEEDS)
    record(1, seeds=OTHER_SEEDS)
    load().auto_follow_action.setChecked(True)
    chosen.clear()
    for nonce in range(2, 12):
        record(nonce, seeds=SEEDS)
        record(nonce, seeds=OTHER_SEEDS)
        qtbot.wait(30)
    assert len(chosen) <= 2


def test_the_check_and_the_action_are_one(load) -> None:
    panel = load()
    check = panel.findChild(QCheckBox)
    check.click()
    assert panel.auto_follow_action.isChecked()
    panel.auto_follow_action.trigger()
    assert not check.isChecked()
    assert panel.auto_follow_action.objectName() == "autoFollowAction"
    assert panel.auto_follow_action.shortcut().toString() == "Ctrl+L"


def test_search_filters_as_one_types_and_keeps_what_is_shown(load, record, chosen, qtbot) -> None:
    record(1, seeds=SEEDS)
    record(1, seeds=OTHER_SEEDS)
    panel = load()
    qtbot.keyClicks(panel.findChild(QLineEdit, "streamSearch"), "MY-cl")
    assert seeds_shown(panel) == [SEEDS]
    assert panel.count_label.text() == "1 of 2 streams"
    assert panel.current_stream().seeds == OTHER_SEEDS
    qtbot.keyClicks(panel.search, "xyz")
    assert panel.notice.words.startswith("No stream found")
    panel.notice.action_chosen.emit()
    assert seeds_shown(panel) == [OTHER_SEEDS, SEEDS]
    assert seeds_selected(panel) == [OTHER_SEEDS]
    assert chosen == [OTHER_SEEDS]


def test_new_streams_within_a_second_are_told_together(load, record, qtbot) -> None:
    panel = load()
    with qtbot.waitSignal(panel.new_streams_appeared, timeout=LIMIT_MS) as told:
        record(1, seeds=SEEDS)
        qtbot.wait(200)
        record(1, seeds=OTHER_SEEDS)
    assert [stream.seeds for stream in told.args[0]] == [SEEDS, OTHER_SEEDS]


def test_streams_that_were_there_at_the_start_are_not_new(load, record, qtbot) -> None:
    record(1)
    panel = load()
    with qtbot.assertNotEmitted(panel.new_streams_appeared, wait=1200):
        record(2)


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


def test_changed_bets_bring_new_totals_and_choose_nothing(load, record, stream_of, chosen) -> None:
    record(1, seeds=SEEDS)
    record(1, seeds=OTHER_SEEDS)
    panel = load()
    panel.auto_follow_action.setChecked(True)
    chosen.clear()
    with_totals = replace(stream_of(SEEDS), sum_multipliers=9.0)
    panel.apply([BetsChanged(with_totals, ())])
    assert panel.model.stream(with_totals.key) == with_totals
    assert chosen == []
    assert panel.current_stream().seeds == OTHER_SEEDS
