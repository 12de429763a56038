"""The gate's answers to OPTIONS: preflights of pages that may call, and 405."""

import pytest

from tests.conftest import ServiceFactory
from tests.http_client import ask, port_of
from tests.integration.gate.requests import ALLOWED, EXTENSION, PATHS, cors_headers


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("origin", [ALLOWED, EXTENSION, "null"])
def test_a_preflight_needs_no_token_and_names_exactly_what_is_allowed(
    service_factory: ServiceFactory, path: str, origin: str
) -> None:
    port = port_of(service_factory(allowed_origins=ALLOWED).receiver_url)
    headers = [("Origin", origin), ("Access-Control-Request-Method", "POST")]
    reply = ask(port, "OPTIONS", path, headers)
    assert reply.status == 204
    assert reply.header("Access-Control-Allow-Origin") == origin
    assert reply.header("Access-Control-Allow-Methods") == "GET, POST, PUT, DELETE"
    assert reply.header("Access-Control-Allow-Headers") == "Content-Type, X-Ingest-Token, If-Match"
    assert reply.header("Access-Control-Max-Age") == "600"
    assert "origin" in (reply.header("Vary") or "").lower()
    assert reply.header("Access-Control-Allow-Private-Network") is None
    assert reply.header("Access-Control-Allow-Credentials") is None


def test_private_network_access_is_granted_only_if_asked_for(port: int) -> None:
    headers = [
        ("Origin", EXTENSION),
        ("Access-Control-Request-Method", "POST"),
        ("Access-Control-Request-Private-Network", "true"),
    ]
    reply = ask(port, "OPTIONS", "/live/ingest", headers)
    assert reply.status == 204
    assert reply.header("Access-Control-Allow-Private-Network") == "true"


@pytest.mark.parametrize("origin", ["https://evil.com", "http://localhost:3000"])
def test_a_preflight_of_a_page_that_is_not_allowed_is_refused(port: int, origin: str) -> None:
    headers = [("Origin", origin), ("Access-Control-Request-Method", "POST")]
    reply = ask(port, "OPTIONS", "/live/ingest", headers)
    assert reply.status == 403
    assert not cors_headers(reply)


def test_a_preflight_of_a_null_origin_is_refused_while_no_token_is_required(
    service_factory: ServiceFactory,
) -> None:
    port = port_of(service_factory(require_token=False).receiver_url)
    headers = [("Origin", "null"), ("Access-Control-Request-Method", "POST")]
    assert ask(port, "OPTIONS", "/live/ingest", headers).status == 403


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("Origin", EXTENSION)],
        [("Access-Control-Request-Method", "POST")],
        [("Origin", "ftp://evil.com"), ("Access-Control-Request-Method", "POST")],
    ],
)
@pytest.mark.parametrize("path", PATHS)
def test_any_other_options_is_405(port: int, path: str, headers: list[tuple[str, str]]) -> None:
    assert ask(port, "OPTIONS", path, headers).status == 405
