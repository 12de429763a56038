"""Batches: one transaction, and a bad item never fails the others."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.bets import Json, bet, heartbeat, without
from tests.http_client import strict_json
from tests.integration.test_ingest_bad_input import EMPTY, WRONG, Literal, case_name, wire

Tables = Callable[[], dict[str, int]]


def post(client: httpx.Client, items: object) -> httpx.Response:
    return client.post("/live/ingest", content=wire(items), headers={"Content-Type": "application/json"})


def answer_to(client: httpx.Client, items: list[object] | list[Json]) -> dict[str, Any]:
    reply = post(client, items)
    assert reply.status_code == 200, reply.text
    answer: dict[str, Any] = strict_json(reply.content)
    assert answer.keys() == {"accepted", "duplicates", "rejected"}
    assert answer["accepted"] + answer["duplicates"] + len(answer["rejected"]) == len(items)
    for entry in answer["rejected"]:
        assert entry.keys() == {"index", "id", "detail"}
        assert isinstance(entry["detail"], str)
        assert entry["detail"]
    return answer


@pytest.mark.parametrize("size", [1, 2, 499, 500])
def test_a_batch_of_up_to_500_is_taken(client: httpx.Client, tables: Tables, size: int) -> None:
    items = [bet(number) for number in range(1, size + 1)]
    assert answer_to(client, items) == {"accepted": size, "duplicates": 0, "rejected": []}
    assert answer_to(client, items) == {"accepted": 0, "duplicates": size, "rejected": []}
    assert tables() == {"streams": 1, "bets": size, "rounds": size}


def test_a_batch_of_501_is_413_and_stores_nothing(client: httpx.Client, tables: Tables) -> None:
    assert post(client, [bet(number) for number in range(1, 502)]).status_code == 413
    assert post(client, [1] * 501).status_code == 413
    assert tables() == EMPTY


def test_an_empty_batch_is_422(client: httpx.Client) -> None:
    reply = post(client, [])
    assert reply.status_code == 422
    assert reply.json()["detail"][0]["loc"][0] == "body"


def test_bets_and_heartbeats_of_many_streams_mix(client: httpx.Client, tables: Tables) -> None:
    items = [bet(1), heartbeat(1), heartbeat(2), bet(2), bet(1, clientSeed="other"), bet(1), heartbeat(9)]
    assert answer_to(client, items) == {"accepted": 5, "duplicates": 2, "rejected": []}
    assert tables() == {"streams": 2, "bets": 3, "rounds": 4}


def test_a_batch_keeps_its_order(client: httpx.Client, service: Any, database: Any) -> None:
    answer_to(client, [bet(nonce) for nonce in (5, 1, 9, 3)])
    rows = database(service).execute("SELECT nonce FROM live_bets ORDER BY id").fetchall()
    assert [row["nonce"] for row in rows] == [5, 1, 9, 3]


def test_bad_items_are_named_by_index_and_id_and_hurt_no_other(client: httpx.Client, tables: Tables) -> None:
    items: list[object] = [
        bet(1),
        bet(2, nonce=0),
        heartbeat(3),
        bet(4, amount=-1),
        bet(5, id=5),
        heartbeat(6, nonce=-1),
        None,
        7,
        "x",
        [bet(8)],
        {},
        bet(9, type="other"),
        bet(10),
    ]
    answer = answer_to(client, items)
    assert (answer["accepted"], answer["duplicates"]) == (3, 0)
    rejected = [(entry["index"], entry["id"]) for entry in answer["rejected"]]
    assert rejected == [
        (1, "bet-2"),
        (3, "bet-4"),
        (4, None),
        (5, None),
        (6, None),
        (7, None),
        (8, None),
        (9, None),
        (10, None),
        (11, "bet-9"),
    ]
    details = {entry["index"]: entry["detail"] for entry in answer["rejected"]}
    assert "Nonce must be greater than or equal to 1" in details[1]
    assert "Amount must be greater than or equal to 0" in details[3]
    assert "Nonce must be greater than or equal to 1" in details[5]
    assert tables() == {"streams": 1, "bets": 2, "rounds": 3}


@pytest.mark.parametrize("field", WRONG)
def test_one_wrong_value_of_any_kind_is_rejected_alone(
    client: httpx.Client, tables: Tables, field: str
) -> None:
    for number, value in enumerate(WRONG[field], 1):
        right = {"clientSeed": f"stream {number}"}
        answer = answer_to(client, [bet(1, **right), bet(2, **{**right, field: value}), bet(3, **right)])
        rejected = [entry["index"] for entry in answer["rejected"]]
        assert (answer["accepted"], rejected) == (2, [1]), case_name(value)
        expected = {"streams": number, "bets": 2 * number, "rounds": 2 * number}
        assert tables() == expected, case_name(value)


def test_a_rejected_item_leaves_no_stream_of_its_own(client: httpx.Client, tables: Tables) -> None:
    answer_to(client, [bet(1, nonce=0, clientSeed="only here"), bet(2)])
    assert tables() == {"streams": 1, "bets": 1, "rounds": 1}


def test_a_batch_of_bad_items_stores_nothing(client: httpx.Client, tables: Tables) -> None:
    answer = answer_to(client, [without(bet(number), "nonce") for number in range(1, 101)])
    assert (answer["accepted"], len(answer["rejected"])) == (0, 100)
    assert tables() == EMPTY


def test_rejected_items_come_in_the_order_of_their_index(client: httpx.Client) -> None:
    answer = answer_to(client, [bet(number, amount=-(number % 2)) for number in range(1, 101)])
    assert [entry["index"] for entry in answer["rejected"]] == list(range(0, 100, 2))
    assert [entry["id"] for entry in answer["rejected"]] == [f"bet-{number}" for number in range(1, 101, 2)]


def test_an_item_whose_id_cannot_be_sent_back_does_not_break_the_reply(client: httpx.Client) -> None:
    answer = answer_to(
        client, [bet(1, id="\ud800"), bet(2, id="x" * 1000, amount=-1), bet(3, id=Literal("1e999"))]
    )
    assert [entry["index"] for entry in answer["rejected"]] == [0, 1, 2]


def test_duplicates_within_a_batch_and_before_it_are_counted(client: httpx.Client) -> None:
    client.post("/live/ingest", json=bet(1))
    answer = answer_to(client, [bet(1), bet(2), bet(2), bet(3), heartbeat(3), heartbeat(4), heartbeat(4)])
    assert answer == {"accepted": 3, "duplicates": 4, "rejected": []}


def test_a_number_that_is_no_json_fails_the_whole_batch(client: httpx.Client, tables: Tables) -> None:
    assert post(client, [bet(1), bet(2, amount=Literal("NaN"))]).status_code == 400
    assert tables() == EMPTY


def test_long_ids_and_seeds_fit_into_a_full_batch(client: httpx.Client) -> None:
    items = [bet(number, id=f"{number:0200}", clientSeed="s" * 200) for number in range(1, 501)]
    assert answer_to(client, items)["accepted"] == 500


def test_streams_totals_grow_with_the_batch(client: httpx.Client, service: Any) -> None:
    answer_to(client, [bet(number, amount=0.25, payout=0.5, roundResult=number) for number in range(1, 101)])
    [stream], _ = service.reader.streams()
    assert (stream.total_bets, stream.highest_multiplier, stream.lowest_multiplier) == (100, 100.0, 1.0)
    (total,) = stream.totals
    assert (total.wagered, total.paid_out, stream.sum_multipliers) == (25.0, 50.0, 5050.0)
