from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from tests.unit.ui.tray.bus import NotificationServer, connected, running_bus


@pytest.fixture
def bus_address(qtbot: QtBot, tmp_path: Path) -> Iterator[str]:
    with running_bus(tmp_path) as address:
        yield address


@pytest.fixture
def bus(bus_address: str) -> Iterator[QDBusConnection]:
    with connected(bus_address) as connection:
        yield connection


@pytest.fixture
def server(bus_address: str) -> Iterator[NotificationServer]:
    with connected(bus_address) as connection:
        yield NotificationServer(connection)
