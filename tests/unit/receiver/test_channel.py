"""A connection holds little, keeps no thread, and is closed when it takes too long. All clocks are turned."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from liveapp.domain.events import RequestRefused
from liveapp.receiver import channel as channel_module
from liveapp.receiver.body import MAX_BODY_BYTES
from liveapp.receiver.channel import IDLE_TIMEOUT_S, WHOLE_TIMEOUT_S
from liveapp.receiver.lanes import EXPORT_THREADS, OTHER_THREADS
from liveapp.receiver.outbox import STALLED_TIMEOUT_S
from tests.http_client import RawConnection, request_bytes
from tests.unit.receiver.serving import (
    EXPORT,
    LARGE_REPLY,
    LIMIT_S,
    Clock,
    Held,
    Serve,
    channels,
    get,
    look,
    not_reading,
    post_ingest,
    read_all,
    replying,
)
from tests.waiting import wait_until


class Counting:
    """An application that gives a large reply and counts its requests."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, _environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.count += 1
        start_response("200 OK", [("Content-Length", str(len(LARGE_REPLY)))])
        return [LARGE_REPLY]


# Clients that do not read


def test_a_client_that_reads_nothing_is_owed_one_reply_and_keeps_no_thread(serve: Serve) -> None:
    application = Counting()
    server = serve(application)
    with contextlib.ExitStack() as stack:
        for _ in range(OTHER_THREADS + 2):
            client = stack.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.settimeout(LIMIT_S)
            client.connect(("127.0.0.1", server.port))
            client.sendall(get(server.port) * 12)
        wait_until(lambda: application.count == OTHER_THREADS + 2, "a thread waits for a client")
        time.sleep(0.3)
        assert application.count == OTHER_THREADS + 2, "a second reply is made before the first is read"
        assert max(channel.held_bytes for channel in channels(server)) < len(LARGE_REPLY) + 2**17


def test_a_request_that_comes_while_a_reply_is_unread_waits_for_it(serve: Serve) -> None:
    application = Counting()
    server = serve(application)
    with not_reading(server) as client:
        client.sendall(get(server.port))
        wait_until(lambda: channels(server)[0]._next is not None, "the next request is not read ahead")
        time.sleep(0.2)
        assert application.count == 1


def test_replies_that_are_read_follow_each_other(serve: Serve) -> None:
    server = serve(Counting())
    with RawConnection(server.port) as client:
        client.send(get(server.port) * 3)
        assert [client.reply().body == LARGE_REPLY for _ in range(3)] == [True] * 3


def test_the_next_request_of_a_client_that_said_all_is_still_served(serve: Serve) -> None:
    server = serve(replying(b"well"))
    with socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT_S) as client:
        client.sendall(get(server.port) * 200)
        client.shutdown(socket.SHUT_WR)
        assert read_all(client).count(b"HTTP/1.1 200 ") == 200


def endless(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [])
    while True:
        yield b"x" * 100_000


def test_a_client_that_drips_an_export_is_cut_off(serve: Serve) -> None:
    """It makes progress, but so little that it would hold its thread for ever."""
    clock = Clock()
    server = serve(endless, clock_s=clock)
    with not_reading(server, EXPORT) as client:
        [channel] = channels(server)
        for _ in range(40):
            if not channel.connected:
                break
            with contextlib.suppress(ConnectionResetError):
                client.recv(1000)
            with channel._lock:
                channel._outbox.progressed_s = clock()  # as if the system had taken a byte
            clock.turn(STALLED_TIMEOUT_S / 2)
            look(server)
            time.sleep(0.05)
        assert not channel.connected, "a client that drips is not closed"


def test_a_client_that_takes_its_export_slowly_but_steadily_is_served(serve: Serve) -> None:
    clock = Clock()
    server = serve(endless, clock_s=clock)
    with not_reading(server, EXPORT) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**20)
        for _ in range(6):
            taken = 0
            while taken < 8 * 2**20:
                taken += len(client.recv(2**20))
            clock.turn(STALLED_TIMEOUT_S / 2)
            look(server)
            time.sleep(0.05)
        assert len(channels(server)) == 1


def test_all_exports_that_stall_leave_other_replies_alone(serve: Serve) -> None:
    server = serve(endless)
    with contextlib.ExitStack() as stack:
        for _ in range(EXPORT_THREADS):
            stack.enter_context(not_reading(server, EXPORT))
        with RawConnection(server.port) as client:
            client.send(b"rubbish\r\n\r\n")
            assert client.reply().status == 400
        with RawConnection(server.port) as client:
            client.send(request_bytes("GET", "/", [("Host", "elsewhere")]))
            assert client.reply().status == 403


# Requests that take too long


@pytest.mark.parametrize("begun", [b"G", b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nx"])
def test_a_request_that_does_not_become_whole_is_408(serve: Serve, begun: bytes) -> None:
    clock = Clock()
    refused: list[RequestRefused] = []
    server = serve(replying(b"well"), refused.append, clock_s=clock)
    with RawConnection(server.port) as client:
        client.send(begun)
        wait_until(lambda: bool(channels(server)) and channels(server)[0].begun_s is not None, "not begun")
        clock.turn(WHOLE_TIMEOUT_S - 1)
        client.send(begun[:1])  # a drip is no reason to wait longer
        look(server)
        time.sleep(0.1)
        assert len(channels(server)) == 1
        clock.turn(2)
        look(server)
        assert client.reply().status == 408
        assert client.is_closed_by_peer()
    assert [(one.status, one.reason) for one in refused] == [(408, "The request took too long to arrive")]


def test_a_request_that_waits_for_its_turn_is_not_late(serve: Serve) -> None:
    clock = Clock()
    application = Held()
    server = serve(application, clock_s=clock)
    with RawConnection(server.port) as client:
        client.send(get(server.port))
        application.arrived.wait(LIMIT_S)
        application.arrived.reset()
        client.send(get(server.port))
        wait_until(lambda: channels(server)[0]._next is not None, "the next request is not read ahead")
        clock.turn(10 * WHOLE_TIMEOUT_S)
        look(server)
        time.sleep(0.1)
        application.may_go.set()
        assert client.reply().body == b"done"
        application.arrived.wait(LIMIT_S)
        assert client.reply().body == b"done"


# Clocks


def test_no_step_of_the_systems_clock_closes_or_keeps_a_connection(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    server = serve(replying(b"well"), clock_s=clock)
    real = time.time
    with RawConnection(server.port) as client:
        for step_s in (0, 10**6, -(10**6)):
            monkeypatch.setattr(time, "time", lambda step_s=step_s: real() + step_s)
            client.send(get(server.port))
            assert client.reply().body == b"well"
            look(server)
            time.sleep(0.1)
            assert len(channels(server)) == 1
        clock.turn(IDLE_TIMEOUT_S + 1)
        look(server)
        assert client.is_closed_by_peer()


# What is held


def test_what_a_connection_holds_is_counted(serve: Serve) -> None:
    server = serve(replying(b"well"))
    body = b" " * (MAX_BODY_BYTES - 10)
    with RawConnection(server.port) as client:
        client.send(post_ingest(server.port, body)[:-5])
        wait_until(
            lambda: any(channel.held_bytes >= len(body) - 5 for channel in channels(server)),
            "what has arrived of a body is not counted",
        )
        client.close()
    wait_until(lambda: not channels(server), "a client that left is not noticed")


def test_a_thread_that_waits_for_a_client_goes_on_when_it_leaves(serve: Serve) -> None:
    is_over = threading.Event()

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            yield from endless(environ, start_response)
        finally:
            is_over.set()

    server = serve(application)
    with not_reading(server, EXPORT):
        pass
    assert is_over.wait(LIMIT_S)


def test_the_last_bytes_of_a_client_are_awaited_but_not_for_ever(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel_module, "DRAIN_TIMEOUT_S", 0.2)
    server = serve(replying(b"well"))
    with RawConnection(server.port) as client:
        client.send(b"rubbish\r\n\r\n")
        assert client.reply().status == 400
        wait_until(lambda: not channels(server), "a connection without another byte is not closed")
