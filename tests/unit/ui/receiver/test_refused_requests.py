"""Refused requests in the window: a line, and the list behind it."""

from collections.abc import Iterator

import httpx
import pytest
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QToolButton

from liveapp.app.core.service import Service
from liveapp.app.windowed.bridge import Bridge
from liveapp.domain.events import Remedy, RequestsRefused
from liveapp.settings import Settings
from liveapp.ui.receiver.requests_dialog import RequestsDialog
from liveapp.ui.receiver.status import LEAST_WIDTH_PX
from liveapp.ui.settings.allow_site_dialog import AllowSiteDialog
from liveapp.ui.settings.dialog import SettingsDialog
from tests.bets import TOKEN, bet
from tests.shell import button, visible_words
from tests.unit.ui.receiver.refusals import SITE, refusal

REFUSED = refusal(status=401, reason="The ingest token is wrong", remedy=Remedy.COPY_TOKEN)


@pytest.fixture
def receiver(live_shell, tmp_path) -> Iterator[Service]:
    """A real receiver whose refusals reach the window."""
    bridge = Bridge()
    bridge.requests_refused.connect(live_shell.window.show_refusals)
    values = {"data_dir": tmp_path / "receiver", "port": 0, "ingest_token": TOKEN}
    values["data_dir"].mkdir()
    service = Service(Settings.model_validate(values), bridge.report_refusal)
    service.start()
    yield service
    service.shutdown()


def test_what_a_bot_does_wrong_is_counted_in_the_status_bar_and_explained_in_the_list(
    live_shell, receiver: Service, qtbot
) -> None:
    window, line = live_shell.window, live_shell.window.receiver.refusals.line
    table_top = window.page.mapTo(window, window.page.rect().topLeft())
    url = f"{receiver.receiver_url}/live/ingest"
    with httpx.Client(headers={"User-Agent": "a-bot"}, trust_env=False, verify=False) as bot:
        bot.post(url, json=bet(), headers={"X-Ingest-Token": "wrong"})
        bot.post(url, content=b"{}", headers={"X-Ingest-Token": TOKEN})
        bot.post(url, json=bet(amount="much"), headers={"X-Ingest-Token": TOKEN})
    qtbot.waitUntil(lambda: line.text() == "3 requests refused", timeout=20_000)
    assert line.isVisible()
    assert "The body does not fit" in line.toolTip()
    assert window.page.mapTo(window, window.page.rect().topLeft()) == table_top
    line.click()
    dialog = window.findChild(RequestsDialog)
    assert dialog.isVisible()
    assert not line.isVisible()
    told = [dialog.model.refusal(row) for row in range(dialog.model.rowCount())]
    assert [(one.status, one.field, one.value) for one in told] == [
        (422, "amount", '"much"'),
        (415, "Content-Type", None),
        (401, "X-Ingest-Token", None),
    ]
    assert {one.client for one in told} == {"a-bot"}


def test_the_list_goes_on_while_it_is_open_and_the_line_counts_from_its_closing_on(live_shell, qtbot) -> None:
    refusals = live_shell.window.receiver.refusals
    live_shell.window.findChild(QAction, "showRequestsAction").trigger()
    dialog = live_shell.window.findChild(RequestsDialog)
    refusals.take(RequestsRefused((REFUSED,), 5))
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert refusals.line.isHidden()
    assert refusals.open() is dialog
    dialog.reject()
    assert refusals.line.isHidden()
    refusals.take(RequestsRefused((REFUSED,), 2))
    qtbot.waitUntil(refusals.line.isVisible)
    assert refusals.line.text() == "2 requests refused"
    again = refusals.open()
    assert again is not dialog
    assert "7 requests were refused" in visible_words(again)


def test_what_is_cleared_is_gone_for_good(live_shell, qtbot) -> None:
    refusals = live_shell.window.receiver.refusals
    refusals.take(RequestsRefused((REFUSED,), 5))
    dialog = refusals.open()
    button(dialog, "Clear").click()
    assert "Nothing was refused" in visible_words(dialog)
    dialog.reject()
    refusals.take(RequestsRefused((REFUSED,), 1))
    qtbot.waitUntil(refusals.line.isVisible)
    assert refusals.line.text() == "1 request refused"


def test_a_flood_changes_the_line_few_times_and_ends_with_the_exact_count(
    live_shell, qtbot, monkeypatch
) -> None:
    refusals, told = live_shell.window.receiver.refusals, []
    tell = refusals.line.tell
    monkeypatch.setattr(refusals.line, "tell", lambda *words: (told.append(words), tell(*words)))
    for _ in range(500):
        refusals.take(RequestsRefused((REFUSED,), 20))
    qtbot.waitUntil(lambda: refusals.line.text() == "10,000 requests refused", timeout=20_000)
    assert len(told) == 2


def test_the_remedies_are_those_of_the_window(live_shell, program) -> None:
    window = live_shell.window
    window.show_refusals(
        RequestsRefused((refusal(origin=SITE, status=403, remedy=Remedy.ALLOW_SITE), REFUSED), 2)
    )
    dialog = window.receiver.refusals.open()
    button(dialog, "Copy token").click()
    assert QGuiApplication.clipboard().text() == program.settings.ingest_token
    dialog.view.selectRow(1)
    button(dialog, "Allow this site…").click()
    asking = window.findChild(AllowSiteDialog)
    button(asking, "Allow").click()
    assert program.settings.allowed_origins == (SITE,)
    button(dialog, "Open settings…").click()
    assert window.findChild(SettingsDialog).isVisible()


def test_the_line_finds_room_in_the_least_window_and_moves_no_button(live_shell, qtbot) -> None:
    window = live_shell.window
    window.resize(window.minimumSize())
    qtbot.wait(50)
    places = [button.pos() for button in window.statusBar().findChildren(QToolButton) if button.isVisible()]
    window.show_refusals(RequestsRefused((REFUSED,), 12_345))
    line = window.receiver.refusals.line
    qtbot.waitUntil(line.isVisible)
    qtbot.wait(50)
    others = [button for button in window.statusBar().findChildren(QToolButton) if button.isVisible()]
    assert [button.pos() for button in others if button is not line] == places
    assert line.width() >= line.sizeHint().width()
    assert window.notices.status.width() >= LEAST_WIDTH_PX
