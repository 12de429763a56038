"""The casino as a web site: HTTPS on a local port, for whatever host the browser maps to it."""

import contextlib
import http.server
import json
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.clients.casino import Casino, Json
from tests.clients.devtools import HANG_LIMIT_S

PAGES = Path(__file__).parent / "site"
SCRIPTS = ("player.js", "semantics.js")
FIRST_HALF = b'{"diceRoll": {"id": "half"}'
PAGE_HEADERS = {
    # As strict as sites are: the page can reach no other server, and runs nothing but its own.
    "Content-Security-Policy": "default-src 'self'; connect-src 'self'; object-src 'none'",
}

CERTIFICATE_COMMAND = (
    *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
    *("-nodes", "-days", "2", "-subj", "/CN=stake.com"),
)


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came, byte for byte."""

    line: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def host(self) -> str:
        """Where the browser believed it went, without a port."""
        return dict(self.headers).get("Host", "").partition(":")[0]


class AnswerLost(Exception):
    """The answer is to break off."""


@dataclass(slots=True)
class Hold:
    """A request that has taken effect, and whose answer waits; or breaks off, where it `is_lost`."""

    operation: str
    is_lost: bool = False
    arrived: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)


class Site:
    """Serves `casino` between `start` and `close`, with a certificate of its own that nobody trusts."""

    def __init__(self, casino: Casino, folder: Path) -> None:
        self.casino = casino
        self._lock = threading.Lock()
        self._requests: list[Request] = []
        self._holds: list[Hold] = []
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*_certificate(folder))
        self._server = _Server(self, context)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """The local port."""
        return self._server.server_port

    def requests(self, path: str = "/") -> list[Request]:
        """The requests so far whose path begins with `path`, but for the browser's own."""
        with self._lock:
            return [request for request in self._requests if request.line.split()[1].startswith(path)]

    @contextlib.contextmanager
    def holding(self, operation: str) -> Iterator[Hold]:
        """The next request of this kind takes effect, but its answer waits until it is released."""
        hold = Hold(operation)
        with self._lock:
            self._holds.append(hold)
        try:
            yield hold
        finally:
            hold.released.set()

    def lose_next(self, operation: str) -> None:
        """The next request of this kind takes effect, but its answer breaks off on its way."""
        hold = Hold(operation, is_lost=True)
        hold.released.set()
        with self._lock:
            self._holds.append(hold)

    def close(self) -> None:
        """Stop listening and let go of what is held."""
        with self._lock:
            for hold in self._holds:
                hold.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(HANG_LIMIT_S)

    def note(self, request: Request) -> None:
        """Remember a request."""
        with self._lock:
            self._requests.append(request)

    def answer(self, request: Request) -> Any:
        """The JSON that answers a request under `/_api/`; None where there is nothing."""
        path = request.line.split()[1].partition("?")[0]
        asked = json.loads(request.body or b"{}")
        if path.startswith("/_api/graphql"):
            many = asked if isinstance(asked, list) else [asked]
            replies = [self._perform(request.host, one["operationName"], one["variables"]) for one in many]
            return replies if isinstance(asked, list) else replies[0]
        return self._perform(request.host, path.removeprefix("/_api/casino/"), asked)

    def _perform(self, host: str, operation: str, body: Json) -> Json:
        reply = self.casino.answer(host, operation, body)
        with self._lock:
            held = next((hold for hold in self._holds if hold.operation == operation), None)
            if held:
                self._holds.remove(held)
        if held:
            held.arrived.set()
            held.released.wait(HANG_LIMIT_S)
            if held.is_lost:
                raise AnswerLost
        return reply


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, site: Site, context: ssl.SSLContext) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.site = site
        self.context = context
        self.released = threading.Event()

    def get_request(self) -> tuple[Any, Any]:
        plain, address = self.socket.accept()
        # The handshake is made by the connection's own thread, when it first reads.
        return self.context.wrap_socket(plain, server_side=True, do_handshake_on_connect=False), address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Browsers drop connections as they like."""


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # headers and body leave together
    server: _Server

    def do_GET(self) -> None:
        name = self.path.partition("?")[0].removeprefix("/")
        if name not in SCRIPTS:
            self._send((PAGES / "index.html").read_bytes(), "text/html; charset=utf-8")
            return
        self._send((PAGES / name).read_bytes(), "text/javascript; charset=utf-8")

    def do_POST(self) -> None:
        request = self._note()
        if odd := ODD_REPLIES.get(self.path):
            odd(self, request.body)
            return
        try:
            reply = self.server.site.answer(request)
        except AnswerLost:
            _broken_off(self, b"")
            return
        except (KeyError, ValueError):
            self.send_error(404)
            return
        self.send_json(json.dumps(reply).encode())

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""

    def _note(self) -> Request:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        request = Request(self.requestline, tuple(self.headers.items()), body)
        self.server.site.note(request)
        return request

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in PAGE_HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def send_json(self, body: bytes) -> None:
        """Send a whole reply."""
        self._send(body, "application/json")

    def send_first_half(self, length: int = 1000) -> None:
        """Send the beginning of a reply of this length."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(FIRST_HALF)
        self.wfile.flush()


def _broken_off(handler: _Handler, _body: bytes) -> None:
    handler.send_first_half()
    handler.close_connection = True


def _slow(handler: _Handler, _body: bytes) -> None:
    """The second half comes once another request has asked for it."""
    handler.server.released.clear()
    handler.send_first_half(len(FIRST_HALF) + 1)
    handler.server.released.wait(HANG_LIMIT_S)
    with contextlib.suppress(OSError):
        handler.wfile.write(b"}")


def _release(handler: _Handler, _body: bytes) -> None:
    handler.server.released.set()
    handler.send_json(b"{}")


ODD_REPLIES: dict[str, Callable[[_Handler, bytes], None]] = {
    "/_api/casino/broken": _broken_off,
    "/_api/casino/dice/slow": _slow,
    "/release": _release,
    # A reply of the page's own making.
    "/_api/casino/pump/echo": _Handler.send_json,
    "/_api/graphql/echo": _Handler.send_json,
}


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A self-signed certificate and its key, made now."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [*CERTIFICATE_COMMAND, "-out", str(certificate), "-keyout", str(key)],
        check=True,
        capture_output=True,
        timeout=HANG_LIMIT_S,
    )
    return certificate, key
