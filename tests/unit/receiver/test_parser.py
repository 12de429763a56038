"""Requests are read whole, or refused; `tests/integration/gate/test_malformed.py` sends them over sockets."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from waitress.adjustments import Adjustments
from waitress.buffers import OverflowableBuffer

from liveapp.receiver.heads import Heads
from liveapp.receiver.parser import (
    MAX_CHUNK_LINE_BYTES,
    MAX_TRAILER_BYTES,
    ChunkedBody,
    RequestParser,
    RequestTimeout,
)
from tests.http_client import chunked

ADJUSTMENTS = Adjustments(max_request_header_size=16 * 1024, max_request_body_size=2**20 + 1)


def read(*pieces: bytes, heads: Heads | None = None) -> tuple[RequestParser, bytes]:
    """A request made of these pieces, and what was left of them."""
    parser = RequestParser(ADJUSTMENTS, heads or Heads())
    left = b""
    for piece in pieces:
        rest = piece
        while rest and not parser.completed:
            rest = rest[parser.received(rest) :]
        left += rest
    return parser, left


def read_body(*pieces: bytes) -> tuple[ChunkedBody, bytes]:
    body = ChunkedBody(OverflowableBuffer(2**20))
    left = b""
    for piece in pieces:
        left += piece[body.received(piece) :]
    return body, left


def cut(data: bytes, places: list[int]) -> list[bytes]:
    edges = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[start:end] for start, end in pairwise(edges)]


def error_code(parser: RequestParser) -> Any:
    return parser.error.code if parser.error else None


# Chunked bodies


@given(
    parts=st.lists(st.binary(min_size=1, max_size=40), max_size=5),
    rest=st.binary(max_size=20),
    places=st.lists(st.integers(0, 500), max_size=20),
)
def test_a_chunked_body_is_the_same_however_it_is_cut_and_ends_where_it_ends(
    parts: list[bytes], rest: bytes, places: list[int]
) -> None:
    body, left = read_body(*cut(chunked(parts) + rest, places))
    assert body.completed
    assert body.error is None
    assert body.getfile().read() == b"".join(parts)
    assert len(body) == len(b"".join(parts))
    assert left == rest


def test_extensions_and_trailers_are_read_over() -> None:
    body, left = read_body(b'2;name="a;b" ; x\r\nab\r\n0;last\r\nX-Sum: 1\r\nY: 2\r\n\r\nGET')
    assert body.completed
    assert (body.getfile().read(), left) == (b"ab", b"GET")


@pytest.mark.parametrize(
    "data",
    [
        b"x\r\n",
        b"\r\n",
        b" 1\r\n",
        b"1 \r\n",
        b"0x1\r\n",
        b"-1\r\n",
        b"1_0\r\n",
        b"1\n\r\n",
        b"1;\x00\r\n",
        b"1" * 17 + b"\r\n",
        b"1\r\nab\r\n",
        b"1\r\na\n0\r\n\r\n",
        b"0\r\nno field\r\n\r\n",
        b"0\r\n" + b"X: y\r\n" * (MAX_TRAILER_BYTES // 6 + 1),
        b"1" * (MAX_CHUNK_LINE_BYTES + 1),
        b"0\r\nX: " + b"x" * (MAX_CHUNK_LINE_BYTES + 1),
    ],
)
def test_chunks_that_could_be_read_in_two_ways_are_refused(data: bytes) -> None:
    body, _ = read_body(data)
    assert body.error
    assert not body.completed


# Requests


@given(pieces=st.lists(st.binary(max_size=200), max_size=6))
def test_no_bytes_make_reading_raise(pieces: list[bytes]) -> None:
    read(*pieces)
    read(b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", *pieces)


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"GET http://[ HTTP/1.1\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: " + b"1" * 5000 + b"\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n", 413),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * 20_000, 431),
        (b"GET / HTTP/1.1\r\n\r\n", None),
    ],
)
def test_a_head_is_read_or_refused(head: bytes, code: int | None) -> None:
    parser, _ = read(head)
    assert parser.completed
    assert error_code(parser) == code


def test_a_bug_in_reading_ends_that_request_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def raising(_self: RequestParser, _head: bytes) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(RequestParser, "parse_header", raising)
    parser, left = read(b"GET / HTTP/1.1\r\n\r\nGET")
    assert (parser.completed, error_code(parser), left) == (True, 400, b"")


def test_only_a_body_that_is_to_come_is_waited_for() -> None:
    expecting, _ = read(b"POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\n")
    assert expecting.expect_continue
    assert not expecting.completed
    for length in (b"", b"Content-Length: 0\r\n", b"Content-Length: 9999999\r\n"):
        parser, _ = read(b"POST / HTTP/1.1\r\nExpect: 100-continue\r\n" + length + b"\r\n")
        assert parser.completed
        assert not parser.expect_continue


def test_a_request_that_is_cut_off_goes_to_the_gate_if_its_head_is_whole() -> None:
    headed, _ = read(b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nx")
    headed.cut_off()
    assert (headed.completed, headed.error, headed.connection_close) == (True, None, True)
    headless, _ = read(b"POST / HT")
    headless.cut_off()
    assert (headless.completed, error_code(headless)) == (True, 503)


def test_a_request_tells_how_much_it_holds() -> None:
    assert read(b"POST / HT")[0].held_bytes == 9
    assert read(b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nxyz")[0].held_bytes >= 3


def test_a_request_that_is_refused_is_over() -> None:
    parser, _ = read(b"GET")
    parser.refuse(RequestTimeout(""))
    assert (parser.completed, error_code(parser)) == (True, 408)


# Heads that were read before


def told(parser: RequestParser) -> dict[str, Any]:
    """What a request tells, its body included."""
    names = (
        "command",
        "path",
        "query",
        "headers",
        "version",
        "connection_close",
        "expect_continue",
        "chunked",
    )
    facts = {name: getattr(parser, name, None) for name in names}
    return {**facts, "error": error_code(parser), "completed": parser.completed, "body": body_of(parser)}


def body_of(parser: RequestParser) -> bytes:
    return b"" if parser.body_rcv is None else parser.get_body_stream().read()


@given(
    lines=st.lists(
        st.sampled_from(
            [
                b"Host: a",
                b"Host: b",
                b"Content-Length: 3",
                b"Content-Length: 4",
                b"Content-Length: x",
                b"Transfer-Encoding: chunked",
                b"Connection: close",
                b"Connection: keep-alive",
                b"Expect: 100-continue",
                b"X-Odd: \xff",
                b" folded",
                b"broken",
            ]
        ),
        max_size=4,
    ),
    line=st.sampled_from(
        [
            b"POST /a?b HTTP/1.1",
            b"GET / HTTP/1.0",
            b"GET http://x/y HTTP/1.1",
            b"get / HTTP/1.1",
            b"GET / HTTP/2.0",
        ]
    ),
    bodies=st.lists(st.sampled_from([b"abc", b"abcd", b"3\r\nabc\r\n0\r\n\r\n"]), min_size=2, max_size=3),
)
def test_a_head_that_was_read_before_gives_what_reading_it_anew_gives(
    lines: list[bytes], line: bytes, bodies: list[bytes]
) -> None:
    heads = Heads()
    for body in bodies:
        data = b"\r\n".join([line, *lines, b"", body])
        again, left = read(data, heads=heads)
        anew, left_anew = read(data)
        assert (told(again), left) == (told(anew), left_anew)


def test_requests_with_one_head_have_bodies_of_their_own() -> None:
    heads = Heads()
    head = b"POST /live/ingest HTTP/1.1\r\nContent-Length: 3\r\n\r\n"
    first, _ = read(head + b"abc", heads=heads)
    second, _ = read(head + b"xyz", heads=heads)
    assert second.head is first.head, "what was read before is used"
    assert (body_of(first), body_of(second)) == (b"abc", b"xyz")


def test_a_request_that_is_changed_later_leaves_the_next_one_as_it_was_sent() -> None:
    heads = Heads()
    head = b"POST / HTTP/1.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"
    first, _ = read(head, heads=heads)
    first.cut_off()
    second, _ = read(head, heads=heads)
    assert second.expect_continue
    assert not second.completed
    assert not second.connection_close
