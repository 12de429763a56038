"""The way through the streams."""

import pytest

from liveapp.ui.streams.navigation import StreamNavigation
from tests.shell import FIRST_SEEDS, SECOND_SEEDS
from tests.window_fixtures import LIMIT_MS, OTHER_SEEDS, SEEDS


def test_the_stream_beside_is_shown_when_the_shown_one_is_deleted(live_shell, qtbot):
    window = live_shell.window
    live_shell.store.writer.delete_stream(window.page.stream.id)
    qtbot.waitUntil(lambda: window.page.stream is not None and window.page.stream.seeds == SECOND_SEEDS)
    assert not window.actions_by_name["backAction"].isEnabled()


def test_a_stream_asked_for_before_the_list_is_read_is_shown_then(make_shell, qtbot):
    shell_before = make_shell()
    shell_before.record(SECOND_SEEDS, 1)
    shell_before.record(FIRST_SEEDS, 1)
    window = shell_before.open_window()
    window.panel.auto_follow_action.setChecked(False)
    wanted = next(stream for stream in shell_before.streams() if stream.seeds == SECOND_SEEDS)
    window.open_stream(wanted)
    window.show()
    qtbot.waitUntil(lambda: window.page.stream is not None)
    assert window.page.stream.seeds == SECOND_SEEDS


@pytest.fixture
def navigation(panel, record, qtbot):
    """The way through the loaded list of two streams; the newer one is shown."""
    record(1, seeds=SEEDS)
    record(1, seeds=OTHER_SEEDS)
    made = StreamNavigation(panel)
    with qtbot.waitSignal(made.stream_shown, timeout=LIMIT_MS):
        panel.load()
    return made


def test_back_and_forward_are_possible_where_streams_were_shown(navigation, panel, stream_of):
    assert navigation.possible_ways() == {"backAction": False, "forwardAction": False}
    navigation.open(stream_of(SEEDS))
    assert navigation.possible_ways() == {"backAction": True, "forwardAction": False}
    navigation.commands()["backAction"]()
    assert panel.current_stream().seeds == OTHER_SEEDS
    assert navigation.possible_ways() == {"backAction": False, "forwardAction": True}
    navigation.commands()["forwardAction"]()
    assert panel.current_stream().seeds == SEEDS


def test_a_way_that_is_not_there_leads_nowhere(navigation, panel):
    navigation.commands()["backAction"]()
    navigation.commands()["forwardAction"]()
    assert panel.current_stream().seeds == OTHER_SEEDS


def test_a_stream_can_be_opened_by_its_key(navigation, stream_of, qtbot):
    with qtbot.waitSignal(navigation.stream_shown) as shown:
        navigation.open(stream_of(SEEDS).key)
    assert shown.args[0].seeds == SEEDS
