"""Whoever has asked something when the program stops is told so, and nobody is waited for in vain."""

import contextlib
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from liveapp.domain.clients import ClientLog
from liveapp.receiver import server as server_module
from liveapp.receiver.access_log import AccessLog
from liveapp.receiver.gate import Gate, GatePolicy
from liveapp.receiver.lanes import OTHER_THREADS
from liveapp.receiver.server import ReceiverServer, bind
from tests.bets import bet
from tests.conftest import LogWatch
from tests.http_client import HANG_LIMIT_S, RawConnection, RawReply, request_bytes

if TYPE_CHECKING:
    from liveapp.app.core.service import Service

EXPORT = "/live/streams/x/export.csv"


class Held:
    """An application whose requests wait until they are let go."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.may_go = threading.Event()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == EXPORT:
            start_response("200 OK", [])
            return iter(lambda: b"x" * 100_000, b"")
        self.begun.release()
        assert self.may_go.wait(HANG_LIMIT_S)
        start_response("200 OK", [("Content-Length", "4")])
        return [b"done"]


@pytest.fixture
def held() -> Held:
    return Held()


@pytest.fixture
def server(held: Held) -> Iterator[ReceiverServer]:
    listener = bind(0)
    policy = GatePolicy(listener.getsockname()[1], token=None)
    gate = Gate(held, policy, lambda _: None, AccessLog(), lambda _: None, ClientLog())
    made = ReceiverServer(gate, listener, lambda detail: pytest.fail(detail))
    made.start()
    yield made
    held.may_go.set()
    if made.is_serving:
        made.stop()


def get(server: ReceiverServer, path: str = "/") -> bytes:
    return request_bytes("GET", path, [("Host", f"127.0.0.1:{server.port}")])


@contextlib.contextmanager
def all_threads_taken(server: ReceiverServer, held: Held) -> Iterator[list[RawConnection]]:
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(RawConnection(server.port)) for _ in range(OTHER_THREADS)]
        for client in clients:
            client.send(get(server))
        for _ in clients:
            assert held.begun.acquire(timeout=HANG_LIMIT_S)
        yield clients


def stopping(server: ReceiverServer) -> threading.Thread:
    thread = threading.Thread(target=server.stop)
    thread.start()
    return thread


def assert_stopped(reply: RawReply) -> None:
    assert reply.status == 503
    assert int(reply.header("Retry-After") or 0) > 0
    assert reply.header("Cache-Control") == "no-store"
    assert reply.json() == {"detail": "liveapp is shutting down"}
    assert reply.header("Connection") == "close"


def test_requests_that_wait_for_a_thread_are_503_and_those_under_way_are_finished(
    server: ReceiverServer, held: Held
) -> None:
    with all_threads_taken(server, held) as under_way, RawConnection(server.port) as waiting:
        waiting.send(get(server))
        time.sleep(0.1)
        stop = stopping(server)
        assert_stopped(waiting.reply())
        assert waiting.is_closed_by_peer()
        held.may_go.set()
        for client in under_way:
            reply = client.reply()
            assert (reply.status, reply.body) == (200, b"done")
            assert reply.header("Connection") == "close"
            assert client.is_closed_by_peer()
        stop.join(HANG_LIMIT_S)
    assert not stop.is_alive()


@pytest.mark.parametrize(
    "begun",
    [
        b"GET / HTT",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: 100\r\n\r\n{",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    ],
)
def test_a_request_that_is_half_read_is_503(server: ReceiverServer, begun: bytes) -> None:
    with RawConnection(server.port) as client:
        client.send(begun.replace(b"%d", b"%d" % server.port))
        time.sleep(0.2)
        stop = stopping(server)
        assert_stopped(client.reply())
        assert client.is_closed_by_peer()
        stop.join(HANG_LIMIT_S)
    assert not stop.is_alive()


def test_pipelined_requests_end_with_the_first_that_is_503(server: ReceiverServer, held: Held) -> None:
    with all_threads_taken(server, held) as [first, *_]:
        first.send(get(server) * 3)
        time.sleep(0.1)
        stop = stopping(server)
        time.sleep(0.1)
        held.may_go.set()
        assert first.reply().body == b"done"
        assert first.is_closed_by_peer()
        stop.join(HANG_LIMIT_S)


def test_connections_that_nobody_has_accepted_yet_are_503(
    server: ReceiverServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The receiver's thread is kept from its loop while clients connect and ask."""
    round_of, may_go = ReceiverServer._round, threading.Event()

    def waiting(self: ReceiverServer, timeout_s: float) -> None:
        assert may_go.wait(HANG_LIMIT_S)
        round_of(self, timeout_s)

    monkeypatch.setattr(ReceiverServer, "_round", waiting)
    with RawConnection(server.port), contextlib.ExitStack() as stack:
        time.sleep(0.2)  # the round that was under way has ended
        clients = [stack.enter_context(RawConnection(server.port)) for _ in range(100)]
        for client in clients:
            client.send(get(server))
        stop = stopping(server)
        time.sleep(0.1)
        may_go.set()
        for client in clients:
            assert_stopped(client.reply())
            assert client.is_closed_by_peer()
        stop.join(HANG_LIMIT_S)
    assert not stop.is_alive()


def test_a_client_that_stops_reading_leaves_no_thread_asleep(server: ReceiverServer) -> None:
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", server.port))
        client.sendall(get(server, EXPORT))
        deadline_s = time.monotonic() + HANG_LIMIT_S
        while not any(channel.unsent_bytes for channel in server._server.channels):
            assert time.monotonic() < deadline_s
            time.sleep(0.01)
        begun_s = time.monotonic()
        server.stop()
        assert time.monotonic() - begun_s < 5
        while server._lanes.threads:
            assert time.monotonic() < deadline_s
            time.sleep(0.01)


def test_a_flood_of_connections_does_not_keep_it_from_ending(server: ReceiverServer) -> None:
    is_over = threading.Event()

    def flood() -> None:
        while not is_over.is_set():
            with contextlib.suppress(OSError), RawConnection(server.port) as client:
                client.send(get(server))

    threads = [threading.Thread(target=flood) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    begun_s = time.monotonic()
    server.stop()
    took_s = time.monotonic() - begun_s
    is_over.set()
    for thread in threads:
        thread.join()
    limit_s = server_module.STOP_TIMEOUT_S + server_module.FLUSH_TIMEOUT_S + server_module.THREADS_TIMEOUT_S
    assert took_s < limit_s + 5


def test_bets_that_wait_for_another_programs_lock_are_503_and_hold_nothing_up(
    service: "Service", client: httpx.Client, database: Callable[..., sqlite3.Connection], log_watch: LogWatch
) -> None:
    log_watch.expect("lock")
    assert client.post("/live/ingest", json=bet(1)).status_code == 200
    other = database(service, writable=True)
    other.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(12) as pool:
        waiting = [pool.submit(client.post, "/live/ingest", json=bet(number)) for number in range(2, 14)]
        deadline_s = time.monotonic() + HANG_LIMIT_S
        while not service.writer._commits._is_led and time.monotonic() < deadline_s:  # type: ignore[attr-defined]
            time.sleep(0.01)
        time.sleep(0.2)
        service.shutdown()
        assert {one.result(HANG_LIMIT_S).status_code for one in waiting} == {503}
    other.execute("ROLLBACK")
    assert other.execute("SELECT count(*) FROM live_bets").fetchone()[0] == 1
