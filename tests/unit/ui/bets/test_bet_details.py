import json
from datetime import timedelta, timezone

import pytest

from liveapp.domain.export import bet_json
from liveapp.schemas.replies import BetOut
from liveapp.ui.bets.bet_details import DETAIL_NAMES, bet_details, exact_local_time, exact_text, outcome_text
from tests.unit.ui.bets.values import PLAIN, stored_bet

ZONE = timezone(timedelta(hours=1))


def test_every_value_is_told_exactly_with_its_currency_and_both_times() -> None:
    bet = stored_bet(
        amount=0.0001, payout=0.0003, payout_multiplier=3.0, currency="btc", round_target=2.5, date_time_us=1
    )
    assert bet_details(bet, ZONE) == {
        "Nonce": "1234",
        "Outcome": "Won",
        "Round result": "3.25",
        "Payout multiplier": "3",
        "Amount": "0.0001 btc",
        "Payout": "0.0003 btc",
        "Profit": "0.0002 btc",
        "Currency": "btc",
        "Difficulty": "hard",
        "Target": "2.5",
        "Bot's time": "1970-01-01 01:00:00.000001",
        "Bot's time, UTC": "1970-01-01 00:00:00.000001",
        "Received": "2026-11-18 12:06:40.000001",
        "Received, UTC": "2026-11-18 11:06:40.000001",
        "Bot's id": "bet-7",
        "Row id": "7",
    }
    assert tuple(bet_details(bet)) == DETAIL_NAMES


def test_what_the_bot_did_not_send_is_said_to_be_so() -> None:
    details = bet_details(PLAIN)
    missing = ["Currency", "Target", "Bot's time", "Bot's time, UTC"]
    assert [details[name] for name in missing] == ["not sent"] * 4
    assert details["Payout multiplier"] == "not sent; 3.00× by amounts"
    assert bet_details(stored_bet(amount=0.0))["Payout multiplier"] == "not sent"
    assert details["Amount"] == "0.5"


def test_of_a_round_whose_result_is_not_known_it_is_said_what_was_paid() -> None:
    details = bet_details(stored_bet(round_result=2.5, is_stand_in=True))
    assert details["Round result"] == "not known; 2.5 was paid"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1, "0.1"),
        (1e-08, "0.00000001"),
        (3_203_384.8, "3203384.8"),
        (5.0, "5"),
        (0.0, "0"),
        (100.0, "100"),
        (1e21, "1000000000000000000000"),
        (0.30000000000000004, "0.30000000000000004"),
        (1.7e308, "1.7e+308"),
        (5e-324, "5e-324"),
    ],
)
def test_numbers_are_exact_and_without_exponent_where_that_is_sensible(value: float, text: str) -> None:
    assert exact_text(value) == text
    assert float(text) == value


def test_the_profit_has_no_rounding_noise_of_its_own() -> None:
    assert bet_details(stored_bet(amount=0.1, payout=0.3))["Profit"] == "0.2"
    assert bet_details(stored_bet(amount=0.3, payout=0.0))["Profit"] == "-0.3"
    assert bet_details(stored_bet(amount=1e-08, payout=1e20))["Profit"] == "99999999999999999999.99999999"


@pytest.mark.parametrize(("payout", "words"), [(2.0, "Won"), (0.5, "Lost"), (1.0, "Neither won nor lost")])
def test_won_and_lost_are_told_in_words(payout: float, words: str) -> None:
    assert outcome_text(stored_bet(amount=1.0, payout=payout)) == words


def test_times_at_the_end_of_the_calendar_are_told_in_utc() -> None:
    last_us = 253_402_300_799_999_999
    assert exact_local_time(last_us, ZONE) == "9999-12-31 23:59:59.999999 UTC"


@pytest.mark.parametrize("date_time_us", [None, 1_700_000_000_000_000])
def test_the_json_is_the_bet_as_the_api_gives_it(date_time_us: int | None) -> None:
    bet = stored_bet(date_time_us=date_time_us, antebot_bet_id='<b>"ä"</b>', amount=1e-08)
    assert json.loads(bet_json(bet)) == json.loads(BetOut.of(bet).model_dump_json())
    assert list(json.loads(bet_json(bet))) == list(BetOut.model_fields)
    assert "ä" in bet_json(bet)
