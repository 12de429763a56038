"""A session's bus of a test's own, with a desktop's service for notifications on it."""

import contextlib
import itertools
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from liveapp.ui.tray.desktop_bus import OBJECT_PATH, SERVICE, _unsigned

CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={path}</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>"""

_names = itertools.count()


@contextlib.contextmanager
def running_bus(folder: Path) -> Iterator[str]:
    """The address of a bus that ends with the block."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("dbus-daemon is not installed")
    configuration = folder / "bus.conf"
    configuration.write_text(CONFIGURATION.format(path=folder / "bus"))
    daemon = subprocess.Popen(
        ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
    finally:
        daemon.terminate()
        daemon.communicate()


@contextlib.contextmanager
def connected(address: str) -> Iterator[QDBusConnection]:
    name = f"test-{next(_names)}"
    bus = QDBusConnection.connectToBus(address, name)
    assert bus.isConnected()
    yield bus
    QDBusConnection.disconnectFromBus(name)


class NotificationServer(QObject):
    """What a desktop has; notes what it was to show, and has it clicked."""

    def __init__(self, bus: QDBusConnection) -> None:
        super().__init__()
        self._bus = bus
        self.shown: list[tuple[object, ...]] = []
        assert bus.registerService(SERVICE)
        options = QDBusConnection.RegisterOption.ExportAllSlots
        assert bus.registerObject(OBJECT_PATH, SERVICE, self, options)

    @Slot(str, "uint", str, str, str, "QStringList", "QVariantMap", int, result="uint")
    def Notify(self, *told: object) -> int:  # noqa: N802
        self.shown.append(told)
        return 40 + len(self.shown)

    def click(self, number: int, action: str = "default") -> None:
        signal = QDBusMessage.createSignal(OBJECT_PATH, SERVICE, "ActionInvoked")
        signal.setArguments([_unsigned(number), action])
        assert self._bus.send(signal)
