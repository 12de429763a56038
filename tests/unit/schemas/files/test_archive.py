"""Records of the casino's archive become what a bot would have posted."""

from typing import Any

import pytest

from liveapp.domain.bets import Bet
from liveapp.domain.pump import MULTIPLIERS
from liveapp.schemas.files.archive import pump_payload
from liveapp.schemas.files.items import OTHER_GAME, LeftOut, read_value
from tests.imports import record
from tests.values import PAIR


def bet_of(value: dict[str, Any]) -> Bet:
    bet = read_value(value)
    assert isinstance(bet, Bet), bet
    return bet


def detail_of(value: dict[str, Any]) -> str:
    found = read_value(value)
    assert isinstance(found, LeftOut), found
    return found.detail


def test_a_record_becomes_a_bet() -> None:
    bet = bet_of(record(7, {"difficulty": "Expert", "round": 3, "roundTarget": None, "roundResult": 9}))
    assert bet == Bet(
        PAIR,
        "bet-7",
        7,
        0.5,
        0.815,
        "expert",
        round_result=400.02,
        round_target=4.95,
        payout_multiplier=1.63,
        currency="usdc",
        date_time_us=1_769_580_193_330_000,
    )


def test_what_is_nobodys_business_is_not_even_looked_at() -> None:
    payload = pump_payload(record(1))
    assert "PRIVATE" not in repr(payload)
    assert "192.0.2.1" not in repr(payload)


@pytest.mark.parametrize(("difficulty", "table"), MULTIPLIERS.items())
def test_every_round_of_a_table_has_its_multiplier(difficulty: str, table: tuple[float, ...]) -> None:
    for number, multiplier in enumerate(table):
        bet = bet_of(record(1, {"difficulty": difficulty, "roundTarget": number, "roundResult": number}))
        assert (bet.round_target, bet.round_result) == (multiplier, multiplier)


@pytest.mark.parametrize("number", [-1, 16, 1.5, True, "3", [3], 10**30])
def test_a_round_that_the_table_does_not_have_is_refused_in_words(number: object) -> None:
    detail = detail_of(record(1, {"difficulty": "expert", "roundResult": number}))
    assert "is no round of expert, which has 0 to 15" in detail


def test_multipliers_that_are_named_count_more_than_numbers_of_rounds() -> None:
    state = {"difficulty": "easy", "round": 1, "roundTargetMultiplier": 1.75, "roundResultMultiplier": 24.5}
    bet = bet_of(record(1, state | {"roundResult": 2, "roundTarget": 3}))
    assert (bet.round_target, bet.round_result) == (1.75, 24.5)


def test_a_target_counts_more_than_the_round_that_was_played_to() -> None:
    assert bet_of(record(1, {"difficulty": "easy", "round": 1, "roundTarget": 2})).round_target == 1.07


def test_without_a_result_what_was_paid_stands_in() -> None:
    bet = bet_of(record(1, {"difficulty": "expert", "round": 1}, payoutMultiplier=0))
    assert bet.is_stand_in
    assert bet.round_result == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"gameName": "plinko", "statePump": None, "statePlinko": {"rows": 8}},
        {"gameName": None, "statePump": None},
        {"gameName": "pumpkin", "statePump": None, "state": {"difficulty": "easy"}},
        {"gameName": {"name": "pump"}, "statePump": None},
    ],
)
def test_rounds_of_other_games_are_told_apart(changes: dict[str, Any]) -> None:
    assert read_value(record(1, **changes)) is OTHER_GAME


@pytest.mark.parametrize(
    "changes",
    [
        {"gameName": "slots"},
        {"gameName": "PUMP", "statePump": None, "state": {"difficulty": "expert"}},
        {"gameName": None, "game": "Pump", "statePump": None, "state": {"difficulty": "expert"}},
    ],
)
def test_pump_is_known_by_its_state_or_its_name_in_any_case(changes: dict[str, Any]) -> None:
    assert bet_of(record(1, **changes)).difficulty == "expert"


def test_a_round_that_goes_on_is_refused() -> None:
    assert detail_of(record(1, active=True)) == "The round is not over"


@pytest.mark.parametrize("name", ["serverSeedHash", "serverSeedHashed"])
def test_both_spellings_of_the_hash_are_read(name: str) -> None:
    value = record(1, serverSeedHash=None)
    value["data"][name] = "a" * 64
    assert bet_of(value).seeds.server_seed_hashed == "a" * 64


@pytest.mark.parametrize(
    ("created", "expected_us"),
    [
        (1769580193330, 1_769_580_193_330_000),
        (1769580193330.5, 1_769_580_193_330_500),
        ("2026-01-28T06:03:13.330Z", 1_769_580_193_330_000),
        (None, 1_769_580_193_330_000),
        ("yesterday", 1_769_580_193_330_000),
        (10**20, 1_769_580_193_330_000),
        (1e400, 1_769_580_193_330_000),
        (True, 1_769_580_193_330_000),
    ],
)
def test_a_time_is_read_in_milliseconds_or_text_else_the_records_own_counts(
    created: object, expected_us: int
) -> None:
    assert bet_of(record(1, createdAt=created)).date_time_us == expected_us


def test_without_any_time_a_bet_has_none() -> None:
    value = record(1, createdAt=None)
    value["created_at"] = 5
    assert bet_of(value).date_time_us == 5000
    value["created_at"] = None
    assert bet_of(value).date_time_us is None


@pytest.mark.parametrize("name", ["id", "nonce", "amount", "payout", "clientSeed"])
def test_what_the_schema_needs_is_needed_here_too(name: str) -> None:
    value = record(1)
    del value["data"][name]
    assert detail_of(value) == f"{name}: Field required"


def test_without_a_state_the_schema_tells_what_is_missing() -> None:
    assert "difficulty" in detail_of(record(1, {}))
    assert "difficulty" in detail_of(record(1, {"difficulty": ["easy"], "round": 3}))
