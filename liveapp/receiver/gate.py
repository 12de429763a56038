"""The gate: every request passes its checks, in order, before anything is parsed or written.

It wraps the application on the WSGI level, so that no route, not even an unknown path, can be
reached around it, and so that every reply leaves with the same headers and one line in the log.
"""

import hmac
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil
from typing import Any

from bottle import HTTPResponse

from liveapp.domain.clients import ClientLog
from liveapp.domain.clock import now_us
from liveapp.domain.errors import StoreClosed, StoreUnavailable
from liveapp.domain.events import Remedy, RequestRefused
from liveapp.receiver.access_log import AccessLog
from liveapp.receiver.body import check_content_type, read_body
from liveapp.receiver.incoming import Environ, IncomingRequest, host_of, is_ingest, told_path
from liveapp.receiver.limits import Allowance, SlidingWindow
from liveapp.receiver.origins import (
    PREFLIGHT_HEADERS,
    OriginPolicy,
    cors_headers,
    is_extension,
    is_web_origin,
)
from liveapp.receiver.refusals import (
    BECAUSE,
    Because,
    RefusalTeller,
    Sender,
    because_of_error,
    because_of_status,
    header_text,
)
from liveapp.receiver.replies import refusal, reply_to_error

logger = logging.getLogger(__name__)

ARRIVED_S = "liveapp.arrived_s"
"""Key of the WSGI environment under which stands when, in monotonic seconds, the request was whole: its
deadlines count from then."""

RECEIVED = "liveapp.received"
"""Key under which a route says what a request to the ingest path brought."""

ONE_TOO_MANY = "liveapp.one_too_many"
"""Key under which the server says that too many requests wait already: this one is to be refused."""

RETRY_BUSY_S = 1

WRONG_TOKENS_ALLOWED = 20
WRONG_TOKENS_WINDOW_S = 60.0
RATE_WINDOW_S = 60.0

SECURITY_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}

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


class Gate:
    """A WSGI application around another one. `policy` may be replaced at any time.

    `on_refused` and `on_fault` hear, in any thread, of requests that were turned away, in whole or in part,
    and of faults of the database that kept one from being answered. `clients` counts who posts bets.
    """

    def __init__(
        self,
        application: WsgiApplication,
        policy: GatePolicy,
        on_refused: Callable[[RequestRefused], None],
        access_log: AccessLog,
        on_fault: Callable[[StoreUnavailable], None],
        clients: ClientLog,
        clock_s: Callable[[], float] = time.monotonic,
        clock_us: Callable[[], int] = now_us,
    ) -> None:
        self._application = application
        self._teller = RefusalTeller(on_refused, clock_us)
        self._access_log = access_log
        self._on_fault = on_fault
        self._clients = clients
        self._clock_s = clock_s
        self._wrong_tokens = SlidingWindow(WRONG_TOKENS_ALLOWED, WRONG_TOKENS_WINDOW_S, clock_s)
        self._ingest_rate = SlidingWindow(policy.rate_limit, RATE_WINDOW_S, clock_s)
        self.is_stopping = False
        self.apply_policy(policy)

    def apply_policy(self, policy: GatePolicy) -> None:
        """Judge requests by this policy from now on. A limit that stays keeps its count."""
        self._policy = policy
        self._teller.token = policy.token
        self._hosts = policy.hosts
        self._origins = OriginPolicy(policy.allowed_origins, policy.token is not None)
        if policy.rate_limit != self._ingest_rate.limit:
            self._ingest_rate = SlidingWindow(policy.rate_limit, RATE_WINDOW_S, self._clock_s)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, or let it pass to the application."""
        started_s = self._clock_s()
        environ.setdefault(ARRIVED_S, started_s)
        request = IncomingRequest(environ)
        sent_status: list[str] = []

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            sent_status.append(status[:3])
            added = [*headers, *SECURITY_HEADERS.items(), *self._cors_headers(request).items()]
            return start_response(status, added, exc_info)

        try:
            body = self._reply(request, start)
        finally:
            status = sent_status[-1] if sent_status else "-"
            self._access_log.note(
                request.method, told_path(request.path), status, self._clock_s() - started_s
            )
        refused = BECAUSE in environ or status.startswith("4")
        told = self._tell(request, int(status)) if refused else None
        if request.is_ingest:
            sender = self._teller.shown(request.origin, environ.get("HTTP_USER_AGENT"))
            self._clients.note(*sender, environ.get(RECEIVED), told)
        return body

    def tell_refused(self, status: int, reason: str, sender: Sender) -> None:
        """Tell of a request that the server refused by itself."""
        told = self._teller.tell(status, Because(reason), sender)
        if is_ingest(sender.method, sender.path):
            self._clients.note(*self._teller.shown(sender.origin, sender.client), refusal=told)

    def _tell(self, request: IncomingRequest, status: int) -> RequestRefused | None:
        because = request.environ.get(BECAUSE) or because_of_status(status)
        return None if because is None else self._teller.tell(status, because, request.sender)

    def _reply(self, request: IncomingRequest, start: StartResponse) -> Iterable[bytes]:
        try:
            self._admit(request)
            return self._application(request.environ, start)
        except HTTPResponse as response:
            reply = response
        except Exception as error:
            known = reply_to_error(error)
            request.environ[BECAUSE] = because_of_error(error)
            if isinstance(error, StoreUnavailable) and not isinstance(error, StoreClosed):
                self._on_fault(error)
            if known is None:
                logger.exception("A request ended in an unexpected error")
            reply = known or refusal(500, "Internal Server Error")
        start(reply.status_line, reply.headerlist)
        return [reply.body or b""] if request.method != "HEAD" else []

    def _admit(self, request: IncomingRequest) -> None:
        """Raise the refusal of the first check that fails; docs/http-api.md promises their order."""
        self._check_host(request)
        self._check_origin(request)
        self._check_fetch_metadata(request)
        self._answer_options(request)
        if self.is_stopping:
            because = Because("liveapp is shutting down")
            raise request.refused(503, because.reason, because, {"Retry-After": "5"})
        self._check_pairing(request)
        self._check_token(request)
        if request.environ.get(ONE_TOO_MANY):
            because = Because("Too many requests are waiting")
            raise request.refused(503, because.reason, because, {"Retry-After": str(RETRY_BUSY_S)})
        self._check_rate(request)
        check_content_type(request)
        read_body(request)
        if "\ufffd" in request.path:
            raise refusal(404, "Not Found")

    def _check_host(self, request: IncomingRequest) -> None:
        host = request.header("Host")
        # The server joins several Host headers with a comma, which no host name holds.
        if not host or "," in host:
            because = Because("The request named no host, or several", "Host", header_text(host))
            raise request.refused(400, "Exactly one Host header is required", because)
        uri = str(request.environ.get("REQUEST_URI", "/"))
        if not uri.startswith(("/", "*")) and host_of(uri).lower() not in self._hosts:
            host = host_of(uri) or uri.partition("?")[0]
        if host.lower() not in self._hosts:
            shown = header_text(host.rpartition("@")[2])  # before it may stand a name with its password
            because = Because("The request was for another host", "Host", shown, Remedy.COPY_URL)
            raise request.refused(403, "Host not allowed", because)

    def _check_origin(self, request: IncomingRequest) -> None:
        origin = request.origin
        if request.method == "OPTIONS" and not is_web_origin(origin):
            return  # no site: there is no page to turn away, only a preflight that is not granted
        if origin is not None and not self._origins.admits(origin):
            hides = origin == "null"
            reason = "A page that hides its site may call only with a token"
            because = Because(
                reason if hides else "The page's site is not an allowed one",
                "Origin",
                header_text(origin),
                Remedy.REQUIRE_TOKEN if hides else Remedy.ALLOW_SITE,
            )
            raise request.refused(403, "Origin not allowed", because)

    def _check_fetch_metadata(self, request: IncomingRequest) -> None:
        """Refuse what a browser says another site caused without naming it, and forms that navigate here."""
        site = (request.header("Sec-Fetch-Site") or "").lower()
        mode = (request.header("Sec-Fetch-Mode") or "").lower()
        is_foreign = request.origin is None and site in ("cross-site", "same-site")
        is_form = request.method != "GET" and mode == "navigate"
        if is_foreign or is_form:
            field, value = ("Sec-Fetch-Site", site) if is_foreign else ("Sec-Fetch-Mode", mode)
            because = Because("A web page of another site sent it", field, value)
            raise request.refused(403, "Cross-site request not allowed", because)

    def _answer_options(self, request: IncomingRequest) -> None:
        if request.method != "OPTIONS":
            return
        may_call = request.origin is not None and self._origins.admits(request.origin)
        if not may_call or request.header("Access-Control-Request-Method") is None:
            raise refusal(405, "Method Not Allowed", {"Allow": "GET, HEAD, POST, PUT, DELETE"})
        headers = dict(PREFLIGHT_HEADERS)
        if (request.header("Access-Control-Request-Private-Network") or "").lower() == "true":
            headers["Access-Control-Allow-Private-Network"] = "true"
        raise HTTPResponse(b"", 204, headers)

    def _check_pairing(self, request: IncomingRequest) -> None:
        """Let only browser extensions ask for the token: pages and programs get it from their user."""
        if request.is_pairing and not is_extension(request.origin):
            reason = "Only a browser extension can enter a pairing code"
            because = Because(reason, "Origin", header_text(request.origin))
            raise request.refused(403, "Only a browser extension may pair", because)

    def _check_token(self, request: IncomingRequest) -> None:
        expected = self._policy.token
        if expected is None or not request.needs_token:
            return
        given = request.header("X-Ingest-Token")
        if not given:
            because = Because("The ingest token is missing", "X-Ingest-Token", None, Remedy.COPY_TOKEN)
            raise request.refused(401, "X-Ingest-Token header is required", because)
        # As bytes: comparing text that is not ASCII raises.
        if hmac.compare_digest(given.encode("latin-1"), expected):
            return
        # Without the value: it may be one that was right yesterday, or is right elsewhere.
        because = Because("The ingest token is wrong", "X-Ingest-Token", None, Remedy.COPY_TOKEN)
        allowance = self._wrong_tokens.take()
        if not allowance.is_allowed:
            headers = _retry_after(allowance)
            raise request.refused(429, "Too many wrong ingest tokens", because, headers)
        raise request.refused(401, "Invalid ingest token", because)

    def _check_rate(self, request: IncomingRequest) -> None:
        if not request.is_ingest:
            return
        allowance = self._ingest_rate.take()
        if allowance.is_allowed:
            return
        headers = _retry_after(allowance)
        headers["X-RateLimit-Limit"] = str(self._ingest_rate.limit)
        headers["X-RateLimit-Remaining"] = "0"
        headers["X-RateLimit-Reset"] = headers["Retry-After"]
        because = Because("Bets came faster than the rate limit allows", remedy=Remedy.RAISE_RATE_LIMIT)
        raise request.refused(429, "Rate limit exceeded", because, headers)

    def _cors_headers(self, request: IncomingRequest) -> dict[str, str]:
        if request.origin is None or not self._origins.admits(request.origin):
            return {}
        return cors_headers(request.origin)


def _retry_after(allowance: Allowance) -> dict[str, str]:
    return {"Retry-After": str(max(1, ceil(allowance.retry_after_s)))}
