"""Texts of columns become arrays."""

import numpy as np
import pytest

from liveapp.domain.bets import MAX_NONCE
from liveapp.domain.column_texts import BetTexts, CodedNumbers, RoundTexts
from liveapp.domain.statistics.columns import UNKNOWN, ColumnArrays

ROUNDS = RoundTexts(3, "4,6,7", CodedNumbers("ABA", (1.0, 34.68)), "ndp")
BETS = BetTexts(
    count=2,
    ids="8,9",
    nonces=f"4,{MAX_NONCE}",
    received_us="1,2",
    payouts="0.3,1.79769313486232e+308",
    amounts=CodedNumbers("A", (0.1 + 0.2,)),
    targets=CodedNumbers("AB", (0.0, 2.04)),
    difficulties="s",
    currencies="5,3",
    are_won="01",
)


def test_letters_stand_for_values_and_difficulties() -> None:
    columns = ColumnArrays()
    columns.begin(3, 0, ())
    columns.take_rounds(ROUNDS)
    rounds = columns.rounds
    assert rounds.nonces.tolist() == [4, 6, 7]
    assert rounds.results.tolist() == [1.0, 34.68, 1.0]
    assert rounds.difficulties.tolist() == [UNKNOWN, 1, 3]


def test_what_only_a_stand_in_tells_of_has_no_result() -> None:
    columns = ColumnArrays()
    columns.begin(3, 0, ())
    columns.take_rounds(RoundTexts(2, "4,6", CodedNumbers("AB", (1.0, 34.68)), "nD"))
    np.testing.assert_array_equal(columns.rounds.results, [1.0, np.nan])
    assert columns.rounds.are_stand_ins.tolist() == [False, True]
    assert columns.rounds.difficulties.tolist() == [UNKNOWN, 1]


def test_one_letter_stands_for_all_and_a_range_for_its_nonces() -> None:
    columns = ColumnArrays()
    columns.begin(2, 0, ())
    columns.take_rounds(RoundTexts(2, range(MAX_NONCE - 1, MAX_NONCE + 1), "1.5,2.5", "n"))
    assert columns.rounds.nonces.tolist() == [MAX_NONCE - 1, MAX_NONCE]
    assert columns.rounds.difficulties.tolist() == [UNKNOWN, UNKNOWN]


def test_bets_have_the_places_of_their_currencies_and_amounts_that_are_finite() -> None:
    columns = ColumnArrays()
    columns.begin(0, 2, (3, 5))
    columns.take_bets(BETS)
    bets = columns.bets
    assert bets.currencies.tolist() == [1, 0]
    assert bets.nonces.tolist() == [4, MAX_NONCE]
    assert bets.amounts.tolist() == [0.1 + 0.2] * 2
    assert bets.targets.tolist() == [0.0, 2.04]
    assert np.isfinite(bets.payouts).all()


@pytest.mark.parametrize(("payout", "is_won"), [("0.3", "0"), ("0.3", "1"), ("0.4", "0"), ("0.2", "1")])
def test_a_bet_won_if_it_is_told_to_have_won(payout: str, is_won: str) -> None:
    columns = ColumnArrays()
    columns.begin(0, 1, (3,))
    amounts = CodedNumbers("A", (0.3,))
    columns.take_bets(
        BetTexts(1, "8", "4", "1", payout, amounts, CodedNumbers("A", (0.0,)), "s", "3", is_won)
    )
    assert (columns.bets.payouts > columns.bets.amounts).tolist() == [is_won == "1"]


def test_more_comes_than_was_announced_and_it_is_there() -> None:
    columns = ColumnArrays()
    columns.begin(1, 1, (3, 5))
    columns.take_rounds(ROUNDS)
    assert columns.share_taken == 1
    columns.take_bets(BETS)
    assert (len(columns.rounds.nonces), len(columns.bets.nonces)) == (3, 2)


def test_the_share_that_is_there_is_told() -> None:
    columns = ColumnArrays()
    assert columns.share_taken == 1
    columns.begin(3, 2, (3, 5))
    assert columns.share_taken == 0
    columns.take_rounds(ROUNDS)
    assert columns.share_taken == 3 / 5


def test_what_begins_anew_has_nothing_of_before() -> None:
    columns = ColumnArrays()
    columns.begin(3, 2, (3, 5))
    columns.take_rounds(ROUNDS)
    columns.begin(0, 0, ())
    assert len(columns.rounds.nonces) == 0
