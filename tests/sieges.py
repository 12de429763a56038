"""Clients that would keep others waiting, if they could.

    python -m tests.sieges NAME PORT TARGET

lays the siege of that name until it is killed.
"""

import contextlib
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from tests.http_client import request_bytes

TICK_S = 0.1


@dataclass
class Client:
    """One connection of a siege, and when it acts next."""

    socket: socket.socket
    acts_at_s: float
    unsent: bytes = b""
    opened_s: float = field(default_factory=time.monotonic)


class Siege:
    """`count` connections that are opened again when they are closed.

    Each sends `opening` at once, then a byte of `drip` and reads `reads` bytes every `every_s`.
    """

    def __init__(
        self,
        port: int,
        count: int,
        opening: bytes = b"",
        drip: bytes = b"",
        reads: int = 0,
        every_s: float = 1.0,
    ) -> None:
        self._port = port
        self._count = count
        self._opening = opening
        self._drip = drip
        self._reads = reads
        self._every_s = every_s
        self._clients: list[Client] = []
        self.opened = 0

    def lay(self, is_over: Callable[[], bool]) -> None:
        """Go on until it is over."""
        try:
            while not is_over():
                self._open_missing()
                now_s = time.monotonic()
                for client in list(self._clients):
                    if client.acts_at_s <= now_s:
                        client.acts_at_s = now_s + self._every_s
                        self._act(client)
                self._drop_closed()
                time.sleep(TICK_S)
        finally:
            for client in self._clients:
                client.socket.close()

    def _open_missing(self) -> None:
        for index in range(self._count - len(self._clients)):
            made = socket.socket()
            # A small window, so that a reply does not fit into what the system keeps for a reader.
            made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            try:
                made.connect(("127.0.0.1", self._port))
                made.setblocking(False)
                made.send(self._opening)
            except OSError:
                made.close()
                return
            self.opened += 1
            share = index / max(1, self._count)
            self._clients.append(Client(made, time.monotonic() + share * self._every_s, self._drip))

    def _act(self, client: Client) -> None:
        with contextlib.suppress(OSError):
            if client.unsent:
                client.socket.send(client.unsent[:1])
                client.unsent = client.unsent[1:]
            if self._reads:
                client.socket.recv(self._reads)

    def _drop_closed(self) -> None:
        for client in list(self._clients):
            try:
                is_closed = client.socket.recv(1, socket.MSG_PEEK) == b""
            except BlockingIOError:
                continue
            except OSError:
                is_closed = True
            if is_closed:
                client.socket.close()
                self._clients.remove(client)


def get(port: int, target: str) -> bytes:
    """A request as these clients send it."""
    return request_bytes("GET", target, [("Host", f"127.0.0.1:{port}")])


DRIP = b"POST /live/ingest HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Padding: " + b"x" * 1000


def pipeliners(port: int, target: str) -> Siege:
    """Ask for 12 large pages each, and read nothing."""
    return Siege(port, 8, opening=get(port, target) * 12)


def drippers(port: int, _target: str, count: int = 1050) -> Siege:
    """Send a byte a second of a request."""
    return Siege(port, count, opening=b"P", drip=DRIP[1:])


def silent(port: int, _target: str, count: int = 1050) -> Siege:
    """Connect, and say nothing."""
    return Siege(port, count)


def slow_readers(port: int, target: str) -> Siege:
    """Read a byte a second of an export."""
    return Siege(port, 8, opening=get(port, target), reads=1)


def askers(port: int, target: str, count: int = 200) -> Siege:
    """Ask for what takes long, all at once."""
    return Siege(port, count, opening=get(port, target))


SIEGES = {
    "pipeliners": pipeliners,
    "drippers": drippers,
    "silent": silent,
    "slow_readers": slow_readers,
    "askers": askers,
}


@contextlib.contextmanager
def laid(siege: Siege) -> Iterator[Siege]:
    """The siege, in a thread."""
    is_over = threading.Event()
    thread = threading.Thread(target=siege.lay, args=[is_over.is_set])
    thread.start()
    try:
        yield siege
    finally:
        is_over.set()
        thread.join()


def _allow_many_files() -> None:
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))


if __name__ == "__main__":
    _allow_many_files()
    SIEGES[sys.argv[1]](int(sys.argv[2]), sys.argv[3]).lay(lambda: False)
