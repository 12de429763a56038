import pytest
from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from liveapp.ui import plain
from liveapp.ui.tray.desktop_bus import DesktopNotifications
from liveapp.ui.tray.notifications import SystemNotifications
from liveapp.ui.widgets.icons import Icons
from tests.shell import RESOURCES
from tests.unit.ui.tray.bus import NotificationServer

LIMIT_MS = 30_000
application_icon = Icons(RESOURCES).application

# Of the offscreen platform, which has no tray.
pytestmark = pytest.mark.qt_log_ignore("No such signal QPlatformNativeInterface::systemTrayWindowChanged")


def test_without_an_icon_in_the_tray_messages_go_to_the_desktop(
    qtbot: QtBot, bus: QDBusConnection, server: NotificationServer
) -> None:
    owner = QObject()
    notifications = SystemNotifications(
        application_icon, owner, True, lambda parent: DesktopNotifications(bus, parent)
    )
    notifications.use(plain.PlainTrayIcon(application_icon(), owner))
    notifications.use(None)
    notifications.show("a title", "a text")
    notifications.show("another", "text")
    qtbot.waitUntil(lambda: [told[3] for told in server.shown] == ["a title", "another"], timeout=LIMIT_MS)
    desktop = notifications.findChild(DesktopNotifications)
    with qtbot.waitSignal(notifications.clicked):
        desktop.clicked.emit()


def test_messages_come_by_the_icon_in_the_tray_where_it_is_seen(qtbot: QtBot) -> None:
    owner = QObject()
    notifications = SystemNotifications(application_icon, owner, has_desktop_bus=True)
    icon = plain.PlainTrayIcon(application_icon(), owner)
    notifications.use(icon)
    icon.show()
    notifications.show("a title", "a text")
    assert notifications.findChild(DesktopNotifications) is None
    with qtbot.waitSignal(notifications.clicked):
        icon.messageClicked.emit()
    icon.hide()


def test_where_the_desktop_has_no_service_an_icon_comes_for_the_message_and_goes(qtbot: QtBot) -> None:
    owner = QObject()
    notifications = SystemNotifications(application_icon, owner, has_desktop_bus=False)
    notifications.show("a title", "a text")
    icon = notifications.findChild(plain.PlainTrayIcon)
    assert icon.isVisible()
    with qtbot.waitSignal(notifications.clicked):
        icon.messageClicked.emit()
    notifications.show("a second", "text")
    assert notifications.findChildren(plain.PlainTrayIcon) == [icon]
    notifications.stop()
    assert not icon.isVisible()
