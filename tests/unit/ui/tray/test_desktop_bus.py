from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection, QDBusPendingCallWatcher
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from liveapp.ui.tray.desktop_bus import DesktopNotifications, session_bus
from tests.hostile import MARKUP
from tests.unit.ui.tray.bus import NotificationServer

LIMIT_MS = 30_000


def wait_for_answer(qtbot: QtBot, notifications: DesktopNotifications) -> None:
    qtbot.waitUntil(lambda: not notifications.findChildren(QDBusPendingCallWatcher), timeout=LIMIT_MS)


def test_a_message_reaches_the_desktop_and_a_click_on_it_comes_back(
    qtbot: QtBot, bus: QDBusConnection, server: NotificationServer
) -> None:
    owner = QObject()
    notifications = DesktopNotifications(bus, owner)
    notifications.show("No bet for 10 minutes", "my-client & co")
    qtbot.waitUntil(lambda: len(server.shown) == 1, timeout=LIMIT_MS)
    program, replaced, _, title, text, actions, hints, _ = server.shown[0]
    assert (program, replaced, title, text) == ("liveapp", 0, "No bet for 10 minutes", "my-client ＆ co")
    assert actions == ["default", "Open liveapp"]
    assert hints == {"desktop-entry": "liveapp"}
    wait_for_answer(qtbot, notifications)
    with qtbot.waitSignal(notifications.clicked, timeout=LIMIT_MS):
        server.click(41)


def test_clicks_on_other_programs_messages_are_none_of_ours(
    qtbot: QtBot, bus: QDBusConnection, server: NotificationServer
) -> None:
    owner = QObject()
    notifications = DesktopNotifications(bus, owner)
    clicks: list[bool] = []
    notifications.clicked.connect(lambda: clicks.append(True))
    notifications.show("a title", "a text")
    wait_for_answer(qtbot, notifications)
    server.click(40)
    server.click(41, "settings")
    with qtbot.waitSignal(notifications.clicked, timeout=LIMIT_MS):
        server.click(41)
    assert clicks == [True]


def test_no_markup_reaches_the_desktop(
    qtbot: QtBot, bus: QDBusConnection, server: NotificationServer
) -> None:
    owner = QObject()
    notifications = DesktopNotifications(bus, owner)
    for text in MARKUP:
        notifications.show(text, text)
    qtbot.waitUntil(lambda: len(server.shown) == len(MARKUP), timeout=LIMIT_MS)
    assert not set("<>&") & set("".join(f"{title}{text}" for _, _, _, title, text, *_ in server.shown))


def test_where_nobody_serves_and_where_there_is_no_bus_nothing_happens(
    qtbot: QtBot, bus: QDBusConnection
) -> None:
    owner = QObject()
    unserved = DesktopNotifications(bus, owner)
    unserved.show("a title", "a text")
    wait_for_answer(qtbot, unserved)
    DesktopNotifications(None, owner).show("a title", "a text")


def test_no_bus_is_started_where_none_runs(tmp_path: Path) -> None:
    assert session_bus({}) is None
    assert session_bus({"XDG_RUNTIME_DIR": str(tmp_path)}) is None


def test_a_bus_that_has_gone_is_as_if_there_were_none(qapp: QApplication) -> None:
    assert session_bus() is None  # the tests' own variable names one that is not there
