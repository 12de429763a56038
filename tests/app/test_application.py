"""The program as a whole: what is posted to its port is on disk and in its window."""

import contextlib
import socket
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QDoubleSpinBox, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from liveapp.app.core.folder_lock import DataFolderInUse
from liveapp.app.core.state_file import ALERTS_FILE, StateFile
from liveapp.app.windowed.wiring import Application
from liveapp.domain.alerts.book import AlertBook
from liveapp.domain.alerts.rules import AlertRule, MultiplierReached
from liveapp.domain.errors import StoreTooNew
from liveapp.domain.pairing import PairingTried
from liveapp.domain.receiver import ReceiverPhase
from liveapp.settings import SettingsError
from liveapp.storage.migrations import MIGRATIONS
from tests.app.conftest import LIMIT_MS, ApplicationFactory
from tests.bets import TOKEN, bet
from tests.conftest import LogWatch
from tests.replaying import EXPECTED, check_stream, replay_evening
from tests.waiting import wait_until


def view(application: Application, name: str) -> QAbstractItemView:
    found = application.window.findChild(QAbstractItemView, name)
    assert found is not None, name
    return found


def model(application: Application, name: str) -> QAbstractItemModel:
    return view(application, name).model()


def raw(model: QAbstractItemModel, row: int, column: int = 0) -> Any:
    return model.index(row, column).data(Qt.ItemDataRole.UserRole)


def test_a_posted_bet_is_in_the_window(application: Application, client: httpx.Client, qtbot: QtBot) -> None:
    assert client.post("/live/ingest", json=bet(nonce=7)).json()["accepted"]
    qtbot.waitUntil(lambda: model(application, "streamView").rowCount() == 1, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: model(application, "betView").rowCount() == 1, timeout=LIMIT_MS)
    assert raw(model(application, "betView"), 0) == 7


def test_a_posted_bet_that_a_rule_is_about_is_told_in_the_window_and_kept(
    application: Application, client: httpx.Client, qtbot: QtBot
) -> None:
    window = application.window
    window._alerts.set_rules((AlertRule(uuid4(), MultiplierReached(30.0)),))
    assert client.post("/live/ingest", json=bet(nonce=7)).json()["accepted"]
    told = "34.68× reached"
    qtbot.waitUntil(lambda: any(told in one.text for one in window.toasts.messages), timeout=LIMIT_MS)
    kept = AlertBook(StateFile(application.settings.data_dir / ALERTS_FILE))
    assert [alert.title for alert in kept.history()] == [told]


def test_a_bet_that_is_refused_is_counted_in_the_window_and_explained(
    application: Application, client: httpx.Client, qtbot: QtBot
) -> None:
    assert client.post("/live/ingest", json=bet(difficulty="brutal")).status_code == 422
    refusals = application.window.receiver.refusals
    qtbot.waitUntil(refusals.line.isVisible, timeout=LIMIT_MS)
    assert refusals.line.text() == "1 request refused"
    assert refusals.open().model.refusal(0).value == '"brutal"'


def test_an_extension_that_enters_the_code_gets_the_token_and_is_told_of(
    application: Application, client: httpx.Client, qtbot: QtBot
) -> None:
    tries: list[PairingTried] = []
    application.bridge.pairing_tried.connect(tries.append)
    extension = {"Origin": "chrome-extension://abc"}
    code = application.begin_pairing()
    reply = client.post("/live/pair", json={"code": code}, headers=extension)
    assert reply.json() == {"token": TOKEN}
    qtbot.waitUntil(lambda: [one.is_right for one in tries] == [True], timeout=LIMIT_MS)
    dead = application.begin_pairing()
    application.end_pairing()
    assert client.post("/live/pair", json={"code": dead}, headers=extension).status_code == 409


def test_who_posted_is_known(application: Application, client: httpx.Client) -> None:
    assert application.clients() == ()
    client.post("/live/ingest", json=bet())
    (seen,) = application.clients()
    assert (seen.client, seen.bets) == (client.headers["User-Agent"], 1)


def test_everything_that_others_drive_has_its_name(application: Application) -> None:
    window = application.window
    kinds: dict[str, type] = {
        "streamView": QAbstractItemView,
        "betView": QAbstractItemView,
        "streamSearch": QLineEdit,
        "minMultiplierFilter": QDoubleSpinBox,
        "difficultyFilter": QComboBox,
        "receiverStatus": QWidget,
        "autoFollowAction": QAction,
        "exportCsvAction": QAction,
        "editNotesAction": QAction,
        "deleteStreamAction": QAction,
        "copyIngestUrlAction": QAction,
        "copyTokenAction": QAction,
        "settingsAction": QAction,
    }
    for name, kind in kinds.items():
        assert isinstance(window.findChild(kind, name), kind), name


def test_an_evening_of_a_bot_is_in_the_window_and_the_database_as_it_was_played(
    application: Application, qtbot: QtBot
) -> None:
    expected = EXPECTED["streams"]
    with ThreadPoolExecutor(1) as pool:
        posting = pool.submit(replay_evening, application.receiver_url)
        qtbot.waitUntil(posting.done, timeout=6 * LIMIT_MS)
        posting.result()
    streams = model(application, "streamView")
    total = sum(stream["total_bets"] for stream in expected)
    qtbot.waitUntil(
        lambda: sum(raw(streams, row).total_bets for row in range(streams.rowCount())) == total,
        timeout=LIMIT_MS,
    )
    shown = {raw(streams, row).seeds: raw(streams, row) for row in range(streams.rowCount())}
    assert len(shown) == len(expected)
    database = sqlite3.connect(application.settings.database_path)
    for wanted in expected:
        stream = next(
            stream
            for seeds, stream in shown.items()
            if (seeds.server_seed_hashed, seeds.client_seed)
            == (wanted["server_seed_hashed"], wanted["client_seed"])
        )
        check_stream(stream, wanted, database)
        application.window.open_stream(stream)
        bets = model(application, "betView")
        qtbot.waitUntil(
            lambda stream=stream, bets=bets: (
                application.window.page.stream.key == stream.key and bets.rowCount() == stream.total_bets
            ),
            timeout=LIMIT_MS,
        )
        bet_nonces = [
            nonce
            for (nonce,) in database.execute(
                "SELECT nonce FROM live_bets WHERE stream_id = ? ORDER BY nonce, id", (stream.key,)
            )
        ]
        qtbot.waitUntil(
            lambda bets=bets, nonces=bet_nonces: [raw(bets, row) for row in range(len(nonces))] == nonces,
            timeout=LIMIT_MS,
        )
    database.close()


def test_url_and_token_can_be_copied(application: Application, qtbot: QtBot) -> None:
    window = application.window
    copy_url = window.findChild(QAction, "copyIngestUrlAction")
    qtbot.waitUntil(copy_url.isEnabled, timeout=LIMIT_MS)
    copy_url.trigger()
    assert QGuiApplication.clipboard().text() == f"{application.receiver_url}/live/ingest"
    window.findChild(QAction, "copyTokenAction").trigger()
    assert QGuiApplication.clipboard().text() == TOKEN


def test_the_demo_plays_through_the_receiver_and_is_named_so(
    application_factory: ApplicationFactory, qtbot: QtBot
) -> None:
    application = application_factory("--demo")
    application.start()
    streams = model(application, "streamView")
    qtbot.waitUntil(lambda: streams.rowCount() == 1 and raw(streams, 0).total_bets >= 3, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: "Demo" in (raw(streams, 0).notes or ""), timeout=LIMIT_MS)


def test_a_taken_port_is_said_and_tried_again_and_stored_data_stays_usable(
    application_factory: ApplicationFactory, qtbot: QtBot, log_watch: LogWatch
) -> None:
    log_watch.expect("cannot be used")
    taken = socket.create_server(("127.0.0.1", 0))
    application = application_factory("--port", str(taken.getsockname()[1]))
    states: list[Any] = []
    application.bridge.receiver_state_changed.connect(states.append)
    application.start()
    qtbot.waitUntil(lambda: bool(states) and states[-1].phase is ReceiverPhase.PORT_IN_USE, timeout=LIMIT_MS)
    assert application.receiver_url is None
    assert model(application, "streamView").rowCount() == 0
    taken.close()
    application.retry_receiver()
    qtbot.waitUntil(lambda: states[-1].phase is ReceiverPhase.RECEIVING, timeout=LIMIT_MS)
    assert application.receiver_url is not None


def test_a_port_that_another_copy_has_is_said_to_be_so(
    application: Application, application_factory: ApplicationFactory, qtbot: QtBot, log_watch: LogWatch
) -> None:
    log_watch.expect("cannot be used")
    port = (application.receiver_url or "").rpartition(":")[2]
    second = application_factory("--port", port, folder="another")
    second.start()
    status = second.window.notices
    qtbot.waitUntil(lambda: "another copy of liveapp" in status.state.detail, timeout=LIMIT_MS)


def test_a_receiver_that_fails_is_said_and_started_again(
    application: Application, qtbot: QtBot, log_watch: LogWatch
) -> None:
    log_watch.expect("receiver's thread ended")
    states: list[Any] = []
    application.bridge.receiver_state_changed.connect(states.append)
    application._retry_timer.setInterval(500)
    server = application._service._server
    assert server is not None
    server._map[10**6] = object()  # what the server's loop cannot work with
    server._server.pull_trigger()
    qtbot.waitUntil(lambda: any(state.phase is ReceiverPhase.FAILED for state in states), timeout=LIMIT_MS)
    del server._map[10**6]
    assert application.receiver_url is None
    qtbot.waitUntil(lambda: states[-1].phase is ReceiverPhase.RECEIVING, timeout=LIMIT_MS)
    assert httpx.get(f"{application.receiver_url}/healthz", verify=False).status_code == 200


def test_a_fault_of_the_database_that_a_bot_meets_is_told_in_the_window(
    application: Application, client: httpx.Client, qtbot: QtBot
) -> None:
    application._service.writer._commits._lock_timeout_s = 0.0
    blocker = sqlite3.connect(application.settings.database_path, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    reply = client.post("/live/ingest", json=bet())
    assert (reply.status_code, reply.headers["Retry-After"]) == (503, "2")
    qtbot.waitUntil(
        lambda: any(box.isVisible() for box in application.window.findChildren(QMessageBox)), timeout=LIMIT_MS
    )
    (box,) = application.window.findChildren(QMessageBox)
    assert "Another program is using the database" in box.text()
    box.close()
    blocker.execute("ROLLBACK")
    blocker.close()
    assert client.post("/live/ingest", json=bet()).json()["accepted"]


def test_closing_with_a_client_connected_ends_everything(
    application_factory: ApplicationFactory, qtbot: QtBot
) -> None:
    before = set(threading.enumerate())
    application = application_factory()
    application.start()
    with httpx.Client(base_url=application.receiver_url or "", verify=False) as client:
        assert client.get("/healthz").status_code == 200
        with qtbot.waitSignal(application.window.closed, timeout=LIMIT_MS):
            application.window.close()
        application.shutdown()
        application.shutdown()
    assert application.receiver_url is None
    wait_until(lambda: set(threading.enumerate()) <= before, "a thread goes on")


def test_the_program_can_be_built_again_on_the_same_folder(
    application_factory: ApplicationFactory, qtbot: QtBot
) -> None:
    for round_number in range(1, 4):
        application = application_factory()
        application.start()
        headers = {"X-Ingest-Token": TOKEN}
        url = f"{application.receiver_url}/live/ingest"
        assert (
            httpx.post(
                url, json=bet(nonce=round_number, id=str(round_number)), headers=headers, verify=False
            ).status_code
            == 200
        )
        bets = model(application, "betView")
        qtbot.waitUntil(lambda bets=bets, count=round_number: bets.rowCount() == count, timeout=LIMIT_MS)
        application.window.close()
        application.shutdown()


def test_a_second_program_on_the_same_folder_is_refused(application_factory: ApplicationFactory) -> None:
    application_factory()
    with pytest.raises(DataFolderInUse):
        application_factory()


def test_a_wrong_option_builds_nothing(application_factory: ApplicationFactory, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="--port"):
        application_factory("--port", "many")


def test_a_newer_database_builds_nothing_and_stays_as_it_was(
    application_factory: ApplicationFactory, tmp_path: Path
) -> None:
    application_factory().shutdown()
    path = tmp_path / "data" / "liveapp.sqlite3"
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA user_version = {MIGRATIONS[-1].version + 1}")
    database.close()
    before = path.read_bytes()
    with pytest.raises(StoreTooNew):
        application_factory()
    assert path.read_bytes() == before


def test_a_new_token_counts_at_once_and_is_kept(
    application: Application, client: httpx.Client, application_factory: ApplicationFactory
) -> None:
    application.change_settings({"ingest_token": "another one"})
    assert client.get("/live/streams").status_code == 401
    headers = {"X-Ingest-Token": "another one"}
    assert client.get("/live/streams", headers=headers).status_code == 200
    assert (application.settings.data_dir / "ingest-token").read_text() == "another one"


def test_another_port_takes_over_without_losing_what_was_accepted(
    application: Application, client: httpx.Client, qtbot: QtBot
) -> None:
    old_url = application.receiver_url
    spare = socket.create_server(("127.0.0.1", 0))
    port = spare.getsockname()[1]
    spare.close()
    statuses: list[int] = []

    def post(nonce: int) -> None:
        statuses.append(client.post("/live/ingest", json=bet(nonce=nonce, id=str(nonce))).status_code)

    def post_until_refused() -> None:
        with contextlib.suppress(httpx.TransportError):
            for nonce in range(1, 100_000):
                post(nonce)

    with ThreadPoolExecutor(1) as pool:
        posting = pool.submit(post_until_refused)
        qtbot.waitUntil(lambda: len(statuses) > 50, timeout=LIMIT_MS)
        application.change_settings({"port": port})
        qtbot.waitUntil(posting.done, timeout=LIMIT_MS)
        posting.result()
    assert application.receiver_url == f"http://127.0.0.1:{port}" != old_url
    acknowledged = statuses.count(200)
    assert set(statuses) <= {200, 503}
    streams = httpx.get(
        f"{application.receiver_url}/live/streams", headers={"X-Ingest-Token": TOKEN}, verify=False
    ).json()
    assert streams["streams"][0]["total_bets"] >= acknowledged


def test_a_port_that_is_taken_leaves_the_old_one_in_force(application: Application) -> None:
    old_url = application.receiver_url
    taken = socket.create_server(("127.0.0.1", 0))
    with pytest.raises(Exception, match="cannot be used"):
        application.change_settings({"port": taken.getsockname()[1]})
    taken.close()
    assert application.receiver_url == old_url
    assert httpx.get(f"{old_url}/healthz", verify=False).status_code == 200
    assert not (application.settings.data_dir / "settings.json").exists()


def test_settings_can_be_changed_while_the_port_is_taken_and_another_port_receives(
    application_factory: ApplicationFactory, log_watch: LogWatch
) -> None:
    log_watch.expect("cannot be used")
    with socket.create_server(("127.0.0.1", 0)) as taken, socket.create_server(("127.0.0.1", 0)) as spare:
        application = application_factory("--port", str(taken.getsockname()[1]))
        application.start()
        assert application.change_settings({"theme": "dark"}).theme == "dark"
        assert application._retry_timer.isActive()
        port = spare.getsockname()[1]
        spare.close()
        application.change_settings({"port": port, "theme": "system"})
    assert httpx.get(f"http://127.0.0.1:{port}/healthz", verify=False).status_code == 200
    assert not application._retry_timer.isActive()
    log_path = application.settings.log_path
    application.window.close()
    application.shutdown()
    assert "GET /healthz 200" in log_path.read_text(encoding="utf-8")


def test_deep_links_open_their_stream(
    application: Application, client: httpx.Client, application_factory: ApplicationFactory, qtbot: QtBot
) -> None:
    for number, name in enumerate(("aa11", "aa22", "bb33")):
        client.post("/live/ingest", json=bet(nonce=1, id=str(number), serverSeedHashed=name * 16))
    wanted = client.get("/live/streams").json()["streams"][-1]
    application.window.close()
    application.shutdown()
    for name in (wanted["id"], wanted["server_seed_hashed"][:4].upper()):
        again = application_factory("--stream", name)
        again.start()
        qtbot.waitUntil(
            lambda again=again: (
                again.window.page.stream is not None and str(again.window.page.stream.id) == wanted["id"]
            ),
            timeout=LIMIT_MS,
        )
        again.window.close()
        again.shutdown()
