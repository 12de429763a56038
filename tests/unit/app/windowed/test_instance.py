"""One program for each data folder: a second start raises the first and leaves."""

import json
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from liveapp.app.core.folder_lock import DataFolderInUse, holding
from liveapp.app.core.options import Options, parse_options
from liveapp.app.windowed.instance import InstanceServer, _server_name, hand_over
from tests.window_fixtures import LIMIT_MS


def test_a_folder_that_is_in_use_is_refused(tmp_path: Path) -> None:
    with holding(tmp_path), pytest.raises(DataFolderInUse, match="--data-dir"), holding(tmp_path):
        pass
    with holding(tmp_path):
        pass


def test_a_second_start_hands_its_wishes_to_the_first(tmp_path: Path, qtbot: QtBot) -> None:
    server = InstanceServer(tmp_path)
    heard: list[Options] = []
    server.second_started.connect(heard.append)
    socket = QLocalSocket()
    socket.connectToServer(_server_name(tmp_path))
    socket.write(json.dumps({"stream": "aa11", "demo": True}).encode() + b"\n")
    qtbot.waitUntil(lambda: bool(heard), timeout=LIMIT_MS)
    assert (heard[0].stream, heard[0].plays_demo) == ("aa11", True)
    qtbot.waitUntil(lambda: socket.bytesAvailable() > 0, timeout=LIMIT_MS)
    assert bytes(socket.readAll().data()) == b"ok\n"
    socket.abort()
    server.close()


@pytest.mark.parametrize("line", [b"\n", b"nonsense\n", b"[]\n", b"\xff\n", b"x" * 10_000])
def test_nonsense_from_another_program_is_turned_away(tmp_path: Path, qtbot: QtBot, line: bytes) -> None:
    server = InstanceServer(tmp_path)
    heard: list[Options] = []
    server.second_started.connect(heard.append)
    socket = QLocalSocket()
    socket.connectToServer(_server_name(tmp_path))
    socket.write(line)
    socket.flush()
    qtbot.waitUntil(
        lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState, timeout=LIMIT_MS
    )
    assert heard == []
    server.close()


def test_nobody_answers_where_no_program_runs(tmp_path: Path) -> None:
    assert not hand_over(tmp_path, parse_options([]))
