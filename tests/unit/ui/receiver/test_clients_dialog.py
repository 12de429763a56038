"""The list of who sends."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton

from liveapp.domain.clients import ClientSeen
from liveapp.ui.receiver import clients_dialog
from liveapp.ui.receiver.clients_dialog import ClientsDialog, ClientWays
from tests.shell import button, visible_words
from tests.unit.ui.receiver.clients import client
from tests.unit.ui.receiver.refusals import NOW_US, refusal


class Receiver:
    """Who it heard from, how often it was asked, and what else was done."""

    def __init__(self) -> None:
        self.heard: list[ClientSeen] = []
        self.asked = 0
        self.url = "http://127.0.0.1:17888/live/ingest"
        self.done: list[str] = []

    def clients(self) -> list[ClientSeen]:
        self.asked += 1
        return self.heard

    def copy(self, what: str) -> bool:
        self.done.append(what)
        return bool(self.url)

    @property
    def ways(self) -> ClientWays:
        return ClientWays(
            lambda: self.copy("url"),
            lambda: self.copy("token"),
            lambda: self.copy("script"),
            lambda: self.done.append("connect"),
            lambda: self.done.append("requests"),
        )


@pytest.fixture
def receiver() -> Receiver:
    return Receiver()


@pytest.fixture
def dialog(light_theme, receiver: Receiver, qtbot, monkeypatch) -> ClientsDialog:
    monkeypatch.setattr(clients_dialog, "ASKED_EVERY_MS", 50)
    made = ClientsDialog(receiver.clients, lambda: receiver.url, receiver.ways, clock_us=lambda: NOW_US)
    qtbot.addWidget(made)
    made.show()
    return made


def test_while_nobody_sends_it_says_what_a_client_needs(dialog: ClientsDialog, receiver: Receiver) -> None:
    assert "Nobody sent anything in the last 15 minutes" in visible_words(dialog)
    assert "needs the URL and the token" in visible_words(dialog)
    assert not dialog.details.isVisible()
    receiver.url = ""
    dialog.refresh()
    assert "The receiver has no address now" in visible_words(dialog)


def test_it_asks_by_itself_while_it_is_seen_and_rests_while_it_is_not(
    dialog: ClientsDialog, receiver: Receiver, qtbot
) -> None:
    receiver.heard = [client()]
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1, timeout=20_000)
    assert "1 client in the last 15 minutes · last bet 2 s ago" in visible_words(dialog)
    dialog.hide()
    asked = receiver.asked
    qtbot.wait(200)
    assert receiver.asked == asked
    dialog.show()
    assert receiver.asked == asked + 1


def test_the_first_client_is_chosen_and_told_whole_and_so_is_the_next(
    dialog: ClientsDialog, receiver: Receiver
) -> None:
    receiver.heard = [
        client("first", first_s=60, refusal=refusal(reason="Odd")),
        client("second", first_s=30),
    ]
    dialog.refresh()
    assert "second" in dialog.details.text
    dialog.view.selectRow(1)
    assert "first" in dialog.details.text
    assert "Odd" in dialog.details.text
    receiver.heard = receiver.heard[1:]
    dialog.refresh()
    assert "second" in dialog.details.text


def test_what_is_selected_in_the_text_stays_while_nothing_changes(
    dialog: ClientsDialog, receiver: Receiver
) -> None:
    receiver.heard = [client()]
    dialog.refresh()
    dialog.details.selectAll()
    dialog.refresh()
    assert dialog.details.textCursor().hasSelection()
    receiver.heard = [replace(receiver.heard[0], bets=6)]
    dialog.refresh()
    assert "6 new" in dialog.details.text


def test_its_buttons_lead_to_what_a_client_needs(dialog: ClientsDialog, receiver: Receiver) -> None:
    for words in (
        "Copy URL",
        "Copy token",
        "Copy Antebot script",
        "Connect the browser extension…",
        "Refused requests…",
    ):
        button(dialog, words).click()
    assert receiver.done == ["url", "token", "script", "connect", "requests"]


def test_a_copy_button_says_whether_there_was_something_to_copy(
    dialog: ClientsDialog, receiver: Receiver
) -> None:
    url, script = button(dialog, "Copy URL"), button(dialog, "Copy Antebot script")
    url.click()
    receiver.url = ""
    script.click()
    assert (url.text(), script.text()) == ("Copied", "No URL now")


def test_enter_presses_nothing(dialog: ClientsDialog) -> None:
    seen = [one for one in dialog.findChildren(QPushButton) if one.isVisible()]
    assert len(seen) == 6
    assert not any(one.autoDefault() or one.isDefault() for one in seen)
