"""The gate's first check: a request names this receiver as its host, and no other.

No other machine can ask at all.
"""

import re

import pytest

from tests.conftest import ClientFactory, ServiceFactory
from tests.http_client import RawConnection, ask, ask_exactly
from tests.integration.gate.requests import GOOD_BET, GOOD_TOKEN, JSON_TYPE, PATHS, Tables, nothing_stored


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


def test_the_receiver_listens_on_the_loopback_address_only(
    service_factory: ServiceFactory, client_factory: ClientFactory
) -> None:
    url = service_factory().receiver_url
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", url)
    assert client_factory(url).get("/healthz").status_code == 200
