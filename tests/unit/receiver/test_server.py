"""What the receiver uses of Waitress's insides behaves as it must: each test names what broke."""

import contextlib
import inspect
import logging
import re
import socket
import threading
import tomllib
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import waitress.trigger
from waitress import wasyncore
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, Task, WSGITask

import liveapp.receiver
from liveapp.domain.errors import StreamNotFound
from liveapp.receiver import channel as channel_module
from liveapp.receiver import server as server_module
from liveapp.receiver.body import MAX_BODY_BYTES
from liveapp.receiver.lanes import OTHER_THREADS
from liveapp.receiver.outbox import STALLED_TIMEOUT_S
from liveapp.receiver.routes import _chunks
from liveapp.receiver.server import bind
from tests.http_client import RawConnection, ask, request_bytes
from tests.unit.receiver.serving import (
    EXPORT,
    LARGE_REPLY,
    LIMIT_S,
    Clock,
    Held,
    Serve,
    channels,
    get,
    join,
    look,
    not_reading,
    read_all,
    replying,
    stopping,
)
from tests.waiting import wait_until

# Versions


def test_waitress_is_of_the_minor_version_that_the_workarounds_are_for() -> None:
    sources = [file.read_text("utf-8") for file in Path(liveapp.receiver.__path__[0]).glob("*.py")]
    named = {found for source in sources for found in re.findall(r"WORKAROUND waitress ([\d.]+):", source)}
    assert named == {version("waitress").rpartition(".")[0]}
    with (Path(__file__).parents[3] / "pyproject.toml").open("rb") as file:
        dependencies = tomllib.load(file)["project"]["dependencies"]
    [required] = [dependency for dependency in dependencies if dependency.startswith("waitress")]
    (major, minor) = map(int, named.pop().split("."))
    assert required.endswith(f",<{major}.{minor + 1}"), "a new minor version must be looked at before its use"


@pytest.mark.parametrize(
    ("owner", "names"),
    [
        (HTTPRequestParser, ["received", "parse_header", "completed", "empty", "error", "expect_continue"]),
        (HTTPRequestParser, ["headers_finished", "connection_close", "chunked", "body_rcv", "header_plus"]),
        (TcpWSGIServer, ["pull_trigger", "accepting", "accept", "handle_accept", "readable", "fix_addr"]),
        (TcpWSGIServer, ["set_socket_options", "close"]),
        (ErrorTask, ["execute", "status", "content_length", "write", "set_close_on_finish", "complete"]),
        (WSGITask, ["get_environment", "build_response_header", "chunked_response"]),
        (Task, ["service", "close_on_finish"]),
        (wasyncore, ["loop"]),
        (wasyncore.dispatcher, ["connected", "close", "add_channel", "del_channel", "readable", "writable"]),
        (wasyncore.dispatcher, ["handle_read", "handle_write", "handle_close", "handle_expt"]),
        (waitress.trigger.trigger, ["pull_trigger", "close"]),
    ],
)
def test_every_inside_that_is_used_is_there(owner: object, names: list[str]) -> None:
    gone = [name for name in names if not hasattr(owner, name)]
    assert not gone, f"Waitress has no {gone} in {owner} any more"


def test_a_loop_of_one_round_comes_back() -> None:
    sockets: dict[int, Any] = {}
    reading, writing = socket.socketpair()
    with reading, writing:
        wasyncore.dispatcher(reading, map=sockets)
        thread = threading.Thread(
            target=lambda: wasyncore.loop(timeout=0.01, use_poll=True, map=sockets, count=1), daemon=True
        )
        thread.start()
        join(thread, "wasyncore.loop no longer ends after `count` rounds")


# Making the server


def test_the_server_is_made_of_what_it_is_given(serve: Serve) -> None:
    taken = inspect.signature(TcpWSGIServer).parameters
    for name in ("application", "map", "dispatcher", "adj", "_sock", "bind_socket", "sockinfo"):
        assert name in taken, f"TcpWSGIServer no longer takes `{name}`, and swallows it unseen"
    server = serve(replying(b"well"))
    inner = server._server
    assert inner.application is server._gate, "TcpWSGIServer wraps the application in one of its own"
    assert inner._map is server._map, "TcpWSGIServer has a socket map of its own: the loop would run empty"
    assert inner.task_dispatcher is server._lanes, "TcpWSGIServer has a dispatcher of its own"
    assert inner.socket.getsockname()[1] == server.port, "TcpWSGIServer has a socket of its own"
    assert ask(server.port, "GET", "/").body == b"well"


def test_as_many_requests_are_answered_at_once_as_their_lane_has_threads(serve: Serve) -> None:
    application = Held(OTHER_THREADS)
    server = serve(application)
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(RawConnection(server.port)) for _ in range(OTHER_THREADS)]
        for client in clients:
            client.send(get(server.port))
        try:
            application.arrived.wait(LIMIT_S)
        except threading.BrokenBarrierError:
            pytest.fail("a lane has fewer threads than it should")
        application.may_go.set()
        assert [client.reply().body for client in clients] == [b"done"] * OTHER_THREADS


# Refusals


@pytest.mark.parametrize(
    ("request_line", "status"), [(b"rubbish\r\n\r\n", 400), (b"GET / HTTP/1.1\r\nX: " + b"x" * 20_000, 431)]
)
def test_the_servers_own_refusals_carry_the_common_headers(
    serve: Serve, request_line: bytes, status: int
) -> None:
    server = serve(replying())
    with RawConnection(server.port) as client:
        client.send(request_line)
        reply = client.reply()
    assert reply.status == status
    broke = "ErrorTask.execute and `response_headers` no longer make the refusals"
    assert reply.header("Cache-Control") == "no-store", broke
    assert reply.header("X-Content-Type-Options") == "nosniff", broke
    assert reply.header("Server") is None, "Adjustments(ident=None) no longer leaves out the name"


def test_the_refusal_of_a_large_body_reaches_a_client_that_is_still_sending(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No matter how slow this machine is: the client says when it has sent everything.
    monkeypatch.setattr(channel_module, "DRAIN_IDLE_S", LIMIT_S)
    monkeypatch.setattr(channel_module, "DRAIN_TIMEOUT_S", LIMIT_S)
    server = serve(replying())
    size = 16 * MAX_BODY_BYTES
    headers = [("Host", f"127.0.0.1:{server.port}"), ("Content-Type", "application/json")]
    broke = "nothing takes what is still being sent after the refusal"
    with socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT_S) as client:
        try:
            client.sendall(request_bytes("POST", "/", [*headers, ("Content-Length", str(size))]))
            client.sendall(b" " * size)
            client.shutdown(socket.SHUT_WR)
        except (BrokenPipeError, ConnectionResetError):
            pytest.fail(broke)
        received = read_all(client)
    assert received.startswith(b"HTTP/1.1 413 "), broke


# Clients that stop reading


def endless(is_closed: threading.Event) -> Callable[..., Iterable[bytes]]:
    def application(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [])
        try:
            while True:
                yield LARGE_REPLY
        finally:
            is_closed.set()

    return application


def test_a_client_that_stops_reading_is_cut_off(serve: Serve) -> None:
    is_closed = threading.Event()
    clock = Clock()
    server = serve(endless(is_closed), clock_s=clock)
    with not_reading(server, EXPORT) as client:
        clock.turn(STALLED_TIMEOUT_S - 10)
        look(server)
        assert not is_closed.wait(0.3)
        clock.turn(11)
        look(server)
        wait_until(is_closed.is_set, "a client that takes nothing is not closed, or its thread not freed")
        wait_until(lambda: not channels(server), "`handle_close` no longer takes a channel off the server")
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**20)
        assert not read_all(client).endswith(b"0\r\n\r\n")


def test_a_client_that_reads_is_seen_to_be_active(serve: Serve) -> None:
    clock = Clock()
    server = serve(replying(LARGE_REPLY), clock_s=clock)
    with not_reading(server) as client:
        [channel] = channels(server)
        before_s = channel.progressed_s
        clock.turn(30)
        received = 0
        while received < len(LARGE_REPLY):
            received += len(client.recv(2**20))
        wait_until(lambda: channel.unsent_bytes == 0, "bytes count as unsent once all is sent")
        assert channel.progressed_s >= before_s + 30


def test_idle_connections_are_closed(serve: Serve) -> None:
    clock = Clock()
    server = serve(replying(), clock_s=clock)
    with RawConnection(server.port) as client, RawConnection(server.port) as silent:
        client.send(get(server.port))
        assert client.reply().status == 200
        clock.turn(channel_module.IDLE_TIMEOUT_S + 1)
        look(server)
        assert client.is_closed_by_peer()
        assert silent.is_closed_by_peer()


# Stopping


def test_a_request_under_way_is_finished_and_its_reply_sent(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "STOP_TIMEOUT_S", LIMIT_S)
    application = Held()
    server = serve(application)
    with RawConnection(server.port) as client:
        client.send(get(server.port))
        application.arrived.wait(LIMIT_S)
        stop = stopping(server)
        stop.join(0.3)
        assert stop.is_alive(), "stop does not wait for requests under way"
        application.may_go.set()
        assert client.reply().body == b"done"
        join(stop, "stop does not end")
        assert client.is_closed_by_peer(), "stop does not close connections"
    # It waits for them for a moment only: on a busy machine they end a moment later.
    wait_until(lambda: not server._lanes.threads, "stop does not end its threads")
    assert not server._map, "stop does not empty the map"
    again = bind(server.port)
    again.close()


def test_a_request_that_takes_too_long_is_not_waited_for(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "STOP_TIMEOUT_S", 0.1)
    application = Held()
    server = serve(application)
    with RawConnection(server.port) as client:
        client.send(get(server.port))
        application.arrived.wait(LIMIT_S)
        join(stopping(server), "stop does not obey its timeout")
        assert client.is_closed_by_peer()
    application.may_go.set()
    wait_until(lambda: not server._lanes.threads, "a thread of a stopped receiver goes on")


def test_what_a_client_has_not_read_yet_is_sent_before_the_end(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "FLUSH_TIMEOUT_S", LIMIT_S)
    server = serve(replying(LARGE_REPLY))
    with not_reading(server) as client:
        stop = stopping(server)
        received = read_all(client)
        join(stop, "stop does not end")
    assert received.endswith(LARGE_REPLY), "wasyncore.loop no longer flushes replies"


def test_stopping_wakes_the_loop(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    loop = wasyncore.loop
    is_waiting = threading.Event()

    def waiting_long(**arguments: Any) -> None:
        is_waiting.set()
        is_idle = arguments["timeout"] >= 1.0
        loop(**{**arguments, "timeout": 10 * LIMIT_S if is_idle else arguments["timeout"]})

    monkeypatch.setattr(wasyncore, "loop", waiting_long)
    server = serve(replying())
    assert is_waiting.wait(LIMIT_S)
    join(stopping(server), "`pull_trigger` no longer ends the round of wasyncore.loop that is under way")


# Replies that break off


def test_a_reply_that_breaks_off_ends_the_connection_quietly(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    def lines() -> Iterator[str]:
        yield from ["line\r\n"] * 1000
        raise StreamNotFound("gone")

    def application(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [])
        return _chunks(lines())

    server = serve(application)
    with caplog.at_level(logging.WARNING, "waitress"), RawConnection(server.port) as client:
        client.send(get(server.port, EXPORT))
        with pytest.raises(ConnectionError):
            client.reply()
    assert not caplog.records, "a reply that breaks off is taken for a bug"
