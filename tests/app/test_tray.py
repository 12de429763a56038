"""The program that goes on in the tray: what brings its window back, and what ends it all the same."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from PySide6.QtCore import QEvent, QTimer
from pytestqt.qtbot import QtBot

from liveapp.app.core.options import Options
from liveapp.app.windowed.wiring import Application
from liveapp.domain.jobs import Backup, JobStarted
from liveapp.domain.keeping import RestoreCopy
from liveapp.ui.faults.way_out_dialog import WayOutDialog
from liveapp.ui.jobs.closing import ClosingDialog
from tests.app.conftest import LIMIT_MS, ApplicationFactory
from tests.bets import TOKEN, bet
from tests.shell import button

pytestmark = pytest.mark.qt_log_ignore(
    "No such signal QPlatformNativeInterface::systemTrayWindowChanged", "This plugin does not support"
)


@pytest.fixture
def application(application_factory: ApplicationFactory, monkeypatch: pytest.MonkeyPatch) -> Application:
    """A program that is to go on in a tray, which offscreen does not have: here it has."""
    monkeypatch.setenv("LIVEAPP_KEEP_IN_TRAY", "1")
    application = application_factory()
    give_tray(application)
    return application


def give_tray(application: Application) -> None:
    application.window.tray._has_tray = lambda: True
    application.window.tray.look()


def when_it_runs(application: Application, *steps: Callable[[], object]) -> int:
    """Run the program with these steps, each in a turn of its event loop; its exit status."""
    for step in steps:
        QTimer.singleShot(0, application.window, step)
    watchdog = QTimer(application.window, singleShot=True, interval=LIMIT_MS)
    watchdog.timeout.connect(lambda: application.qt.exit(99))
    watchdog.start()
    status = application.run()
    watchdog.stop()  # the window may outlive this test
    return status


def test_closed_it_goes_on_receiving_and_a_second_start_brings_it_back(
    application: Application, qtbot: QtBot
) -> None:
    application.start()
    window = application.window
    with qtbot.assertNotEmitted(window.closed):
        window.close()
    assert not window.isVisible()
    reply = httpx.post(
        f"{application.receiver_url}/live/ingest", json=bet(), headers={"X-Ingest-Token": TOKEN}, verify=False
    )
    assert reply.json()["accepted"]
    with qtbot.waitSignal(window.tray.notifications.clicked):
        window.tray.notifications.clicked.emit()
    assert window.isVisible()
    window.close()
    application._hear_second_start(Options({}, is_headless=False, plays_demo=False, stream=None))
    assert window.isVisible()
    qtbot.waitUntil(lambda: window.bets.model.rowCount() == 1, timeout=LIMIT_MS)


def test_quit_in_the_menu_ends_it_seen_or_hidden(application: Application) -> None:
    window = application.window
    quit_action = window.actions_by_name["quitAction"]
    closed: list[bool] = []
    window.closed.connect(lambda: closed.append(window.isVisible()))
    assert when_it_runs(application, window.close, quit_action.trigger) == 0
    assert closed == [False]


def test_quit_of_a_window_that_is_seen_ends_it(application: Application) -> None:
    assert when_it_runs(application, application.window.actions_by_name["quitAction"].trigger) == 0


def test_a_signal_ends_it_while_it_is_hidden_whatever_runs(application: Application) -> None:
    window = application.window
    window.apply_job_events([JobStarted(1, Backup())])
    assert when_it_runs(application, window.close, lambda: os.kill(os.getpid(), signal.SIGTERM)) == 0


def test_a_signal_that_comes_while_it_starts_ends_it_too(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = application.start

    def start_and_be_ended() -> None:
        start()
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(application, "start", start_and_be_ended)
    assert when_it_runs(application) == 0


def test_the_end_of_the_session_is_held_back_by_no_window(application: Application) -> None:
    # What Qt sends itself when the system ends the session, and the Dock when it is told to quit.
    def quit_as_the_system() -> None:
        application.qt.sendEvent(application.qt, QEvent(QEvent.Type.Quit))

    assert when_it_runs(application, quit_as_the_system) == 0


def test_closing_asks_nothing_and_quitting_asks_in_a_window_that_is_seen(
    application: Application, qtbot: QtBot
) -> None:
    application.start()
    window = application.window
    window.apply_job_events([JobStarted(1, Backup())])
    window.close()
    assert not window.isVisible()
    assert window.findChild(ClosingDialog) is None
    window.actions_by_name["quitAction"].trigger()
    assert window.isVisible()
    dialog = window.findChild(ClosingDialog)
    assert dialog.isVisible()
    button(dialog, "Keep open").click()
    window.close()
    assert not window.isVisible()
    with qtbot.waitSignal(window.closed):
        window.actions_by_name["quitAction"].trigger()
        button(window.findChildren(ClosingDialog)[-1], "Close now").click()
    assert not window.tray.keeps_program


def test_that_it_goes_on_is_remembered_as_told(application: Application) -> None:
    application.start()
    application.window.close()
    kept = (application.settings.data_dir / "window.json").read_text()
    assert '"told_of_tray": "on"' in kept


def test_a_backup_restored_gives_a_new_window_and_the_old_icon_goes(
    application: Application, qtbot: QtBot, tmp_path: Path
) -> None:
    application.start()
    before = application.window
    before.close()
    application.take_way_out(RestoreCopy(tmp_path / "missing"))
    qtbot.waitUntil(lambda: application.window is not before, timeout=LIMIT_MS)
    assert not before.tray.keeps_program
    qtbot.waitUntil(lambda: bool(application.window.findChildren(WayOutDialog)), timeout=LIMIT_MS)
    assert application.window.isVisible()
    application.window.findChild(WayOutDialog).reject()
    assert application.receiver_url is not None


def test_a_fault_told_while_it_is_hidden_does_not_end_it(application: Application) -> None:
    window = application.window
    ended: list[str] = []

    def tell_fault() -> None:
        window.show_unexpected_error("ValueError: no", "where it was")
        application.qt.activeModalWidget().close()
        ended.append("dialog")

    def look() -> None:
        ended.append("loop")
        window.close_now()

    steps = (window.close, tell_fault, lambda: QTimer.singleShot(0, window, look))
    assert when_it_runs(application, *steps) == 0
    assert ended == ["dialog", "loop"]
