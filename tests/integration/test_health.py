"""Health tells the truth about the database."""

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

import httpx

from liveapp import __version__
from tests.conftest import LogWatch
from tests.http_client import ask, ask_exactly

if TYPE_CHECKING:
    from liveapp.app.core.service import Service


def test_a_healthy_program_says_so_without_a_token(port: int) -> None:
    reply = ask(port, "GET", "/healthz")
    assert reply.status == 200
    assert {"status": "ok", "app": "liveapp", "version": __version__}.items() <= reply.json().items()
    assert (reply.header("Content-Type") or "").startswith("application/json")


def test_health_ignores_a_wrong_token_and_unknown_parameters(port: int) -> None:
    assert ask(port, "GET", "/healthz?x=1&y", [("X-Ingest-Token", "wrong")]).status == 200


def test_health_is_behind_the_gate_like_everything_else(port: int) -> None:
    assert ask_exactly(port, "GET", "/healthz", [("Host", "evil.com")]).status == 403
    assert ask(port, "GET", "/healthz", [("Origin", "https://evil.com")]).status == 403


def test_health_writes_nothing_that_stays(client: httpx.Client, tables: Callable[[], dict[str, int]]) -> None:
    for _ in range(3):
        assert client.get("/healthz").status_code == 200
    assert set(tables().values()) == {0}


def test_a_database_that_cannot_be_written_is_degraded_until_it_can(
    client: httpx.Client,
    service: "Service",
    database: Callable[..., sqlite3.Connection],
    log_watch: LogWatch,
) -> None:
    log_watch.expect("lock|busy|503|degraded")
    service.writer._commits._lock_timeout_s = 0.2  # type: ignore[attr-defined]
    other = database(service, writable=True)
    other.execute("BEGIN IMMEDIATE")
    reply = client.get("/healthz")
    other.execute("ROLLBACK")
    assert reply.status_code == 503
    answer = reply.json()
    assert answer["status"] == "degraded"
    assert answer["detail"]
    assert int(reply.headers["Retry-After"]) >= 1
    assert str(service.settings.data_dir) not in reply.text
    assert client.get("/healthz").status_code == 200
