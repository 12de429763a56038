"""However a request is malformed, its client is answered or hung up on, and nobody else notices."""

import contextlib
import logging
import socket

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.http_client import HANG_LIMIT_S, RawConnection, RawReply
from tests.integration.gate.requests import GOOD_BET, Tables, nothing_stored, post_bet

INNER = b"GET /smuggled HTTP/1.1\r\nHost: {host}\r\n\r\n"
HOST = b"Host: {host}\r\n"


def send_exactly(connection: RawConnection, port: int, data: bytes) -> None:
    connection.send(data.replace(b"{host}", f"127.0.0.1:{port}".encode()))


def refused(port: int, data: bytes) -> RawReply:
    """The one reply to these bytes, after which the connection must be closed."""
    with RawConnection(port) as connection:
        send_exactly(connection, port, data)
        reply = connection.reply()
        assert connection.is_closed_by_peer(), "what follows a malformed request must not be read"
    assert reply.header("Cache-Control") == "no-store"
    assert reply.header("X-Content-Type-Options") == "nosniff"
    return reply


MALFORMED = {
    "bracket in the target": b"GET http://[ HTTP/1.1\r\n" + HOST + b"\r\n",
    "closing bracket": b"GET http://] HTTP/1.1\r\n" + HOST + b"\r\n",
    "bytes that are not ASCII in the target": b"GET http://\xff\xfe/ HTTP/1.1\r\n" + HOST + b"\r\n",
    "length of 5,000 digits": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n",
    "unknown transfer coding": b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: gzip\r\n\r\n",
    "two codings": b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "chunked twice": b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "empty coding": b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding:\r\n\r\n",
    "chunks in HTTP/1.0": b"POST / HTTP/1.0\r\n"
    + HOST
    + b"Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks in HTTP/1.2": b"POST / HTTP/1.2\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "HTTP/2.0": b"GET / HTTP/2.0\r\n" + HOST + b"\r\n",
    "no version": b"GET /\r\n" + HOST + b"Connection: keep-alive\r\n\r\n",
    "length and chunks": b"POST / HTTP/1.1\r\n"
    + HOST
    + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two lengths": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 0\r\nContent-Length: 5\r\n\r\n",
    "signed length": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: +0\r\n\r\n",
    "empty length": b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length:\r\n\r\n",
    "chunk size with a line feed": b"POST / HTTP/1.1\r\n"
    + HOST
    + b"Transfer-Encoding: chunked\r\n\r\n1\n\r\nx\r\n0\r\n\r\n",
    "signed chunk size": b"POST / HTTP/1.1\r\n"
    + HOST
    + b"Transfer-Encoding: chunked\r\n\r\n+1\r\nx\r\n0\r\n\r\n",
    "empty chunk size": b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n\r\n0\r\n\r\n",
    "chunk without its end": b"POST / HTTP/1.1\r\n"
    + HOST
    + b"Transfer-Encoding: chunked\r\n\r\n1\r\nxyz\r\n0\r\n\r\n",
    "endless chunk size": b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n" + b"0" * 5000,
}


@pytest.mark.parametrize("data", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_request_is_400_and_what_follows_it_is_no_request(
    port: int, tables: Tables, data: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert refused(port, data + INNER).status == 400
    assert not caplog.records
    assert nothing_stored(tables)
    assert post_bet(port).status == 200


@pytest.mark.parametrize(
    "line", [b"X-Ingest-Token: secret\nvalue", b"X-Ingest-Token: secret\x00", b"secret: \x01", b"secret"]
)
def test_a_refusal_repeats_nothing_of_the_request(port: int, line: bytes) -> None:
    reply = refused(port, b"GET / HTTP/1.1\r\n" + HOST + line + b"\r\n\r\n")
    assert reply.status == 400
    assert b"secret" not in reply.body


def test_the_refusal_of_a_head_request_has_no_body(port: int) -> None:
    with RawConnection(port) as connection:
        send_exactly(
            connection, port, b"HEAD / HTTP/1.1\r\n" + HOST + b"Content-Length: " + b"9" * 20 + b"\r\n\r\n"
        )
        assert connection.reply("HEAD").status == 413
        assert connection.is_closed_by_peer()


# Protocol edges


@pytest.mark.parametrize("method", [b"GET", b"POST"])
def test_a_request_without_a_body_that_expects_100_continue_is_answered(port: int, method: bytes) -> None:
    with RawConnection(port) as connection:
        send_exactly(
            connection, port, method + b" /healthz HTTP/1.1\r\n" + HOST + b"Expect: 100-continue\r\n\r\n"
        )
        assert connection.reply().status in (200, 415)


def test_a_body_that_is_too_large_is_refused_before_100_continue(port: int) -> None:
    head = b"POST / HTTP/1.1\r\n" + HOST + b"Expect: 100-continue\r\nContent-Length: 9999999\r\n\r\n"
    assert refused(port, head).status == 413


@pytest.mark.parametrize(
    ("version", "headers", "is_kept"),
    [
        (b"1.1", b"", True),
        (b"1.1", b"Connection: keep-alive, close\r\n", False),
        (b"1.1", b"Connection: keep-alive\r\nConnection: Close\r\n", False),
        (b"1.1", b"Connection: close , TE\r\n", False),
        (b"1.1", b"Connection: closed\r\n", True),
        (b"1.0", b"", False),
        (b"1.0", b"Connection: TE, Keep-Alive\r\n", True),
        (b"1.0", b"Connection: keep-alive, close\r\n", False),
    ],
)
def test_each_word_of_connection_counts(port: int, version: bytes, headers: bytes, is_kept: bool) -> None:
    request = b"GET /healthz HTTP/" + version + b"\r\n" + HOST + headers + b"\r\n"
    with RawConnection(port) as connection:
        send_exactly(connection, port, request)
        assert connection.reply().status == 200
        if not is_kept:
            assert connection.is_closed_by_peer()
            return
        send_exactly(connection, port, request)
        assert connection.reply().status == 200


def test_a_reply_to_a_client_that_sends_on_is_not_lost(port: int) -> None:
    """Closing a socket with unread bytes resets it, and the reply with it."""
    for _ in range(20):
        assert refused(port, b"rubbish\r\n\r\n" + b"x" * 300_000).status == 400
        assert refused(port, b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n" + b"x" * 300_000).status == 400


def test_a_client_that_has_said_all_is_still_answered(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=HANG_LIMIT_S) as client:
        client.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % port)
        client.shutdown(socket.SHUT_WR)
        received = b""
        while data := client.recv(65536):
            received += data
    assert received.startswith(b"HTTP/1.1 200 ")


def test_bytes_out_of_band_neither_spin_the_loop_nor_are_logged(
    port: int, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), RawConnection(port) as connection:
        connection._socket.send(b"!", socket.MSG_OOB)
        assert connection.is_closed_by_peer()
    assert not caplog.records
    assert post_bet(port).status == 200


# Fuzz


def answer_to_all(port: int, pieces: list[bytes]) -> bytes:
    """All that comes back for these bytes, until the receiver hangs up."""
    received = b""
    with socket.create_connection(("127.0.0.1", port), timeout=HANG_LIMIT_S) as client:
        with contextlib.suppress(ConnectionError):
            for piece in pieces:
                client.sendall(piece)
            client.shutdown(socket.SHUT_WR)
        with contextlib.suppress(ConnectionError):
            while data := client.recv(65536):
                received += data
    return received


TARGETS = [b"GET ", b"POST ", b"/", b"*", b"http://[::1", b"http://", b"//", b" HTTP/1.1", b" HTTP/1.0"]
MARKS = [
    b"\r\n",
    b"\r\n\r\n",
    b"\n",
    b"\r",
    b" ",
    b"\t",
    b":",
    b",",
    b";",
    b"\x00",
    b"\xff",
    b"%",
    b"?",
    b"#",
]
NAMES = [b"Host: ", b"Content-Length: ", b"Transfer-Encoding: ", b"Connection: ", b"X-Ingest-Token: "]
VALUES = [b"127.0.0.1", b"chunked", b"0", b"5", b"close", b"keep-alive", b"Expect: 100-continue", GOOD_BET]
WORDS = st.sampled_from([*TARGETS, *MARKS, *NAMES, *VALUES])
SOUP = st.lists(st.one_of(WORDS, st.binary(max_size=30)), max_size=30).map(b"".join)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(SOUP, min_size=1, max_size=3))
@example(pieces=[b"\r\n\r\n\r\n"])
@example(pieces=[b"GET / HTTP/1.1\r\n"])
def test_no_bytes_leave_a_client_waiting_or_a_line_in_the_log(
    port: int, pieces: list[bytes], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        received = answer_to_all(port, pieces)
    assert received == b"" or received.startswith(b"HTTP/1.")
    assert not caplog.records, pieces
