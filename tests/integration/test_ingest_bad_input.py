"""Bets and heartbeats that are refused: 422, in words, and nothing is left behind."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.bets import bet, heartbeat, without
from tests.http_client import strict_json

Tables = Callable[[], dict[str, int]]

NONCE = "Nonce must be greater than or equal to 1"
AMOUNT = "Amount must be greater than or equal to 0"
PAYOUT = "Payout must be greater than or equal to 0"
EMPTY = {"streams": 0, "bets": 0, "rounds": 0}


class Literal(float):
    """A number that is written into JSON letter by letter."""

    def __new__(cls, text: str) -> "Literal":
        made = super().__new__(cls, 0)
        made.text = text
        return made

    text: str


def wire(item: object) -> bytes:
    """JSON in ASCII, lone surrogates as escapes, literals as they are."""
    if isinstance(item, Literal):
        return item.text.encode()
    if isinstance(item, dict):
        return b"{" + b",".join(wire(key) + b":" + wire(value) for key, value in item.items()) + b"}"
    if isinstance(item, list):
        return b"[" + b",".join(map(wire, item)) + b"]"
    return json.dumps(item).encode()


def refused(client: httpx.Client, item: object) -> list[dict[str, Any]]:
    """What is wrong with this body, which must get a 422; a plain text counts as one entry's `msg`."""
    reply = client.post("/live/ingest", content=wire(item), headers={"Content-Type": "application/json"})
    assert reply.status_code == 422, f"{wire(item)!r}: {reply.text}"
    details = strict_json(reply.content)["detail"]
    assert details
    if isinstance(details, str):
        return [{"msg": details, "loc": []}]
    for entry in details:
        assert entry.keys() == {"type", "loc", "msg", "input"}
        assert entry["loc"][0] == "body"
    return list(details)


def text_of(client: httpx.Client, item: object) -> str:
    """The plain text of the 422 that this body gets."""
    [entry] = refused(client, item)
    assert not entry["loc"]
    return str(entry["msg"])


OVERFLOWS = (Literal("1e999"), Literal("-1e999"), Literal("1" + "0" * 400))
NOT_NUMBERS = ("1", "", "abc", True, False, [], [1], {}, "1.5")

WRONG: dict[str, tuple[object, ...]] = {
    "type": ("other", "", "bets", "heart beat", "bet ", 1, True, [], {}, "bet\x00", "\ud800"),
    "id": (
        None,
        1,
        1.5,
        True,
        [],
        {},
        "",
        "x" * 201,
        "\U0001f600" * 201,
        "a\x00b",
        "\x00",
        "a\ud800",
        "\udfff",
    ),
    "nonce": (
        None,
        0,
        -1,
        -(2**63),
        2**63,
        2**64,
        10**30,
        1.5,
        1.0,
        1e20,
        Literal("1E0"),
        *NOT_NUMBERS,
        *OVERFLOWS,
    ),
    "amount": (None, -1, -0.1, -5e-324, *NOT_NUMBERS, *OVERFLOWS),
    "payout": (None, -1, -0.1, -5e-324, *NOT_NUMBERS, *OVERFLOWS),
    "difficulty": (None, "", "impossible", "easy ", "ea\u017fy", "e", 1, True, [], {}, "easy\x00", "\ud800"),
    "roundTarget": (0, -1, -0.0, -5e-324, *NOT_NUMBERS, *OVERFLOWS),
    "roundResult": (None, -1, -0.1, *NOT_NUMBERS, *OVERFLOWS),
    "payoutMultiplier": (-1, -0.1, *NOT_NUMBERS, *OVERFLOWS),
    "currency": ("x" * 17, 1, True, [], {}, "b\x00", "\ud800", "\udc00\ud800"),
    "clientSeed": (None, 1, True, [], {}, "", "x" * 201, "a\x00b", "\ud800", "x\udbff"),
    "serverSeedHashed": (None, 1, True, [], {}, "", "x" * 201, "a\x00b", "\ud800", "x\udbff"),
}
CASES = [(field, value) for field, values in WRONG.items() for value in values]


def case_name(value: object) -> str:
    shown = value.text if isinstance(value, Literal) else ascii(value)
    return shown[:20]


@pytest.mark.parametrize("field", WRONG)
def test_a_wrong_value_is_422_and_leaves_nothing_behind(
    client: httpx.Client, tables: Tables, field: str
) -> None:
    for value in WRONG[field]:
        details = refused(client, bet(**{field: value}))
        # A type that chooses no schema, or a result that is simply missing, may be told of the whole body.
        if field != "type" and (field, value) != ("roundResult", None) and details[0]["loc"]:
            assert {entry["loc"][-1] for entry in details} == {field}, case_name(value)
        assert tables() == EMPTY, case_name(value)


@pytest.mark.parametrize(
    "field", ["id", "nonce", "amount", "payout", "difficulty", "clientSeed", "serverSeedHashed"]
)
def test_a_missing_field_is_422_and_named(client: httpx.Client, tables: Tables, field: str) -> None:
    [entry] = refused(client, without(bet(), field))
    assert (entry["type"], entry["loc"][-1]) == ("missing", field)
    assert tables() == EMPTY


@pytest.mark.parametrize(
    "item",
    [
        without(bet(), "roundResult"),
        bet(roundResult=None),
        bet(roundResult=None, payoutMultiplier=None),
        {**without(bet(), "roundResult"), "payoutMultiplier": None},
        without(heartbeat(), "roundResult"),
        heartbeat(roundResult=None),
    ],
)
def test_a_round_without_any_result_is_422(
    client: httpx.Client, tables: Tables, item: dict[str, Any]
) -> None:
    refused(client, item)
    assert tables() == EMPTY


@pytest.mark.parametrize("value", [-1, -0.1])
def test_a_wrong_result_is_not_healed_by_a_payout_multiplier(client: httpx.Client, value: float) -> None:
    refused(client, bet(roundResult=value, payoutMultiplier=2))


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("nonce", 0, NONCE),
        ("nonce", -1, NONCE),
        ("nonce", -(2**63) - 1, NONCE),
        ("nonce", 2**63, NONCE),
        ("amount", -1, AMOUNT),
        ("amount", -1e-300, AMOUNT),
        ("payout", -1, PAYOUT),
        ("payout", -0.5, PAYOUT),
    ],
)
def test_the_words_of_a_refusal_are_exact(client: httpx.Client, field: str, value: float, text: str) -> None:
    assert text_of(client, bet(**{field: value})) == text


def test_of_several_wrong_numbers_one_is_told_in_its_exact_words(client: httpx.Client) -> None:
    assert text_of(client, bet(nonce=0, amount=-1, payout=-1)) in {NONCE, AMOUNT, PAYOUT}


def test_a_number_out_of_range_beside_a_field_of_another_kind_is_422(client: httpx.Client) -> None:
    assert refused(client, bet(nonce=0, id=5))


@pytest.mark.parametrize("field", ["nonce", "clientSeed", "serverSeedHashed", "roundResult"])
def test_heartbeats_follow_the_same_rules(client: httpx.Client, tables: Tables, field: str) -> None:
    for value in WRONG[field]:
        details = refused(client, heartbeat(**{field: value}))
        if field == "nonce" and value in (0, -1) and not isinstance(value, bool | float):
            assert [entry["msg"] for entry in details] == [NONCE], case_name(value)
        assert tables() == EMPTY, case_name(value)


@pytest.mark.parametrize("field", ["nonce", "clientSeed", "serverSeedHashed"])
def test_a_heartbeat_needs_its_fields(client: httpx.Client, field: str) -> None:
    assert refused(client, without(heartbeat(), field))[0]["loc"][-1] == field


@pytest.mark.parametrize("item", [None, True, 1, 1.5, "x", "", {}])
def test_a_body_that_is_no_bet_at_all_is_422(client: httpx.Client, tables: Tables, item: object) -> None:
    refused(client, item)
    assert tables() == EMPTY


def test_no_type_but_a_wrong_one_makes_no_stream(client: httpx.Client, tables: Tables) -> None:
    refused(client, heartbeat(type="heartbeats"))
    refused(client, heartbeat(type=None, roundResult=None))
    assert tables() == EMPTY


@pytest.mark.parametrize(
    "item",
    [
        bet(dateTime="2026\x00"),
        bet(dateTime="\ud800"),
        bet(dateTime=5),
        bet(dateTime=True),
        bet(dateTime=[]),
        bet(dateTime=Literal("1e999")),
        bet(unknown="\ud800\x00"),
        {**bet(), "\ud800": 1},
        {**bet(), "a\x00": 1},
        bet(unknown=Literal("1e999")),
    ],
    ids=range(10),
)
def test_oddities_that_may_be_ignored_or_refused_are_never_a_server_error(
    client: httpx.Client, tables: Tables, item: dict[str, Any]
) -> None:
    reply = client.post("/live/ingest", content=wire(item), headers={"Content-Type": "application/json"})
    assert reply.status_code in (200, 400, 422)
    strict_json(reply.content)
    assert tables()["bets"] == (reply.status_code == 200)


def test_a_refused_bet_does_not_touch_a_stream_that_exists(client: httpx.Client, service: Any) -> None:
    client.post("/live/ingest", json=bet())
    before = service.reader.streams()
    for field, value in CASES:
        if field not in ("clientSeed", "serverSeedHashed"):
            refused(client, bet(2, **{field: value}))
    assert service.reader.streams() == before


def test_a_repeated_key_never_mixes_two_bets(client: httpx.Client, tables: Tables) -> None:
    body = wire(bet())[:-1] + b', "nonce": 0}'
    reply = client.post("/live/ingest", content=body, headers={"Content-Type": "application/json"})
    assert reply.status_code in (400, 422)
    assert tables() == EMPTY
