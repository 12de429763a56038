"""The banners about the receiver: why it cannot receive, what it refused."""

from liveapp.domain.events import RequestRefused
from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.ui.receiver.notices import ReceiverNotices
from liveapp.ui.settings.dialog import SettingsDialog
from tests.shell import RECEIVING, button

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


def test_refused_requests_are_told_joined_and_lead_to_the_allowed_sites(live_shell, qtbot):
    window = live_shell.window
    for _ in range(50):
        for site in ("one", "two"):
            reason = f"A page at https://{site}.example was refused: not an allowed site"
            window.show_refusal(RequestRefused(403, reason))
    banner = window.notices.refusals
    qtbot.waitUntil(banner.isVisible)
    assert banner.text == (
        "A page at https://two.example was refused: not an allowed site · and 1 other refusal"
    )
    button(banner, "Allowed sites…").click()
    assert window.findChild(SettingsDialog).isVisible()


def test_a_dismissed_refusal_comes_back_only_with_the_next_one(live_shell, qtbot):
    notices: ReceiverNotices = live_shell.window.notices
    notices.show_refusal(RequestRefused(401, "A request with a wrong token was refused"))
    qtbot.waitUntil(notices.refusals.isVisible)
    notices.refusals.dismissed.emit()
    assert not notices.refusals.isVisible()
    notices.show_refusal(RequestRefused(401, "A request with a wrong token was refused"))
    qtbot.waitUntil(notices.refusals.isVisible)
    assert notices.refusals.text == "A request with a wrong token was refused"
