"""A request as the gate's checks see it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from bottle import HTTPResponse

from liveapp.domain.receiver import INGEST_PATH, PAIR_PATH, SEEDS_PATH, VERIFY_PATH
from liveapp.receiver.refusals import BECAUSE, Because, Sender
from liveapp.receiver.replies import refusal

Environ = dict[str, Any]

_SEEDS_BELOW = (f"{SEEDS_PATH}/", f"{VERIFY_PATH}/")


class IncomingRequest:
    """A request as the checks see it: method, decoded path, origin and headers."""

    def __init__(self, environ: Environ) -> None:
        self.environ = environ
        self.method: str = environ["REQUEST_METHOD"]
        # Where the path is not UTF-8 no route is meant: Bottle would drop the odd bytes and find one.
        self.path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace")
        self.origin: str | None = environ.get("HTTP_ORIGIN")

    def header(self, name: str) -> str | None:
        """A header's value, None where it was not sent."""
        value = self.environ.get("HTTP_" + name.upper().replace("-", "_"))
        return None if value is None else str(value)

    @property
    def needs_token(self) -> bool:
        """Whether it is one that a token may be asked of."""
        return (self.path == "/live" or self.path.startswith("/live/")) and not self.is_pairing

    @property
    def is_ingest(self) -> bool:
        """Whether it posts bets."""
        return is_ingest(self.method, self.path)

    @property
    def is_pairing(self) -> bool:
        """Whether it asks for the token, and so cannot have it."""
        return self.method == "POST" and self.path == PAIR_PATH

    @property
    def has_json_body(self) -> bool:
        """Whether its method sends a body."""
        return self.method in ("POST", "PUT")

    @property
    def sender(self) -> Sender:
        """Who sent what, for the window."""
        return Sender(self.method, told_path(self.path), self.origin, self.header("User-Agent"))

    def refused(
        self, status: int, detail: str, because: Because, headers: Mapping[str, str] | None = None
    ) -> HTTPResponse:
        """A refusal to raise, of which the window is told why."""
        self.environ[BECAUSE] = because
        return refusal(status, detail, headers)


def is_ingest(method: str, path: str) -> bool:
    """Whether such a request posts bets."""
    return method == "POST" and path == INGEST_PATH


def told_path(path: str) -> str:
    """A path as logs and the window may have it: where server seeds go, nothing of what follows."""
    return next((place for place in _SEEDS_BELOW if path.startswith(place)), path)


def host_of(uri: str) -> str:
    """The host that a target names; none where it is no URL, which the server may let pass."""
    try:
        return urlsplit(uri).netloc
    except ValueError:
        return ""
