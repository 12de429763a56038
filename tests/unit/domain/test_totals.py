"""What bets come to, each currency by itself."""

import sys

from liveapp.domain.queries import ALL_BETS, BetFilter
from liveapp.domain.totals import (
    BetSums,
    CurrencyTotal,
    RunningProfit,
    by_currency,
    finite,
    running_profit,
    total_of,
)
from tests.values import stored_bet


def test_a_profit_is_what_was_paid_out_beyond_what_was_wagered() -> None:
    assert CurrencyTotal("btc", 2, wagered=3.0, paid_out=1.0).profit == -2.0


def test_bets_are_told_apart_by_currency_in_the_order_of_its_first_one() -> None:
    named = ["doge", None, "btc", "", "doge"]
    bets = [stored_bet(id=number, currency=currency) for number, currency in enumerate(named)]
    found = by_currency(bets)
    assert list(found) == ["doge", None, "btc"]
    assert [bet.id for bet in found[None]] == [1, 3]


def test_a_total_counts_and_sums_its_bets() -> None:
    bets = [stored_bet(amount=0.5, payout=2.0), stored_bet(amount=0.25, payout=0.0)]
    assert total_of("btc", bets) == CurrencyTotal("btc", 2, 0.75, 2.0)


def test_a_sum_stops_at_the_largest_number() -> None:
    assert finite(sum([1e308] * 3)) == sys.float_info.max
    assert finite(0.0) == 0.0


def test_totals_of_the_same_currency_are_added_up_to_the_largest_number() -> None:
    one = CurrencyTotal("btc", 1, wagered=1e308, paid_out=2.0)
    assert one.plus(one) == CurrencyTotal("btc", 2, sys.float_info.max, 4.0)


def test_sums_grow_by_new_bets_that_the_filter_lets_through() -> None:
    sums = BetSums(BetFilter(min_multiplier=2.0), (CurrencyTotal("btc", 1, 1.0, 0.0),), last_id=5)
    assert sums.bets == 1
    new = [
        stored_bet(id=5, currency="btc"),
        stored_bet(id=6, currency="btc", round_result=1.0),
        stored_bet(id=7, currency="btc", amount=0.5, payout=2.0),
        stored_bet(id=8, currency="doge", amount=3.0, payout=0.0),
    ]
    grown = sums.with_bets(new)
    assert grown.totals == (CurrencyTotal("btc", 2, 1.5, 2.0), CurrencyTotal("doge", 1, 3.0, 0.0))
    assert (grown.bets, grown.last_id) == (3, 8)
    assert grown.with_bets(new) == grown


def test_a_bet_that_no_filter_lets_through_is_accounted_for_all_the_same() -> None:
    sums = BetSums(BetFilter(min_multiplier=9e9), (), last_id=0).with_bets([stored_bet(id=4)])
    assert (sums.totals, sums.last_id) == ((), 4)
    assert BetSums(ALL_BETS, (), last_id=4).with_bets([stored_bet(id=4)]).totals == ()


def test_a_profit_runs_in_the_currency_that_most_bets_are_of() -> None:
    bets = [
        stored_bet(amount=1.0, payout=0.0, currency=""),
        stored_bet(amount=1.0, payout=9.0, currency="btc"),
        stored_bet(amount=1.0, payout=3.0, currency=None),
    ]
    assert running_profit(bets) == RunningProfit(None, (-1.0, 1.0))
    assert running_profit(bets[:2]) == RunningProfit("btc", (8.0,))
    assert running_profit([]) == RunningProfit(None, ())
