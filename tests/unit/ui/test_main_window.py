"""The window puts its parts together: what it shows when, what it keeps for the next start."""

import json
from dataclasses import replace
from uuid import UUID

import pytest

from liveapp.app.core.state_file import WINDOW_STATE_FILE
from liveapp.domain.alerts.rules import Alert
from liveapp.domain.events import BetsVerified
from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.ui.alerts.history_dialog import HistoryDialog
from liveapp.ui.comparing.dialog import CompareDialog
from liveapp.ui.help.about_dialog import AboutDialog
from tests.shell import FIRST_SEEDS, RECEIVING, SECOND_SEEDS, button, show_stream

TAKEN = ReceiverState(ReceiverPhase.PORT_IN_USE, 17888, None, "another program uses it")


def test_the_first_bet_replaces_it_and_is_shown(shell, qtbot):
    shell.record(FIRST_SEEDS, 1)
    qtbot.waitUntil(lambda: not shell.window.first_run.isVisible())
    qtbot.waitUntil(lambda: shell.window.bets.model.rowCount() == 1)


def test_it_comes_back_when_the_last_stream_is_deleted(shell, qtbot):
    shell.record(FIRST_SEEDS, 1)
    qtbot.waitUntil(lambda: not shell.window.first_run.isVisible())
    shell.store.writer.delete_stream(shell.streams()[0].id)
    qtbot.waitUntil(shell.window.first_run.isVisible)


def test_recorded_streams_stay_usable_while_the_port_is_taken(live_shell, qtbot):
    live_shell.window.show_receiver_state(TAKEN)
    show_stream(qtbot, live_shell, SECOND_SEEDS)
    qtbot.waitUntil(lambda: live_shell.window.bets.model.rowCount() == 5)


def test_what_needs_a_stream_is_offered_only_with_one(shell, qtbot):
    names = ("exportCsvAction", "editNotesAction", "deleteStreamAction", "goToNonceAction")
    assert not any(shell.window.actions_by_name[name].isEnabled() for name in names)
    shell.record(FIRST_SEEDS, 1)
    qtbot.waitUntil(lambda: all(shell.window.actions_by_name[name].isEnabled() for name in names))


def test_help_plays_the_demo_and_tells_about_the_program(live_shell, program):
    live_shell.window.actions_by_name["playDemoAction"].trigger()
    assert program.demos == 1
    live_shell.window.actions_by_name["aboutAction"].trigger()
    assert live_shell.window.findChild(AboutDialog).isVisible()


def test_data_folder_and_log_are_opened_by_the_system(live_shell, program, opened):
    program.settings.data_dir.mkdir(exist_ok=True)
    program.settings.log_path.touch()
    live_shell.window.actions_by_name["openDataFolderAction"].trigger()
    live_shell.window.actions_by_name["openLogAction"].trigger()
    assert opened.paths == [program.settings.data_dir, program.settings.log_path]


def test_an_alert_leads_to_its_stream_and_has_auto_follow_pause(live_shell, qtbot):
    window = live_shell.window
    window.panel.auto_follow_action.setChecked(True)
    other = next(one for one in live_shell.streams() if one.seeds == SECOND_SEEDS)
    alert = Alert(UUID(int=1), other.id, 0, "12 bets lost in a row", "Seen in another stream.")
    live_shell.alerts.remember([alert], [], [])
    window.show_alerts([alert])
    button(window.toasts.toasts[-1], "Open").click()
    assert window.page.stream.seeds == SECOND_SEEDS
    assert window.panel.auto_follow.is_paused
    window.actions_by_name["alertsAction"].trigger()
    window.actions_by_name["alertHistoryAction"].trigger()
    history = window.findChild(HistoryDialog)
    live_shell.store.writer.set_alias(other.id, "Evening")
    qtbot.waitUntil(lambda: history.model.stream_at(0).startswith("Evening"))


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_a_pressed_notification_of_an_alert_leads_to_its_stream(live_shell):
    window = live_shell.window
    other = next(one for one in live_shell.streams() if one.seeds == SECOND_SEEDS)
    window.show_alerts([Alert(UUID(int=1), other.id, 0, "3 rounds missed", "Seen.", notifies=True)])
    window.hide()
    window.tray.notifications.clicked.emit()
    assert window.isVisible()
    assert window.page.stream.seeds == SECOND_SEEDS


def test_size_splitter_stream_filters_and_auto_follow_are_kept(live_shell, qtbot):
    before = live_shell.window
    before.resize(760, 560)
    before._body._splitter.setSizes([250, 510])
    show_stream(qtbot, live_shell, SECOND_SEEDS)
    before.panel.auto_follow_action.setChecked(True)
    before.bets.filter_bar.difficulty.setCurrentText("easy")
    with qtbot.waitSignal(before.closed):
        before.close()
    after = live_shell.open_window()
    after.show()
    qtbot.waitUntil(lambda: after.page.stream is not None)
    assert after.page.stream.seeds == SECOND_SEEDS
    assert after.size() == before.size()
    assert after._body._splitter.sizes() == before._body._splitter.sizes()
    assert after.panel.auto_follow_action.isChecked()
    assert after.bets.filter_bar.difficulty.currentText() == "easy"


def test_a_state_file_full_of_nonsense_changes_nothing(make_shell, program, qtbot):
    values = {
        "geometry": "AAAA",
        "splitter": "no base64",
        "streams": ["1"],
        "page": {"tab": 7},
        "bets": {"columns": "////", "difficulty": "\N{SNOWMAN}", "min_multiplier": "-inf"},
        "stream": "9" * 5000,
        "auto_follow": "maybe",
    }
    file = program.settings.data_dir / WINDOW_STATE_FILE
    file.write_text(json.dumps(values), encoding="utf-8")
    window = make_shell().window
    window.show()
    qtbot.waitUntil(lambda: window.panel.is_loaded)
    assert not window.panel.auto_follow_action.isChecked()
    assert window.panel.isVisible() or window.first_run.isVisible()


def test_a_stopped_window_has_no_thread_left_and_stops_twice(live_shell):
    live_shell.window.stop()
    live_shell.window.stop()


def test_verified_bets_are_no_new_bets_and_their_totals_are_shown(live_shell):
    live_shell.window.show_receiver_state(RECEIVING)
    stream = replace(live_shell.window.page.stream, total_bets=54_321)
    live_shell.window.apply_store_events([BetsVerified(stream, 1, 6)])
    assert live_shell.window.page.stream == stream
    assert live_shell.window.panel.current_stream() == stream
    live_shell.window.notices.status.refresh()
    assert "no bet since the start" in live_shell.window.notices.status.text()


def test_streams_that_are_selected_in_the_list_can_be_compared(live_shell, qtbot):
    window, streams = live_shell.window, live_shell.streams()[:2]
    menu = window.panel.menus.menu(streams)
    next(one for one in menu.actions() if "mpare" in one.text()).trigger()
    dialog = window.findChild(CompareDialog)
    qtbot.waitUntil(lambda: all(side.figures is not None for side in dialog.live.sides))
    before = dialog.live.sides[0].figures.total_bets
    live_shell.record(streams[0].seeds, 901)
    qtbot.waitUntil(lambda: dialog.live.sides[0].figures.total_bets == before + 1)
