"""Receivers in front of applications that tests make up, and clients of them."""

import contextlib
import select
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from liveapp.receiver.channel import Channel
from liveapp.receiver.server import ReceiverServer
from tests.http_client import request_bytes
from tests.waiting import wait_until

LIMIT_S = 20.0
LARGE_REPLY = b"x" * (16 * 2**20)
"""More than systems keep for a client that does not read."""

EXPORT = "/live/streams/x/export.csv"

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Serve = Callable[..., ReceiverServer]


class Clock:
    """A monotonic clock that tests can turn on."""

    def __init__(self) -> None:
        self._turned_s = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self._turned_s

    def turn(self, by_s: float) -> None:
        self._turned_s += by_s


def replying(*chunks: bytes) -> Application:
    """An application that always gives this reply."""

    def application(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [])
        return list(chunks)

    return application


class Held:
    """An application whose requests wait until they are let go."""

    def __init__(self, count: int = 1) -> None:
        self.arrived = threading.Barrier(count + 1)
        self.may_go = threading.Event()

    def __call__(self, _environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.arrived.wait(LIMIT_S)
        assert self.may_go.wait(LIMIT_S)
        start_response("200 OK", [("Content-Length", "4")])
        return [b"done"]


def get(port: int, path: str = "/") -> bytes:
    return request_bytes("GET", path, [("Host", f"127.0.0.1:{port}")])


def post_ingest(port: int, body: bytes = b"{}") -> bytes:
    headers = [("Host", f"127.0.0.1:{port}"), ("Content-Type", "application/json")]
    return request_bytes("POST", "/live/ingest", [*headers, ("Content-Length", str(len(body)))], body)


def channels(server: ReceiverServer) -> list[Channel]:
    return server._server.channels


def look(server: ReceiverServer) -> None:
    """Have the receiver look after its connections now."""
    server._server._looks_again_s = 0.0
    server._server.pull_trigger()


@contextlib.contextmanager
def not_reading(server: ReceiverServer, path: str = "/") -> Iterator[socket.socket]:
    """A client that asked and leaves the reply where it is."""
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.settimeout(LIMIT_S)
        client.connect(("127.0.0.1", server.port))
        client.sendall(get(server.port, path))
        wait_until(
            lambda: any(stands_still(one) for one in channels(server) if one.addr == client.getsockname()),
            "what a client leaves unread is not counted",
        )
        yield client


def stands_still(channel: Channel) -> bool:
    """Whether something waits for its client, and the system takes no more of it."""
    with channel._lock:
        _, writable, _ = select.select([], [channel.socket], [], 0)
        return channel.unsent_bytes > 0 and not writable


def read_all(client: socket.socket) -> bytes:
    received = bytearray()
    with contextlib.suppress(ConnectionResetError):
        while data := client.recv(2**20):
            received += data
    return bytes(received)


def stopping(server: ReceiverServer) -> threading.Thread:
    thread = threading.Thread(target=server.stop, daemon=True)
    thread.start()
    return thread


def join(thread: threading.Thread, what_broke: str) -> None:
    thread.join(LIMIT_S)
    assert not thread.is_alive(), what_broke
