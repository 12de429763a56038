"""A bot posts on, whatever other clients do: nothing hangs. `tests/benchmarks/siege.py` prints how fast."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from liveapp.domain.clients import ClientLog
from liveapp.receiver.access_log import AccessLog
from liveapp.receiver.gate import Gate, GatePolicy
from liveapp.receiver.lanes import THREADS, WAITING_LIMIT, Lane
from liveapp.receiver.server import ReceiverServer, bind
from tests import sieges
from tests.bets import bet
from tests.conftest import ClientFactory, ServiceFactory
from tests.http_client import port_of

if TYPE_CHECKING:
    from liveapp.app.core.service import Service

BETS = 20
HANG_LIMIT_S = 5.0
LIMIT = 60
"""Connections, in these tests: the program's own limit would take the files of the clients too."""


@pytest.fixture
def service(service_factory: ServiceFactory) -> "Service":
    made = service_factory(require_token=False)
    assert made._server
    made._server._server.limit = LIMIT
    return made


@pytest.fixture
def bot(service: "Service", client_factory: ClientFactory) -> httpx.Client:
    made = client_factory(str(service.receiver_url))
    assert made.get("/healthz").status_code == 200
    return made


def assert_bets_pass(bot: httpx.Client) -> None:
    """The bot, which is connected already, is never turned away or kept waiting."""
    for number in range(1, BETS + 1):
        begun_s = time.monotonic()
        assert bot.post("/live/ingest", json=bet(number, clientSeed="bot")).status_code == 200
        assert time.monotonic() - begun_s < HANG_LIMIT_S
        time.sleep(0.05)


def record(bot: httpx.Client, count: int) -> str:
    for start in range(1, count + 1, 500):
        items = [bet(number, id=f"{number:0200}") for number in range(start, start + 500)]
        reply = bot.post("/live/ingest", json=items)
        assert reply.json()["accepted"] == 500
    return f"/live/streams/{bot.get('/live/streams').json()['streams'][0]['id']}"


def test_bets_pass_clients_that_pipeline_large_pages_and_read_nothing(
    service: "Service", bot: httpx.Client
) -> None:
    target = record(bot, 2000) + "/bets?limit=1000"
    with sieges.laid(sieges.pipeliners(port_of(service.receiver_url), target)):
        assert_bets_pass(bot)


@pytest.mark.parametrize("name", ["drippers", "silent"])
def test_bets_pass_more_connections_than_there_may_be(
    service: "Service", bot: httpx.Client, name: str
) -> None:
    count = 2 * LIMIT
    with sieges.laid(sieges.SIEGES[name](port_of(service.receiver_url), "/", count)) as siege:
        assert_bets_pass(bot)
        assert siege.opened > count, "none was closed for another: there was no siege"


def test_bets_pass_clients_that_read_an_export_byte_by_byte(service: "Service", bot: httpx.Client) -> None:
    target = record(bot, 20_000) + "/export.csv"
    with sieges.laid(sieges.slow_readers(port_of(service.receiver_url), target)):
        assert_bets_pass(bot)


class SlowRoutes:
    """An application with a route that takes until it is let go."""

    def __init__(self) -> None:
        self.may_go = threading.Event()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/slow":
            self.may_go.wait(60)
        start_response("200 OK", [("Content-Length", "4")])
        return [b"well"]


@pytest.fixture
def slow_server() -> Iterator[ReceiverServer]:
    application = SlowRoutes()
    listener = bind(0)
    policy = GatePolicy(listener.getsockname()[1], token=None)
    gate = Gate(application, policy, lambda _: None, AccessLog(), lambda _: None, ClientLog())
    server = ReceiverServer(gate, listener, lambda detail: pytest.fail(detail))
    server.start()
    yield server
    application.may_go.set()
    server.stop()


def test_bets_pass_routes_that_take_long_and_what_is_too_much_is_503(
    slow_server: ReceiverServer, client_factory: ClientFactory
) -> None:
    bot = client_factory(slow_server.url)
    bearable = THREADS[Lane.OTHER] + WAITING_LIMIT[Lane.OTHER]

    def wait_until_busy(count: int) -> None:
        deadline_s = time.monotonic() + 4 * HANG_LIMIT_S
        while sum(channel.is_busy for channel in list(slow_server._server.channels)) < count:
            assert time.monotonic() < deadline_s
            time.sleep(0.02)

    with sieges.laid(sieges.askers(slow_server.port, "/slow", 2 * bearable)):
        assert_bets_pass(bot)
        # Some are refused that came before the threads had taken the first of those who wait.
        wait_until_busy(WAITING_LIMIT[Lane.OTHER])
        with sieges.laid(sieges.askers(slow_server.port, "/slow", bearable)):
            wait_until_busy(bearable)
            reply = bot.get("/slow")
        assert (reply.status_code, reply.json()) == (503, {"detail": "Too many requests are waiting"})
        assert int(reply.headers["Retry-After"]) > 0
