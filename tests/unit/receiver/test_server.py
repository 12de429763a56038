"""What the receiver uses of Waitress's insides behaves as it must: each test names what broke."""

import contextlib
import inspect
import logging
import re
import socket
import threading
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, ThreadedTaskDispatcher

import liveapp.receiver
from liveapp.domain.errors import StreamNotFound
from liveapp.receiver import server as server_module
from liveapp.receiver.access_log import AccessLog
from liveapp.receiver.gate import MAX_BODY_BYTES, Gate, GatePolicy
from liveapp.receiver.routes import _chunks
from liveapp.receiver.server import THREADS, ReceiverServer, bind
from tests.http_client import RawConnection, ask, request_bytes

LIMIT_S = 20.0
LARGE_REPLY = b"x" * (16 * 2**20)
"""More than systems keep for a client that does not read."""

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Serve = Callable[..., ReceiverServer]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts receivers in front of an application, and stops them."""
    failures: list[str] = []
    with contextlib.ExitStack() as stack:

        def make(application: Application) -> ReceiverServer:
            listener = bind(0)
            policy = GatePolicy(listener.getsockname()[1], token=None)
            gate = Gate(application, policy, lambda _: None, AccessLog(), lambda _: None)
            server = ReceiverServer(gate, listener, failures.append)
            server.start()
            stack.callback(lambda: server.is_serving and server.stop())
            return server

        yield make
    assert not failures, "the receiver's thread ended: something that it uses of Waitress is gone"


def replying(*chunks: bytes) -> Application:
    """An application that always gives this reply."""

    def application(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [])
        return list(chunks)

    return application


class Held:
    """An application whose requests wait until they are let go."""

    def __init__(self, count: int = 1) -> None:
        self.arrived = threading.Barrier(count + 1)
        self.may_go = threading.Event()

    def __call__(self, _environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.arrived.wait(LIMIT_S)
        assert self.may_go.wait(LIMIT_S)
        start_response("200 OK", [("Content-Length", "4")])
        return [b"done"]


def get(port: int) -> bytes:
    return request_bytes("GET", "/", [("Host", f"127.0.0.1:{port}")])


def wait_until(is_true: Callable[[], bool], what_broke: str) -> None:
    deadline_s = time.monotonic() + LIMIT_S
    while not is_true():
        assert time.monotonic() < deadline_s, what_broke
        time.sleep(0.01)


def channels(server: ReceiverServer) -> list[Any]:
    return list(server._server.active_channels.values())


@contextlib.contextmanager
def not_reading(server: ReceiverServer) -> Iterator[socket.socket]:
    """A client that asked and leaves the reply where it is."""
    with socket.socket() as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.settimeout(LIMIT_S)
        client.connect(("127.0.0.1", server.port))
        client.sendall(get(server.port))
        wait_until(
            lambda: any(channel.total_outbufs_len > 0 for channel in channels(server)),
            "`total_outbufs_len` of the `active_channels` no longer counts what a client leaves unread",
        )
        yield client


def read_all(client: socket.socket) -> bytes:
    received = bytearray()
    with contextlib.suppress(ConnectionResetError):
        while data := client.recv(2**20):
            received += data
    return bytes(received)


def stopping(server: ReceiverServer) -> threading.Thread:
    thread = threading.Thread(target=server.stop, daemon=True)
    thread.start()
    return thread


def join(thread: threading.Thread, what_broke: str) -> None:
    thread.join(LIMIT_S)
    assert not thread.is_alive(), what_broke


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
        (HTTPChannel, ["error_task_class", "total_outbufs_len", "last_activity", "handle_close"]),
        (TcpWSGIServer, ["channel_class", "maintenance", "pull_trigger", "accepting"]),
        (ErrorTask, ["execute", "build_response_header", "status"]),
        (ThreadedTaskDispatcher, ["set_thread_count", "shutdown"]),
        (wasyncore, ["loop", "close_all"]),
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
    assert inner.task_dispatcher is server._dispatcher, "TcpWSGIServer has a dispatcher of its own"
    assert inner.socket.getsockname()[1] == server.port, "TcpWSGIServer has a socket of its own"
    assert ask(server.port, "GET", "/").body == b"well"


def test_as_many_requests_are_answered_at_once_as_there_are_threads(serve: Serve) -> None:
    application = Held(THREADS)
    server = serve(application)
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(RawConnection(server.port)) for _ in range(THREADS)]
        for client in clients:
            client.send(get(server.port))
        try:
            application.arrived.wait(LIMIT_S)
        except threading.BrokenBarrierError:
            pytest.fail("ThreadedTaskDispatcher.set_thread_count no longer starts that many threads")
        application.may_go.set()
        assert [client.reply().body for client in clients] == [b"done"] * THREADS


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
    broke = "refusals no longer come from HTTPChannel.error_task_class and its build_response_header"
    assert reply.header("Cache-Control") == "no-store", broke
    assert reply.header("X-Content-Type-Options") == "nosniff", broke
    assert reply.header("Server") is None, "Adjustments(ident=None) no longer leaves out the name"


def test_the_refusal_of_a_large_body_reaches_a_client_that_is_still_sending(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No matter how slow this machine is: the client says when it has sent everything.
    monkeypatch.setattr(server_module, "DRAIN_IDLE_S", LIMIT_S)
    monkeypatch.setattr(server_module, "DRAIN_TIMEOUT_S", LIMIT_S)
    server = serve(replying())
    size = 16 * MAX_BODY_BYTES
    headers = [("Host", f"127.0.0.1:{server.port}"), ("Content-Type", "application/json")]
    broke = "ErrorTask.execute is no longer called, or `channel.socket` and `status` are gone: nothing drains"
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


def test_a_client_that_stops_reading_is_cut_off(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    is_closed = threading.Event()

    def endless(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [])
        try:
            while True:
                yield LARGE_REPLY
        finally:
            is_closed.set()

    server = serve(endless)
    with not_reading(server) as client:
        monkeypatch.setattr(server_module, "STALLED_TIMEOUT_S", 0.1)
        server._server.adj.cleanup_interval = 0
        server._server.next_channel_cleanup = 0
        wait_until(
            is_closed.is_set,
            "`maintenance` is no longer called every `cleanup_interval`, or `last_activity` is no longer in "
            "the seconds of time.time, or `handle_close` no longer frees the thread",
        )
        wait_until(lambda: not channels(server), "`handle_close` no longer takes a channel off the server")
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**20)
        assert not read_all(client).endswith(b"0\r\n\r\n")


def test_a_client_that_reads_is_seen_to_be_active(serve: Serve) -> None:
    server = serve(replying(LARGE_REPLY))
    with not_reading(server) as client:
        [channel] = channels(server)
        before_s, unsent = channel.last_activity, channel.total_outbufs_len
        assert abs(before_s - time.time()) < LIMIT_S, "`last_activity` is no longer in seconds of time.time"
        received = 0
        while received < len(LARGE_REPLY):
            received += len(client.recv(2**20))
        wait_until(
            lambda: channel.total_outbufs_len == 0, f"`total_outbufs_len` stays at {unsent} once all is sent"
        )
        assert channel.last_activity > before_s, "`last_activity` no longer moves when a client reads"


def test_idle_connections_are_closed(serve: Serve) -> None:
    server = serve(replying())
    server._server.adj.channel_timeout = 0
    server._server.adj.cleanup_interval = 0
    with RawConnection(server.port) as client:
        client.send(get(server.port))
        assert client.reply().status == 200
        server._server.next_channel_cleanup = 0
        server._server.pull_trigger()
        assert client.is_closed_by_peer(), "BaseWSGIServer.maintenance no longer closes idle connections"


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
        assert stop.is_alive(), "ThreadedTaskDispatcher.shutdown no longer waits for requests under way"
        application.may_go.set()
        assert client.reply().body == b"done"
        join(stop, "stop does not end")
        assert client.is_closed_by_peer(), "wasyncore.close_all no longer closes connections"
    assert not server._dispatcher.threads, "ThreadedTaskDispatcher.shutdown no longer ends its threads"
    assert not server._map, "wasyncore.close_all no longer empties the map"
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
        join(stopping(server), "ThreadedTaskDispatcher.shutdown no longer obeys its timeout")
        assert client.is_closed_by_peer()
    application.may_go.set()
    wait_until(lambda: not server._dispatcher.threads, "a thread of a stopped dispatcher goes on")


def test_what_a_client_has_not_read_yet_is_sent_before_the_end(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "FLUSH_TIMEOUT_S", LIMIT_S)
    server = serve(replying(LARGE_REPLY))
    server._server.adj.outbuf_overflow = 2 * len(LARGE_REPLY)  # in memory: nothing closes its files
    with not_reading(server) as client:
        stop = stopping(server)
        received = read_all(client)
        join(stop, "stop does not end")
    assert received.endswith(LARGE_REPLY), "`total_outbufs_len` or wasyncore.loop no longer flush replies"


def test_stopping_wakes_the_loop(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    loop = wasyncore.loop
    is_waiting = threading.Event()

    def waiting_long(**arguments: Any) -> None:
        is_waiting.set()
        loop(**{**arguments, "timeout": 10 * LIMIT_S})

    monkeypatch.setattr(wasyncore, "loop", waiting_long)
    server = serve(replying())
    assert is_waiting.wait(LIMIT_S)
    join(stopping(server), "`pull_trigger` no longer ends the round of wasyncore.loop that is under way")


def test_no_connection_is_taken_once_accepting_is_off(serve: Serve) -> None:
    server = serve(replying(b"well"))
    with RawConnection(server.port) as first, RawConnection(server.port):

        def ask_first() -> bytes:
            first.send(get(server.port))
            return first.reply().body

        assert ask_first() == b"well"
        wait_until(lambda: len(channels(server)) == 2, "`active_channels` lacks a connection")
        server._server.accepting = False
        server._server.pull_trigger()  # the round under way was begun with it on
        assert ask_first() == b"well"
        with RawConnection(server.port) as third:
            third.send(get(server.port))
            for _ in range(3):  # rounds of the loop, which would see the third
                assert ask_first() == b"well"
            assert len(channels(server)) == 2, "a server takes connections although `accepting` is off"


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
        client.send(get(server.port))
        with pytest.raises(ConnectionError):
            client.reply()
    assert not caplog.records, "HTTPChannel.service no longer takes ClientDisconnected for a client that left"
