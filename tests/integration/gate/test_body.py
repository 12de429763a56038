"""The gate's check of the body: its size, and that it is JSON."""

import json

import pytest

from tests.bets import bet
from tests.http_client import RawConnection, ask, ask_exactly, chunked, request_bytes
from tests.integration.gate.requests import (
    GOOD_BET,
    GOOD_TOKEN,
    JSON_TYPE,
    MIB,
    Tables,
    detail,
    nothing_stored,
    padded,
    post_bet,
)

# Sizes


def test_a_body_of_exactly_one_mebibyte_is_taken(port: int) -> None:
    assert ask(port, "POST", "/live/ingest", [GOOD_TOKEN, JSON_TYPE], padded(MIB)).status == 200


def test_a_chunked_body_is_taken(port: int) -> None:
    headers = [("Host", f"127.0.0.1:{port}"), GOOD_TOKEN, JSON_TYPE, ("Transfer-Encoding", "chunked")]
    body = chunked([GOOD_BET[:50], GOOD_BET[50:]])
    assert ask_exactly(port, "POST", "/live/ingest", headers, body).status == 200


def test_a_chunked_body_of_exactly_one_mebibyte_is_taken_whatever_its_chunks(port: int) -> None:
    headers = [("Host", f"127.0.0.1:{port}"), GOOD_TOKEN, JSON_TYPE, ("Transfer-Encoding", "chunked")]
    body = padded(MIB)
    for size in (MIB, 1000, 100):
        parts = [body[at : at + size] for at in range(0, MIB, size)]
        assert ask_exactly(port, "POST", "/live/ingest", headers, chunked(parts)).status == 200


@pytest.mark.parametrize("path", ["/live/ingest", "/nowhere"])
def test_a_declared_body_over_one_mebibyte_is_413(port: int, tables: Tables, path: str) -> None:
    assert ask(port, "POST", path, [GOOD_TOKEN, JSON_TYPE], padded(MIB + 1)).status == 413
    assert nothing_stored(tables)


@pytest.mark.parametrize("length", ["1048577", "999999999999", "9" * 30])
def test_a_huge_declared_length_is_413_without_its_body(port: int, length: str) -> None:
    headers = [("Host", f"127.0.0.1:{port}"), GOOD_TOKEN, JSON_TYPE, ("Content-Length", length)]
    assert ask_exactly(port, "POST", "/live/ingest", headers, b"{").status == 413


def test_a_chunked_body_over_one_mebibyte_is_413(port: int, tables: Tables) -> None:
    headers = [("Host", f"127.0.0.1:{port}"), GOOD_TOKEN, JSON_TYPE, ("Transfer-Encoding", "chunked")]
    body = chunked([padded(MIB), b" ", b" " * 1000])
    assert ask_exactly(port, "POST", "/live/ingest", headers, body).status == 413
    assert nothing_stored(tables)


@pytest.mark.parametrize(("size", "status"), [(len(GOOD_BET), 200), (MIB + 1, 413)])
def test_a_client_that_waits_for_100_continue_is_answered(port: int, size: int, status: int) -> None:
    headers = [("Host", f"127.0.0.1:{port}"), GOOD_TOKEN, JSON_TYPE, ("Expect", "100-continue")]
    with RawConnection(port) as connection:
        connection.send(request_bytes("POST", "/live/ingest", [*headers, ("Content-Length", str(size))]))
        connection.send(padded(size))
        assert connection.reply().status == status


def test_headers_under_16_kib_are_taken(port: int) -> None:
    assert post_bet(port, ("X-Padding", "x" * 15_000)).status == 200


@pytest.mark.parametrize(
    "padding", [[("X-Padding", "x" * 16_500)], [(f"X-Padding-{n}", "x" * 100) for n in range(160)]]
)
def test_headers_over_16_kib_are_431(port: int, tables: Tables, padding: list[tuple[str, str]]) -> None:
    assert post_bet(port, *padding).status == 431
    assert nothing_stored(tables)


# Bodies that are not JSON


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


NOT_JSON = {
    "nothing": b"",
    "blank": b"  ",
    "cut off": GOOD_BET[:-1],
    "trailing": GOOD_BET + b"x",
    "two": GOOD_BET + GOOD_BET,
    "single quotes": b"{'id': 'x'}",
    "trailing comma": b'{"id": "x",}',
    "comment": b'{"id": "x"} // x',
    "form": b"id=x&nonce=1",
    "html": b"<html>",
    "control character": b'{"id": "a\x01b"}',
    "bad escape": b'{"id": "\\x41"}',
    "leading zero": b'{"nonce": 01}',
    "NaN": json.dumps(bet(amount=float("nan"))).encode(),
    "Infinity": json.dumps(bet(amount=float("inf"))).encode(),
    "-Infinity": json.dumps(bet(amount=float("-inf"))).encode(),
    "NaN in an unknown field": json.dumps(bet(other=float("nan"))).encode(),
    "bad UTF-8": GOOD_BET.replace(b"bet-1", b"bet-\xff"),
    "cut UTF-8": GOOD_BET.replace(b"bet-1", b"bet-\xe2\x82"),
    "UTF-8 surrogate": GOOD_BET.replace(b"bet-1", b"bet-\xed\xa0\x80"),
    "overlong UTF-8": GOOD_BET.replace(b"bet-1", b"bet-\xc0\xaf"),
    "UTF-16": GOOD_BET.decode().encode("utf-16"),
    "latin-1": GOOD_BET.replace(b"bet-1", "bét".encode("latin-1")),
    "deep": nested(100_000),
    "deep and open": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "deep in an unknown field": GOOD_BET[:-1] + b', "other": ' + nested(100_000) + b"}",
    "long number": GOOD_BET.replace(b'"nonce": 1', b'"nonce": ' + b"1" * 5000),
    "long number in an unknown field": GOOD_BET[:-1] + b', "other": ' + b"1" * 5000 + b"}",
    "long negative number": b"[-" + b"1" * 5000 + b"]",
}


@pytest.mark.parametrize("body", NOT_JSON.values(), ids=NOT_JSON.keys())
def test_a_body_that_is_not_json_is_400(port: int, tables: Tables, body: bytes) -> None:
    for path in ("/live/ingest", "/nowhere"):
        reply = ask(port, "POST", path, [GOOD_TOKEN, JSON_TYPE], body)
        assert reply.status == 400
        assert isinstance(detail(reply), str)
    assert nothing_stored(tables)


def test_the_receiver_goes_on_after_every_kind_of_bad_body(port: int) -> None:
    for body in NOT_JSON.values():
        ask(port, "POST", "/live/ingest", [GOOD_TOKEN, JSON_TYPE], body)
    assert post_bet(port).status == 200
