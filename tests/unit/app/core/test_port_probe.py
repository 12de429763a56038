"""Telling a running liveapp from whatever else sits on a port."""

import json
import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from liveapp.app.core import port_probe
from liveapp.app.core.port_probe import is_liveapp
from tests.http_client import free_port

Answering = Callable[[bytes], int]


@pytest.fixture
def answering() -> Iterator[Answering]:
    """Makes servers on ports of their own that send these bytes to whoever comes, and hang up."""
    listeners: list[socket.socket] = []
    threads: list[threading.Thread] = []

    def make(answer: bytes) -> int:
        listener = socket.create_server(("127.0.0.1", 0))
        listener.settimeout(20)

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        listeners.append(listener)
        threads.append(thread)
        port: int = listener.getsockname()[1]
        return port

    yield make
    for thread in threads:
        thread.join()
    for listener in listeners:
        listener.close()


def http(body: bytes, status: bytes = b"200 OK") -> bytes:
    return b"HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s" % (status, len(body), body)


def test_a_running_liveapp_is_known(port: int) -> None:
    assert is_liveapp(port)


def test_a_liveapp_that_is_not_well_is_one_too(answering: Answering) -> None:
    body = json.dumps({"status": "degraded", "app": "liveapp"}).encode()
    assert is_liveapp(answering(http(body, b"503 Service Unavailable")))


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0\xff\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        http(b""),
        http(b"<html>"),
        http(b"\xff\xfe"),
        http(b"[]"),
        http(b"null"),
        http(b'"liveapp"'),
        http(b'{"app": "other"}'),
        http(b'{"app": ["liveapp"]}'),
        http(b'{"app": "liveapp"' + b" " * 2000 + b"}"),
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
    ],
)
def test_whatever_else_answers_is_not_taken_for_one(answering: Answering, answer: bytes) -> None:
    assert not is_liveapp(answering(answer))


def test_nobody_is_not_taken_for_one() -> None:
    assert not is_liveapp(free_port())


def test_one_that_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(port_probe, "TIMEOUT_S", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        assert not is_liveapp(listener.getsockname()[1])
