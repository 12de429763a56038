"""Address and token, copied by their actions."""

from PySide6.QtGui import QAction, QGuiApplication

from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from tests.shell import RECEIVING

TAKEN = ReceiverState(ReceiverPhase.PORT_IN_USE, 17888, None, "another program uses it")


def test_url_and_token_are_copied_by_their_actions(live_shell, program):
    window = live_shell.window
    window.show_receiver_state(RECEIVING)
    window.findChild(QAction, "copyIngestUrlAction").trigger()
    assert QGuiApplication.clipboard().text() == "http://127.0.0.1:17888/live/ingest"
    window.findChild(QAction, "copyTokenAction").trigger()
    assert QGuiApplication.clipboard().text() == program.settings.ingest_token
    assert [toast.text for toast in window.toasts.toasts] == [
        "Ingest URL copied",
        "Ingest token copied",
    ]


def test_the_url_cannot_be_copied_while_there_is_none(shell):
    shell.window.show_receiver_state(TAKEN)
    assert not shell.window.findChild(QAction, "copyIngestUrlAction").isEnabled()
