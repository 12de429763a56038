"""Reading: the list, the detail, pages of bets, and the tail, with the exact words of every refusal."""

import math
import re
import time
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from tests.bets import CLIENT_SEED, HASH, Json, bet, heartbeat
from tests.http_client import strict_json

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
SUMMARY = {
    "id",
    "server_seed_hashed",
    "client_seed",
    "created_at",
    "last_seen_at",
    "total_bets",
    "highest_multiplier",
    "notes",
}
DETAIL = SUMMARY | {"lowest_multiplier", "average_multiplier", "recent_bets"}
BET = {
    "id",
    "antebot_bet_id",
    "received_at",
    "date_time",
    "nonce",
    "amount",
    "payout",
    "difficulty",
    "round_target",
    "round_result",
    "distance_prev_opt",
}
UNKNOWN = "11111111-2222-3333-4444-555555555555"


def post(client: httpx.Client, *items: Json) -> str:
    """Record items of one stream; the stream's id."""
    for start in range(0, len(items), 500):
        reply = client.post("/live/ingest", json=items[start : start + 500])
        assert reply.status_code == 200
        assert reply.json()["rejected"] == []
    again = client.post("/live/ingest", json=items[-1])
    assert again.status_code == 200
    return str(again.json()["streamId"])


def get(client: httpx.Client, path: str, **parameters: object) -> Any:
    reply = client.get(path, params={name: str(value) for name, value in parameters.items()})
    assert reply.status_code == 200, reply.text
    assert reply.headers["Content-Type"].startswith("application/json")
    return strict_json(reply.content)


def refusal(client: httpx.Client, path: str, query: str) -> tuple[int, Any]:
    reply = client.get(f"{path}?{query}")
    return reply.status_code, strict_json(reply.content)["detail"]


# The list


def test_no_streams_is_an_empty_list(client: httpx.Client) -> None:
    assert get(client, "/live/streams") == {"streams": [], "total": 0, "limit": 50, "offset": 0}


def test_a_summary_has_exactly_its_fields(client: httpx.Client) -> None:
    stream = post(client, bet(1, roundResult=2.0), bet(2, roundResult=5.0), heartbeat(3, roundResult=99))
    [summary] = get(client, "/live/streams")["streams"]
    assert summary.keys() == SUMMARY
    assert summary["id"] == stream == str(UUID(stream))
    assert (summary["server_seed_hashed"], summary["client_seed"]) == (HASH, CLIENT_SEED)
    assert (summary["total_bets"], summary["highest_multiplier"], summary["notes"]) == (2, 5.0, None)
    assert TIME.fullmatch(summary["created_at"])
    assert TIME.fullmatch(summary["last_seen_at"])
    assert summary["created_at"] <= summary["last_seen_at"]


def test_a_stream_of_heartbeats_has_no_multipliers(client: httpx.Client) -> None:
    stream = post(client, heartbeat(1))
    [summary] = get(client, "/live/streams")["streams"]
    assert (summary["total_bets"], summary["highest_multiplier"]) == (0, None)
    detail = get(client, f"/live/streams/{stream}")
    assert (detail["lowest_multiplier"], detail["average_multiplier"], detail["recent_bets"]) == (
        None,
        None,
        [],
    )


def test_streams_come_with_the_last_seen_first(client: httpx.Client) -> None:
    ids = []
    for seed in "abc":
        ids.append(post(client, bet(1, clientSeed=seed)))
        time.sleep(0.02)
    post(client, heartbeat(2, clientSeed="a"))
    listed = get(client, "/live/streams")["streams"]
    assert [stream["id"] for stream in listed] == [ids[0], ids[2], ids[1]]


def test_streams_seen_at_the_same_moment_come_by_id(client: httpx.Client) -> None:
    items = [bet(1, clientSeed=f"seed-{number}") for number in range(60)]
    assert client.post("/live/ingest", json=items).json()["accepted"] == 60
    listed = get(client, "/live/streams", limit=100)["streams"]
    keys = [(stream["last_seen_at"], stream["id"]) for stream in listed]
    assert keys == sorted(sorted(keys, key=lambda key: key[1]), key=lambda key: key[0], reverse=True)


def test_pages_of_streams_join_to_the_whole(client: httpx.Client) -> None:
    items = [bet(1, clientSeed=f"seed-{number}") for number in range(120)]
    assert client.post("/live/ingest", json=items).json()["accepted"] == 120
    first = get(client, "/live/streams")
    assert (len(first["streams"]), first["total"], first["limit"], first["offset"]) == (50, 120, 50, 0)
    pages = [get(client, "/live/streams", limit=37, offset=offset) for offset in range(0, 148, 37)]
    assert [len(page["streams"]) for page in pages] == [37, 37, 37, 9]
    joined = [stream["id"] for page in pages for stream in page["streams"]]
    assert len(set(joined)) == 120
    assert joined[:50] == [stream["id"] for stream in first["streams"]]
    beyond = get(client, "/live/streams", offset=120)
    assert (beyond["streams"], beyond["total"], beyond["offset"]) == ([], 120, 120)
    assert len(get(client, "/live/streams", limit=100)["streams"]) == 100


# The detail


def test_a_detail_is_the_summary_and_four_things_more(client: httpx.Client) -> None:
    stream = post(
        client, *(bet(number, roundResult=number / 2) for number in (4, 1, 12, 7, 9, 2, 3, 15, 8, 20, 6, 5))
    )
    detail = get(client, f"/live/streams/{stream}")
    [summary] = get(client, "/live/streams")["streams"]
    assert detail.keys() == DETAIL
    assert {name: detail[name] for name in SUMMARY} == summary
    assert (detail["highest_multiplier"], detail["lowest_multiplier"]) == (10.0, 0.5)
    assert detail["average_multiplier"] == pytest.approx(92 / 12 / 2)
    assert [item["nonce"] for item in detail["recent_bets"]] == [20, 15, 12, 9, 8, 7, 6, 5, 4, 3]
    assert all(item.keys() == BET for item in detail["recent_bets"])


def test_a_detail_carries_an_etag(client: httpx.Client) -> None:
    stream = post(client, bet())
    first = client.get(f"/live/streams/{stream}").headers["ETag"]
    assert re.fullmatch(r'(W/)?"[^"\s]+"', first)
    assert client.get(f"/live/streams/{stream}").headers["ETag"] == first


def test_an_id_in_capitals_is_the_same_id(client: httpx.Client) -> None:
    stream = post(client, bet())
    assert get(client, f"/live/streams/{stream.upper()}")["id"] == stream


STREAM_PATHS = [
    "/live/streams/{}",
    "/live/streams/{}/bets",
    "/live/streams/{}/tail?since_id=0",
    "/live/streams/{}/export.csv",
]


@pytest.mark.parametrize("path", STREAM_PATHS)
def test_an_unknown_stream_is_404_in_words(client: httpx.Client, path: str) -> None:
    for unknown in (UNKNOWN, str(uuid4())):
        reply = client.get(path.format(unknown))
        assert reply.status_code == 404
        assert reply.json() == {"detail": f"Stream with ID {unknown} not found"}


@pytest.mark.parametrize("path", STREAM_PATHS)
@pytest.mark.parametrize(
    "bad", ["1", "x", "null", UNKNOWN[:-1], UNKNOWN + "0", UNKNOWN.replace("1", "g"), "%20", "é", "%ff", "-"]
)
def test_an_id_that_is_no_uuid_is_422(client: httpx.Client, path: str, bad: str) -> None:
    reply = client.get(path.format(bad))
    # Bytes that are no UTF-8 are no path that exists.
    assert reply.status_code in ((404, 422) if bad == "%ff" else (422,))
    assert reply.json()["detail"]


# Pages of bets


def test_a_bet_has_exactly_its_fields(client: httpx.Client) -> None:
    stream = post(
        client,
        bet(7, id="abc", dateTime="2026-03-01T19:00:23.870+01:00", difficulty="HARD", roundTarget=None),
    )
    [item] = get(client, f"/live/streams/{stream}/bets")["bets"]
    assert item.keys() == BET
    received, number = item.pop("received_at"), item.pop("id")
    assert TIME.fullmatch(received)
    assert number >= 1
    assert item == {
        "antebot_bet_id": "abc",
        "date_time": "2026-03-01T18:00:23.870000Z",
        "nonce": 7,
        "amount": 0.5,
        "payout": 1.25,
        "difficulty": "hard",
        "round_target": None,
        "round_result": 34.68,
        "distance_prev_opt": None,
    }


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (None, None),
        ("rubbish", None),
        ("1969-12-31T23:59:59.000001Z", "1969-12-31T23:59:59.000001Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z"),
        ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
    ],
)
def test_times_far_away_read_back(client: httpx.Client, text: str | None, shown: str | None) -> None:
    stream = post(client, bet(dateTime=text))
    assert get(client, f"/live/streams/{stream}/bets")["bets"][0]["date_time"] == shown


def test_bets_come_by_nonce_then_by_arrival(client: httpx.Client) -> None:
    stream = post(client, bet(5, id="a"), bet(2, id="b"), bet(5, id="c"), bet(1, id="d"), bet(5, id="e"))
    answer = get(client, f"/live/streams/{stream}/bets")
    assert (answer["total"], answer["limit"], answer["offset"], answer["stream_id"]) == (5, 100, 0, stream)
    assert answer.keys() == {"bets", "total", "limit", "offset", "stream_id"}
    assert [item["antebot_bet_id"] for item in answer["bets"]] == ["d", "b", "a", "c", "e"]
    assert answer == get(client, f"/live/streams/{stream}/bets", order="nonce_asc")
    by_id = get(client, f"/live/streams/{stream}/bets", order="id_desc")["bets"]
    assert [item["antebot_bet_id"] for item in by_id] == ["e", "d", "c", "b", "a"]
    assert [item["id"] for item in by_id] == sorted((item["id"] for item in by_id), reverse=True)


@pytest.mark.parametrize("order", ["nonce_asc", "id_desc"])
def test_pages_of_bets_join_to_the_whole(client: httpx.Client, order: str) -> None:
    stream = post(client, *(bet(number * 7 % 253 + 1) for number in range(253)))
    whole = get(client, f"/live/streams/{stream}/bets", limit=1000, order=order)["bets"]
    assert len(whole) == 253
    joined = []
    for offset in range(0, 300, 50):
        page = get(client, f"/live/streams/{stream}/bets", limit=50, offset=offset, order=order)
        assert (page["total"], page["limit"], page["offset"]) == (253, 50, offset)
        joined += page["bets"]
    assert joined == whole
    assert len(get(client, f"/live/streams/{stream}/bets")["bets"]) == 100


def test_min_multiplier_compares_the_result_and_total_counts_what_passes(client: httpx.Client) -> None:
    stream = post(
        client, *(bet(number, roundResult=number / 4, payoutMultiplier=99) for number in range(1, 41))
    )
    path = f"/live/streams/{stream}/bets"
    for threshold, passing in ((0, 40), (0.25, 40), (5, 21), (5.0001, 20), (10, 1), (10.01, 0), (1e300, 0)):
        answer = get(client, path, min_multiplier=threshold, limit=3)
        assert (answer["total"], len(answer["bets"])) == (passing, min(3, passing))
        assert all(item["round_result"] >= threshold for item in answer["bets"])
    paged = get(client, path, min_multiplier=5, limit=2, offset=20, order="id_desc")
    assert [item["nonce"] for item in paged["bets"]] == [20]
    assert get(client, f"{path}?min_multiplier=")["total"] == 40


# Distances

RESULTS = [
    (3, 2.0),
    (1, 2.0),
    (9, 5.0),
    (4, 2.0),
    (4, 2.0),
    (12, 5.0),
    (7, 1.0),
    (20, 2.0),
    (2, 5.0),
    (15, 1.5),
    (30, 1.0),
]


def with_distances(bets: list[Json]) -> list[Json]:
    """The bets with their distances worked out the slow way."""
    last: dict[float, int] = {}
    done = []
    for item in sorted(bets, key=lambda item: (item["nonce"], item["id"])):
        result, nonce = item["round_result"], item["nonce"]
        done.append({**item, "distance_prev_opt": nonce - last[result] if result in last else None})
        last[result] = nonce
    return done


@pytest.fixture
def distances(client: httpx.Client) -> tuple[str, list[Json]]:
    """A stream, and its bets with their distances."""
    items = [bet(nonce, id=f"b{index}", roundResult=result) for index, (nonce, result) in enumerate(RESULTS)]
    stream = post(client, *items)
    # Another stream with the same results must not matter.
    post(client, *({**item, "clientSeed": "other", "nonce": item["nonce"] + 1} for item in items))
    return stream, with_distances(get(client, f"/live/streams/{stream}/bets")["bets"])


def test_distances_are_left_out_unless_asked_for(
    client: httpx.Client, distances: tuple[str, list[Json]]
) -> None:
    path = f"/live/streams/{distances[0]}/bets"
    for parameters in ({}, {"include_distance": "false"}):
        bets = get(client, path, **parameters)["bets"]
        assert {item["distance_prev_opt"] for item in bets} == {None}


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 100])
def test_distances_reach_across_page_borders(
    client: httpx.Client, distances: tuple[str, list[Json]], limit: int
) -> None:
    stream, expected = distances
    joined = []
    for offset in range(0, len(expected), limit):
        joined += get(
            client, f"/live/streams/{stream}/bets", limit=limit, offset=offset, include_distance="true"
        )["bets"]
    assert joined == expected


@pytest.mark.parametrize("limit", [1, 3, 100])
def test_distances_do_not_depend_on_order_or_filter(
    client: httpx.Client, distances: tuple[str, list[Json]], limit: int
) -> None:
    stream, expected = distances
    path = f"/live/streams/{stream}/bets"
    newest_first = sorted(expected, key=lambda item: item["id"], reverse=True)
    high = [item for item in expected if item["round_result"] >= 2]
    joined, filtered = [], []
    for offset in range(0, len(expected), limit):
        page = {"limit": limit, "offset": offset, "include_distance": "true"}
        joined += get(client, path, order="id_desc", **page)["bets"]
        filtered += get(client, path, min_multiplier=2, **page)["bets"]
    assert joined == newest_first
    assert filtered == high


@pytest.mark.parametrize("limit", [1, 3, 1000])
def test_the_tail_gives_distances_across_its_borders_too(
    client: httpx.Client, distances: tuple[str, list[Json]], limit: int
) -> None:
    stream, expected = distances
    joined, since = [], 0
    while True:
        answer = get(
            client, f"/live/streams/{stream}/tail", since_id=since, limit=limit, include_distance="true"
        )
        joined += answer["bets"]
        if not answer["has_more"]:
            break
        since = answer["last_id"]
    assert joined == sorted(expected, key=lambda item: item["id"])


# The tail


def test_the_tail_pages_through_new_bets_by_id(client: httpx.Client) -> None:
    stream = post(client, *(bet(nonce) for nonce in (9, 1, 8, 2, 7)))
    post(client, bet(1, clientSeed="other"), bet(2, clientSeed="other"))
    path = f"/live/streams/{stream}/tail"
    since, seen, sizes = 0, [], []
    while True:
        answer = get(client, path, since_id=since, limit=2)
        assert answer.keys() == {"bets", "last_id", "has_more"}
        seen += answer["bets"]
        sizes.append(len(answer["bets"]))
        assert answer["last_id"] == answer["bets"][-1]["id"]
        since = answer["last_id"]
        if not answer["has_more"]:
            break
    assert sizes == [2, 2, 1]
    assert [item["nonce"] for item in seen] == [9, 1, 8, 2, 7]
    assert all(item.keys() == BET for item in seen)
    assert get(client, path, since_id=since) == {"bets": [], "last_id": None, "has_more": False}
    post(client, bet(100))
    assert [item["nonce"] for item in get(client, path, since_id=since)["bets"]] == [100]


def test_the_tail_says_that_nothing_more_follows_a_page_that_is_just_full(client: httpx.Client) -> None:
    stream = post(client, bet(1), bet(2))
    assert get(client, f"/live/streams/{stream}/tail", since_id=0, limit=2)["has_more"] is False
    assert get(client, f"/live/streams/{stream}/tail", since_id=0, limit=1)["has_more"] is True


def test_the_tail_gives_a_thousand_at_once_by_default(client: httpx.Client) -> None:
    stream = post(client, *(bet(number) for number in range(1, 1003)))
    answer = get(client, f"/live/streams/{stream}/tail", since_id=0)
    assert (len(answer["bets"]), answer["has_more"]) == (1000, True)


def test_the_tail_far_beyond_the_end_is_empty(client: httpx.Client) -> None:
    stream = post(client, bet())
    for since in (2**62, 2**63 - 1):
        answer = get(client, f"/live/streams/{stream}/tail", since_id=since)
        assert answer == {"bets": [], "last_id": None, "has_more": False}


# Values out of range, in exact words


@pytest.fixture
def stream_path(client: httpx.Client) -> str:
    """The path of a stream with three bets."""
    return f"/live/streams/{post(client, bet(1), bet(2), bet(3))}"


@pytest.mark.parametrize(
    ("path", "query", "words"),
    [
        ("list", "limit=101", "Limit cannot exceed 100"),
        ("list", "limit=999999999999999999999999999999", "Limit cannot exceed 100"),
        ("list", "limit=0", "Limit must be at least 1"),
        ("list", "limit=-1", "Limit must be at least 1"),
        ("list", "offset=-1", "Offset cannot be negative"),
        ("bets", "limit=1001", "Limit cannot exceed 1000"),
        ("bets", "limit=0", "Limit must be at least 1"),
        ("bets", "limit=-99999999999999999999999", "Limit must be at least 1"),
        ("bets", "offset=-1", "Offset cannot be negative"),
        ("bets", "min_multiplier=-1", "min_multiplier cannot be negative"),
        ("bets", "min_multiplier=-0.001", "min_multiplier cannot be negative"),
        ("tail", "since_id=0&limit=1001", "Limit cannot exceed 1000"),
        ("tail", "since_id=0&limit=0", "Limit must be at least 1"),
        ("tail", "since_id=-1", "since_id cannot be negative"),
        ("tail", "since_id=-99999999999999999999999", "since_id cannot be negative"),
    ],
)
def test_a_value_out_of_range_is_400_in_exact_words(
    client: httpx.Client, stream_path: str, path: str, query: str, words: str
) -> None:
    address = {"list": "/live/streams", "bets": f"{stream_path}/bets", "tail": f"{stream_path}/tail"}[path]
    assert refusal(client, address, query) == (400, words)


@pytest.mark.parametrize(
    ("path", "query", "name"),
    [
        ("list", "limit=abc", "limit"),
        ("list", "limit=1.5", "limit"),
        ("list", "limit=true", "limit"),
        ("list", "limit=0x10", "limit"),
        ("list", "offset=abc", "offset"),
        ("list", "offset=1e3", "offset"),
        ("bets", "limit=ten", "limit"),
        ("bets", "offset=%00", "offset"),
        ("bets", "offset=%ff", "offset"),
        ("bets", "min_multiplier=abc", "min_multiplier"),
        ("bets", "min_multiplier=1,5", "min_multiplier"),
        ("bets", "order=nonce_desc", "order"),
        ("bets", "order=NONCE_ASC", "order"),
        ("bets", "order=id;drop%20table", "order"),
        ("bets", "include_distance=perhaps", "include_distance"),
        ("tail", "", "since_id"),
        ("tail", "limit=5", "since_id"),
        ("tail", "since_id=abc", "since_id"),
        ("tail", "since_id=1.5", "since_id"),
        ("tail", "since_id=", "since_id"),
        ("tail", "since_id=0&limit=x", "limit"),
    ],
)
def test_a_value_of_another_kind_is_422_and_named(
    client: httpx.Client, stream_path: str, path: str, query: str, name: str
) -> None:
    address = {"list": "/live/streams", "bets": f"{stream_path}/bets", "tail": f"{stream_path}/tail"}[path]
    status, details = refusal(client, address, query)
    assert status == 422
    assert [entry["loc"] for entry in details] == [["query", name]]
    assert all(entry.keys() == {"type", "loc", "msg", "input"} for entry in details)


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "NaN", "Infinity", "1e999", "-1e999"])
def test_a_multiplier_that_is_not_finite_is_refused(
    client: httpx.Client, stream_path: str, value: str
) -> None:
    status, _ = refusal(client, f"{stream_path}/bets", f"min_multiplier={value}")
    assert status in (400, 422)


@pytest.mark.parametrize(
    "query",
    [
        "limit=&offset=",
        "limit=1&limit=2",
        "offset=9223372036854775807",
        "offset=9223372036854775808",
        "offset=999999999999999999999999999999",
        "offset=" + "9" * 5000,
        "limit=" + "9" * 5000,
        "since_id=9223372036854775808",
        "since_id=999999999999999999999999999999",
        "since_id=" + "9" * 5000,
        "min_multiplier=-0",
        "min_multiplier=" + "9" * 400,
        "unknown=1",
        "=&&==&%",
        "%zz=1",
        "a[]=1&limit[]=2",
        "limit=%31",
        "limit=+5",
        "limit=%205",
        "limit=１",
        "order=",
        "order=%00",
        "include_distance=",
        "include_distance=1",
        "x" * 8000,
    ],
    ids=lambda query: query[:30],
)
def test_no_query_makes_a_server_error(client: httpx.Client, stream_path: str, query: str) -> None:
    for path in ("/live/streams", stream_path, f"{stream_path}/bets", f"{stream_path}/export.csv"):
        assert client.get(f"{path}?{query}").status_code in (200, 400, 422)
    tail_query = query if query.startswith("since_id") else f"since_id=0&{query}"
    assert client.get(f"{stream_path}/tail?{tail_query}").status_code in (200, 400, 422)


def test_an_offset_beyond_every_integer_is_an_empty_page_or_refused(
    client: httpx.Client, stream_path: str
) -> None:
    for offset in (2**63 - 1, 2**63, 10**30):
        reply = client.get(f"{stream_path}/bets", params={"offset": str(offset)})
        assert reply.status_code in (200, 400, 422)
        if reply.status_code == 200:
            assert (reply.json()["bets"], reply.json()["total"]) == ([], 3)


def test_totals_too_large_for_a_float_still_read_as_json(client: httpx.Client) -> None:
    stream = post(
        client, *(bet(number, amount=1.7e308, payout=1.7e308, roundResult=1.7e308) for number in (1, 2, 3))
    )
    detail = get(client, f"/live/streams/{stream}")
    assert detail["highest_multiplier"] == 1.7e308
    assert detail["average_multiplier"] is None or math.isfinite(detail["average_multiplier"])
    assert get(client, "/live/streams")["total"] == 1
    assert len(get(client, f"/live/streams/{stream}/bets")["bets"]) == 3


@pytest.mark.parametrize(
    "path",
    [
        "/live/streams",
        f"/live/streams/{UNKNOWN}",
        f"/live/streams/{UNKNOWN}/bets",
        f"/live/streams/{UNKNOWN}/tail",
    ],
)
def test_reading_needs_the_token(client: httpx.Client, path: str) -> None:
    for headers in ({"X-Ingest-Token": ""}, {"X-Ingest-Token": "wrong"}):
        assert client.get(path, headers=headers).status_code == 401


def test_seeds_and_ids_of_any_script_read_back(client: httpx.Client) -> None:
    odd = "üñ\U0001f600\u2028\"'<>\\/"
    stream = post(client, bet(1, id=odd, clientSeed=odd, serverSeedHashed=odd))
    detail = get(client, f"/live/streams/{stream}")
    assert (detail["client_seed"], detail["server_seed_hashed"]) == (odd, odd)
    assert detail["recent_bets"][0]["antebot_bet_id"] == odd


# Gaps


def test_gaps_are_the_rounds_that_neither_bets_nor_heartbeats_told_of(client: httpx.Client) -> None:
    stream_id = post(client, bet(9), bet(3), heartbeat(5), bet(5, id="again"), heartbeat(3))
    assert get(client, f"/live/streams/{stream_id}/gaps") == {
        "first_nonce": 3,
        "last_nonce": 9,
        "recorded": 3,
        "missing": 4,
        "ranges": [[4, 4], [6, 8]],
        "truncated": False,
    }
    post(client, heartbeat(2**63 - 1), bet(7))
    told = get(client, f"/live/streams/{stream_id}/gaps")
    assert (told["recorded"], told["ranges"]) == (5, [[4, 4], [6, 6], [8, 8], [10, 2**63 - 2]])
    assert told["missing"] == 2**63 - 1 - 3 + 1 - 5


def test_the_first_thousand_ranges_are_listed_and_all_counted(client: httpx.Client) -> None:
    stream_id = post(client, *(heartbeat(2 * number) for number in range(1, 1003)))
    told = get(client, f"/live/streams/{stream_id}/gaps")
    assert (len(told["ranges"]), told["missing"], told["truncated"]) == (1000, 1001, True)
    assert told["ranges"][-1] == [2000 + 1, 2000 + 1]


def test_gaps_are_of_a_stream_that_is_there(client: httpx.Client) -> None:
    reply = client.get(f"/live/streams/{UNKNOWN}/gaps")
    assert (reply.status_code, reply.json()) == (404, {"detail": f"Stream with ID {UNKNOWN} not found"})
    assert client.get("/live/streams/none/gaps").status_code == 422
    assert client.post(f"/live/streams/{UNKNOWN}/gaps", json={}).status_code == 405
