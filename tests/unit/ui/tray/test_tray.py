"""The icon in the tray: when it is there, what it says and does. Offscreen has no tray, so tests say when."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QHelpEvent
from PySide6.QtWidgets import QDialog, QMainWindow, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from liveapp.app.core.state_file import StateFile
from liveapp.ui import plain
from liveapp.ui.tray.notifications import SystemNotifications
from liveapp.ui.tray.tray import TOLD, Tray
from liveapp.ui.widgets.icons import Icons
from liveapp.ui.window_state import WindowState
from tests.shell import RESOURCES, RunningProgram

pytestmark = pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface::systemTrayWindowChanged")

Reason = QSystemTrayIcon.ActivationReason


@dataclass
class Receiver:
    is_receiving: bool = True
    does: str = "Receiving on 127.0.0.1:17888"
    activity: str = "last bet 3 s ago · 2 bets/s"

    def parts(self) -> tuple[str, str]:
        return self.does, self.activity


@dataclass
class System:
    """What the user and the system want."""

    window: QMainWindow
    state: WindowState
    program: RunningProgram
    has_tray: bool = True
    receiver: Receiver = field(default_factory=Receiver)
    opened: int = 0

    def make(self, platform: str = "linux") -> Tray:
        actions = [QAction("Copy &URL", self.window), QAction("&Quit", self.window)]
        tray = Tray(
            self.window,
            Icons(RESOURCES),
            self.receiver,
            actions,
            self.open,
            self.state,
            self.program,
            lambda: self.has_tray,
            platform,
        )
        tray.look()
        return tray

    def open(self) -> None:
        self.opened += 1
        self.window.show()


@pytest.fixture
def system(qtbot: QtBot, tmp_path: Path, program: RunningProgram) -> System:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    program.change_settings({"keep_in_tray": True})
    return System(window, WindowState(StateFile(tmp_path / "window.json")), program)


def icon_of(tray: Tray) -> plain.PlainTrayIcon:
    return tray.findChild(plain.PlainTrayIcon)


def entries(tray: Tray) -> list[str]:
    """The menu as it is when it opens."""
    menu = icon_of(tray).contextMenu()
    menu.aboutToShow.emit()
    return [action.text() for action in menu.actions() if action.isVisible() and not action.isSeparator()]


def entry(tray: Tray, text: str) -> QAction:
    return next(one for one in icon_of(tray).contextMenu().actions() if one.text() == text)


def test_unless_it_is_wanted_there_is_nothing_of_it(system: System) -> None:
    system.program.change_settings({"keep_in_tray": False})
    tray = system.make()
    assert not tray.keeps_program
    assert icon_of(tray) is None
    assert not tray._timer.isActive()
    assert system.window.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)


def test_wanted_it_is_there_and_keeps_the_program(system: System) -> None:
    tray = system.make()
    assert tray.keeps_program
    assert icon_of(tray).isVisible()
    assert not system.window.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)


def test_it_comes_with_a_tray_that_comes_later_and_goes_when_it_is_wanted_no_more(system: System) -> None:
    system.has_tray = False
    tray = system.make()
    assert not tray.keeps_program
    system.has_tray = True
    tray._timer.timeout.emit()
    assert tray.keeps_program
    system.program.change_settings({"keep_in_tray": False})
    tray.look()
    assert not tray.keeps_program
    assert not tray._timer.isActive()
    assert system.window.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)


def test_where_the_tray_goes_a_hidden_window_comes_back_and_the_icon_comes_with_the_next_one(
    system: System, qtbot: QtBot
) -> None:
    tray = system.make()
    system.window.close()
    assert not system.window.isVisible()
    system.has_tray = False
    tray._timer.timeout.emit()
    assert system.window.isVisible()
    assert not tray.keeps_program
    before = icon_of(tray)
    system.has_tray = True
    tray._timer.timeout.emit()
    qtbot.waitUntil(lambda: len(tray.findChildren(plain.PlainTrayIcon)) == 1)  # the first one is deleted
    assert icon_of(tray).isVisible()
    assert icon_of(tray) is not before


def test_its_menu_says_what_is_so_when_it_opens(system: System) -> None:
    tray = system.make()
    commands = ["&Open liveapp", "Copy &URL", "&Quit"]
    assert entries(tray) == ["Receiving on 127.0.0.1:17888", "last bet 3 s ago · 2 bets/s", *commands]
    system.receiver.does, system.receiver.activity = "Not receiving: <b>a & b</b>", ""
    assert entries(tray) == ["Not receiving: <b>a && b</b>", *commands]


def test_its_tooltip_says_what_the_receiver_does_and_of_time_only_what_is_so_when_it_is_read(
    system: System,
) -> None:
    tray = system.make()
    icon = icon_of(tray)
    assert icon.toolTip() == "Receiving on 127.0.0.1:17888"
    QCoreApplication.sendEvent(icon, QHelpEvent(QEvent.Type.ToolTip, QPoint(), QPoint()))
    assert icon.toolTip() == "Receiving on 127.0.0.1:17888\nlast bet 3 s ago · 2 bets/s"
    system.receiver.is_receiving, system.receiver.activity = False, ""
    system.receiver.does = "Not receiving: port 17888 is in use"
    before = icon.icon().cacheKey()
    tray.show_receiver()
    assert icon.toolTip() == "Not receiving: port 17888 is in use"
    assert icon.icon().cacheKey() != before


@pytest.mark.parametrize(
    ("platform", "reason", "opens"),
    [
        ("linux", Reason.Trigger, True),
        ("win32", Reason.DoubleClick, True),
        ("darwin", Reason.Trigger, False),
        ("darwin", Reason.DoubleClick, True),
        ("linux", Reason.Context, False),
    ],
)
def test_a_click_opens_the_window_unless_it_opens_the_menu(
    system: System, platform: str, reason: QSystemTrayIcon.ActivationReason, opens: bool
) -> None:
    tray = system.make(platform)
    icon_of(tray).activated.emit(reason)
    assert system.opened == opens


def test_its_menu_and_its_messages_open_the_window(system: System) -> None:
    tray = system.make()
    entry(tray, "&Open liveapp").trigger()
    icon_of(tray).messageClicked.emit()
    assert system.opened == 2


def test_that_it_goes_on_is_said_the_first_time_alone(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    # Offscreen, Qt shows no message.
    monkeypatch.setattr(plain.PlainTrayIcon, "showMessage", lambda _icon, title, *_: said.append(title))
    tray = system.make()
    tray.leave_window()
    tray.leave_window()
    assert said == ["liveapp goes on receiving"]
    assert system.state.flag(TOLD, default=False)


def test_dialogs_of_the_window_close_with_it(system: System) -> None:
    dialog = QDialog(system.window)
    dialog.show()
    system.make().leave_window()
    assert not dialog.isVisible()


def test_stopped_it_is_gone_and_the_window_ends_the_program_again(system: System) -> None:
    tray = system.make()
    tray.stop()
    tray.stop()
    assert not tray.keeps_program
    assert not tray._timer.isActive()
    assert tray.findChild(SystemNotifications) is tray.notifications
    assert system.window.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
