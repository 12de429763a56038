"""The gate: every request passes its checks, in order, before anything is parsed or written.

It wraps the application on the WSGI level, so that no route, not even an unknown path, can be
reached around it, and so that every reply leaves with the same headers and one line in the log.
"""

import hmac
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any
from urllib.parse import urlsplit

from bottle import HTTPResponse

from liveapp.domain.errors import StoreClosed, StoreUnavailable
from liveapp.domain.events import RequestRefused
from liveapp.domain.receiver import INGEST_PATH
from liveapp.receiver.access_log import AccessLog
from liveapp.receiver.limits import Allowance, SlidingWindow
from liveapp.receiver.origins import PREFLIGHT_HEADERS, OriginPolicy, cors_headers, is_web_origin
from liveapp.receiver.replies import refusal, reply_to_error
from liveapp.schemas.json_text import NotJsonError, parse

logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 2**20
PARSED_BODY = "liveapp.json"
"""Key of the WSGI environment under which a route finds the parsed body."""

ARRIVED_S = "liveapp.arrived_s"
"""Key of the monotonic time, in seconds, at which the request was whole: its deadlines count from then."""

ONE_TOO_MANY = "liveapp.one_too_many"
"""Key under which the server says that too many requests wait already: this one is to be refused."""

RETRY_BUSY_S = 1

WRONG_TOKENS_ALLOWED = 20
WRONG_TOKENS_WINDOW_S = 60.0
RATE_WINDOW_S = 60.0

SECURITY_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WsgiApplication = Callable[[Environ, StartResponse], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class GatePolicy:
    """Who is let in. `token` is None where none is required; `rate_limit` is per minute, 0 for none."""

    port: int
    token: bytes | None
    allowed_origins: frozenset[str] = frozenset()
    rate_limit: int = 0

    @property
    def hosts(self) -> frozenset[str]:
        """The `Host` values that mean this receiver, in lower case."""
        return frozenset(f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]"))


class _Request:
    """A request as the checks see it: method, decoded path, origin and headers."""

    def __init__(self, environ: Environ) -> None:
        self.environ = environ
        self.method: str = environ["REQUEST_METHOD"]
        # Where the path is not UTF-8 no route is meant: Bottle would drop the odd bytes and find one.
        self.path = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace")
        self.origin: str | None = environ.get("HTTP_ORIGIN")

    def header(self, name: str) -> str | None:
        """A header's value by its name in the WSGI environment, None where it was not sent."""
        value: str | None = self.environ.get(name)
        return value

    @property
    def needs_token(self) -> bool:
        return self.path == "/live" or self.path.startswith("/live/")

    @property
    def is_ingest(self) -> bool:
        return self.method == "POST" and self.path == INGEST_PATH

    @property
    def has_json_body(self) -> bool:
        return self.method in ("POST", "PUT")


class Gate:
    """A WSGI application around another one. `policy` may be replaced at any time.

    `on_refused` and `on_fault` hear, in any thread, of requests that were turned away and of faults
    of the database that kept one from being answered.
    """

    def __init__(
        self,
        application: WsgiApplication,
        policy: GatePolicy,
        on_refused: Callable[[RequestRefused], None],
        access_log: AccessLog,
        on_fault: Callable[[StoreUnavailable], None],
        clock_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._application = application
        self._on_refused = on_refused
        self._access_log = access_log
        self._on_fault = on_fault
        self._clock_s = clock_s
        self._wrong_tokens = SlidingWindow(WRONG_TOKENS_ALLOWED, WRONG_TOKENS_WINDOW_S, clock_s)
        self._ingest_rate = SlidingWindow(policy.rate_limit, RATE_WINDOW_S, clock_s)
        self.is_stopping = False
        self.apply_policy(policy)

    def apply_policy(self, policy: GatePolicy) -> None:
        """Judge requests by this policy from now on. A limit that stays keeps its count."""
        self._policy = policy
        self._hosts = policy.hosts
        self._origins = OriginPolicy(policy.allowed_origins, policy.token is not None)
        if policy.rate_limit != self._ingest_rate.limit:
            self._ingest_rate = SlidingWindow(policy.rate_limit, RATE_WINDOW_S, self._clock_s)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, or let it pass to the application."""
        started_s = self._clock_s()
        environ.setdefault(ARRIVED_S, started_s)
        request = _Request(environ)
        sent_status: list[str] = []

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            sent_status.append(status[:3])
            added = [*headers, *SECURITY_HEADERS.items(), *self._cors_headers(request).items()]
            return start_response(status, added, exc_info)

        try:
            body = self._reply(request, start)
        finally:
            status = sent_status[-1] if sent_status else "-"
            self._access_log.note(request.method, request.path, status, self._clock_s() - started_s)
        return body

    def _reply(self, request: _Request, start: StartResponse) -> Iterable[bytes]:
        try:
            self._admit(request)
            return self._application(request.environ, start)
        except HTTPResponse as response:
            reply = response
        except Exception as error:
            known = reply_to_error(error)
            if isinstance(error, StoreUnavailable) and not isinstance(error, StoreClosed):
                self._on_fault(error)
            if known is None:
                logger.exception("A request ended in an unexpected error")
            reply = known or refusal(500, "Internal Server Error")
        start(reply.status_line, reply.headerlist)
        return [reply.body or b""] if request.method != "HEAD" else []

    def _admit(self, request: _Request) -> None:
        """Raise the refusal of the first check that fails; docs/http-api.md promises their order."""
        self._check_host(request)
        self._check_origin(request)
        self._check_fetch_metadata(request)
        self._answer_options(request)
        if self.is_stopping:
            raise refusal(503, "liveapp is shutting down", {"Retry-After": "5"})
        self._check_token(request)
        if request.environ.get(ONE_TOO_MANY):
            raise refusal(503, "Too many requests are waiting", {"Retry-After": str(RETRY_BUSY_S)})
        self._check_rate(request)
        self._check_content_type(request)
        self._read_body(request)
        if "\ufffd" in request.path:
            raise refusal(404, "Not Found")

    def _check_host(self, request: _Request) -> None:
        host = request.header("HTTP_HOST")
        # The server joins several Host headers with a comma, which no host name holds.
        if not host or "," in host:
            raise self._refused(
                400, "Exactly one Host header is required", "A request named no host, or several"
            )
        uri = str(request.environ.get("REQUEST_URI", "/"))
        if not uri.startswith(("/", "*")) and _host_of(uri).lower() not in self._hosts:
            host = _host_of(uri) or uri
        if host.lower() not in self._hosts:
            raise self._refused(
                403, "Host not allowed", f"A request for {host[:100]} was refused: not this receiver"
            )

    def _check_origin(self, request: _Request) -> None:
        origin = request.origin
        if request.method == "OPTIONS" and not is_web_origin(origin):
            return  # no site: there is no page to turn away, only a preflight that is not granted
        if origin is not None and not self._origins.admits(origin):
            reason = f"A page at {origin[:100]} was refused: not an allowed site"
            raise self._refused(403, "Origin not allowed", reason)

    def _check_fetch_metadata(self, request: _Request) -> None:
        """Refuse what a browser says another site caused without naming it, and forms that navigate here."""
        site = (request.header("HTTP_SEC_FETCH_SITE") or "").lower()
        mode = (request.header("HTTP_SEC_FETCH_MODE") or "").lower()
        is_foreign = request.origin is None and site in ("cross-site", "same-site")
        is_form = request.method != "GET" and mode == "navigate"
        if is_foreign or is_form:
            raise self._refused(
                403, "Cross-site request not allowed", "A web page's request was refused: another site"
            )

    def _answer_options(self, request: _Request) -> None:
        if request.method != "OPTIONS":
            return
        may_call = request.origin is not None and self._origins.admits(request.origin)
        if not may_call or request.header("HTTP_ACCESS_CONTROL_REQUEST_METHOD") is None:
            raise refusal(405, "Method Not Allowed", {"Allow": "GET, HEAD, POST, PUT, DELETE"})
        headers = dict(PREFLIGHT_HEADERS)
        if (request.header("HTTP_ACCESS_CONTROL_REQUEST_PRIVATE_NETWORK") or "").lower() == "true":
            headers["Access-Control-Allow-Private-Network"] = "true"
        raise HTTPResponse(b"", 204, headers)

    def _check_token(self, request: _Request) -> None:
        expected = self._policy.token
        if expected is None or not request.needs_token:
            return
        given = request.header("HTTP_X_INGEST_TOKEN")
        if not given:
            raise self._refused(
                401, "X-Ingest-Token header is required", "A request without a token was refused"
            )
        # As bytes: comparing text that is not ASCII raises.
        if hmac.compare_digest(given.encode("latin-1"), expected):
            return
        reason = "A request with a wrong token was refused"
        allowance = self._wrong_tokens.take()
        if not allowance.is_allowed:
            raise self._refused(429, "Too many wrong ingest tokens", reason, _retry_after(allowance))
        raise self._refused(401, "Invalid ingest token", reason)

    def _check_rate(self, request: _Request) -> None:
        if not request.is_ingest:
            return
        allowance = self._ingest_rate.take()
        if allowance.is_allowed:
            return
        headers = _retry_after(allowance)
        headers["X-RateLimit-Limit"] = str(self._ingest_rate.limit)
        headers["X-RateLimit-Remaining"] = "0"
        headers["X-RateLimit-Reset"] = headers["Retry-After"]
        raise self._refused(
            429, "Rate limit exceeded", "Requests came faster than the rate limit allows", headers
        )

    def _check_content_type(self, request: _Request) -> None:
        if request.has_json_body and not _is_json_type(request.environ.get("CONTENT_TYPE", "")):
            raise refusal(415, "Content-Type must be application/json")

    def _read_body(self, request: _Request) -> None:
        length = int(request.environ.get("CONTENT_LENGTH") or 0)
        if length > MAX_BODY_BYTES:
            raise refusal(413, f"The body is over {MAX_BODY_BYTES} bytes")
        if not request.has_json_body:
            return
        body = request.environ["wsgi.input"].read(length)
        try:
            request.environ[PARSED_BODY] = parse(body)
        except NotJsonError as error:
            raise refusal(400, f"The body is not JSON: {error}") from None

    def _refused(
        self, status: int, detail: str, reason: str, headers: Mapping[str, str] | None = None
    ) -> HTTPResponse:
        """A refusal to raise; `on_refused` hears of it, with `reason` in the user's words."""
        self._on_refused(RequestRefused(status, reason))
        return refusal(status, detail, headers)

    def _cors_headers(self, request: _Request) -> dict[str, str]:
        if request.origin is None or not self._origins.admits(request.origin):
            return {}
        return cors_headers(request.origin)


def _host_of(uri: str) -> str:
    """The host that a target names; none where it is no URL, which the server may let pass."""
    try:
        return urlsplit(uri).netloc
    except ValueError:
        return ""


def _retry_after(allowance: Allowance) -> dict[str, str]:
    return {"Retry-After": str(max(1, ceil(allowance.retry_after_s)))}


def _is_json_type(content_type: str) -> bool:
    media_type, _, parameter = content_type.partition(";")
    charset = parameter.strip().lower().replace('"', "")
    return media_type.strip().lower() == "application/json" and charset in ("", "charset=utf-8")
