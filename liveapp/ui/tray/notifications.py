"""Notifications of the system, which are seen while the window is not."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon

from liveapp.ui import plain
from liveapp.ui.widgets.timers import single_shot

if TYPE_CHECKING:
    from liveapp.ui.tray.desktop_bus import DesktopNotifications

SHOWN_MS = 20_000
"""How long an icon stays in the tray that is there for a message alone."""


class SystemNotifications(QObject):
    """Shows messages where the system shows those of all programs; `clicked` when one is clicked.

    By the icon in the tray where there is one (`use`); else, on Linux, by the desktop's own service for it,
    and elsewhere by an icon that comes for the message. Where there is nothing of the kind, nothing happens.
    """

    clicked = Signal()

    def __init__(
        self,
        icon: Callable[[], QIcon],
        parent: QObject,
        has_desktop_bus: bool = sys.platform.startswith("linux"),
        open_bus: "Callable[[QObject], DesktopNotifications] | None" = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._in_tray: plain.PlainTrayIcon | None = None
        self._passing: plain.PlainTrayIcon | None = None
        self._has_desktop_bus = has_desktop_bus
        self._open_bus = open_bus or _desktop
        self._desktop: DesktopNotifications | None = None
        self._timer = single_shot(self, SHOWN_MS, self.stop)

    def use(self, in_tray: plain.PlainTrayIcon | None) -> None:
        """Show messages by this icon, which is in the tray now; None where there is none any more."""
        self._in_tray = in_tray
        if in_tray is not None:
            in_tray.messageClicked.connect(self.clicked)

    def show(self, title: str, text: str) -> None:
        """Show a message of plain text; returns at once."""
        if self._in_tray is not None:
            self._in_tray.tell(title, text)
        elif self._has_desktop_bus:
            self._on_desktop().show(title, text)
        else:
            self._by_passing_icon().tell(title, text)

    def stop(self) -> None:
        """Take away the icon that came for a message alone."""
        self._timer.stop()
        if self._passing is not None:
            self._passing.hide()

    def _on_desktop(self) -> "DesktopNotifications":
        if self._desktop is None:
            self._desktop = self._open_bus(self)
            self._desktop.clicked.connect(self.clicked)
        return self._desktop

    def _by_passing_icon(self) -> plain.PlainTrayIcon:
        if self._passing is None:
            self._passing = plain.PlainTrayIcon(self._icon(), self)
            self._passing.messageClicked.connect(self.clicked)
        self._passing.show()
        self._timer.start()
        return self._passing


def _desktop(parent: QObject) -> "DesktopNotifications":
    # Qt's part for the bus is loaded when a message is to be shown, and on Linux alone.
    from liveapp.ui.tray.desktop_bus import DesktopNotifications, session_bus

    return DesktopNotifications(session_bus(), parent)
