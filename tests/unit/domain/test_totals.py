"""What bets come to, each currency by itself."""

import sys

from liveapp.domain.totals import CurrencyTotal, by_currency, finite_sum, total_of
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
    assert finite_sum([1e308] * 3) == sys.float_info.max
    assert finite_sum([]) == 0
