"""A second start of the program hands its wishes to the first and leaves."""

import getpass
import hashlib
import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from liveapp.app.core.options import Options

TIMEOUT_MS = 2000
MAX_MESSAGE_BYTES = 4096
MAX_CALLERS = 20


def hand_over(data_dir: Path, options: Options) -> bool:
    """Tell the program that runs on this data folder what this start wanted; False where none answers."""
    socket = QLocalSocket()
    socket.connectToServer(_server_name(data_dir))
    if not socket.waitForConnected(TIMEOUT_MS):
        return False
    wishes = {"stream": options.stream, "demo": options.plays_demo}
    socket.write(json.dumps(wishes).encode() + b"\n")
    is_answered = socket.waitForReadyRead(TIMEOUT_MS) and bytes(socket.readAll().data()) == b"ok\n"
    socket.disconnectFromServer()
    return is_answered


class InstanceServer(QObject):
    """Hears from later starts on the same data folder, of the same user only.

    Each says one line of JSON within `TIMEOUT_MS`, and is then done with. At most `MAX_CALLERS` are
    listened to; where there are more, the one that has had the longest time goes.
    """

    second_started = Signal(object)  # Options

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        name = _server_name(data_dir)
        # Whoever holds the folder's lock is the only one: what is left of this name is a crashed program's.
        QLocalServer.removeServer(name)
        self._callers: list[QLocalSocket] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)
        self._server.listen(name)

    def close(self) -> None:
        """Hear nothing more, from those either who are connected."""
        self._server.close()
        for socket in list(self._callers):
            self._be_done_with(socket)

    def _accept(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            self._callers.append(socket)
            if len(self._callers) > MAX_CALLERS:
                self._be_done_with(self._callers[0])
            socket.setReadBufferSize(MAX_MESSAGE_BYTES)
            socket.disconnected.connect(self._forget)
            socket.readyRead.connect(self._read)
            timer = QTimer(socket, interval=TIMEOUT_MS, singleShot=True)
            timer.timeout.connect(self._lose_patience)
            timer.start()
            if socket.bytesAvailable():
                self._hear(socket)

    def _forget(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._be_done_with(socket)

    def _lose_patience(self) -> None:
        timer = self.sender()
        socket = timer.parent() if timer else None
        if isinstance(socket, QLocalSocket):
            self._be_done_with(socket)

    def _be_done_with(self, socket: QLocalSocket) -> None:
        # Not left to `disconnected`: who leaves at once has been disconnected before anybody listened.
        if socket in self._callers:
            self._callers.remove(socket)
            socket.abort()
            socket.deleteLater()

    def _read(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() >= MAX_MESSAGE_BYTES:
                self._be_done_with(socket)
            return
        options = _options(bytes(socket.readLine(MAX_MESSAGE_BYTES).data()))
        socket.readyRead.disconnect(self._read)
        if options is None:
            self._be_done_with(socket)
            return
        socket.write(b"ok\n")
        socket.disconnectFromServer()
        self.second_started.emit(options)


def _options(line: bytes) -> Options | None:
    try:
        wishes: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(wishes, dict):
        return None
    stream = wishes.get("stream")
    return Options(
        settings={},
        is_headless=False,
        plays_demo=wishes.get("demo") is True,
        stream=stream if isinstance(stream, str) else None,
    )


def _server_name(data_dir: Path) -> str:
    """One name for each user and folder, short enough for a socket's path."""
    digest = hashlib.sha256(f"{getpass.getuser()}\0{data_dir.resolve()}".encode()).hexdigest()
    return f"liveapp-{digest[:20]}"
