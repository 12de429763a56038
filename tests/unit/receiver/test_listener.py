"""Connections are always taken, and never so many that the process runs out of files or memory."""

import contextlib
import errno
import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from liveapp.receiver import listener as listener_module
from liveapp.receiver.body import MAX_BODY_BYTES
from liveapp.receiver.server import ReceiverServer
from tests.conftest import LogWatch
from tests.http_client import RawConnection
from tests.unit.receiver.serving import (
    LIMIT_S,
    Clock,
    Held,
    Serve,
    channels,
    get,
    look,
    post_ingest,
    replying,
)
from tests.waiting import wait_until


@contextlib.contextmanager
def connected(server: ReceiverServer, count: int, data: bytes = b"") -> Iterator[list[RawConnection]]:
    with contextlib.ExitStack() as stack:
        made = []
        for _ in range(count):
            client = stack.enter_context(RawConnection(server.port))
            client.send(data)
            made.append(client)
        yield made


def asked(client: RawConnection, server: ReceiverServer) -> bytes:
    client.send(get(server.port))
    return client.reply().body


def test_beyond_the_limit_those_that_say_nothing_make_room(serve: Serve) -> None:
    server = serve(replying(b"well"))
    server._server.limit = 10
    with RawConnection(server.port) as bot:
        assert asked(bot, server) == b"well"
        with connected(server, 15), connected(server, 15, b"P"):
            assert asked(bot, server) == b"well", (
                "a client that was served is closed for one that says nothing"
            )
            with RawConnection(server.port) as newcomer:
                assert asked(newcomer, server) == b"well"
                wait_until(lambda: len(channels(server)) <= 10, "the limit is not kept")


def test_a_request_under_way_is_not_given_up_for_idle_connections(serve: Serve) -> None:
    application = Held()
    server = serve(application)
    server._server.limit = 5
    with RawConnection(server.port) as waiting:
        waiting.send(get(server.port))
        application.arrived.wait(LIMIT_S)
        with connected(server, 20):
            wait_until(lambda: server._server.happenings >= 21, "connections are not accepted")
            application.may_go.set()
            assert waiting.reply().body == b"done"


def test_a_newcomer_gets_in_where_all_others_were_served(serve: Serve) -> None:
    server = serve(replying(b"well"))
    server._server.limit = 3
    with connected(server, 3) as kept:
        for client in kept:
            assert asked(client, server) == b"well"
        wait_until(lambda: not any(channel.is_busy for channel in channels(server)), "not idle")
        with RawConnection(server.port) as newcomer:
            assert asked(newcomer, server) == b"well"
        assert kept[0].is_closed_by_peer(), "the one that was idle for longest makes room"
        assert asked(kept[2], server) == b"well"


def test_what_all_hold_together_is_bounded(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener_module, "BUDGET_BYTES", 3 * MAX_BODY_BYTES)
    server = serve(replying(b"well"))
    half = post_ingest(server.port, b" " * (MAX_BODY_BYTES - 10))[:-5]
    with connected(server, 8, half) as clients:
        wait_until(lambda: len(channels(server)) == 3, "those that hold most for longest are not closed")
        assert sum(channel.held_bytes for channel in channels(server)) <= 3 * MAX_BODY_BYTES
        assert clients[0].is_closed_by_peer()
        with RawConnection(server.port) as other:
            assert asked(other, server) == b"well"


@contextlib.contextmanager
def not_looking(server: ReceiverServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """While it does not look, it closes no connection whose request has come in half."""
    with monkeypatch.context() as patch:
        patch.setattr(server._server, "look", lambda _now_s: None)
        yield


def test_where_requests_under_way_hold_too_much_large_ones_are_refused(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listener_module, "BUDGET_BYTES", 2 * MAX_BODY_BYTES)
    application = Held(3)
    server = serve(application)
    large = post_ingest(server.port, b'"' + b" " * (MAX_BODY_BYTES - 10) + b'"')
    with contextlib.ExitStack() as stack:
        with not_looking(server, monkeypatch):
            clients = stack.enter_context(connected(server, 3, large))
            application.arrived.wait(LIMIT_S)
        wait_until(lambda: server._server.holds_too_much, "what requests under way hold is not counted")
        with not_looking(server, monkeypatch), RawConnection(server.port) as other:
            other.send(large)
            assert other.reply().status == 503
        application.may_go.set()
        assert [client.reply().body for client in clients] == [b"done"] * 3
        wait_until(lambda: not server._server.holds_too_much, "it goes on refusing")


def test_a_bug_with_one_connection_is_logged_and_ends_only_that_one(
    serve: Serve, log_watch: LogWatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    log_watch.expect("A connection ended in an unexpected error")
    server = serve(replying(b"well"))
    with RawConnection(server.port) as client:
        wait_until(lambda: bool(channels(server)), "not accepted")
        [channel] = channels(server)
        monkeypatch.setattr(channel, "look", lambda _now_s: 1 / 0)
        assert client.is_closed_by_peer()
    with RawConnection(server.port) as other:
        assert asked(other, server) == b"well"


# No files


@contextlib.contextmanager
def no_file_left() -> Iterator[None]:
    """The process has as many files as it may."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    probe = os.dup(0)
    os.close(probe)
    resource.setrlimit(resource.RLIMIT_NOFILE, (probe, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_where_there_is_no_file_left_an_old_connection_makes_room(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    server = serve(replying(b"well"))
    with connected(server, 3) as silent, socket.socket() as client, caplog.at_level(logging.WARNING):
        wait_until(lambda: len(channels(server)) == 3, "connections are not accepted")
        client.settimeout(LIMIT_S)
        with no_file_left():
            client.connect(("127.0.0.1", server.port))
            client.sendall(get(server.port))
            assert client.recv(1000).startswith(b"HTTP/1.1 200 ")
        assert silent[0].is_closed_by_peer()
    assert not caplog.records


def test_where_there_is_no_file_and_nobody_to_give_one_the_loop_neither_spins_nor_ends(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    server = serve(replying(b"well"))
    tries: list[float] = []
    accept = server._server.accept

    def failing() -> Any:
        tries.append(time.monotonic())
        raise OSError(errno.EMFILE, "too many open files")

    server._server.accept = failing
    with socket.socket() as client, caplog.at_level(logging.WARNING):
        client.settimeout(LIMIT_S)
        client.connect(("127.0.0.1", server.port))
        client.sendall(get(server.port))
        time.sleep(3 * listener_module.NO_FILES_PAUSE_S)
        assert 1 <= len(tries) <= 5
        server._server.accept = accept
        assert client.recv(1000).startswith(b"HTTP/1.1 200 ")
    assert not caplog.records


def test_a_client_that_left_before_it_was_accepted_is_no_matter(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve(replying(b"well"))

    def failing(_connection: object) -> None:
        raise OSError(errno.EINVAL, "gone")

    with monkeypatch.context() as patched:
        patched.setattr(server._server, "set_socket_options", failing)
        with RawConnection(server.port) as gone:
            assert gone.is_closed_by_peer()
    with RawConnection(server.port) as client:
        assert asked(client, server) == b"well"


# Waking


def test_waking_a_listener_that_is_closed_writes_into_no_other_file(serve: Serve) -> None:
    server = serve(replying(b"well"))
    server.stop()
    reading, writing = os.pipe()
    try:
        for _ in range(3):
            server._server.pull_trigger()
        os.set_blocking(reading, False)
        with pytest.raises(BlockingIOError):
            os.read(reading, 1)
    finally:
        os.close(reading)
        os.close(writing)


def test_connections_are_looked_after_without_any_traffic(serve: Serve) -> None:
    clock = Clock()
    server = serve(replying(b"well"), clock_s=clock)
    with RawConnection(server.port) as client:
        wait_until(lambda: bool(channels(server)), "not accepted")
        clock.turn(1000)
        assert client.is_closed_by_peer()
    look(server)


def test_many_threads_may_wake_it_at_once(serve: Serve) -> None:
    server = serve(replying(b"well"))
    with connected(server, 8) as clients:

        def ask_often(client: RawConnection) -> None:
            for _ in range(50):
                assert asked(client, server) == b"well"

        work: list[Callable[[], None]] = [lambda client=client: ask_often(client) for client in clients]
        threads = [threading.Thread(target=one) for one in work]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(LIMIT_S)
            assert not thread.is_alive()
