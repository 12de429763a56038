"""Requests to a WSGI application, without a server between."""

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.http_client import strict_json

WsgiApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the application answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    def header(self, name: str) -> str | None:
        """A header's value by any case of its name."""
        return {key.lower(): value for key, value in self.headers.items()}.get(name.lower())

    def json(self) -> Any:
        """The body, which must be JSON."""
        return strict_json(self.body)


def call(
    application: WsgiApplication,
    method: str,
    path: str,
    body: bytes | None = None,
    **environ: Any,
) -> Reply:
    """One request; `environ` has more of the WSGI environment, headers as `HTTP_…`."""
    plain_path, _, query = path.partition("?")
    given: Mapping[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": plain_path,
        "REQUEST_URI": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "17888",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body or b""),
        **({} if body is None else {"CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": "application/json"}),
        **environ,
    }
    started: list[tuple[str, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], _exc_info: object = None) -> None:
        started.append((status, headers))

    chunks = application(dict(given), start_response)
    try:
        sent = b"".join(chunks)
    finally:
        if close := getattr(chunks, "close", None):
            close()
    status, headers = started[-1]
    return Reply(int(status[:3]), dict(headers), sent)
