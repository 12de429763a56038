"""The banner about the receiver: why it cannot receive."""

from liveapp.domain.events import BetsStored
from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.ui.settings.dialog import SettingsDialog
from tests.shell import FIRST_SEEDS, RECEIVING, bet, button
from tests.values import stored_bet

TAKEN = ReceiverState(ReceiverPhase.PORT_IN_USE, 17888, None, "another program uses it")


def test_a_taken_port_is_told_in_a_banner_with_retry_and_another_port(live_shell, program):
    window = live_shell.window
    window.show_receiver_state(TAKEN)
    banner = window.notices.fault_banner
    assert banner.isVisible()
    assert "port 17888 is in use. Another program uses it." in banner.text
    button(banner, "Retry").click()
    assert program.retries == 1
    button(banner, "Choose another port…").click()
    assert window.findChild(SettingsDialog).isVisible()


def test_the_banner_goes_once_the_receiver_receives_and_does_not_flicker_while_it_tries(live_shell):
    window = live_shell.window
    window.show_receiver_state(TAKEN)
    window.show_receiver_state(ReceiverState(ReceiverPhase.STARTING, 17888))
    assert window.notices.fault_banner.isVisible()
    window.show_receiver_state(RECEIVING)
    assert not window.notices.fault_banner.isVisible()


def test_bets_that_are_imported_did_not_arrive_now(live_shell, qtbot):
    window = live_shell.window
    window.show_receiver_state(RECEIVING)
    live_shell.store.writer.record([bet(FIRST_SEEDS, 21)], is_live=False)
    qtbot.waitUntil(lambda: window.bets.model.rowCount() == 21)
    window.notices.status.refresh()
    assert "no bet since the start" in window.notices.status.text()
    live_shell.record(FIRST_SEEDS, 22)
    qtbot.waitUntil(lambda: "no bet since the start" not in window.notices.status.text())


def test_what_is_imported_beside_a_heartbeat_that_arrives_did_not_arrive_now(live_shell):
    notices = live_shell.window.notices
    notices.show_state(RECEIVING)
    stream = live_shell.streams()[0]
    notices.apply([BetsStored(stream, (stored_bet(), stored_bet(id=2)), False, imported=2)])
    notices.status.refresh()
    assert "no bet since the start" in notices.status.text()
