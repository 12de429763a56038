"""Requests that are no HTTP, or more than one: refused or answered in order, and never taken for others."""

import pytest

from tests.http_client import RawConnection, request_bytes
from tests.integration.gate.requests import GOOD_BET, GOOD_TOKEN, JSON_TYPE, Tables, nothing_stored, post_bet


@pytest.mark.parametrize(
    "data",
    [
        b"rubbish\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET  /healthz\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost : {host}\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: {host}\r\nNo colon here\r\n\r\n",
        b"POST /live/ingest HTTP/1.1\r\nHost: {host}\r\nContent-Length: abc\r\n\r\n",
        b"POST /live/ingest HTTP/1.1\r\nHost: {host}\r\nContent-Length: -5\r\n\r\n",
        b"POST /live/ingest HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"POST /live/ingest HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    ],
)
def test_a_broken_request_is_refused_and_the_receiver_goes_on(port: int, tables: Tables, data: bytes) -> None:
    with RawConnection(port) as connection:
        connection.send(data.replace(b"{host}", f"127.0.0.1:{port}".encode()))
        assert 400 <= connection.reply().status < 500
    assert nothing_stored(tables)
    assert post_bet(port).status == 200


def test_pipelined_requests_are_answered_in_order(port: int) -> None:
    host = ("Host", f"127.0.0.1:{port}")
    length = ("Content-Length", str(len(GOOD_BET)))
    with RawConnection(port) as connection:
        connection.send(
            request_bytes("GET", "/healthz", [host])
            + request_bytes("POST", "/live/ingest", [host, GOOD_TOKEN, JSON_TYPE, length], GOOD_BET)
            + request_bytes("GET", "/nowhere", [host])
        )
        assert [connection.reply().status for _ in range(3)] == [200, 200, 404]


def test_a_refused_post_does_not_let_its_body_be_read_as_a_request(port: int, tables: Tables) -> None:
    host = ("Host", f"127.0.0.1:{port}")
    inner = request_bytes(
        "POST",
        "/live/ingest",
        [host, GOOD_TOKEN, JSON_TYPE, ("Content-Length", str(len(GOOD_BET)))],
        GOOD_BET,
    )
    with RawConnection(port) as connection:
        outer = [host, ("Content-Type", "text/plain"), ("Content-Length", str(len(inner)))]
        connection.send(request_bytes("POST", "/live/ingest", outer, inner))
        assert connection.reply().status == 401
    assert nothing_stored(tables)
