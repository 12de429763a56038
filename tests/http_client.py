"""HTTP over a bare socket, for requests that no polite client sends."""

import contextlib
import json
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

HANG_LIMIT_S = 20.0

Headers = Sequence[tuple[str, str | bytes]]


def port_of(url: str) -> int:
    """The port of a base URL."""
    port = urlsplit(url).port
    assert port is not None
    return port


def strict_json(text: str | bytes) -> Any:
    """Parsed JSON; `NaN` and `Infinity`, which are no JSON, fail."""

    def refuse(word: str) -> None:
        raise AssertionError(f"{word} is not JSON")

    return json.loads(text, parse_constant=refuse)


@dataclass(frozen=True, slots=True)
class RawReply:
    """A reply with every header line as it came."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def all(self, name: str) -> list[str]:
        """Every value of a header, by any case of its name."""
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def header(self, name: str) -> str | None:
        """The value of a header that comes at most once."""
        values = self.all(name)
        assert len(values) <= 1, f"{name} came {len(values)} times"
        return values[0] if values else None

    def json(self) -> Any:
        """The body, which must be JSON."""
        return strict_json(self.body)


def request_bytes(method: str, target: str, headers: Headers = (), body: bytes = b"") -> bytes:
    """A request as it goes over the wire; only what is given is sent (a length for a body, too)."""
    lines = [f"{method} {target} HTTP/1.1".encode("latin-1")]
    for name, value in headers:
        raw = value if isinstance(value, bytes) else value.encode("latin-1")
        lines.append(name.encode("latin-1") + b": " + raw)
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def chunked(parts: Iterable[bytes]) -> bytes:
    """A body in chunked transfer coding."""
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


class RawConnection:
    """One connection to the receiver."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=HANG_LIMIT_S)
        self._buffer = b""

    def send(self, data: bytes) -> None:
        """Send bytes; a receiver that refuses and hangs up early is fine, its reply is read later."""
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self._socket.sendall(data)

    def reply(self, method: str = "GET") -> RawReply:
        """The next reply; `method` is that of its request (HEAD has no body)."""
        while True:
            head = self._until(b"\r\n\r\n").decode("latin-1").split("\r\n")
            status = int(head[0].split(" ", 2)[1])
            if status != 100:
                break
        headers = tuple(
            (name.strip(), value.strip()) for name, _, value in (line.partition(":") for line in head[1:])
        )
        return RawReply(
            status, headers, self._body(method, status, {key.lower(): value for key, value in headers})
        )

    def is_closed_by_peer(self) -> bool:
        """Whether the receiver closes the connection (waits for it)."""
        try:
            return self._socket.recv(1) == b""
        except ConnectionResetError:
            return True

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _more(self) -> bool:
        try:
            data = self._socket.recv(65536)
        except ConnectionResetError:
            data = b""
        self._buffer += data
        return bool(data)

    def _until(self, end: bytes) -> bytes:
        while end not in self._buffer:
            if not self._more():
                raise ConnectionError(f"the connection ended after {self._buffer!r}")
        found, _, self._buffer = self._buffer.partition(end)
        return found

    def _exactly(self, size: int) -> bytes:
        while len(self._buffer) < size:
            if not self._more():
                raise ConnectionError("the connection ended within a body")
        found, self._buffer = self._buffer[:size], self._buffer[size:]
        return found

    def _body(self, method: str, status: int, headers: dict[str, str]) -> bytes:
        if method == "HEAD" or status in (204, 304):
            return b""
        if headers.get("transfer-encoding", "").lower() == "chunked":
            parts = []
            while size := int(self._until(b"\r\n"), 16):
                parts.append(self._exactly(size))
                self._exactly(2)
            self._exactly(2)
            return b"".join(parts)
        if "content-length" in headers:
            return self._exactly(int(headers["content-length"]))
        while self._more():
            pass
        found, self._buffer = self._buffer, b""
        return found


def ask(port: int, method: str, target: str, headers: Headers = (), body: bytes | None = None) -> RawReply:
    """One request on its own connection with a right Host header and, for a body, its length."""
    all_headers: list[tuple[str, str | bytes]] = [("Host", f"127.0.0.1:{port}"), *headers]
    if body is not None:
        all_headers.append(("Content-Length", str(len(body))))
    return ask_exactly(port, method, target, all_headers, body or b"")


def ask_exactly(port: int, method: str, target: str, headers: Headers = (), body: bytes = b"") -> RawReply:
    """One request on its own connection with exactly these headers."""
    with RawConnection(port) as connection:
        connection.send(request_bytes(method, target, headers, body))
        return connection.reply(method)


def free_port() -> int:
    """A port that nothing listened on a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port
