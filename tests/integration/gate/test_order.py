"""The gate's checks answer in their order: the first that a request breaks."""

import pytest

from tests.conftest import ServiceFactory
from tests.http_client import RawReply, ask, ask_exactly, port_of
from tests.integration.gate.requests import (
    ALLOWED,
    GOOD_TOKEN,
    JSON_TYPE,
    MIB,
    Tables,
    cors_headers,
    nothing_stored,
    padded,
)


def broken_from(row: int, port: int) -> RawReply:
    """A POST to an unknown path that breaks this row of the gate and every later one.

    Only row 5 breaks the size: the server may refuse that itself, before the gate.
    """
    host = "evil.com" if row <= 1 else f"127.0.0.1:{port}"
    headers: list[tuple[str, str]] = [] if row == 0 else [("Host", host)]
    if row <= 2:
        headers.append(("Origin", "https://evil.com"))
    headers += [("X-Ingest-Token", "wrong") if row <= 3 else GOOD_TOKEN]
    headers.append(("Content-Type", "text/plain") if row <= 4 else JSON_TYPE)
    body = b"{" if row <= 6 else b"{}"
    if row == 5:
        body = body.ljust(MIB + 1)
    headers.append(("Content-Length", str(len(body))))
    return ask_exactly(port, "POST", "/live/nowhere", headers, body)


@pytest.mark.parametrize(
    ("row", "status"), [(0, 400), (1, 403), (2, 403), (3, 401), (4, 415), (5, 413), (6, 400), (7, 404)]
)
def test_the_first_row_that_a_request_breaks_answers(port: int, row: int, status: int) -> None:
    reply = broken_from(row, port)
    assert reply.status == status
    assert not cors_headers(reply)


def test_an_oversized_body_that_breaks_other_rows_too_stores_nothing(port: int, tables: Tables) -> None:
    body = padded(MIB + 1)
    assert ask(port, "POST", "/live/ingest", [JSON_TYPE], body).status in (401, 413)
    assert ask(port, "POST", "/live/ingest", [GOOD_TOKEN], body).status in (415, 413)
    assert ask(
        port, "POST", "/live/ingest", [GOOD_TOKEN, JSON_TYPE, ("Origin", "https://a.b")], body
    ).status in (
        403,
        413,
    )
    assert nothing_stored(tables)


def test_a_bad_host_beats_a_preflight_and_a_bad_origin(service_factory: ServiceFactory) -> None:
    port = port_of(service_factory(allowed_origins=ALLOWED).receiver_url)
    preflight = [("Host", "evil.com"), ("Origin", ALLOWED), ("Access-Control-Request-Method", "POST")]
    reply = ask_exactly(port, "OPTIONS", "/live/ingest", preflight)
    assert reply.status == 403
    assert reply.header("Access-Control-Allow-Methods") is None
    assert ask_exactly(port, "GET", "/live/ingest", [("Origin", "https://evil.com")]).status == 400


def test_a_foreign_site_beats_options_and_the_token(port: int) -> None:
    foreign = ("Sec-Fetch-Site", "cross-site")
    assert ask(port, "OPTIONS", "/live/ingest", [foreign]).status == 403
    assert ask(port, "GET", "/live/streams", [foreign]).status == 403


def test_the_token_beats_the_method_and_the_path(port: int) -> None:
    assert ask(port, "DELETE", "/live/ingest").status == 401
    assert ask(port, "GET", "/live/ingest").status == 401


def test_options_needs_no_token(port: int) -> None:
    assert ask(port, "OPTIONS", "/live/ingest").status == 405


def test_a_bad_type_beats_a_wrong_method(port: int) -> None:
    assert ask(port, "PUT", "/live/ingest", [GOOD_TOKEN], b"x").status == 415
    assert ask(port, "PUT", "/live/ingest", [GOOD_TOKEN, JSON_TYPE], b"x").status == 400
    assert ask(port, "PUT", "/live/ingest", [GOOD_TOKEN, JSON_TYPE], b"{}").status == 405
