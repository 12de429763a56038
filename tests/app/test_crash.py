"""Errors that nobody expected are shown in the window; the program goes on."""

import sys
import threading

import httpx
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from liveapp.app.windowed.wiring import Application
from tests.app.conftest import LIMIT_MS
from tests.conftest import LogWatch


def told(application: Application) -> str:
    dialog = application.window.findChild(QDialog, "unexpectedErrorDialog")
    return dialog.details if dialog is not None and dialog.isVisible() else ""


def fail() -> None:
    raise ZeroDivisionError("one by none")


@pytest.mark.parametrize("place", ["thread", "slot"])
def test_an_unexpected_error_is_told_and_the_program_goes_on(
    application: Application, qtbot: QtBot, log_watch: LogWatch, place: str
) -> None:
    log_watch.expect("Unexpected error")
    if place == "thread":
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    else:
        # pytest-qt takes slots' errors for itself; ours is the hook that it found.
        QTimer.singleShot(
            0, lambda: sys.excepthook(ZeroDivisionError, ZeroDivisionError("one by none"), None)
        )
    qtbot.waitUntil(lambda: "one by none" in told(application), timeout=LIMIT_MS)
    assert httpx.get(f"{application.receiver_url}/healthz", verify=False).status_code == 200


def test_the_hooks_are_put_back_at_the_end(application: Application) -> None:
    ours = sys.excepthook, threading.excepthook
    application.shutdown()
    assert sys.excepthook is not ours[0]
    assert threading.excepthook is not ours[1]
