"""A server on a port where liveapp is expected, which answers as it is told."""

import http.server
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.clients.devtools import HANG_LIMIT_S


@dataclass(frozen=True, slots=True)
class Reply:
    """What one request is answered with."""

    status: int
    body: Any
    headers: tuple[tuple[str, str], ...] = ()


class Impostor:
    """Answers each request with what `answer` returns for it (as in `POST /live/ingest`) and its body."""

    def __init__(self, answer: Callable[[str, Any], Reply]) -> None:
        class Handler(http.server.BaseHTTPRequestHandler):
            wbufsize = -1

            def do_GET(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length)
                reply = answer(f"{self.command} {self.path}", json.loads(body) if body else None)
                self.send_response(reply.status)
                for name, value in reply.headers:
                    self.send_header(name, value)
                self.end_headers()
                sent = reply.body if isinstance(reply.body, str) else json.dumps(reply.body)
                self.wfile.write(sent.encode())

            do_POST = do_GET  # noqa: N815 (so the server calls it)

            def log_message(self, *arguments: Any) -> None:
                """Say nothing."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(HANG_LIMIT_S)
