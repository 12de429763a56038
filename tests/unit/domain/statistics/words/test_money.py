"""Words about profit and return."""

from dataclasses import replace

import pytest

from liveapp.domain.statistics.words.money import (
    NOTHING_EXPECTED,
    OUTSIDE,
    may_be_compared,
    profit_words,
    return_words,
)
from tests.unit.domain.statistics.words.values import currency_figures

EXPECTED = "The targets give −440 BTC on average, give or take 113 BTC."


@pytest.mark.parametrize(
    ("profit", "said"),
    [
        (-412.0, "Well inside."),
        (-553.0, "Well inside."),
        (-620.0, "Inside two deviations, as 95 of 100 fair streams are."),
        (
            -700.0,
            OUTSIDE,
        ),
    ],
)
def test_a_profit_is_compared_with_what_the_targets_cost(profit: float, said: str) -> None:
    figures = currency_figures(paid_out=20_000.0 + profit)
    signed = f"−{-profit:,.0f} BTC after 20,000 bets."
    assert profit_words(figures) == f"{signed} {EXPECTED} {said}"


def test_before_ten_expected_wins_nothing_is_compared() -> None:
    assert profit_words(currency_figures(expected_wins=0.9)).endswith(
        f"{EXPECTED} With fewer than 10 wins expected, a single hit decides: too early to compare."
    )


def test_where_some_targets_are_not_in_the_table_or_rounds_are_missing_nothing_is_compared() -> None:
    some = currency_figures(expected_over=18_000)
    assert profit_words(some).endswith(
        "The targets (18,000 of the bets) give −440 BTC on average, give or take 113 BTC."
    )
    assert profit_words(currency_figures(), is_partial=True).endswith(EXPECTED)


def test_without_targets_there_is_nothing_to_compare_with() -> None:
    figures = currency_figures(currency=None, bets=1, expected_over=0)
    assert profit_words(figures) == (f"−412 after 1 bet. {NOTHING_EXPECTED}")


def test_a_return_that_cannot_vary_needs_no_bets() -> None:
    certain = currency_figures(paid_out=20_000.0, profit_deviation=0.0)
    assert return_words(certain) == "100.00 % came back so far, as it always does with these targets."


def test_a_return_says_how_many_bets_it_takes_to_tell_anything() -> None:
    assert return_words(currency_figures()) == (
        "97.94 % came back so far; with these targets it takes some 24,500 bets to tell the return to "
        "within 1 %."
    )
    assert return_words(currency_figures(wagered_over=0.0)) == "97.94 % came back so far."
    assert return_words(currency_figures(wagered=0.0)) == "Nothing was staked."


def test_a_deviation_may_stand_beside_a_profit_from_ten_expected_wins_of_all_bets_on() -> None:
    figures = currency_figures(bets=100, expected_over=100, expected_wins=10.0)
    assert may_be_compared(figures)
    assert not may_be_compared(figures, is_partial=True)
    assert not may_be_compared(replace(figures, expected_wins=9.9))
    assert not may_be_compared(replace(figures, expected_over=99))
