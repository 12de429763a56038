"""The gate's second check: web pages that may call, and what their replies carry."""

import pytest

from tests.conftest import ServiceFactory
from tests.http_client import ask, port_of
from tests.integration.gate.requests import (
    ALLOWED,
    EXTENSION,
    GOOD_TOKEN,
    JSON_TYPE,
    PATHS,
    Tables,
    cors_headers,
    nothing_stored,
    post_bet,
)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.com",
        "http://evil.com",
        "HTTPS://EVIL.COM",
        "http://example.com",
        "https://example.com:8443",
        "https://example.com.evil.com",
        "https://evil.com?https://example.com",
        "https://sub.example.com",
        "http://localhost",
        "http://127.0.0.1:{port}",
        "https://127.0.0.1:{port}",
    ],
)
def test_a_web_page_that_is_not_allowed_is_refused_even_with_the_token(
    service_factory: ServiceFactory, path: str, origin: str
) -> None:
    port = port_of(service_factory(allowed_origins=ALLOWED).receiver_url)
    reply = ask(port, "GET", path, [GOOD_TOKEN, ("Origin", origin.format(port=port))])
    assert reply.status == 403
    assert not cors_headers(reply)


def test_a_post_of_a_page_that_is_not_allowed_stores_nothing(port: int, tables: Tables) -> None:
    assert post_bet(port, ("Origin", "https://evil.com")).status == 403
    assert nothing_stored(tables)


@pytest.mark.parametrize(
    "second",
    ["https://evil.com", "http://evil.com", EXTENSION, ALLOWED],
    ids=["evil", "plain", "ext", "same"],
)
def test_two_origins_are_never_taken_for_an_allowed_one(service_factory: ServiceFactory, second: str) -> None:
    port = port_of(service_factory(allowed_origins=ALLOWED).receiver_url)
    for first in (ALLOWED, EXTENSION):
        reply = ask(port, "GET", "/healthz", [("Origin", first), ("Origin", second)])
        assert reply.header("Access-Control-Allow-Origin") is None
        assert reply.status in (400, 403)


def test_a_null_origin_is_refused_while_no_token_is_required(service_factory: ServiceFactory) -> None:
    port = port_of(service_factory(require_token=False).receiver_url)
    for path in PATHS:
        reply = ask(port, "GET", path, [("Origin", "null")])
        assert reply.status == 403
        assert not cors_headers(reply)


def test_a_null_origin_may_call_where_a_token_is_required(port: int) -> None:
    reply = post_bet(port, ("Origin", "null"))
    assert reply.status == 200
    assert reply.header("Access-Control-Allow-Origin") == "null"


@pytest.mark.parametrize(
    "origin",
    [
        ALLOWED,
        "http://localhost:5173",
        EXTENSION,
        "moz-extension://11111111-2222-3333-4444-555555555555",
        "safari-web-extension://AAAA-BBBB",
        "app://bot",
        "file://",
        "null",
    ],
)
def test_replies_name_an_origin_that_may_call(service_factory: ServiceFactory, origin: str) -> None:
    port = port_of(service_factory(allowed_origins=f"{ALLOWED}, http://localhost:5173").receiver_url)
    replies = [
        ask(port, "GET", "/healthz", [("Origin", origin)]),
        post_bet(port, ("Origin", origin)),
        ask(port, "GET", "/live/streams", [("Origin", origin)]),
        ask(port, "GET", "/live/nowhere", [("Origin", origin), GOOD_TOKEN]),
        ask(port, "POST", "/live/ingest", [("Origin", origin), GOOD_TOKEN], b"x"),
        ask(port, "POST", "/live/ingest", [("Origin", origin), GOOD_TOKEN, JSON_TYPE], b"x"),
        ask(port, "POST", "/live/ingest", [("Origin", origin), GOOD_TOKEN, JSON_TYPE], b"{}"),
        ask(port, "PUT", "/live/ingest", [("Origin", origin), GOOD_TOKEN, JSON_TYPE], b"{}"),
        ask(port, "OPTIONS", "/live/ingest", [("Origin", origin)]),
    ]
    assert [reply.status for reply in replies] == [200, 200, 401, 404, 415, 400, 422, 405, 405]
    for reply in replies:
        assert reply.header("Access-Control-Allow-Origin") == origin
        assert "origin" in (reply.header("Vary") or "").lower()
        exposed = (reply.header("Access-Control-Expose-Headers") or "").lower()
        for name in (
            "etag",
            "retry-after",
            "x-ratelimit-limit",
            "x-ratelimit-remaining",
            "x-ratelimit-reset",
        ):
            assert name in exposed
        assert reply.header("Access-Control-Allow-Credentials") is None


@pytest.mark.parametrize("headers", [[], [("Origin", "ftp://evil.com")], [("Origin", "evil")]])
def test_replies_to_scripts_and_odd_origins_carry_no_cors_headers(
    port: int, headers: list[tuple[str, str]]
) -> None:
    assert not cors_headers(ask(port, "GET", "/healthz", headers))
    assert not cors_headers(ask(port, "GET", "/nowhere", headers))
