"""The whole program where its database is restored, damaged or taken away while the window is open."""

import os
import shutil
import signal
from pathlib import Path

import httpx
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from liveapp.app.windowed.wiring import Application
from liveapp.domain.jobs import Backup, JobStarted
from liveapp.domain.keeping import RestoreCopy, SaveReadable
from liveapp.storage.rescue import rescued_copies
from liveapp.ui.faults.damage_dialog import DamageDialog
from liveapp.ui.faults.store_fault_dialog import StoreFaultDialog
from liveapp.ui.faults.way_out_dialog import WayOutDialog
from tests.app.conftest import LIMIT_MS, ApplicationFactory
from tests.bets import TOKEN, bet
from tests.conftest import LogWatch
from tests.unit.storage.faults import garble


def post(application: Application, *nonces: int) -> int:
    """The status that a bot gets for these bets."""
    items = [bet(nonce) for nonce in nonces]
    url = f"{application.receiver_url}/live/ingest"
    headers = {"X-Ingest-Token": TOKEN}
    return httpx.post(url, json=items, headers=headers, trust_env=False, verify=False).status_code


def shown(application: Application, kind: type) -> list[object]:
    return [one for one in application.window.findChildren(kind) if one.isVisible()]


def total(application: Application) -> int:
    return sum(stream.total_bets for stream in application._service.reader.streams()[0])


def test_a_backup_is_restored_into_a_new_window_that_receives_again(
    application: Application, qtbot: QtBot
) -> None:
    assert post(application, 1, 2, 3) == 200
    backup = application._service.keeper.back_up()
    assert post(application, 4) == 200
    before, url = application.window, application.receiver_url
    application.take_way_out(RestoreCopy(backup.path))
    qtbot.waitUntil(lambda: application.window is not before, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: bool(shown(application, WayOutDialog)), timeout=LIMIT_MS)
    assert application.window.isVisible()
    assert application.receiver_url != url or application.receiver_url
    assert total(application) == 3
    assert post(application, 5) == 200
    shown(application, WayOutDialog)[0].reject()  # type: ignore[attr-defined]


def test_a_restore_that_fails_goes_on_with_the_database_that_was(
    application: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    assert post(application, 1) == 200
    before = application.window
    application.take_way_out(RestoreCopy(tmp_path / "missing"))
    qtbot.waitUntil(lambda: application.window is not before, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: bool(shown(application, WayOutDialog)), timeout=LIMIT_MS)
    assert total(application) == 1
    assert post(application, 2) == 200
    shown(application, WayOutDialog)[0].reject()  # type: ignore[attr-defined]


def test_work_that_runs_holds_no_way_out_back(application: Application, qtbot: QtBot, tmp_path: Path) -> None:
    before = application.window
    before.apply_job_events([JobStarted(1, Backup())])
    assert not before.close()
    application.take_way_out(RestoreCopy(tmp_path / "missing"))
    qtbot.waitUntil(lambda: application.window is not before, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: bool(shown(application, WayOutDialog)), timeout=LIMIT_MS)
    shown(application, WayOutDialog)[0].reject()  # type: ignore[attr-defined]


def test_a_signal_ends_the_program_whatever_runs(application_factory: ApplicationFactory) -> None:
    application = application_factory()
    application.window.apply_job_events([JobStarted(1, Backup())])
    closed: list[bool] = []
    application.window.closed.connect(lambda: closed.append(True))
    QTimer.singleShot(0, application.window, lambda: os.kill(os.getpid(), signal.SIGTERM))
    QTimer.singleShot(LIMIT_MS, application.window, application.qt.quit)
    assert application.run() == 0
    assert closed == [True]


def test_damage_that_shows_while_running_is_told_with_ways_out_and_what_can_be_read_is_saved(
    application_factory: ApplicationFactory, qtbot: QtBot, log_watch: LogWatch
) -> None:
    log_watch.expect("damaged|malformed|503")
    first = application_factory()
    first.start()
    for start in range(1, 3001, 500):
        assert post(first, *range(start, start + 500)) == 200
    first.window.close()
    first.shutdown()
    for place in (0.3, 0.4, 0.5, 0.6, 0.7):
        garble(first.settings.database_path, place)
    application = application_factory()
    application.start()
    (stream,), _ = application._service.reader.streams()
    url = f"{application.receiver_url}/live/streams/{stream.id}/export.csv"
    with pytest.raises(httpx.HTTPError):
        httpx.get(url, headers={"X-Ingest-Token": TOKEN}, trust_env=False, verify=False)
    assert post(application, 9001) == 503
    qtbot.waitUntil(lambda: bool(shown(application, DamageDialog)), timeout=LIMIT_MS)
    health = httpx.get(f"{application.receiver_url}/healthz", trust_env=False, verify=False)
    assert (health.status_code, health.json()["damaged"]) == (503, True)
    shown(application, DamageDialog)[0].reject()  # type: ignore[attr-defined]
    before = application.window
    application.take_way_out(SaveReadable())
    qtbot.waitUntil(lambda: application.window is not before, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: bool(shown(application, WayOutDialog)), timeout=LIMIT_MS)
    assert 1000 < total(application) <= 3000
    assert post(application, 9002) == 200
    shown(application, WayOutDialog)[0].reject()  # type: ignore[attr-defined]


def test_files_that_are_removed_while_running_are_told_with_where_all_was_saved(
    application: Application, qtbot: QtBot, log_watch: LogWatch
) -> None:
    log_watch.expect("files are gone")
    assert post(application, 1, 2, 3) == 200
    shutil.rmtree(application.settings.data_dir)
    assert post(application, 4) == 503
    qtbot.waitUntil(lambda: bool(shown(application, StoreFaultDialog)), timeout=LIMIT_MS)
    (copy,) = rescued_copies(application.settings.data_dir)
    dialog = shown(application, StoreFaultDialog)[0]
    assert copy.name in dialog.informativeText()  # type: ignore[attr-defined]
    dialog.reject()  # type: ignore[attr-defined]
