"""Single bets and heartbeats that are accepted: what is answered, and what is on disk then."""

import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import httpx
import pytest

from tests.bets import CLIENT_SEED, HASH, bet, heartbeat, without
from tests.conftest import LogWatch, ServiceFactory

if TYPE_CHECKING:
    from liveapp.app.core.service import Service
    from liveapp.domain.streams import Stream

Database = Callable[..., sqlite3.Connection]
Tables = Callable[[], dict[str, int]]


def post(client: httpx.Client, item: object) -> dict[str, Any]:
    reply = client.post("/live/ingest", json=item)
    assert reply.status_code == 200, reply.text
    answer: dict[str, Any] = reply.json()
    return answer


def the_bet(connection: sqlite3.Connection) -> sqlite3.Row:
    [row] = connection.execute("SELECT * FROM live_bets").fetchall()
    assert isinstance(row, sqlite3.Row)
    return row


def the_stream(service: "Service") -> "Stream":
    streams, total = service.reader.streams()
    assert (len(streams), total) == (1, 1)
    return streams[0]


def micros(text: str) -> int:
    since = datetime.fromisoformat(text) - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def test_an_accepted_bet_is_answered_with_its_stream(client: httpx.Client, service: "Service") -> None:
    answer = post(client, bet())
    assert answer == {"streamId": str(the_stream(service).id), "accepted": True}
    assert str(UUID(answer["streamId"])) == answer["streamId"]


def test_an_accepted_bet_is_on_disk_field_by_field(
    client: httpx.Client, service: "Service", database: Database
) -> None:
    before = time.time_ns() // 1000
    post(client, bet(7, payoutMultiplier=2.5, currency="btc"))
    after = time.time_ns() // 1000
    row = the_bet(database(service))
    assert row["antebot_bet_id"] == "bet-7"
    assert row["nonce"] == 7
    assert (row["amount"], row["payout"]) == (0.5, 1.25)
    assert row["difficulty"] == "expert"
    assert (row["round_target"], row["round_result"]) == (1.63, 34.68)
    assert row["date_time"] == micros("2026-03-01T18:00:23.870000+00:00")
    assert before <= row["received_at"] <= after
    [stored] = service.reader.bets_by_id([row["id"]])
    assert (stored.payout_multiplier, stored.currency) == (2.5, "btc")


def test_a_stream_carries_its_seeds_times_and_totals(client: httpx.Client, service: "Service") -> None:
    post(client, bet(3, roundResult=2.0, amount=1, payout=4))
    post(client, bet(2, roundResult=8.0, amount=0.5, payout=0))
    stream = the_stream(service)
    assert (stream.seeds.server_seed_hashed, stream.seeds.client_seed) == (HASH, CLIENT_SEED)
    assert (stream.total_bets, stream.highest_multiplier, stream.lowest_multiplier) == (2, 8.0, 2.0)
    assert (stream.sum_multipliers, stream.average_multiplier) == (10.0, 5.0)
    (total,) = stream.totals
    assert (total.currency, total.bets, total.wagered, total.paid_out) == (None, 2, 1.5, 4.0)
    assert stream.last_nonce == 3
    assert stream.notes is None
    assert stream.created_us <= stream.last_seen_us <= time.time_ns() // 1000


def test_the_same_bet_again_is_answered_but_not_accepted(
    client: httpx.Client, service: "Service", database: Database
) -> None:
    first = post(client, bet())
    stored = tuple(the_bet(database(service)))
    seen = the_stream(service)
    again = post(client, bet(1, amount=9, roundResult=9.0, difficulty="easy"))
    assert again == {"streamId": first["streamId"], "accepted": False}
    assert tuple(the_bet(database(service))) == stored
    assert the_stream(service) == seen


def test_an_id_counts_per_seed_pair(client: httpx.Client, tables: Tables) -> None:
    answers = [
        post(client, bet()),
        post(client, bet(clientSeed="other")),
        post(client, bet(serverSeedHashed="f" * 64)),
        post(client, bet(clientSeed=CLIENT_SEED.upper())),
        post(client, bet(2)),
    ]
    assert all(answer["accepted"] for answer in answers)
    assert len({answer["streamId"] for answer in answers}) == 4
    assert tables() == {"streams": 4, "bets": 5, "rounds": 5}


def test_ids_rise_with_arrival_whatever_the_nonce(
    client: httpx.Client, service: "Service", database: Database
) -> None:
    for nonce in (5, 3, 9, 1):
        post(client, bet(nonce))
    rows = database(service).execute("SELECT nonce FROM live_bets ORDER BY id").fetchall()
    assert [row["nonce"] for row in rows] == [5, 3, 9, 1]


def test_two_bets_may_share_a_nonce_and_its_round_keeps_the_first_value(
    client: httpx.Client, service: "Service", database: Database
) -> None:
    post(client, bet(1, id="a", roundResult=2.0))
    assert post(client, bet(1, id="b", roundResult=3.0))["accepted"]
    rounds = database(service).execute("SELECT nonce, round_result FROM live_rounds").fetchall()
    assert [tuple(row) for row in rounds] == [(1, 2.0)]
    assert the_stream(service).total_bets == 2


# Values at the edge of what is allowed

VALID: list[tuple[str, object, str, object]] = [
    ("id", "x", "antebot_bet_id", "x"),
    ("id", "x" * 200, "antebot_bet_id", "x" * 200),
    ("id", "\U0001f600" * 200, "antebot_bet_id", "\U0001f600" * 200),
    ("id", "'; DROP TABLE live_bets; --", "antebot_bet_id", "'; DROP TABLE live_bets; --"),
    ("id", 'tab\tquote"line\n', "antebot_bet_id", 'tab\tquote"line\n'),
    ("nonce", 1, "nonce", 1),
    ("nonce", 2**53 + 1, "nonce", 2**53 + 1),
    ("nonce", 2**63 - 1, "nonce", 2**63 - 1),
    ("amount", 0, "amount", 0.0),
    ("amount", -0.0, "amount", 0.0),
    ("amount", 3, "amount", 3.0),
    ("amount", 5e-324, "amount", 5e-324),
    ("amount", 1.7e308, "amount", 1.7e308),
    ("amount", 0.1, "amount", 0.1),
    ("payout", 0, "payout", 0.0),
    ("payout", -0.0, "payout", 0.0),
    ("payout", 1e300, "payout", 1e300),
    ("difficulty", "easy", "difficulty", "easy"),
    ("difficulty", "MEDIUM", "difficulty", "medium"),
    ("difficulty", "Hard", "difficulty", "hard"),
    ("difficulty", "eXPERT", "difficulty", "expert"),
    ("roundTarget", None, "round_target", None),
    ("roundTarget", 5e-324, "round_target", 5e-324),
    ("roundTarget", 2, "round_target", 2.0),
    ("roundResult", 0, "round_result", 0.0),
    ("roundResult", -0.0, "round_result", 0.0),
    ("roundResult", 3203384.8, "round_result", 3203384.8),
    ("roundResult", 10**300, "round_result", 1e300),
    ("type", "bet", "nonce", 1),
    ("type", "BET", "nonce", 1),
    ("type", "Bet", "nonce", 1),
    ("currency", None, "nonce", 1),
    ("currency", "x" * 16, "nonce", 1),
    ("currency", "€" * 16, "nonce", 1),
    ("payoutMultiplier", None, "round_result", 34.68),
    ("payoutMultiplier", 0, "round_result", 34.68),
    ("payoutMultiplier", 99.5, "round_result", 34.68),
    ("unknown", {"a": [1, None, True]}, "nonce", 1),
    ("stream_id", 7, "nonce", 1),
    ("received_at", "1999-01-01", "nonce", 1),
]


@pytest.mark.parametrize(("field", "value", "column", "stored"), VALID, ids=lambda value: str(value)[:24])
def test_a_value_at_the_edge_is_stored_as_it_is(
    client: httpx.Client,
    service: "Service",
    database: Database,
    field: str,
    value: object,
    column: str,
    stored: object,
) -> None:
    assert post(client, bet(**{field: value}))["accepted"] is True
    assert the_bet(database(service))[column] == stored


@pytest.mark.parametrize(
    "seed", ["x", "x" * 200, "ü" * 200, "\U0001f600", "my seed/é\"'", "%00", "../..", " "]
)
@pytest.mark.parametrize("field", ["clientSeed", "serverSeedHashed"])
def test_odd_seeds_are_kept_as_they_are(
    client: httpx.Client, service: "Service", field: str, seed: str
) -> None:
    post(client, bet(**{field: seed}))
    seeds = the_stream(service).seeds
    assert seed == (seeds.client_seed if field == "clientSeed" else seeds.server_seed_hashed)


@pytest.mark.parametrize("field", ["type", "dateTime", "roundTarget", "payoutMultiplier", "currency"])
def test_optional_fields_may_be_missing(client: httpx.Client, field: str) -> None:
    assert post(client, without(bet(), field))["accepted"] is True


@pytest.mark.parametrize("item", [without(bet(), "roundResult"), bet(roundResult=None)])
def test_the_payout_multiplier_stands_in_for_a_missing_result(
    client: httpx.Client, service: "Service", database: Database, item: dict[str, Any]
) -> None:
    post(client, {**item, "payoutMultiplier": 2.8})
    assert the_bet(database(service))["round_result"] == 2.8
    assert database(service).execute("SELECT round_result FROM live_rounds").fetchone()[0] == 2.8
    assert the_stream(service).highest_multiplier == 2.8


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-03-01T18:00:23.870Z", "2026-03-01T18:00:23.870000+00:00"),
        ("2026-03-01T18:00:23Z", "2026-03-01T18:00:23+00:00"),
        ("2026-03-01T18:00:23.123456Z", "2026-03-01T18:00:23.123456+00:00"),
        ("2026-03-01T18:00:23", "2026-03-01T18:00:23+00:00"),
        ("2026-03-01T18:00:23.5", "2026-03-01T18:00:23.500000+00:00"),
        ("2026-03-01T19:30:00+01:30", "2026-03-01T18:00:00+00:00"),
        ("2026-03-01T00:30:00+01:00", "2026-02-28T23:30:00+00:00"),
        ("2026-03-01T18:00:23-0800", "2026-03-02T02:00:23+00:00"),
        ("2026-03-01", "2026-03-01T00:00:00+00:00"),
        ("20260301T180023Z", "2026-03-01T18:00:23+00:00"),
        ("2026-03-01T18:00Z", "2026-03-01T18:00:00+00:00"),
        ("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999+00:00"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00+00:00"),
        ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999+00:00"),
        ("2024-02-29T12:00:00Z", "2024-02-29T12:00:00+00:00"),
    ],
)
def test_a_readable_time_is_kept_in_utc(
    client: httpx.Client, service: "Service", database: Database, text: str, utc: str
) -> None:
    post(client, bet(dateTime=text))
    assert the_bet(database(service))["date_time"] == micros(utc)


def test_nanoseconds_are_cut_to_microseconds(
    client: httpx.Client, service: "Service", database: Database
) -> None:
    post(client, bet(dateTime="2026-03-01T18:00:23.123456789Z"))
    assert the_bet(database(service))["date_time"] % 1_000_000 in (123456, 123457)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        " ",
        "yesterday",
        "2026-02-30T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-03-01T25:00:00Z",
        "2025-02-29",
        "01/03/2026",
        "0000-00-00T00:00:00Z",
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-23:59",
        "10000-01-01T00:00:00Z",
        "2026-03-01T18:00:23+99:00",
        "１９９９-01-01 x",
        "9" * 5000,
        "\U0001f600",
    ],
    ids=lambda text: str(text)[:24],
)
def test_an_unreadable_time_is_kept_as_none_and_the_bet_accepted(
    client: httpx.Client, service: "Service", database: Database, text: str | None
) -> None:
    assert post(client, bet(dateTime=text))["accepted"] is True
    assert the_bet(database(service))["date_time"] is None


@pytest.mark.parametrize(
    "text",
    ["1772388023", "2026-W09-7", "2026-060", "2026-03-01 18:00:23", "2026-03-01T23:59:60Z", "T18:00", "-1"],
)
def test_other_spellings_of_a_time_never_cost_the_bet(client: httpx.Client, text: str) -> None:
    assert post(client, bet(dateTime=text))["accepted"] is True


def test_totals_too_large_for_a_float_do_no_harm(client: httpx.Client, tables: Tables) -> None:
    for number in (1, 2, 3):
        post(client, bet(number, amount=1.7e308, payout=1.7e308, roundResult=1.7e308))
    assert tables()["bets"] == 3
    post(client, bet(4))


# Heartbeats


def test_a_heartbeat_records_a_round_and_no_bet(
    client: httpx.Client, service: "Service", database: Database, tables: Tables
) -> None:
    answer = post(client, heartbeat(5))
    stream = the_stream(service)
    assert answer == {"streamId": str(stream.id), "accepted": True, "type": "heartbeat"}
    assert tables() == {"streams": 1, "bets": 0, "rounds": 1}
    row = database(service).execute("SELECT nonce, round_result FROM live_rounds").fetchone()
    assert tuple(row) == (5, 1.63)
    assert (stream.total_bets, stream.highest_multiplier, stream.average_multiplier) == (0, None, None)


def test_a_known_round_is_not_accepted_again_and_keeps_its_first_value(
    client: httpx.Client, service: "Service", database: Database
) -> None:
    post(client, heartbeat(5))
    answer = post(client, heartbeat(5, roundResult=9.0))
    assert (answer["accepted"], answer["type"]) == (False, "heartbeat")
    rows = database(service).execute("SELECT nonce, round_result FROM live_rounds").fetchall()
    assert [tuple(row) for row in rows] == [(5, 1.63)]


def test_a_bet_counts_as_its_nonces_round(client: httpx.Client, tables: Tables) -> None:
    post(client, bet(5))
    assert post(client, heartbeat(5))["accepted"] is False
    assert post(client, heartbeat(6))["accepted"] is True
    assert post(client, bet(6))["accepted"] is True
    assert tables() == {"streams": 1, "bets": 2, "rounds": 2}


def test_a_bet_after_its_heartbeat_keeps_the_rounds_first_value(
    client: httpx.Client, service: "Service", database: Database
) -> None:
    post(client, heartbeat(5, roundResult=2.0))
    post(client, bet(5, roundResult=3.0))
    assert database(service).execute("SELECT round_result FROM live_rounds").fetchone()[0] == 2.0
    assert the_bet(database(service))["round_result"] == 3.0


@pytest.mark.parametrize("kind", ["heartbeat", "HEARTBEAT", "HeartBeat"])
def test_a_heartbeat_is_known_in_any_case(client: httpx.Client, tables: Tables, kind: str) -> None:
    assert post(client, heartbeat(type=kind))["type"] == "heartbeat"
    assert tables()["bets"] == 0


def test_a_heartbeat_ignores_what_it_does_not_know(client: httpx.Client, tables: Tables) -> None:
    assert post(client, heartbeat(amount=-1, id=5, roundTarget="?"))["accepted"] is True
    assert tables() == {"streams": 1, "bets": 0, "rounds": 1}


def test_a_heartbeat_may_name_its_difficulty(
    client: httpx.Client, service: "Service", database: Database
) -> None:
    post(client, heartbeat(1, difficulty="HARD"))
    post(client, heartbeat(2, difficulty=None))
    rows = database(service).execute("SELECT difficulty FROM live_rounds ORDER BY nonce").fetchall()
    assert [tuple(row) for row in rows] == [("hard",), (None,)]
    for wrong in ("impossible", "", 1):
        reply = client.post("/live/ingest", json=heartbeat(3, difficulty=wrong))
        assert reply.status_code == 422
        assert reply.json()["detail"][0]["loc"] == ["body", "difficulty"]


def test_a_round_that_only_stands_in_gets_the_first_result_that_comes(
    client: httpx.Client, service: "Service", database: Database
) -> None:
    post(client, {**without(bet(7), "roundResult"), "payoutMultiplier": 0})
    assert post(client, heartbeat(7, roundResult=3.5))["accepted"] is False
    assert post(client, heartbeat(7, roundResult=4.5))["accepted"] is False
    connection = database(service)
    assert tuple(connection.execute("SELECT round_result, is_stand_in FROM live_rounds").fetchone()) == (
        3.5,
        0,
    )
    assert the_bet(connection)["round_result"] == 0
    assert the_bet(connection)["is_stand_in"] == 1


@pytest.mark.parametrize("result", [0, 1, 1.0, 3203384.8])
@pytest.mark.parametrize("nonce", [1, 2**63 - 1])
def test_heartbeats_at_the_edge_are_taken(client: httpx.Client, nonce: int, result: float) -> None:
    assert post(client, heartbeat(nonce, roundResult=result))["accepted"] is True


# Last seen


def test_last_seen_moves_with_what_is_accepted_and_only_then(
    client: httpx.Client, service: "Service"
) -> None:
    def seen_after(item: dict[str, Any]) -> int:
        # Clocks of some systems step in up to 16 ms.
        time.sleep(0.02)
        client.post("/live/ingest", json=item)
        return the_stream(service).last_seen_us

    first = seen_after(bet(1))
    second = seen_after(heartbeat(2))
    third = seen_after(bet(3))
    assert first < second < third
    assert seen_after(bet(3)) == third
    assert seen_after(heartbeat(2)) == third
    assert seen_after(bet(4, amount=-1)) == third
    assert seen_after(heartbeat(4)) > third


# What the database itself holds to


def test_the_database_says_whose_it_is_and_which_version(
    client: httpx.Client, service: "Service", database: Database
) -> None:
    connection = database(service)
    assert connection.execute("PRAGMA user_version").fetchone()[0] >= 1
    assert connection.execute("PRAGMA application_id").fetchone()[0] != 0
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert names >= {"live_streams", "live_bets", "live_rounds", "seed_aliases"}


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("nonce = 0", "ck_live_bets_nonce_ge_1"),
        ("amount = -0.5", "ck_live_bets_amount_ge_0"),
        ("payout = -0.5", "ck_live_bets_payout_ge_0"),
        ("difficulty = 'Expert'", "ck_live_bets_difficulty"),
        ("round_target = 0", "ck_live_bets_round_target_gt_0"),
        ("round_result = -1", "ck_live_bets_round_result_ge_0"),
    ],
)
def test_the_database_checks_bets_itself(
    client: httpx.Client, service: "Service", database: Database, change: str, constraint: str
) -> None:
    post(client, bet())
    with pytest.raises(sqlite3.IntegrityError, match=constraint):
        database(service, writable=True).execute(f"UPDATE live_bets SET {change}")


def test_the_database_keeps_seed_pairs_and_bets_unique(
    client: httpx.Client, service: "Service", database: Database
) -> None:
    post(client, bet(1))
    post(client, bet(2))
    post(client, bet(1, clientSeed="other"))
    connection = database(service, writable=True)
    for statement in (
        f"UPDATE live_streams SET client_seed = '{CLIENT_SEED}'",
        "UPDATE live_bets SET antebot_bet_id = 'bet-1'",
        "UPDATE live_rounds SET nonce = 1",
    ):
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)


def test_the_database_deletes_a_streams_bets_and_rounds_with_it(
    client: httpx.Client, service: "Service", database: Database
) -> None:
    post(client, bet(1))
    post(client, heartbeat(2))
    connection = database(service, writable=True)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("DELETE FROM live_streams")
    assert connection.execute("SELECT count(*) FROM live_bets").fetchone()[0] == 0
    assert connection.execute("SELECT count(*) FROM live_rounds").fetchone()[0] == 0


# When the store cannot take anything


def test_a_database_locked_by_another_program_is_503_and_stores_nothing(
    client: httpx.Client, service: "Service", database: Database, tables: Tables, log_watch: LogWatch
) -> None:
    log_watch.expect("lock|busy|503|degraded|stored")
    post(client, bet(1))
    other = database(service, writable=True)
    other.execute("BEGIN IMMEDIATE")
    reply = client.post("/live/ingest", json=bet(2))
    other.execute("ROLLBACK")
    assert reply.status_code == 503
    assert int(reply.headers["Retry-After"]) >= 1
    assert isinstance(reply.json()["detail"], str)
    assert str(service.settings.data_dir) not in reply.text
    assert tables() == {"streams": 1, "bets": 1, "rounds": 1}
    assert post(client, bet(2))["accepted"] is True


def test_a_restart_finds_what_was_recorded(service_factory: ServiceFactory, client_factory: Any) -> None:
    first = service_factory()
    answer = post(client_factory(first.receiver_url), bet())
    first.shutdown()
    second = service_factory(data_dir=first.settings.data_dir)
    again = post(client_factory(second.receiver_url), bet())
    assert again == {"streamId": answer["streamId"], "accepted": False}
