"""The gate's check of the token, on every path that needs one, however it is spelled."""

import pytest

from tests.bets import TOKEN
from tests.conftest import ServiceFactory
from tests.http_client import RawReply, ask, port_of
from tests.integration.gate.requests import (
    GOOD_BET,
    GOOD_TOKEN,
    JSON_TYPE,
    Tables,
    detail,
    nothing_stored,
    post_bet,
)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/live/ingest", "/live/streams", "/live/nowhere", "/live/", "/live/pair/"])
def test_a_missing_token_is_401_on_every_live_path(port: int, method: str, path: str) -> None:
    reply = ask(port, method, path, [JSON_TYPE], GOOD_BET if method in ("POST", "PUT") else None)
    assert (reply.status, detail(reply)) == (401, "X-Ingest-Token header is required")


@pytest.mark.parametrize(
    "token",
    [
        "wrong",
        TOKEN[:-1],
        TOKEN + "x",
        TOKEN.upper(),
        f"Bearer {TOKEN}",
        f'"{TOKEN}"',
        b"\xe9\xff\x80",
        "é".encode(),
        TOKEN.encode() + b"\xc3\xa9",
        "x" * 5000,
    ],
)
def test_a_wrong_token_is_401(port: int, tables: Tables, token: str | bytes) -> None:
    reply = ask(port, "POST", "/live/ingest", [("X-Ingest-Token", token), JSON_TYPE], GOOD_BET)
    assert (reply.status, detail(reply)) == (401, "Invalid ingest token")
    assert nothing_stored(tables)


def test_an_empty_or_doubled_token_is_401(port: int, tables: Tables) -> None:
    for headers in (
        [("X-Ingest-Token", "")],
        [GOOD_TOKEN, GOOD_TOKEN],
        [("X-Ingest-Token", "no"), GOOD_TOKEN],
    ):
        assert ask(port, "POST", "/live/ingest", [*headers, JSON_TYPE], GOOD_BET).status == 401
    assert nothing_stored(tables)


def test_a_token_beyond_ascii_is_compared_as_bytes(service_factory: ServiceFactory) -> None:
    port = port_of(service_factory(ingest_token="tökén-€").receiver_url)
    right = ask(port, "GET", "/live/nowhere", [("X-Ingest-Token", "tökén-€".encode())])
    wrong = ask(port, "GET", "/live/nowhere", [("X-Ingest-Token", "tökén".encode("latin-1"))])
    assert (right.status, wrong.status) == (404, 401)


@pytest.mark.parametrize("headers", [[], [("X-Ingest-Token", "wrong")]])
def test_without_a_required_token_scripts_need_none(
    service_factory: ServiceFactory, headers: list[tuple[str, str]]
) -> None:
    port = port_of(service_factory(require_token=False).receiver_url)
    assert ask(port, "POST", "/live/ingest", [JSON_TYPE, *headers], GOOD_BET).status == 200


def test_a_token_in_the_query_or_a_cookie_counts_for_nothing(port: int) -> None:
    headers = [("Cookie", f"X-Ingest-Token={TOKEN}"), ("Authorization", f"Bearer {TOKEN}")]
    assert ask(port, "GET", f"/live/streams?X-Ingest-Token={TOKEN}", headers).status == 401


@pytest.mark.parametrize(
    "path",
    [
        "/li%ffve/streams",
        "/live%ff/streams",
        "/%ff/live/streams",
        "/%6cive/streams",
        "/%6Cive%2Fstreams",
        "/live%2fstreams",
        "/live%252fstreams",
        "//live/streams",
        "///live///streams",
        "/live//streams",
        "/./live/streams",
        "/nowhere/../live/streams",
        "/live/./streams",
        "/live/streams/",
        "/live;x=1/streams",
        "/live/streams%00",
        "/live/streams?x=%ff",
        "/LIVE/streams",
        "/l%C3%AFve/streams",
        "/live\\streams",
        "/%2e/live/streams",
        "/%c0%aflive/streams",
        "/live/%73treams",
        "/live/stre%ffams",
        "/live/streams%20",
        "/live/streams#x",
    ],
)
def test_a_disguised_path_never_gets_past_the_token(port: int, tables: Tables, path: str) -> None:
    reading = ask(port, "GET", path)
    assert reading.status in (400, 401, 404)
    assert b"streams" not in reading.body
    writing = ask(port, "POST", path.replace("streams", "ingest"), [JSON_TYPE], GOOD_BET)
    assert writing.status in (400, 401, 404, 405)
    assert nothing_stored(tables)


def test_an_invalid_utf_8_path_is_unknown_even_with_the_token(port: int, tables: Tables) -> None:
    reply = post_bet(port, target="/li%ffve/ingest")
    assert reply.status in (400, 404)
    assert nothing_stored(tables)


def test_after_twenty_wrong_tokens_only_the_right_one_passes(port: int) -> None:
    def ask_with(*headers: tuple[str, str]) -> RawReply:
        return ask(port, "GET", "/live/nowhere", headers)

    wrong = ("X-Ingest-Token", "wrong")
    assert [ask_with(wrong).status for _ in range(20)] == [401] * 20
    refused = ask_with(wrong)
    assert refused.status == 429
    assert 1 <= int(refused.header("Retry-After") or 0) <= 60
    assert isinstance(detail(refused), str)
    assert ask_with(GOOD_TOKEN).status == 404
    assert ask_with().status == 401
    assert ask_with(("X-Ingest-Token", "another")).status == 429
    assert post_bet(port).status == 200


def test_the_right_token_and_a_missing_one_do_not_count_as_wrong(port: int) -> None:
    for _ in range(30):
        assert ask(port, "GET", "/live/nowhere", [GOOD_TOKEN]).status == 404
        assert ask(port, "GET", "/live/nowhere").status == 401
    assert ask(port, "GET", "/live/nowhere", [("X-Ingest-Token", "wrong")]).status == 401


def test_a_forwarded_address_does_not_reset_the_count_of_wrong_tokens(port: int) -> None:
    statuses = [
        ask(
            port,
            "GET",
            "/live/nowhere",
            [("X-Ingest-Token", "wrong"), ("X-Forwarded-For", f"10.0.0.{number}"), ("X-Real-IP", "10.1.1.1")],
        ).status
        for number in range(22)
    ]
    assert statuses == [401] * 20 + [429] * 2
