"""A start that failed is told in a dialog where somebody could close it."""

import os
import signal

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from liveapp.app.windowed.start_fault import can_be_closed, tell_start_fault
from liveapp.ui.faults.start_fault_dialog import StartFaultDialog


def told_until(end) -> list[str]:
    told: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, StartFaultDialog):
            told.append(dialog.informativeText())
            end(dialog)

    QTimer.singleShot(100, look)
    tell_start_fault("no room")
    return told


def test_it_is_told_until_it_is_closed(qapp) -> None:
    assert told_until(lambda dialog: dialog.reject()) == ["no room"]


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_ctrl_c_closes_it(qapp) -> None:
    assert told_until(lambda _dialog: os.kill(os.getpid(), signal.SIGINT)) == ["no room"]


@pytest.mark.parametrize(
    ("platform", "seen"), [("offscreen", False), ("minimal", False), ("xcb", True), ("windows", True)]
)
def test_nobody_sees_what_is_drawn_nowhere(qapp, monkeypatch, platform: str, seen: bool) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: platform)
    assert can_be_closed() is seen
