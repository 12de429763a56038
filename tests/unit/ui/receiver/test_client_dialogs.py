"""What the window does about clients."""

from PySide6.QtWidgets import QDialog, QLineEdit

from liveapp.domain.clients import Received
from liveapp.domain.pairing import PairingOutcome, PairingTried
from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.ui.receiver.address import SCRIPT_COPIED
from liveapp.ui.receiver.clients_dialog import ClientsDialog
from liveapp.ui.receiver.install_dialog import InstallDialog
from liveapp.ui.receiver.pairing_dialog import PairingDialog
from liveapp.ui.receiver.requests_dialog import RequestsDialog
from tests.shell import RECEIVING, RESOURCES, Shell, button, visible_words
from tests.unit.ui.receiver.clients import CHROME, EXTENSION


def enter(shell: Shell, code: str) -> PairingOutcome:
    """Have the extension enter a code, and the window hear of it."""
    outcome = shell.program.pairing.attempt(code, EXTENSION, CHROME)
    for tried in shell.program.pairings_tried:
        shell.window.show_pairing_tried(tried)
    shell.program.pairings_tried.clear()
    return outcome


def shown_code(dialog: QDialog) -> str:
    return dialog.panel.code.text().replace(" ", "")


def test_the_first_page_leads_to_a_code_that_connects(shell: Shell) -> None:
    shell.window.show_receiver_state(RECEIVING)
    button(shell.window.first_run, "Connect the browser extension…").click()
    dialog = shell.window.findChild(PairingDialog)
    assert dialog.isVisible()
    assert enter(shell, "nonsense") is PairingOutcome.WRONG
    assert "4 tries left" in visible_words(dialog)
    assert enter(shell, shown_code(dialog)) is PairingOutcome.RIGHT
    assert "Browser extension in Chrome is connected" in visible_words(dialog)
    assert shell.window.toasts.toasts == []


def test_a_dialog_that_is_open_is_shown_again_and_a_closed_one_is_gone(shell: Shell, qtbot) -> None:
    shell.window.show_receiver_state(RECEIVING)
    clients = shell.window.receiver.clients
    first = clients.connect_extension()
    code = shown_code(first)
    assert clients.connect_extension() is first
    assert shown_code(first) == code
    first.reject()
    assert enter(shell, code) is PairingOutcome.NONE_UNDER_WAY
    assert clients.connect_extension() is not first


def test_a_code_waits_for_the_receiver_and_follows_it(shell: Shell) -> None:
    dialog = shell.window.receiver.clients.connect_extension()
    assert not dialog.panel.shows_code
    shell.window.show_receiver_state(RECEIVING)
    assert dialog.panel.shows_code
    code = shown_code(dialog)
    moved = ReceiverState(ReceiverPhase.RECEIVING, 18000, "http://127.0.0.1:18000")
    shell.window.show_receiver_state(moved)
    assert dialog.findChild(QLineEdit).text() == "http://127.0.0.1:18000/live/ingest"
    assert shown_code(dialog) == code


def test_what_was_entered_just_before_the_dialog_went_is_told_in_a_toast(shell: Shell) -> None:
    for is_right, words in (
        (False, "A wrong code was entered (Browser extension in Chrome): 3 tries left"),
        (True, "Browser extension in Chrome is connected"),
    ):
        shell.window.show_pairing_tried(PairingTried(is_right, 3, EXTENSION, CHROME, 0))
        assert shell.window.toasts.toasts[-1].text == words


def test_who_sends_is_listed_with_ways_to_the_other_dialogs(shell: Shell) -> None:
    shell.window.show_receiver_state(RECEIVING)
    shell.program.client_log.note(EXTENSION, CHROME, Received(bets=3))
    shell.window.actions_by_name["showClientsAction"].trigger()
    dialog = shell.window.findChild(ClientsDialog)
    assert dialog.model.index(0, 0).data() == "Browser extension in Chrome"
    button(dialog, "Refused requests…").click()
    assert shell.window.findChild(RequestsDialog).isVisible()
    button(dialog, "Connect the browser extension…").click()
    assert shell.window.findChild(PairingDialog).isVisible()
    button(dialog, "Copy Antebot script").click()
    assert shell.window.toasts.toasts[-1].text == SCRIPT_COPIED


def test_installing_and_connecting_lead_to_each_other(shell: Shell) -> None:
    shell.window.actions_by_name["installExtensionAction"].trigger()
    installing = shell.window.findChild(InstallDialog)
    assert installing.findChild(QLineEdit).text() == str(RESOURCES / "extension")
    button(installing, "Connect it…").click()
    connecting = shell.window.findChild(PairingDialog)
    installing.reject()
    button(connecting, "Install the extension…").click()
    assert [one.isVisible() for one in shell.window.findChildren(InstallDialog)][-1]
