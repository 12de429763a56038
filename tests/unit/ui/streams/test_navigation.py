"""The way through the streams."""

from tests.shell import FIRST_SEEDS, SECOND_SEEDS


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
