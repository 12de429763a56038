"""How a request is answered: by the application, or by the server where it never gets there."""

import json
import sys
from functools import lru_cache
from typing import Any

from waitress.task import ErrorTask, WSGITask
from waitress.utilities import build_http_date

from liveapp.receiver.body import MAX_BODY_BYTES
from liveapp.receiver.gate import ARRIVED_S, ONE_TOO_MANY, SECURITY_HEADERS
from liveapp.receiver.incoming import told_path
from liveapp.receiver.parser import RequestParser
from liveapp.receiver.refusals import Sender

RETRY_STOPPED_S = 5

WORDS = {
    400: "The request is not valid HTTP",
    408: "The request took too long to arrive",
    413: f"The body is over {MAX_BODY_BYTES} bytes",
    431: "The headers are too large",
    500: "Internal Server Error",
    503: "liveapp is shutting down",
}
"""What a refusal of the server says. None repeats anything of the request."""


class RefusalTask(ErrorTask):
    """A refusal of the server's own, with the headers that all replies have. The connection ends with it."""

    # WORKAROUND waitress 3.0: its refusals pass no application, have texts of its own, and a body even after
    # HEAD. Overridden is `execute`; used are `status`, `response_headers`, `content_length`, `write`,
    # `set_close_on_finish`, `complete` and of the request `error` with `code` and `reason`.

    def execute(self) -> None:
        """Send the refusal."""
        error = self.request.error
        if error.code != 500:
            self.channel.server.tell_refused(error.code, WORDS[error.code], _sender(self.request))
        body = json.dumps({"detail": WORDS[error.code]}).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [("Content-Type", "application/json"), *SECURITY_HEADERS.items()]
        if error.code == 503:
            self.response_headers.append(("Retry-After", str(RETRY_STOPPED_S)))
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(b"" if getattr(self.request, "command", "") == "HEAD" else body)


def _sender(request: RequestParser) -> Sender:
    """Who sent it, as far as its head could be read."""
    if request.error.code == 431:
        return Sender("", "", None, None)  # the server has put a head of its own in the place of this one
    path = told_path(getattr(request, "path", "").encode("latin-1", "replace").decode("utf-8", "replace"))
    headers = request.headers
    return Sender(getattr(request, "command", ""), path, headers.get("ORIGIN"), headers.get("USER_AGENT"))


class ApplicationTask(WSGITask):
    """A reply of the application. Once the receiver stops, the connection ends with it."""

    # WORKAROUND waitress 3.0: nothing else adds to the environment, or ends a connection that would be kept;
    # and it makes environments and heads anew, word by word, for requests and replies that are all alike.
    # Overridden are `get_environment` and `build_response_header`; used are `set_close_on_finish`, `version`,
    # `status`, `response_headers`, `content_length`, `has_body`, `start_time`, `chunked_response` and
    # what the parser sets.

    def get_environment(self) -> dict[str, Any]:
        """The WSGI environment, with what the receiver knows of the request."""
        request, channel = self.request, self.channel
        head = request.head
        if head.environ is None:
            head.environ = {**super().get_environment(), "wsgi.input": None}
        return {
            **head.environ,
            "REMOTE_PORT": str(channel.addr[1]),
            "wsgi.errors": sys.stderr,
            "wsgi.input": request.get_body_stream(),
            "waitress.client_disconnected": channel.check_client_disconnected,
            ARRIVED_S: request.arrived_s,
            ONE_TOO_MANY: request.is_one_too_many,
        }

    def build_response_header(self) -> bytes:
        """The status line and all headers."""
        request = self.request
        if request.connection_close or self.channel.server.is_stopping:
            self.set_close_on_finish()
        length = self.content_length
        if length is not None and self.version == "1.1" and self.has_body and request.command != "HEAD":
            return _plain_head(self.status, tuple(self.response_headers), length, int(self.start_time))
        head: bytes = super().build_response_header()
        if request.command == "HEAD":
            # Else the end of a chunked body would be sent, without its beginning.
            self.chunked_response = False
        return head


@lru_cache(maxsize=64)
def _plain_head(status: str, headers: tuple[tuple[str, str], ...], length: int, time_s: int) -> bytes:
    """What Waitress makes of these in HTTP/1.1, where the length is known: for bets the same for a second."""
    spelled = [("-".join(word.capitalize() for word in name.split("-")), value) for name, value in headers]
    lines = [f"{name}: {value}" for name, value in spelled if name != "Content-Length"]
    lines += [f"Content-Length: {length}", f"Date: {build_http_date(time_s)}"]
    return "\r\n".join([f"HTTP/1.1 {status}", *sorted(lines, key=_name), "", ""]).encode("latin-1")


def _name(line: str) -> str:
    return line.partition(":")[0]
