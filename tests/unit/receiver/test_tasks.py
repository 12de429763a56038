"""Replies of the server's own, and what it adds to those of the application."""

import time
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

import pytest
from waitress.task import WSGITask

from liveapp.domain.events import RequestRefused
from liveapp.receiver.body import MAX_BODY_BYTES, PARSED_BODY
from liveapp.receiver.gate import ARRIVED_S, ONE_TOO_MANY
from liveapp.receiver.tasks import WORDS, ApplicationTask
from tests.conftest import LogWatch
from tests.http_client import RawConnection, ask
from tests.unit.receiver.serving import EXPORT, Serve, get, post_ingest, replying


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"rubbish\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % (MAX_BODY_BYTES + 1), 413),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * 20_000, 431),
    ],
)
def test_a_refusal_says_why_in_json_and_ends_the_connection_and_is_told(
    serve: Serve, data: bytes, status: int
) -> None:
    refused: list[RequestRefused] = []
    with RawConnection(serve(replying(), refused.append).port) as client:
        client.send(data)
        reply = client.reply()
        assert client.is_closed_by_peer()
    assert (reply.status, reply.json()) == (status, {"detail": WORDS[status]})
    assert reply.header("Connection") == "close"
    assert reply.header("Cache-Control") == "no-store"
    assert [(one.status, one.reason) for one in refused] == [(status, WORDS[status])]


class Keeping:
    """An application that keeps the environments of its requests."""

    def __init__(self) -> None:
        self.environs: list[dict[str, Any]] = []

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.environs.append(environ)
        start_response("200 OK", [])
        return [b"well"]


def test_a_request_tells_when_it_arrived_not_when_it_is_served(serve: Serve) -> None:
    class Slow(Keeping):
        def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            time.sleep(0.2)
            return super().__call__(environ, start_response)

    application = Slow()
    server = serve(application)
    before_s = time.monotonic()
    with RawConnection(server.port) as client:
        client.send(get(server.port) * 3)
        assert [client.reply().body for _ in range(3)] == [b"well"] * 3
    arrivals = [environ[ARRIVED_S] for environ in application.environs]
    assert before_s <= arrivals[0] <= time.monotonic()
    assert max(arrivals) - min(arrivals) < 0.2, "pipelined requests that came together arrived together"
    assert not any(environ[ONE_TOO_MANY] for environ in application.environs)


def test_a_request_arrives_with_its_last_byte(serve: Serve) -> None:
    application = Keeping()
    server = serve(application)
    whole = post_ingest(server.port)
    with RawConnection(server.port) as client:
        client.send(whole[:-1])
        time.sleep(0.2)
        before_s = time.monotonic()
        client.send(whole[-1:])
        assert client.reply().body == b"well"
    assert application.environs[0][ARRIVED_S] >= before_s


def test_the_reply_to_head_has_no_body_even_where_no_length_is_known(serve: Serve) -> None:
    server = serve(lambda _environ, start_response: [start_response("200 OK", []), iter([])][1])
    for path in ("/", EXPORT):
        with RawConnection(server.port) as client:
            client.send(get(server.port, path).replace(b"GET", b"HEAD"))
            assert client.reply("HEAD").status == 200
            assert client.is_closed_by_peer()


def test_an_application_that_raises_amid_its_reply_is_answered_with_500(
    serve: Serve, log_watch: LogWatch
) -> None:
    log_watch.expect("A request ended in an unexpected error")

    def application(_environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        start_response("200 OK", [])
        yield b"a part"
        raise ZeroDivisionError

    refused: list[RequestRefused] = []
    server = serve(application, refused.append)
    reply = ask(server.port, "GET", "/")
    assert (reply.status, reply.json()) == (500, {"detail": WORDS[500]})
    assert refused == [], "a bug is no refusal"


def test_what_an_application_does_to_its_environment_is_gone_with_the_next_request(serve: Serve) -> None:
    class Meddling(Keeping):
        def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            self.environs.append(environ.copy())
            environ.clear()
            environ["REMOTE_ADDR"] = "forged"
            start_response("200 OK", [])
            return [b"well"]

    application = Meddling()
    server = serve(application)
    ports = []
    for bodies in ((b"11", b"22"), (b"33",)):
        with RawConnection(server.port) as client:
            for body in bodies:
                client.send(post_ingest(server.port, body))
                assert client.reply().body == b"well"
                ports.append(str(client._socket.getsockname()[1]))
    assert [one.pop(PARSED_BODY) for one in application.environs] == [11, 22, 33]
    assert [one.pop("REMOTE_PORT") for one in application.environs] == ports
    own = ("wsgi.input", "waitress.client_disconnected", ARRIVED_S)
    shared = [{name: one[name] for name in one if name not in own} for one in application.environs]
    assert shared[0] == shared[1] == shared[2]
    assert shared[0]["REMOTE_ADDR"] == "127.0.0.1"
    assert shared[0]["HTTP_HOST"] == f"127.0.0.1:{server.port}"


@pytest.mark.parametrize("status", ["200 OK", "404 Not Found"])
@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("Content-Type", "application/json"), ("Content-Length", "7"), ("Cache-Control", "no-store")],
        [("ETag", '"x-1"'), ("vary", "Origin"), ("X-RateLimit-Reset", "5"), ("x-b", "1"), ("X-B", "0")],
    ],
)
def test_the_head_of_a_reply_is_what_waitress_makes_of_it(
    status: str, headers: list[tuple[str, str]]
) -> None:
    adj = SimpleNamespace(ident=None)
    channel = SimpleNamespace(server=SimpleNamespace(adj=adj, is_stopping=False))
    request = SimpleNamespace(version="1.1", headers={}, connection_close=False, command="GET")
    heads = []
    for kind in (WSGITask, ApplicationTask):
        task = kind(channel, request)
        task.status, task.start_time, task.content_length = status, 1_772_388_023.87, 7
        task.response_headers = list(headers)
        heads.append(task.build_response_header())
    assert heads[0] == heads[1]
