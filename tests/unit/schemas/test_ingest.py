"""What bots post, and whatever else comes in its place."""

import re
from dataclasses import replace
from math import copysign, inf, nan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveapp.domain.bets import MAX_NONCE, Bet, Heartbeat, SeedPair
from liveapp.schemas import ingest
from liveapp.schemas.ingest import Unprocessable, parse_observation, parse_time_us, sentence
from tests.bets import CLIENT_SEED, HASH, bet, heartbeat, without

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(), children, max_size=3),
    max_leaves=10,
)
FIELDS = (*bet(), "payoutMultiplier", "currency", "type")


def test_a_bet_is_taken_with_every_field() -> None:
    posted = bet(7, payoutMultiplier=2.5, currency="btc", difficulty="Expert", somethingElse=1)
    assert parse_observation(posted) == Bet(
        seeds=SeedPair(HASH, CLIENT_SEED),
        antebot_bet_id="bet-7",
        nonce=7,
        amount=0.5,
        payout=1.25,
        difficulty="expert",
        round_result=34.68,
        round_target=1.63,
        payout_multiplier=2.5,
        currency="btc",
        date_time_us=1_772_388_023_870_000,
    )


def test_a_heartbeat_is_taken_in_any_case_and_needs_no_bet() -> None:
    assert parse_observation(heartbeat(3, type="HeartBeat")) == Heartbeat(
        SeedPair(HASH, CLIENT_SEED), 3, 1.63
    )


def test_the_payout_multiplier_stands_in_for_a_missing_result() -> None:
    observed = parse_observation(without(bet(payoutMultiplier=2.0), "roundResult"))
    assert isinstance(observed, Bet)
    assert observed.is_stand_in
    assert replace(observed, is_stand_in=False) == parse_observation(
        bet(payoutMultiplier=2.0, roundResult=2.0)
    )
    watched = parse_observation(without(heartbeat(3, payoutMultiplier=2.0, difficulty="HARD"), "roundResult"))
    assert watched == Heartbeat(SeedPair(HASH, CLIENT_SEED), 3, 2.0, "hard", is_stand_in=True)
    with pytest.raises(Unprocessable, match=r"^roundResult: Field required"):
        parse_observation(without(bet(), "roundResult"))


def test_a_negative_zero_loses_its_sign() -> None:
    observed = parse_observation(bet(amount=-0.0, payout=-0.0, roundResult=-0.0, payoutMultiplier=-0.0))
    assert isinstance(observed, Bet)
    for value in (observed.amount, observed.payout, observed.round_result, observed.payout_multiplier):
        assert copysign(1, value or 0.0) == 1


@pytest.mark.parametrize("body", [None, True, 1, "bet", "", [], [bet()], {}, {"type": "heartbeat"}])
def test_what_is_no_observation_is_refused(body: object) -> None:
    with pytest.raises(Unprocessable):
        parse_observation(body)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", "spin"),
        ("type", None),
        ("id", ""),
        ("id", "x" * 201),
        ("id", "a\0b"),
        ("id", "\ud800"),
        ("id", 5),
        ("clientSeed", "\udfff"),
        ("serverSeedHashed", ""),
        ("nonce", 0),
        ("nonce", -1),
        ("nonce", MAX_NONCE + 1),
        ("nonce", 1.0),
        ("nonce", "1"),
        ("nonce", True),
        ("amount", -0.01),
        ("amount", nan),
        ("amount", inf),
        ("amount", 10**400),
        ("amount", "1"),
        ("payout", -1),
        ("payout", None),
        ("difficulty", "impossible"),
        ("difficulty", None),
        ("roundTarget", 0),
        ("roundResult", -1),
        ("roundResult", nan),
        ("currency", "x" * 17),
        ("dateTime", 5),
    ],
)
def test_a_value_that_does_not_fit_is_refused(field: str, value: object) -> None:
    with pytest.raises(Unprocessable) as refused:
        parse_observation(bet(**{field: value}))
    assert str(refused.value)


@given(body=JSON)
def test_any_json_is_an_observation_or_refused(body: object) -> None:
    with pytest.raises(Unprocessable):
        parse_observation(body)


@given(field=st.sampled_from(FIELDS), value=JSON)
def test_any_value_in_a_bets_field_is_taken_or_refused(field: str, value: Any) -> None:
    try:
        observed = parse_observation(bet(**{field: value}))
    except Unprocessable:
        return
    assert 1 <= observed.nonce <= MAX_NONCE
    assert 0 <= observed.round_result < inf


@pytest.mark.parametrize(
    ("text", "time_us"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T00:00:00", 0),
        ("1970-01-01T02:00:00.000001+02:00", 1),
        ("1969-12-31T23:59:59.999999Z", -1),
        ("1970-01-01", 0),
        (None, None),
        ("", None),
        ("yesterday", None),
        ("2026-02-30T00:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-14:00", None),
    ],
)
def test_times_count_in_utc_and_what_cannot_be_read_as_none(text: str | None, time_us: int | None) -> None:
    assert parse_time_us(text) == time_us


def test_errors_in_one_line_name_the_place_without_where_the_input_stood() -> None:
    with pytest.raises(Unprocessable) as refused:
        parse_observation(without(bet(), "id", "nonce"))
    assert re.fullmatch(r"nonce: Field required; id: Field required", str(refused.value))
    assert isinstance(refused.value.detail, list)
    assert all(one["loc"][0] == "body" for one in refused.value.detail)
    assert sentence([{"loc": ("body",), "msg": "Input should be an object"}]) == "Input should be an object"
    assert sentence([]) == ""


ODD = st.sampled_from(
    [
        None,
        True,
        0,
        -0.0,
        1,
        1.0,
        -1,
        2**63,
        10**400,
        nan,
        inf,
        5e-324,
        "",
        "a",
        "é",
        "a\0",
        "\ud800",
        "a\n",
        "a" * 16,
    ]
) | st.sampled_from(
    [
        "a" * 17,
        "a" * 200,
        "a" * 201,
        "easy",
        "Easy",
        "bet",
        "BET",
        "heartbeat",
        "2026-03-01T18:00:23.870Z",
        [],
        {},
    ]
)


@given(
    changes=st.dictionaries(st.sampled_from(FIELDS), ODD, max_size=4),
    left_out=st.sets(st.sampled_from(FIELDS), max_size=2),
)
def test_the_short_way_of_plain_bets_gives_what_the_long_way_gives(
    changes: dict[str, Any], left_out: set[str]
) -> None:
    body = {name: value for name, value in bet(**changes).items() if name not in left_out}
    assert outcome(parse_observation, body) == outcome(ingest._observation, body)


def outcome(read: Any, body: object) -> str:
    try:
        return repr(read(body))  # tells 1 from 1.0, and 0.0 from -0.0
    except Unprocessable as error:
        return repr(error.detail)
