"""The gate, row by row and in its order: Host, origins, preflights, token, types, sizes, JSON, paths."""

import json
import re
from collections.abc import Callable

import httpx
import pytest

from tests.bets import TOKEN, bet
from tests.conftest import ClientFactory, LogWatch, ServiceFactory
from tests.http_client import RawConnection, RawReply, ask, ask_exactly, chunked, port_of, request_bytes

GOOD_TOKEN = ("X-Ingest-Token", TOKEN)
JSON_TYPE = ("Content-Type", "application/json")
GOOD_BET = json.dumps(bet()).encode()
ALLOWED = "https://example.com"
EXTENSION = "chrome-extension://abcdefghijklmnop"
PATHS = ("/healthz", "/live/streams", "/nowhere", "/live/nowhere", "/")

Tables = Callable[[], dict[str, int]]


def post_bet(port: int, *headers: tuple[str, str], target: str = "/live/ingest") -> RawReply:
    return ask(port, "POST", target, [GOOD_TOKEN, JSON_TYPE, *headers], GOOD_BET)


def cors_headers(reply: RawReply) -> list[str]:
    return [name for name, _ in reply.headers if name.lower().startswith("access-control-")]


def nothing_stored(tables: Tables) -> bool:
    return set(tables().values()) == {0}


# Host


@pytest.mark.parametrize("path", PATHS)
def test_a_request_without_host_is_refused_on_every_path(port: int, path: str) -> None:
    assert ask_exactly(port, "GET", path, [GOOD_TOKEN]).status == 400


def test_http_1_0_without_host_is_refused(port: int) -> None:
    with RawConnection(port) as connection:
        connection.send(b"GET /healthz HTTP/1.0\r\n\r\n")
        assert connection.reply().status == 400


@pytest.mark.parametrize("second", ["127.0.0.1:{port}", "evil.com"])
@pytest.mark.parametrize("path", PATHS)
def test_more_than_one_host_is_refused_on_every_path(port: int, path: str, second: str) -> None:
    hosts = [("Host", f"127.0.0.1:{port}"), ("host", second.format(port=port))]
    assert ask_exactly(port, "GET", path, [*hosts, GOOD_TOKEN]).status == 400


def test_two_hosts_with_other_headers_between_are_refused_and_store_nothing(
    port: int, tables: Tables
) -> None:
    headers = [
        ("Host", f"127.0.0.1:{port}"),
        GOOD_TOKEN,
        JSON_TYPE,
        ("HOST", f"127.0.0.1:{port}"),
        ("Content-Length", str(len(GOOD_BET))),
    ]
    assert ask_exactly(port, "POST", "/live/ingest", headers, GOOD_BET).status == 400
    assert nothing_stored(tables)


@pytest.mark.parametrize(
    "host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "LocalHost:{port}", "[::1]:{port}"]
)
def test_the_receivers_own_names_are_let_in(port: int, host: str) -> None:
    assert ask_exactly(port, "GET", "/healthz", [("Host", host.format(port=port))]).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.com",
        "evil.com:{port}",
        "127.0.0.1.evil.com",
        "127.0.0.1.evil.com:{port}",
        "127.0.0.1",
        "localhost",
        "[::1]",
        "127.0.0.1:1",
        "127.0.0.1:{port}0",
        "127.0.0.1:0{port}",
        "127.0.0.1:+{port}",
        "127.0.0.1:",
        "localhost.:{port}",
        "localhost.",
        "127.0.0.2:{port}",
        "127.1:{port}",
        "2130706433:{port}",
        "0.0.0.0:{port}",
        "[::]:{port}",
        "::1:{port}",
        "[::ffff:127.0.0.1]:{port}",
        "user@127.0.0.1:{port}",
        "127.0.0.1:{port}@evil.com",
        "127.0.0.1:{port}:{port}",
        "http://127.0.0.1:{port}",
        "xlocalhost:{port}",
        "localhost:{port}/",
        "ſocalhost:{port}".replace("ſ", "\xff"),
    ],
)
def test_any_other_host_is_refused(port: int, host: str) -> None:
    for path in ("/healthz", "/nowhere"):
        reply = ask_exactly(port, "GET", path, [("Host", host.format(port=port)), GOOD_TOKEN])
        assert reply.status == 403


@pytest.mark.parametrize("host", ["", "127.0.0.1:{port},127.0.0.1:{port}", "127.0.0.1:{port}, evil.com"])
def test_an_empty_host_or_a_list_of_hosts_is_refused(port: int, host: str) -> None:
    headers = [("Host", host.format(port=port)), GOOD_TOKEN]
    assert ask_exactly(port, "GET", "/healthz", headers).status in (400, 403)


def test_a_forwarded_host_counts_for_nothing(port: int) -> None:
    forwarded = [("X-Forwarded-Host", f"127.0.0.1:{port}"), ("Forwarded", f"host=127.0.0.1:{port}")]
    assert ask_exactly(port, "GET", "/healthz", [("Host", "evil.com"), *forwarded]).status == 403


def test_a_target_with_a_foreign_authority_gets_no_further_than_the_token(port: int, tables: Tables) -> None:
    reply = ask(port, "POST", "http://evil.com/live/ingest", [JSON_TYPE], GOOD_BET)
    assert 400 <= reply.status < 500
    assert nothing_stored(tables)


# Origins


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


# What browsers say where they send no Origin


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("path", PATHS)
def test_a_foreign_page_that_sends_no_origin_is_refused(port: int, path: str, site: str) -> None:
    reply = ask(port, "GET", path, [GOOD_TOKEN, ("Sec-Fetch-Site", site)])
    assert reply.status == 403
    assert not cors_headers(reply)


@pytest.mark.parametrize("site", ["none", "same-origin"])
def test_the_address_bar_may_open_a_page(port: int, site: str) -> None:
    headers = [("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", "navigate")]
    assert ask(port, "GET", "/healthz", headers).status == 200


def test_a_form_that_navigates_here_is_refused(port: int, tables: Tables) -> None:
    assert post_bet(port, ("Sec-Fetch-Mode", "navigate")).status == 403
    assert post_bet(port, ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Site", "none")).status == 403
    assert ask(port, "DELETE", "/nowhere", [GOOD_TOKEN, ("Sec-Fetch-Mode", "navigate")]).status == 403
    assert nothing_stored(tables)


def test_an_extension_may_call_from_a_cross_site_context(port: int) -> None:
    assert post_bet(port, ("Origin", EXTENSION), ("Sec-Fetch-Site", "cross-site")).status == 200


# Preflights


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


# The token


def detail(reply: RawReply) -> object:
    return reply.json()["detail"]


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/live/ingest", "/live/streams", "/live/nowhere", "/live/"])
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


# Content types


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "Application/JSON",
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
    ],
)
def test_json_is_taken_with_or_without_its_charset(port: int, content_type: str) -> None:
    headers = [GOOD_TOKEN, ("Content-Type", content_type)]
    assert ask(port, "POST", "/live/ingest", headers, GOOD_BET).status == 200


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain",
        "text/plain; application/json",
        "text/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "application/json5",
        "application/json+x",
        "application/problem+json",
        "application/json, text/plain",
        "application/json; charset=latin-1",
        "application/json; charset=utf-16",
        "*/*",
    ],
)
@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/live/ingest"), ("PUT", "/live/streams/x"), ("POST", "/nowhere")]
)
def test_a_body_of_another_type_is_415_on_every_path(
    port: int, tables: Tables, method: str, path: str, content_type: str | None
) -> None:
    typed = [] if content_type is None else [("Content-Type", content_type)]
    assert ask(port, method, path, [GOOD_TOKEN, *typed], GOOD_BET).status == 415
    assert nothing_stored(tables)


# Sizes

MIB = 1024 * 1024


def padded(size: int) -> bytes:
    return GOOD_BET + b" " * (size - len(GOOD_BET))


def test_a_body_of_exactly_one_mebibyte_is_taken(port: int) -> None:
    assert ask(port, "POST", "/live/ingest", [GOOD_TOKEN, JSON_TYPE], padded(MIB)).status == 200


def test_a_chunked_body_is_taken(port: int) -> None:
    headers = [("Host", f"127.0.0.1:{port}"), GOOD_TOKEN, JSON_TYPE, ("Transfer-Encoding", "chunked")]
    body = chunked([GOOD_BET[:50], GOOD_BET[50:]])
    assert ask_exactly(port, "POST", "/live/ingest", headers, body).status == 200


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


# Broken requests


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


# Paths and methods


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/nowhere",
        "/live/nowhere",
        "/live",
        "/live/ingest/x",
        "/healthz/x",
        "/static/x",
        "/../etc/passwd",
    ],
)
@pytest.mark.parametrize("method", ["GET", "DELETE", "POST", "PUT"])
def test_an_unknown_path_is_404(port: int, path: str, method: str) -> None:
    body = GOOD_BET if method in ("POST", "PUT") else None
    reply = ask(port, method, path, [GOOD_TOKEN, JSON_TYPE], body)
    assert reply.status == 404
    assert isinstance(detail(reply), str)


UUID_PATH = "/live/streams/11111111-2222-3333-4444-555555555555"


@pytest.mark.parametrize(
    ("path", "allowed", "wrong"),
    [
        ("/live/ingest", {"POST"}, ["GET", "PUT", "DELETE", "PATCH"]),
        ("/healthz", {"GET"}, ["POST", "PUT", "DELETE"]),
        ("/live/streams", {"GET"}, ["POST", "PUT", "DELETE", "PATCH"]),
        (UUID_PATH, {"GET", "PUT", "DELETE"}, ["POST", "PATCH"]),
        (f"{UUID_PATH}/bets", {"GET"}, ["POST", "PUT", "DELETE"]),
        (f"{UUID_PATH}/tail", {"GET"}, ["POST", "PUT", "DELETE"]),
        (f"{UUID_PATH}/export.csv", {"GET"}, ["POST", "PUT", "DELETE"]),
    ],
)
def test_a_wrong_method_is_405_and_names_the_right_ones(
    port: int, path: str, allowed: set[str], wrong: list[str]
) -> None:
    for method in wrong:
        body = GOOD_BET if method in ("POST", "PUT") else None
        reply = ask(port, method, path, [GOOD_TOKEN, JSON_TYPE], body)
        assert reply.status == 405
        named = {name.strip() for name in (reply.header("Allow") or "").split(",")}
        assert allowed <= named
        assert not named & (set(wrong) - {"OPTIONS"})


def test_odd_methods_are_no_server_error(port: int) -> None:
    for method in ("HEAD", "TRACE", "CONNECT", "BREW", "get"):
        assert ask(port, method, "/healthz").status < 500
        assert ask(port, method, "/live/ingest", [GOOD_TOKEN]).status < 500


# The order


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


# What every reply carries


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


def test_the_receiver_listens_on_the_loopback_address_only(
    service_factory: ServiceFactory, client_factory: ClientFactory
) -> None:
    url = service_factory().receiver_url
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", url)
    assert client_factory(url).get("/healthz").status_code == 200
