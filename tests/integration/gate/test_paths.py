"""What the gate lets through: unknown paths and wrong methods."""

import pytest

from tests.http_client import ask
from tests.integration.gate.requests import GOOD_BET, GOOD_TOKEN, JSON_TYPE, detail


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
        ("/live/pair", {"POST"}, ["GET", "PUT", "DELETE", "PATCH"]),
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
