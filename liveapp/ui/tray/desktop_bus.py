"""The desktop's own service for notifications, spoken to over the session's bus.

Source: Desktop Notifications Specification 1.2.
"""

import ctypes
import os
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import (
    QDBusArgument,
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
)

from liveapp.ui import plain

SERVICE = "org.freedesktop.Notifications"
OBJECT_PATH = "/org/freedesktop/Notifications"
CLICK = "default"
MOST_REMEMBERED = 50
AS_THE_DESKTOP_LIKES = -1


class DesktopNotifications(QObject):
    """Shows messages by the desktop's service; `clicked` when one of its own is clicked.

    Asks for nothing and waits for nothing: where nobody serves, the messages are gone.
    """

    clicked = Signal()

    def __init__(self, bus: QDBusConnection | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._shown: deque[int] = deque(maxlen=MOST_REMEMBERED)
        if bus is not None:
            # The stubs name a type that is not taken.
            slot: Any = SLOT("_hear_click(QDBusMessage)")
            bus.connect("", OBJECT_PATH, SERVICE, "ActionInvoked", self, slot)

    def show(self, title: str, text: str) -> None:
        """Show a message of plain text; returns at once."""
        if self._bus is None:
            return
        call = QDBusMessage.createMethodCall(SERVICE, OBJECT_PATH, SERVICE, "Notify")
        call.setArguments(
            [
                "liveapp",
                _unsigned(0),  # replaces no other
                "",
                plain.system_text(title),
                plain.system_text(text),
                [CLICK, "Open liveapp"],
                {"desktop-entry": "liveapp"},
                AS_THE_DESKTOP_LIKES,
            ]
        )
        watcher = QDBusPendingCallWatcher(self._bus.asyncCall(call), self)
        watcher.finished.connect(self._hear_answer)

    @Slot(QDBusPendingCallWatcher)
    def _hear_answer(self, watcher: QDBusPendingCallWatcher) -> None:
        if not watcher.isError():
            self._shown.extend(watcher.reply().arguments()[:1])
        watcher.deleteLater()

    @Slot(QDBusMessage)
    def _hear_click(self, told: QDBusMessage) -> None:
        match told.arguments():
            # All programs hear of all clicks.
            case [number, action] if number in self._shown and action == CLICK:
                self.clicked.emit()


def session_bus(environment: Mapping[str, str] = os.environ) -> QDBusConnection | None:
    """The session's bus, None where there is none: none is started for this."""
    runtime = environment.get("XDG_RUNTIME_DIR")
    if not environment.get("DBUS_SESSION_BUS_ADDRESS") and not (runtime and Path(runtime, "bus").exists()):
        return None
    bus = QDBusConnection.sessionBus()
    return bus if bus.isConnected() else None


def _unsigned(number: int) -> QDBusArgument:
    """A number as the service wants it: unsigned, 32 bits."""
    # WORKAROUND PySide6 6.11: every int becomes a signed argument, and `QDBusArgument << int` writes 16 bits.
    # This calls the operator that is meant.
    argument = QDBusArgument()
    write = ctypes.CDLL("libQt6DBus.so.6")["_ZN13QDBusArgumentlsEj"]
    write.argtypes, write.restype = [ctypes.c_void_p, ctypes.c_uint32], ctypes.c_void_p
    write(shiboken6.getCppPointer(argument)[0], number)
    return argument
