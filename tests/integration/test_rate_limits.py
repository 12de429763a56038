"""The rate limit of ingest: keyed on the peer, told in headers, and never a loss."""

import httpx
import pytest

from tests.bets import bet, heartbeat
from tests.conftest import ClientFactory, ServiceFactory
from tests.http_client import RawReply, ask, port_of

TOKEN_AND_TYPE = [("Content-Type", "application/json")]


@pytest.fixture
def limited(service_factory: ServiceFactory, client_factory: ClientFactory) -> httpx.Client:
    """A client of a receiver that takes five ingest requests a minute."""
    return client_factory(service_factory(rate_limit=5).receiver_url)


def use_up(client: httpx.Client) -> None:
    for number in range(1, 6):
        assert client.post("/live/ingest", json=bet(number)).status_code == 200


def test_a_request_over_the_limit_is_429_and_says_when_to_come_back(limited: httpx.Client) -> None:
    use_up(limited)
    reply = limited.post("/live/ingest", json=bet(6))
    assert reply.status_code == 429
    assert 1 <= int(reply.headers["Retry-After"]) <= 60
    assert reply.headers["X-RateLimit-Limit"] == "5"
    assert reply.headers["X-RateLimit-Remaining"] == "0"
    assert int(reply.headers["X-RateLimit-Reset"]) >= 0
    assert isinstance(reply.json()["detail"], str)


def test_a_request_over_the_limit_stores_nothing(
    service_factory: ServiceFactory, client_factory: ClientFactory
) -> None:
    service = service_factory(rate_limit=5)
    client = client_factory(service.receiver_url)
    use_up(client)
    assert client.post("/live/ingest", json=bet(1, clientSeed="other")).status_code == 429
    assert client.post("/live/ingest", json=heartbeat(9)).status_code == 429
    streams, total = service.reader.streams()
    assert (total, streams[0].total_bets) == (1, 5)


def test_forwarded_addresses_do_not_lift_the_limit(limited: httpx.Client) -> None:
    use_up(limited)
    for number in range(10):
        headers = {"X-Forwarded-For": f"10.0.0.{number}", "X-Real-IP": "1.2.3.4", "Forwarded": "for=8.8.8.8"}
        assert limited.post("/live/ingest", json=bet(6), headers=headers).status_code == 429


def test_a_new_connection_does_not_lift_the_limit(
    limited: httpx.Client, client_factory: ClientFactory
) -> None:
    use_up(limited)
    assert client_factory(str(limited.base_url)).post("/live/ingest", json=bet(6)).status_code == 429


def test_only_ingest_is_limited(limited: httpx.Client) -> None:
    use_up(limited)
    assert limited.post("/live/ingest", json=bet(6)).status_code == 429
    for _ in range(10):
        assert limited.get("/healthz").status_code == 200
        assert limited.get("/live/nowhere").status_code == 404


def test_a_batch_counts_as_one_request(limited: httpx.Client) -> None:
    for start in range(1, 500, 100):
        items = [bet(number) for number in range(start, start + 100)]
        assert limited.post("/live/ingest", json=items).json()["accepted"] == 100
    assert limited.post("/live/ingest", json=[bet(600)]).status_code == 429


def test_the_limit_comes_after_the_token_and_before_the_body(limited: httpx.Client) -> None:
    for _ in range(8):
        assert (
            limited.post("/live/ingest", json=bet(), headers={"X-Ingest-Token": "wrong"}).status_code == 401
        )
    use_up(limited)
    assert (
        limited.post("/live/ingest", content=b"x", headers={"Content-Type": "text/plain"}).status_code == 429
    )
    assert limited.post("/live/ingest", content=b"{").status_code == 429
    assert limited.post("/live/ingest", json=bet(), headers={"X-Ingest-Token": "wrong"}).status_code == 401
    assert limited.post("/live/ingest", json=bet(), headers={"Origin": "https://evil.com"}).status_code == 403


def test_an_origin_that_may_call_can_read_a_429(limited: httpx.Client) -> None:
    use_up(limited)
    origin = "chrome-extension://abc"
    reply = limited.post("/live/ingest", json=bet(), headers={"Origin": origin})
    assert reply.status_code == 429
    assert reply.headers["Access-Control-Allow-Origin"] == origin
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["X-Content-Type-Options"] == "nosniff"


def test_preflights_are_never_limited(limited: httpx.Client) -> None:
    use_up(limited)
    headers = {"Origin": "chrome-extension://abc", "Access-Control-Request-Method": "POST"}
    assert limited.options("/live/ingest", headers=headers).status_code == 204


def test_zero_means_no_limit(service_factory: ServiceFactory, client_factory: ClientFactory) -> None:
    client = client_factory(service_factory(rate_limit=0).receiver_url)
    for number in range(1, 101):
        assert client.post("/live/ingest", json=bet(number)).status_code == 200


def test_without_a_token_the_limit_holds_as_well(service_factory: ServiceFactory) -> None:
    port = port_of(service_factory(rate_limit=2, require_token=False).receiver_url)

    def post() -> RawReply:
        return ask(port, "POST", "/live/ingest", TOKEN_AND_TYPE, b"{}")

    assert [post().status for _ in range(3)] == [422, 422, 429]
