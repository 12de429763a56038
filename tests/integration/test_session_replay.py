"""An evening of a bot, posted in order: every number of its expectation is recorded."""

import json
import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.replaying import EVENING, EXPECTED, check_stream, replay_evening

if TYPE_CHECKING:
    from liveapp.app.core.service import Service
    from liveapp.domain.streams import Stream

Database = Callable[..., sqlite3.Connection]


def stream_of(service: "Service", expected: dict[str, Any]) -> "Stream":
    [stream] = [
        stream
        for stream in service.reader.streams()[0]
        if stream.seeds.server_seed_hashed == expected["server_seed_hashed"]
    ]
    return stream


def check_api(client: httpx.Client, stream: "Stream", expected: dict[str, Any]) -> None:
    detail = client.get(f"/live/streams/{stream.id}").json()
    for name in (
        "server_seed_hashed",
        "client_seed",
        "total_bets",
        "highest_multiplier",
        "lowest_multiplier",
    ):
        assert detail[name] == expected[name]
    assert detail["average_multiplier"] == pytest.approx(expected["average_multiplier"], abs=1e-9)
    bets = client.get(f"/live/streams/{stream.id}/bets", params={"limit": 1000}).json()
    assert bets["total"] == len(bets["bets"]) == expected["total_bets"]
    assert sum(bet["amount"] for bet in bets["bets"]) == pytest.approx(expected["wagered"], abs=1e-9)
    assert sum(bet["payout"] for bet in bets["bets"]) == pytest.approx(expected["paid_out"], abs=1e-9)


def test_an_evening_is_recorded_as_expected(service: "Service", database: Database) -> None:
    assert len(EVENING) == EXPECTED["posts"]
    answers = replay_evening(service.receiver_url)
    connection = database(service)
    assert service.reader.streams()[1] == len(EXPECTED["streams"])
    for expected in EXPECTED["streams"]:
        check_stream(stream_of(service, expected), expected, connection)
    accepted_bets = sum(answer["accepted"] for answer in answers if "type" not in answer)
    assert accepted_bets == sum(expected["total_bets"] for expected in EXPECTED["streams"])


def test_the_evening_in_batches_comes_to_the_same_and_reads_back_over_http(
    client: httpx.Client, service: "Service", database: Database
) -> None:
    bodies = [json.loads(body) for body in EVENING]
    for start in range(0, len(bodies), 500):
        reply = client.post("/live/ingest", json=bodies[start : start + 500])
        assert reply.status_code == 200
        assert reply.json()["rejected"] == []
    connection = database(service)
    for expected in EXPECTED["streams"]:
        stream = stream_of(service, expected)
        check_stream(stream, expected, connection)
        check_api(client, stream, expected)


def test_a_second_replay_changes_nothing(client: httpx.Client, service: "Service") -> None:
    bodies = [json.loads(body) for body in EVENING]
    chunks = [bodies[start : start + 500] for start in range(0, len(bodies), 500)]
    for chunk in chunks:
        client.post("/live/ingest", json=chunk)
    before = service.reader.streams()
    for chunk in chunks:
        answer = client.post("/live/ingest", json=chunk).json()
        assert answer == {"accepted": 0, "duplicates": len(chunk), "rejected": []}
    assert service.reader.streams() == before
