"""One program for each data folder: a second start raises the first and leaves."""

import json
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from liveapp.app.core.folder_lock import DataFolderInUse, holding
from liveapp.app.core.options import Options, parse_options
from liveapp.app.windowed import instance
from liveapp.app.windowed.instance import MAX_CALLERS, InstanceServer, _server_name, hand_over
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


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"nonsense\n",
        b"[]\n",
        b"\xff\n",
        b"x" * 10_000,
        b"x" * 1_000_000 + b"\n",
        b"[" * 4000 + b"\n",
        b'{"stream":' * 400 + b"\n",
        b"1" * 4090 + b"\n",
    ],
    ids=lambda line: repr(line[:12]),
)
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


def connected(folder: Path) -> QLocalSocket:
    socket = QLocalSocket()
    socket.connectToServer(_server_name(folder))
    assert socket.waitForConnected(LIMIT_MS)
    return socket


def is_turned_away(socket: QLocalSocket) -> bool:
    return socket.state() == QLocalSocket.LocalSocketState.UnconnectedState


def test_who_says_half_a_line_and_no_more_is_not_listened_to_for_ever(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "TIMEOUT_MS", 50)
    server = InstanceServer(tmp_path)
    silent, halting = connected(tmp_path), connected(tmp_path)
    halting.write(b'{"stream":')
    halting.flush()
    qtbot.waitUntil(lambda: is_turned_away(silent) and is_turned_away(halting), timeout=LIMIT_MS)
    server.close()


def test_a_crowd_keeps_nobody_out_who_has_something_to_say(tmp_path: Path, qtbot: QtBot) -> None:
    server = InstanceServer(tmp_path)
    heard: list[Options] = []
    server.second_started.connect(heard.append)
    crowd: list[QLocalSocket] = []
    for _ in range(MAX_CALLERS + 5):
        crowd.append(connected(tmp_path))
        qtbot.wait(1)
    qtbot.waitUntil(lambda: all(map(is_turned_away, crowd[:5])), timeout=LIMIT_MS)
    late = connected(tmp_path)
    late.write(b'{"stream": "late"}\n')
    late.flush()
    qtbot.waitUntil(lambda: bool(heard), timeout=LIMIT_MS)
    assert heard[0].stream == "late"
    server.close()


def test_who_leaves_at_once_is_forgotten(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance, "TIMEOUT_MS", 50)
    server = InstanceServer(tmp_path)
    for _ in range(10):
        connected(tmp_path).abort()
    qtbot.wait(1)
    qtbot.waitUntil(lambda: not server._callers, timeout=LIMIT_MS)
    server.close()


def test_one_line_is_all_that_anybody_is_heard_for(tmp_path: Path, qtbot: QtBot) -> None:
    server = InstanceServer(tmp_path)
    heard: list[Options] = []
    server.second_started.connect(heard.append)
    socket = connected(tmp_path)
    socket.write(b'{"stream": "one"}\n{"stream": "two"}\n')
    socket.flush()
    qtbot.waitUntil(lambda: is_turned_away(socket), timeout=LIMIT_MS)
    assert bytes(socket.readAll().data()) == b"ok\n"
    assert [options.stream for options in heard] == ["one"]
    server.close()


def test_nobody_answers_where_no_program_runs(tmp_path: Path) -> None:
    assert not hand_over(tmp_path, parse_options([]))
