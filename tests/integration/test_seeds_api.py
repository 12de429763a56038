"""Server seeds over HTTP: revealed, refused, what they prove, computed rounds; and none in a log."""

import json
import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest

from liveapp.app.core.demo import DemoPlayer
from liveapp.app.core.service import Service
from liveapp.domain.bets import DIFFICULTIES, MAX_NONCE
from liveapp.domain.events import RequestRefused
from liveapp.domain.pump import hash_server_seed, multiplier
from liveapp.settings import Settings
from tests.bets import TOKEN, Json, bet, without
from tests.conftest import ClientFactory
from tests.http_client import HANG_LIMIT_S, ask, port_of
from tests.integration.gate.requests import GOOD_TOKEN, JSON_TYPE

SEED = "0f6e8aba300b7f1217ee46606773cf6046b524f74505cf2124ffe181ad6b9dbf"
HASH = hash_server_seed(SEED)
OF_NOBODY = {"detail": "No stream has the hash of this seed"}
UNKNOWN = "/live/streams/11111111-2222-3333-4444-555555555555"
NOTHING = {
    "server_seed": None,
    "verified": 0,
    "mismatched": 0,
    "unverifiable": 0,
    "pending": 0,
    "mismatches": [],
}
VECTORS = json.loads((Path(__file__).parent.parent / "data" / "pump.json").read_text(encoding="utf-8"))


def played(nonce: int, client_seed: str = "client", **changes: Any) -> Json:
    """A bet on expert whose round came out as the seeds say, and that was paid as its target gives."""
    reached = multiplier(SEED, client_seed, nonce, "expert")
    right = {
        "roundResult": reached,
        "payout": 0.5 * 1.63 if reached >= 1.63 else 0.0,
        "clientSeed": client_seed,
        "serverSeedHashed": HASH,
    }
    return bet(nonce, **{**right, **changes})


def post(client: httpx.Client, *items: Json) -> None:
    reply = client.post("/live/ingest", json=list(items)).raise_for_status().json()
    assert reply["rejected"] == []


def ids(client: httpx.Client) -> list[str]:
    return [stream["id"] for stream in client.get("/live/streams").json()["streams"]]


def reveal(client: httpx.Client, seed: str = SEED) -> httpx.Response:
    return client.post("/live/seeds", json={"server_seed": seed})


def verification(client: httpx.Client, stream: str) -> Any:
    reply = client.get(f"/live/streams/{stream}/verification")
    assert reply.status_code == 200
    return reply.json()


def proven(client: httpx.Client, stream: str) -> Any:
    """The verification of a stream once nothing is pending: the program judges the bets by itself."""
    deadline_s = time.monotonic() + HANG_LIMIT_S
    while (told := verification(client, stream))["pending"]:
        assert time.monotonic() < deadline_s
        time.sleep(0.02)
    return told


# Revealing


def test_a_seed_is_answered_with_its_hash_and_all_streams_that_it_belongs_to(client: httpx.Client) -> None:
    post(client, played(1))
    post(client, played(1, "other"), bet(1))
    told = {stream["client_seed"]: stream["id"] for stream in client.get("/live/streams").json()["streams"]}
    reply = reveal(client)
    assert reply.status_code == 200
    assert reply.json()["server_seed_hashed"] == HASH
    assert reply.json()["streams"] == [told["other"], told["client"]]
    assert reveal(client).json() == reply.json()


def test_a_stream_that_was_recorded_with_capitals_is_found_too(client: httpx.Client) -> None:
    post(client, played(1, serverSeedHashed=HASH.upper()))
    assert reveal(client).json() == {"server_seed_hashed": HASH, "streams": ids(client)}
    assert client.get("/live/streams").json()["streams"][0]["server_seed_hashed"] == HASH.upper()


@pytest.mark.parametrize(
    "seed",
    [
        SEED.upper(),
        f" {SEED}",
        f"{SEED}\n",
        SEED[:-1],
        f"{SEED}0",
        HASH,
        "x",
        "x" * 200,
        "\U0001f600" * 200,
        " ",
    ],
    ids=range(10),
)
def test_a_seed_that_is_not_exactly_a_streams_is_422_in_words_and_kept_nowhere(
    client: httpx.Client, tables: Callable[[], dict[str, int]], seed: str
) -> None:
    post(client, played(1))
    before = tables()
    reply = reveal(client, seed)
    assert (reply.status_code, reply.json()) == (422, OF_NOBODY)
    assert tables() == before
    assert verification(client, ids(client)[0]) == NOTHING


@pytest.mark.parametrize(
    "seed", [" a seed ", "é\U0001f600", "a\nb", "\u200bx", "'; DROP TABLE live_bets; --", "a\u2028b"]
)
def test_a_seed_is_taken_as_it_is(client: httpx.Client, seed: str) -> None:
    post(client, bet(1, serverSeedHashed=hash_server_seed(seed)))
    assert reveal(client, seed).status_code == 200
    assert verification(client, ids(client)[0])["server_seed"] == seed


@pytest.mark.parametrize(
    "value",
    ["", "x" * 201, None, 5, 1.5, True, [SEED], {"of": SEED}, "a\0b", "\ud800", "a\udfffb"],
    ids=range(11),
)
def test_what_is_no_seed_is_422_in_pydantics_words(client: httpx.Client, value: object) -> None:
    body = json.dumps({"server_seed": value}).encode()
    reply = client.post("/live/seeds", content=body, headers={"Content-Type": "application/json"})
    assert reply.status_code == 422
    assert reply.json()["detail"][0]["loc"] == ["body", "server_seed"]


@pytest.mark.parametrize(
    "body", [b"[]", b"null", b'"x"', b"1", b"{}", b'{"serverSeed": "x"}', b'[{"server_seed": "x"}]']
)
def test_a_body_without_a_seed_is_422(client: httpx.Client, body: bytes) -> None:
    reply = client.post("/live/seeds", content=body, headers={"Content-Type": "application/json"})
    assert reply.status_code == 422
    assert reply.json()["detail"][0]["loc"][0] == "body"


def test_of_a_key_that_comes_twice_the_last_counts_and_others_are_ignored(client: httpx.Client) -> None:
    post(client, played(1))
    body = json.dumps({"server_seed": "x", "more": [1]})[:-1] + f', "server_seed": "{SEED}"}}'
    reply = client.post("/live/seeds", content=body, headers={"Content-Type": "application/json"})
    assert reply.json() == {"server_seed_hashed": HASH, "streams": ids(client)}


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_seeds_are_posted_and_not_read_back(client: httpx.Client, method: str) -> None:
    reply = client.request(method, "/live/seeds", json={})
    assert (reply.status_code, reply.headers["Allow"]) == (405, "POST")


# Verification


def test_before_a_seed_is_known_all_counts_are_0(client: httpx.Client) -> None:
    post(client, played(1), played(2))
    assert verification(client, ids(client)[0]) == NOTHING


def test_bets_are_counted_by_their_verdicts_and_what_differs_is_listed(client: httpx.Client) -> None:
    right = [played(nonce) for nonce in range(1, 31)]
    lost = next(one for one in right if one["roundResult"] == 1.0)
    won = next(one for one in right if one["roundResult"] >= 1.63)
    post(
        client,
        *right,
        {**lost, "id": "result", "roundResult": 1.63},
        {**won, "id": "payout", "payout": 9.0},
        {**lost, "id": "paid though lost", "payout": 0.815},
        # Only what was paid is known: judged by its target, or not at all.
        {**without(won, "roundResult"), "id": "stand-in", "payoutMultiplier": 1.63},
        {
            **without(won, "roundResult", "roundTarget"),
            "id": "nothing",
            "payoutMultiplier": 77.0,
            "payout": 38.5,
        },
    )
    (stream,) = reveal(client).json()["streams"]
    told = proven(client, stream)
    listed = told.pop("mismatches")
    assert told == {"server_seed": SEED, "verified": 31, "mismatched": 3, "unverifiable": 1, "pending": 0}
    assert [one["nonce"] for one in listed] == sorted(one["nonce"] for one in listed)
    first = client.get(f"/live/streams/{stream}/bets").json()["bets"]
    names = {one["id"]: one["antebot_bet_id"] for one in first}
    expected = {
        "result": {"recorded": 1.63, "expected": 1.0, "reason": "result"},
        "payout": {"recorded": 9.0, "expected": pytest.approx(0.815), "reason": "payout"},
        "paid though lost": {"recorded": 0.815, "expected": 0.0, "reason": "payout"},
    }
    assert {names[one["id"]]: without(one, "id", "nonce") for one in listed} == expected


def test_the_first_hundred_that_differ_are_listed_by_nonce_then_id(client: httpx.Client) -> None:
    wrong = [
        played(nonce, roundResult=1.11, id=f"{copy}-{nonce}") for nonce in range(80, 0, -1) for copy in "ab"
    ]
    post(client, *wrong)
    (stream,) = reveal(client).json()["streams"]
    told = proven(client, stream)
    assert told["mismatched"] == 160
    order = [(one["nonce"], one["id"]) for one in told["mismatches"]]
    assert order == sorted(order)
    assert [nonce for nonce, _ in order] == [nonce for nonce in range(1, 51) for _ in "ab"]


def test_what_is_not_compared_yet_is_pending_or_judged_never_missing(client: httpx.Client) -> None:
    post(client, *(played(nonce) for nonce in range(1, 41)))
    (stream,) = reveal(client).json()["streams"]
    post(client, played(41), played(42))
    told = verification(client, stream)
    assert (told["verified"] + told["pending"], told["mismatched"]) == (42, 0)
    assert proven(client, stream)["verified"] == 42


def test_a_deleted_streams_seed_stays_while_another_one_has_its_hash(client: httpx.Client) -> None:
    post(client, played(1), played(1, "other"))
    first, second = reveal(client).json()["streams"]
    client.delete(f"/live/streams/{first}")
    assert verification(client, second)["server_seed"] == SEED
    assert client.get(f"/live/streams/{first}/verification").status_code == 404


@pytest.mark.parametrize(("path", "status"), [(UNKNOWN, 404), ("/live/streams/x", 422)])
def test_verification_of_what_is_no_stream_is_refused(client: httpx.Client, path: str, status: int) -> None:
    assert client.get(f"{path}/verification").status_code == status
    assert client.post(f"{UNKNOWN}/verification", json={}).status_code == 405


def test_a_demo_is_proven_from_end_to_end(client: httpx.Client, service: Service) -> None:
    player = DemoPlayer(str(service.receiver_url), TOKEN, service.writer, rounds=60, rounds_per_s=1_000_000)
    player.start()
    deadline_s = time.monotonic() + HANG_LIMIT_S
    while player.is_playing:
        assert time.monotonic() < deadline_s
        time.sleep(0.02)
    (stream,) = client.get("/live/streams").json()["streams"]
    told = proven(client, stream["id"])
    assert hash_server_seed(told["server_seed"]) == stream["server_seed_hashed"]
    assert told == {**NOTHING, "server_seed": told["server_seed"], "verified": 60}


# Computed rounds


def verify(client: httpx.Client, **changes: Any) -> httpx.Response:
    query = {"server_seed": SEED, "client_seed": "client", "nonce": 1, "difficulty": "expert", **changes}
    given = {name: value for name, value in query.items() if value is not None}
    return client.get(f"/live/verify?{urlencode(given)}")


def test_every_published_round_comes_out(client: httpx.Client) -> None:
    for of in VECTORS["outcomes"]:
        told = verify(
            client, **{name: of[name] for name in ("server_seed", "client_seed", "nonce", "difficulty")}
        )
        assert told.json() == {
            "server_seed_hashed": hash_server_seed(of["server_seed"]),
            "client_seed": of["client_seed"],
            "nonce": of["nonce"],
            "difficulty": of["difficulty"],
            "safe_pumps": of["safe_rounds"],
            "multiplier": of["multiplier"],
        }


@pytest.mark.parametrize("seed", [" a ", "é\U0001f600", "a&b=c#d?e%20+", "a\nb", "x" * 200])
def test_seeds_of_a_query_are_taken_as_they_are(client: httpx.Client, seed: str) -> None:
    told = verify(client, server_seed=seed, client_seed=seed).json()
    assert (told["server_seed_hashed"], told["client_seed"]) == (hash_server_seed(seed), seed)


@pytest.mark.parametrize("difficulty", [*DIFFICULTIES, "EXPERT", "Easy"])
@pytest.mark.parametrize("nonce", [0, MAX_NONCE])
def test_any_difficulty_and_nonce_that_can_be_has_a_round(
    client: httpx.Client, difficulty: str, nonce: int
) -> None:
    told = verify(client, nonce=nonce, difficulty=difficulty).json()
    assert (told["nonce"], told["difficulty"]) == (nonce, difficulty.lower())
    assert told["multiplier"] == multiplier(SEED, "client", nonce, difficulty.lower())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("server_seed", None),
        ("server_seed", ""),
        ("server_seed", "x" * 201),
        ("server_seed", "a\0b"),
        ("client_seed", None),
        ("client_seed", ""),
        ("client_seed", "x" * 201),
        ("client_seed", b"\xed\xa0\x80"),
        ("client_seed", b"\xff"),
        ("nonce", None),
        ("nonce", ""),
        ("nonce", "-1"),
        ("nonce", str(2**63)),
        ("nonce", "1.5"),
        ("nonce", "9" * 5000),
        ("difficulty", None),
        ("difficulty", ""),
        ("difficulty", "extreme"),
    ],
)
def test_what_does_not_fit_is_422_and_names_the_parameter(
    client: httpx.Client, name: str, value: object
) -> None:
    reply = verify(client, **{name: value})
    assert reply.status_code == 422
    assert reply.json()["detail"][0]["loc"] == ["query", name]


def test_of_a_parameter_that_comes_twice_the_last_counts(client: httpx.Client) -> None:
    query = "server_seed=a&client_seed=c&nonce=1&difficulty=easy&more=1&server_seed=b"
    assert client.get(f"/live/verify?{query}").json()["server_seed_hashed"] == hash_server_seed("b")


# Secrets

BODIES = [
    {"server_seed": "{seed}"},
    {"server_seed": "{seed}" * 9},
    {"server_seed": "{seed}\0"},
    {"server_seed": ["{seed}"]},
    {"{seed}": 1},
    {"seed": "{seed}"},
    ["{seed}"],
    "{seed}",
]
QUERIES = [
    "server_seed={seed}&client_seed=c&nonce=1&difficulty=easy",
    "server_seed={seed}&client_seed=c&nonce=1&difficulty=x",
    "server_seed={seed}{seed}{seed}{seed}&client_seed=c&nonce=1&difficulty=easy",
    "server_seed={seed}%00&client_seed=c&nonce=1&difficulty=easy",
    "server_seed={seed}%ff",
    "serverSeed={seed}",
    "{seed}",
]


@pytest.fixture
def everything_logged() -> Iterator[list[str]]:
    """Every record of every logger at every level, as text with its traceback, while the test runs."""
    texts: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: texts.append(logging.Formatter().format(record))  # type: ignore[method-assign]
    names = (None, "liveapp", "waitress", "peewee", "bottle")
    levels = {name: logging.getLogger(name).level for name in names}
    logging.getLogger().addHandler(handler)
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield texts
    logging.getLogger().removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def test_no_seed_gets_into_a_log_or_the_list_of_refused_requests(
    tmp_path: Path, client_factory: ClientFactory, everything_logged: list[str]
) -> None:
    refused: list[RequestRefused] = []
    settings = Settings.model_validate({"data_dir": tmp_path, "port": 0, "ingest_token": TOKEN})
    service = Service(settings, refused.append)
    service.start()
    try:
        client = client_factory(str(service.receiver_url))
        post(client, played(1), played(2, roundResult=77.0), bet(1))
        port = port_of(service.receiver_url)
        known, unknown = SEED, "5ecre7" * 10
        assert reveal(client).status_code == 200
        assert verification(client, reveal(client).json()["streams"][0])["server_seed"] == SEED
        for seed in (known, unknown):
            for shape in BODIES:
                body = json.dumps(shape).replace("{seed}", seed).encode()
                for headers in ([GOOD_TOKEN, JSON_TYPE], [JSON_TYPE], [GOOD_TOKEN]):
                    ask(port, "POST", "/live/seeds", headers, body)
                ask(port, "POST", "/live/seeds", [GOOD_TOKEN, JSON_TYPE], body[:-1])
                ask(port, "POST", f"/live/seeds?server_seed={quote(seed)}", [GOOD_TOKEN, JSON_TYPE], body)
            for query in QUERIES:
                target = f"/live/verify?{query.replace('{seed}', seed)}"
                for method in ("GET", "HEAD", "POST"):
                    ask(port, method, target, [GOOD_TOKEN])
                ask(port, "GET", target, [])
                ask(port, "GET", f"http://127.0.0.1:{port}{target}", [GOOD_TOKEN])
    finally:
        service.shutdown()
    assert len(refused) > 50
    assert any("/live/verify" in text for text in everything_logged)
    told = [*everything_logged, *map(repr, refused)]
    for seed in (known, unknown):
        assert [text for text in told if seed[:20] in text] == []
