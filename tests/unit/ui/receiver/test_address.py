"""Address, token and the script with both, copied by their actions."""

from dataclasses import replace

from PySide6.QtGui import QAction, QGuiApplication

from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.ui.receiver.address import SCRIPT_COPIED
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


def test_url_and_script_cannot_be_copied_while_there_is_no_address(shell):
    QGuiApplication.clipboard().setText("before")
    shell.window.show_receiver_state(TAKEN)
    for name in ("copyIngestUrlAction", "copyAntebotScriptAction"):
        assert not shell.window.findChild(QAction, name).isEnabled()
    assert not shell.window.receiver.address.copy_script()
    assert QGuiApplication.clipboard().text() == "before"


def test_the_script_is_copied_with_what_is_in_force(shell, program):
    window = shell.window
    window.show_receiver_state(replace(RECEIVING, url="http://127.0.0.1:4242"))
    program.change_settings({"ingest_token": "it's \"</script>ö__LIVEAPP_URL__"})
    window.findChild(QAction, "copyAntebotScriptAction").trigger()
    script = QGuiApplication.clipboard().text()
    assert 'var LIVEAPP_URL = "http://127.0.0.1:4242/live/ingest";' in script
    assert 'var LIVEAPP_TOKEN = "it\'s \\"<\\/script>\\u00f6__LIVEAPP_URL__";' in script
    assert [toast.text for toast in window.toasts.toasts] == [SCRIPT_COPIED]


def test_where_no_token_is_needed_the_script_has_none(shell, program):
    shell.window.show_receiver_state(RECEIVING)
    program.change_settings({"require_token": False})
    shell.window.receiver.address.copy_script()
    assert 'var LIVEAPP_TOKEN = "";' in QGuiApplication.clipboard().text()
