"""What every reply carries, also the refusals of the gate and of the server before it."""

import re

import httpx

from tests.bets import TOKEN
from tests.conftest import LogWatch
from tests.http_client import RawConnection, RawReply, ask, ask_exactly
from tests.integration.gate.requests import EXTENSION, GOOD_TOKEN, JSON_TYPE, MIB, padded, post_bet


def every_kind_of_reply(port: int) -> dict[str, RawReply]:
    oversized = ask(port, "POST", "/live/ingest", [GOOD_TOKEN, JSON_TYPE], padded(MIB + 1))
    with RawConnection(port) as connection:
        connection.send(b"rubbish\r\n\r\n")
        rubbish = connection.reply()
    preflight = [("Origin", EXTENSION), ("Access-Control-Request-Method", "POST")]
    return {
        "200": ask(port, "GET", "/healthz"),
        "200 posted": post_bet(port),
        "204": ask(port, "OPTIONS", "/live/ingest", preflight),
        "400 host": ask_exactly(port, "GET", "/healthz"),
        "400 JSON": ask(port, "POST", "/live/ingest", [GOOD_TOKEN, JSON_TYPE], b"{"),
        "400 line": rubbish,
        "401": ask(port, "GET", "/live/streams"),
        "403 host": ask_exactly(port, "GET", "/healthz", [("Host", "evil.com")]),
        "403 origin": ask(port, "GET", "/healthz", [("Origin", "https://evil.com")]),
        "403 pairing": ask(port, "POST", "/live/pair", [GOOD_TOKEN, JSON_TYPE], b"{}"),
        "409": ask(port, "POST", "/live/pair", [JSON_TYPE, ("Origin", EXTENSION)], b'{"code": ""}'),
        "404": ask(port, "GET", "/nowhere"),
        "405": ask(port, "DELETE", "/healthz"),
        "405 options": ask(port, "OPTIONS", "/healthz"),
        "413": oversized,
        "415": ask(port, "POST", "/live/ingest", [GOOD_TOKEN], b"{}"),
        "422": ask(port, "POST", "/live/ingest", [GOOD_TOKEN, JSON_TYPE], b"{}"),
        "431": post_bet(port, ("X-Padding", "x" * 20_000)),
    }


def test_every_reply_carries_the_common_headers_and_gives_nothing_away(
    port: int, log_watch: LogWatch
) -> None:
    for kind, reply in every_kind_of_reply(port).items():
        assert str(reply.status) == kind.split()[0], kind
        assert reply.header("Cache-Control") == "no-store", kind
        assert reply.header("X-Content-Type-Options") == "nosniff", kind
        assert reply.header("Server") is None, kind
        assert "*" not in str(reply.headers), kind
        text = (reply.body.decode() + str(reply.headers)).lower()
        for secret in (
            "traceback",
            ".py",
            "bottle",
            "waitress",
            "pydantic",
            "peewee",
            "sqlite",
            TOKEN.lower(),
        ):
            assert secret not in text, kind
        assert not re.search(r'file "|/tmp|/home', text), kind


def test_every_error_is_json_with_a_detail(port: int) -> None:
    for kind, reply in every_kind_of_reply(port).items():
        if reply.status >= 400 and kind not in ("413", "431", "400 line"):
            assert (reply.header("Content-Type") or "").startswith("application/json"), kind
            assert reply.json().keys() == {"detail"}, kind


def test_the_422_detail_is_pydantics(client: httpx.Client) -> None:
    reply = client.post("/live/ingest", json={"nonce": "x"})
    assert reply.status_code == 422
    for entry in reply.json()["detail"]:
        assert entry.keys() == {"type", "loc", "msg", "input"}
        assert entry["loc"][0] == "body"
