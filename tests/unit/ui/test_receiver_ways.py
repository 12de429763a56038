"""What leads from the first page and the notices to what helps the receiver."""

from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from tests.shell import RECEIVING

TAKEN = ReceiverState(ReceiverPhase.PORT_IN_USE, 17888, None, "another program uses it")
OFFERED = ("copyIngestUrlAction", "copyAntebotScriptAction", "retryReceiverAction")


def offered(window) -> list[bool]:
    return [window.actions_by_name[name].isEnabled() for name in OFFERED]


def test_the_address_is_copied_while_there_is_one_and_the_port_is_tried_again_while_there_is_none(live_shell):
    window = live_shell.window
    window.show_receiver_state(RECEIVING)
    assert offered(window) == [True, True, False]
    window.show_receiver_state(TAKEN)
    assert offered(window) == [False, False, True]


def test_first_page_and_banner_both_have_the_port_tried_again(live_shell):
    window, program = live_shell.window, live_shell.program
    for place in (window.first_run, window.notices):
        before = program.retries
        place.retry_requested.emit()
        assert program.retries == before + 1
    window.first_run.demo_requested.emit()
    assert program.demos == 1
