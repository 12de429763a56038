"""The browser extension gets its token from the window, and the window tells that it sends."""

import httpx

from liveapp.app.windowed.wiring import Application
from liveapp.ui.receiver.clients_dialog import ClientsDialog
from liveapp.ui.receiver.pairing_dialog import PairingDialog
from tests.app.conftest import LIMIT_MS
from tests.bets import TOKEN, bet
from tests.http_client import free_port
from tests.shell import button, visible_words

EXTENSION = {
    "Origin": "chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba",
    "User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
}


def test_the_code_of_the_window_hands_over_the_token_and_the_client_is_listed(
    application: Application, qtbot
) -> None:
    window = application.window
    qtbot.waitUntil(lambda: bool(window.receiver.address.ingest_url), timeout=LIMIT_MS)
    window.actions_by_name["connectExtensionAction"].trigger()
    dialog = window.findChild(PairingDialog)
    with httpx.Client(
        base_url=application.receiver_url or "", headers=EXTENSION, trust_env=False, verify=False
    ) as client:
        wrong = client.post("/live/pair", json={"code": "no code"})
        told = "A wrong code was entered (Browser extension in Edge): 4 tries left"
        qtbot.waitUntil(lambda: told in visible_words(dialog), timeout=LIMIT_MS)
        right = client.post("/live/pair", json={"code": dialog.panel.code.text().replace(" ", "")})
        assert (wrong.status_code, right.json()) == (401, {"token": TOKEN})
        connected = "Browser extension in Edge is connected"
        qtbot.waitUntil(lambda: connected in visible_words(dialog), timeout=LIMIT_MS)
        button(dialog, "Show clients…").click()
        clients = window.findChild(ClientsDialog)
        assert "Nobody sent anything" in visible_words(clients)
        client.post("/live/ingest", json=bet(), headers={"X-Ingest-Token": right.json()["token"]})
        client.post("/live/ingest", json=bet(), headers={"X-Ingest-Token": "wrong"})
    qtbot.waitUntil(lambda: "Last refused" in clients.details.text, timeout=LIMIT_MS)
    assert "1 client in the last 15 minutes" in visible_words(clients)
    assert "1 new" in clients.details.text
    assert "The ingest token is wrong" in clients.details.text


def test_a_code_that_is_shown_survives_another_port(application: Application, qtbot) -> None:
    window = application.window
    qtbot.waitUntil(lambda: bool(window.receiver.address.ingest_url), timeout=LIMIT_MS)
    dialog = window.receiver.clients.connect_extension()
    code = dialog.panel.code.text().replace(" ", "")
    port = free_port()
    application.change_settings({"port": port})
    qtbot.waitUntil(lambda: str(port) in window.receiver.address.ingest_url, timeout=LIMIT_MS)
    url = f"{application.receiver_url}/live/pair"
    assert (
        httpx.post(url, json={"code": code}, headers=EXTENSION, trust_env=False, verify=False).status_code
        == 200
    )
