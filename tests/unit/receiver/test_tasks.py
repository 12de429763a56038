"""Replies of the server's own, and what it adds to those of the application."""

import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from liveapp.domain.events import RequestRefused
from liveapp.receiver.gate import ARRIVED_S, MAX_BODY_BYTES, ONE_TOO_MANY
from liveapp.receiver.tasks import WORDS
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
