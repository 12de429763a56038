"""What the gate lets pass and what not; `tests/integration/test_gate.py` tries it over real sockets."""

import dataclasses
from collections.abc import Iterable
from typing import Any

import pytest

from liveapp.domain.clients import ClientLog, Received
from liveapp.domain.errors import BetRefused, StoreClosed, StoreFull, StoreUnavailable
from liveapp.domain.events import RequestRefused
from liveapp.receiver.access_log import AccessLog
from liveapp.receiver.body import MAX_BODY_BYTES, PARSED_BODY
from liveapp.receiver.gate import (
    ARRIVED_S,
    ONE_TOO_MANY,
    RECEIVED,
    WRONG_TOKENS_ALLOWED,
    WRONG_TOKENS_WINDOW_S,
    Environ,
    Gate,
    GatePolicy,
    StartResponse,
)
from liveapp.receiver.refusals import Sender
from tests.conftest import LogWatch
from tests.wsgi import Reply, call

POLICY = GatePolicy(port=17888, token=b"secret", allowed_origins=frozenset({"https://stake.example"}))
HOST = {"HTTP_HOST": "127.0.0.1:17888"}
TOKEN = {**HOST, "HTTP_X_INGEST_TOKEN": "secret"}


class Guarded:
    """A gate around an application that answers 200 and keeps what reached it."""

    def __init__(self) -> None:
        self.reached: list[Environ] = []
        self.refused: list[RequestRefused] = []
        self.faults: list[StoreUnavailable] = []
        self.error: Exception | None = None
        self.received: Received | None = None
        self.now_s = 0.0
        self.access_log = AccessLog()
        self.clients = ClientLog()
        self.gate = Gate(
            self._answer,
            POLICY,
            self.refused.append,
            self.access_log,
            self.faults.append,
            self.clients,
            lambda: self.now_s,
        )

    def ask(self, method: str = "GET", path: str = "/", body: bytes | None = None, **environ: Any) -> Reply:
        return call(self.gate, method, path, body, **(environ or TOKEN))

    def _answer(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        self.reached.append(environ)
        if self.error:
            raise self.error
        if self.received:
            environ[RECEIVED] = self.received
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"fine"]


@pytest.fixture
def guarded() -> Guarded:
    return Guarded()


def test_a_request_that_passes_is_answered_by_the_application_with_the_headers_of_all_replies(
    guarded: Guarded,
) -> None:
    reply = guarded.ask(path="/live/streams", **TOKEN)
    assert (reply.status, reply.body) == (200, b"fine")
    assert reply.headers == {
        "Content-Type": "text/plain",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    assert len(guarded.reached) == 1
    assert guarded.refused == []


@pytest.mark.parametrize(
    ("environ", "status"),
    [
        ({"HTTP_X": ""}, 400),
        ({"HTTP_HOST": ""}, 400),
        ({"HTTP_HOST": "127.0.0.1:17888,evil.example"}, 400),
        ({"HTTP_HOST": "evil.example"}, 403),
        ({"HTTP_HOST": "127.0.0.1:17889"}, 403),
        ({**TOKEN, "REQUEST_URI": "http://evil.example/live/streams"}, 403),
        ({**TOKEN, "HTTP_ORIGIN": "https://evil.example"}, 403),
        ({**TOKEN, "HTTP_SEC_FETCH_SITE": "Cross-Site"}, 403),
        (HOST, 401),
        ({**HOST, "HTTP_X_INGEST_TOKEN": "wrong"}, 401),
        ({**HOST, "HTTP_X_INGEST_TOKEN": "\xff\x00"}, 401),
    ],
)
def test_a_refused_request_never_reaches_the_application_and_is_told(
    guarded: Guarded, environ: Environ, status: int
) -> None:
    reply = guarded.ask(path="/live/streams", **environ)
    assert reply.status == status
    assert reply.json()["detail"]
    assert reply.headers["Cache-Control"] == "no-store"
    assert guarded.reached == []
    assert [one.status for one in guarded.refused] == [status]
    assert guarded.refused[0].reason


@pytest.mark.parametrize("host", ["127.0.0.1:17888", "LocalHost:17888", "[::1]:17888"])
def test_the_receivers_names_are_those_of_this_machine(guarded: Guarded, host: str) -> None:
    assert guarded.ask(path="/healthz", HTTP_HOST=host).status == 200


def test_a_page_that_may_call_gets_its_preflight_answered_and_its_replies_named(guarded: Guarded) -> None:
    page = {**HOST, "HTTP_ORIGIN": "https://stake.example"}
    preflight = guarded.ask("OPTIONS", "/live/ingest", **page, HTTP_ACCESS_CONTROL_REQUEST_METHOD="POST")
    assert (preflight.status, preflight.body) == (204, b"")
    refused = guarded.ask(path="/live/streams", **page)
    assert refused.status == 401
    assert refused.headers["Access-Control-Allow-Origin"] == "https://stake.example"
    assert guarded.ask("OPTIONS", "/live/ingest", **HOST).status == 405


def test_after_too_many_wrong_tokens_only_the_right_one_passes_for_a_while(guarded: Guarded) -> None:
    wrong = {**HOST, "HTTP_X_INGEST_TOKEN": "wrong"}
    statuses = [guarded.ask(path="/live", **wrong).status for _ in range(WRONG_TOKENS_ALLOWED + 1)]
    assert statuses == [401] * WRONG_TOKENS_ALLOWED + [429]
    assert guarded.ask(path="/live", **TOKEN).status == 200
    guarded.now_s += WRONG_TOKENS_WINDOW_S
    assert guarded.ask(path="/live", **wrong).status == 401


def test_ingest_over_its_rate_is_refused_until_there_is_room(guarded: Guarded) -> None:
    guarded.gate.apply_policy(GatePolicy(port=17888, token=b"secret", rate_limit=1))
    assert guarded.ask("POST", "/live/ingest", b"{}").status == 200
    refused = guarded.ask("POST", "/live/ingest", b"{}")
    assert refused.status == 429
    assert refused.header("Retry-After") == refused.header("X-RateLimit-Reset") == "60"
    assert guarded.ask(path="/live/streams").status == 200
    guarded.now_s += 60
    assert guarded.ask("POST", "/live/ingest", b"{}").status == 200


def test_another_policy_with_the_same_rate_goes_on_counting(guarded: Guarded) -> None:
    policy = GatePolicy(port=17888, token=b"secret", rate_limit=2)
    guarded.gate.apply_policy(policy)
    assert guarded.ask("POST", "/live/ingest", b"{}").status == 200
    guarded.now_s += 30
    guarded.gate.apply_policy(dataclasses.replace(policy, allowed_origins=frozenset({"https://a.example"})))
    assert guarded.ask("POST", "/live/ingest", b"{}").status == 200
    assert guarded.ask("POST", "/live/ingest", b"{}").header("Retry-After") == "30"
    guarded.gate.apply_policy(dataclasses.replace(policy, rate_limit=3))
    assert guarded.ask("POST", "/live/ingest", b"{}").status == 200


def test_a_request_carries_the_time_at_which_it_arrived(guarded: Guarded) -> None:
    guarded.now_s = 7.0
    guarded.ask()
    guarded.ask(**{**TOKEN, ARRIVED_S: 5.0})
    assert [environ[ARRIVED_S] for environ in guarded.reached] == [7.0, 5.0]


def test_a_request_that_is_one_too_many_is_refused_by_the_gate_and_counts_for_nothing(
    guarded: Guarded,
) -> None:
    guarded.gate.apply_policy(GatePolicy(port=17888, token=b"secret", rate_limit=1))
    refused = guarded.ask("POST", "/live/ingest", b"{}", **{**TOKEN, ONE_TOO_MANY: True})
    assert (refused.status, refused.json()) == (503, {"detail": "Too many requests are waiting"})
    assert int(str(refused.header("Retry-After"))) > 0
    assert guarded.ask("POST", "/live/ingest", b"{}", **{**HOST, ONE_TOO_MANY: True}).status == 401
    assert guarded.ask("POST", "/live/ingest", b"{}").status == 200
    assert len(guarded.reached) == 1
    assert [one.status for one in guarded.refused] == [503, 401]


def test_a_target_that_is_no_url_is_a_foreign_host(guarded: Guarded) -> None:
    assert guarded.ask(**TOKEN, REQUEST_URI="http://[").status == 403


def test_a_policy_holds_from_the_next_request_on(guarded: Guarded) -> None:
    assert guarded.ask(path="/live", **HOST).status == 401
    guarded.gate.apply_policy(GatePolicy(port=17888, token=None))
    assert guarded.ask(path="/live", **HOST).status == 200
    guarded.gate.apply_policy(GatePolicy(port=17889, token=None))
    assert guarded.ask(path="/live", **HOST).status == 403


def test_a_program_that_stops_takes_no_more_requests(guarded: Guarded) -> None:
    guarded.gate.is_stopping = True
    reply = guarded.ask(path="/healthz")
    assert (reply.status, reply.headers["Retry-After"]) == (503, "5")
    assert guarded.reached == []
    assert [one.reason for one in guarded.refused] == ["liveapp is shutting down"]


@pytest.mark.parametrize(
    ("body", "environ", "status"),
    [
        (b"", {}, 400),
        (b"{", {}, 400),
        (b'"\xff"', {}, 400),
        (b"{}", {"CONTENT_TYPE": "text/plain"}, 415),
        (b"{}", {"CONTENT_TYPE": "application/json; charset=latin-1"}, 415),
        (b"{}", {"CONTENT_LENGTH": str(MAX_BODY_BYTES + 1)}, 413),
    ],
)
def test_a_body_that_is_not_taken_never_reaches_the_application(
    guarded: Guarded, body: bytes, environ: Environ, status: int
) -> None:
    assert guarded.ask("POST", "/live/ingest", body, **TOKEN, **environ).status == status
    assert guarded.reached == []
    assert [one.status for one in guarded.refused] == [status]


def test_a_body_is_parsed_once_and_a_get_has_none(guarded: Guarded) -> None:
    guarded.ask("PUT", "/live/x", b'{"a": [1]}', **TOKEN)
    guarded.ask("GET", "/live/x", b"{", **TOKEN)
    assert guarded.reached[0][PARSED_BODY] == {"a": [1]}
    assert PARSED_BODY not in guarded.reached[1]


@pytest.mark.parametrize(
    ("error", "status", "is_fault"),
    [(StoreFull("The disk is full"), 503, True), (StoreClosed(), 503, False), (BetRefused("no"), 422, False)],
)
def test_an_error_of_the_domain_is_answered_and_only_a_fault_is_told(
    guarded: Guarded, error: Exception, status: int, is_fault: bool
) -> None:
    guarded.error = error
    reply = guarded.ask()
    assert (reply.status, reply.json()) == (status, {"detail": str(error)})
    assert guarded.faults == [error] * is_fault
    assert [(one.status, one.reason) for one in guarded.refused] == [(status, str(error))]


def test_what_the_application_refuses_by_itself_is_told_by_its_status(guarded: Guarded) -> None:
    def refuse(_environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        start_response("409 Conflict", [])
        return []

    gate = Gate(
        refuse, POLICY, guarded.refused.append, guarded.access_log, guarded.faults.append, guarded.clients
    )
    assert call(gate, "GET", "/live", **TOKEN).status == 409
    assert [one.reason for one in guarded.refused] == ["The request was refused: Conflict"]


def test_a_bug_is_logged_and_its_text_kept_from_the_client(guarded: Guarded, log_watch: LogWatch) -> None:
    log_watch.expect("A request ended in an unexpected error")
    guarded.error = ZeroDivisionError("a secret")
    reply = guarded.ask()
    assert (reply.status, reply.json()) == (500, {"detail": "Internal Server Error"})
    assert guarded.refused == []
    assert log_watch.records[0].exc_info


def test_head_is_refused_without_a_body_and_odd_paths_mean_no_route(guarded: Guarded) -> None:
    refused = guarded.ask("HEAD", "/live", **HOST)
    assert (refused.status, refused.body) == (401, b"")
    assert guarded.ask(path="/\xff").status == 404
    assert guarded.reached == []


def test_every_request_is_one_line_in_the_log(guarded: Guarded, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "liveapp.access")
    guarded.ask(path="/live/streams?token=secret")
    guarded.ask(path="/live", **HOST)
    guarded.access_log.start()
    guarded.access_log.stop()
    assert "\n".join(caplog.messages).split("\n") == ["GET /live/streams 200 0.0 ms", "GET /live 401 0.0 ms"]


EXTENSION = {**HOST, "HTTP_ORIGIN": "chrome-extension://abc"}


@pytest.mark.parametrize("token", [None, b"secret"])
@pytest.mark.parametrize("origin", [None, "null", "app://bot", "file://", "https://stake.example"])
def test_only_an_extension_gets_to_where_the_token_is_before_its_body_is_read(
    guarded: Guarded, origin: str | None, token: bytes | None
) -> None:
    guarded.gate.apply_policy(dataclasses.replace(POLICY, token=token))
    named = {} if origin is None else {"HTTP_ORIGIN": origin}
    assert guarded.ask("POST", "/live/pair", b"{", **TOKEN, **named).status == 403
    assert guarded.reached == []
    (refusal,) = guarded.refused
    assert (refusal.status, refusal.value) == (403, origin)


def test_an_extension_pairs_without_a_token_and_with_json_only(guarded: Guarded) -> None:
    assert guarded.ask("POST", "/live/pair", b"{}", **EXTENSION).status == 200
    assert guarded.ask("POST", "/live/pair", b"{", **EXTENSION).status == 400
    assert guarded.ask("GET", "/live/pair", **EXTENSION).status == 401
    assert guarded.ask("POST", "/live/pairs", b"{}", **EXTENSION).status == 401
    assert len(guarded.reached) == 1


def test_who_posts_bets_is_noted_with_what_came_and_why_not(guarded: Guarded) -> None:
    agent = {"HTTP_USER_AGENT": "bot/1"}
    guarded.received = Received(bets=2)
    guarded.ask("POST", "/live/ingest", b"{}", **TOKEN, **agent)
    guarded.received = None
    guarded.ask("POST", "/live/ingest", b"{}", **HOST, **agent)
    guarded.ask("POST", "/live/ingest", b"{", **EXTENSION, HTTP_X_INGEST_TOKEN="secret")
    guarded.error = StoreFull("The disk is full")
    guarded.ask("POST", "/live/ingest", b"{}", **TOKEN)
    nobody, extension, bot = guarded.clients.seen()
    assert (bot.client, bot.origin, bot.bets, bot.refused) == ("bot/1", None, 2, 1)
    assert bot.last_refusal is guarded.refused[0]
    assert (extension.origin, extension.client, extension.bets) == ("chrome-extension://abc", None, 0)
    assert extension.last_refusal is guarded.refused[1]
    assert nobody.last_refusal is not None
    assert nobody.last_refusal.status == 503


def test_nobody_is_noted_who_asks_something_else(guarded: Guarded) -> None:
    guarded.ask("GET", "/live/ingest", **TOKEN)
    guarded.ask("POST", "/live/pair", b"{}", **EXTENSION)
    guarded.ask("POST", "/nowhere", b"{", **TOKEN)
    guarded.gate.tell_refused(431, "The headers are too large", Sender("", "", None, None))
    assert guarded.clients.seen() == ()


def test_whom_the_server_refuses_by_itself_is_noted_too(guarded: Guarded) -> None:
    guarded.gate.tell_refused(413, "The body is over", Sender("POST", "/live/ingest", None, "bot/secret"))
    (seen,) = guarded.clients.seen()
    assert (seen.client, seen.refused, seen.last_refusal) == ("bot/••••••", 1, guarded.refused[0])
