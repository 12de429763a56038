"""Money of each currency, and what its targets let one expect."""

import sys
from typing import Any

import numpy as np
import pytest

from liveapp.domain.statistics.columns import BetColumns
from liveapp.domain.statistics.growing import part_of
from liveapp.domain.statistics.money import CurrencyFigures, RunningMoney, as_amounts, in_unit
from tests.unit.domain.statistics.makers import bets_of, code_of
from tests.unit.domain.statistics.vectors import VECTORS, near

LARGEST = sys.float_info.max


def figures_of(
    *pieces: BetColumns, currencies: tuple[str | None, ...] = ("btc",)
) -> tuple[CurrencyFigures, ...]:
    money = RunningMoney()
    for piece in pieces:
        money.extend(piece)
    return money.figures(currencies)


def on_target(target: float, number: int = 1, **changes: Any) -> list[dict[str, Any]]:
    """So many bets of expert."""
    return [{"targets": target, "difficulties": code_of("expert"), **changes}] * number


def test_profit_and_its_deviation_are_those_of_the_vector() -> None:
    vector = VECTORS["expected profit and its deviation"]
    currencies = ("btc", "usdt")
    bets = bets_of(
        *(
            {
                "amounts": one["amount"],
                "payouts": one["payout"],
                "targets": one["target"] or 0,
                "difficulties": code_of(one["difficulty"]),
                "currencies": currencies.index(one["currency"]),
            }
            for one in vector["input"]
        )
    )
    for split in range(len(vector["input"])):
        found = figures_of(
            part_of(bets, slice(0, split)), part_of(bets, slice(split, 99)), currencies=currencies
        )
        for figures, wanted in zip(found, vector["want"], strict=True):
            assert {name: near(value) for name, value in wanted.items() if name != "currency"} == {
                name: getattr(figures, name) for name in wanted if name != "currency"
            }
            assert figures.currency == wanted["currency"]


def test_a_target_is_in_the_table_within_eleven_thousandths_however_high_it_is() -> None:
    targets = (1.6409, 1.6415, 291216.81, 291216.82)
    bets = bets_of(*(one for target in targets for one in on_target(target)))
    [found] = figures_of(bets)
    assert found.expected_over == 2
    assert found.expected_wins == near(
        0.6 + float(figures_of(bets_of(*on_target(291216.8)))[0].expected_wins)
    )


@pytest.mark.parametrize(("target", "needed"), [(1.63, 24_496), (4.95, 149_374), (34.68, 1_268_837)])
def test_so_many_bets_are_needed_until_the_return_is_known_to_a_percent(target: float, needed: int) -> None:
    for number, amount in ((1, 1.0), (70, 1e-8)):
        [found] = figures_of(bets_of(*on_target(target, number, amounts=amount)))
        assert found.needed_bets == pytest.approx(needed, abs=1)


def test_bets_that_are_certain_need_no_more_and_bets_without_targets_tell_nothing() -> None:
    assert figures_of(bets_of(*on_target(1.0)))[0].needed_bets == 0
    [without] = figures_of(bets_of({}))
    assert (without.needed_bets, without.return_deviation, without.return_to_player) == (None, None, 0.0)
    [free] = figures_of(bets_of({"amounts": 0.0, "payouts": 3.0}))
    assert (free.return_to_player, free.profit) == (None, 3.0)


def test_sums_stop_at_the_largest_float_and_small_currencies_keep_their_digits_beside_them() -> None:
    huge = on_target(1.63, 3, amounts=1.7e308)
    small = on_target(1.63, 1, amounts=1e-8, payouts=1.63e-8, currencies=1)
    for pieces in ((bets_of(*huge, *small),), (bets_of(*huge), bets_of(*small), bets_of(*huge))):
        first, second = figures_of(*pieces, currencies=("a", "b"))
        assert (first.wagered, first.profit, first.profit_deviation) == (LARGEST, -LARGEST, LARGEST)
        assert -LARGEST < first.expected_profit < 0
        assert (second.wagered, second.paid_out) == (1e-8, 1.63e-8)
        assert second.profit_deviation == pytest.approx(1.63e-8 * (0.6 * 0.4) ** 0.5, rel=1e-12)


def test_deviations_stop_at_the_largest_float_where_only_their_sum_is_over_it() -> None:
    one = bets_of(*on_target(1.63, amounts=1.7e308))
    assert [figures_of(*[one] * times)[0].profit_deviation == LARGEST for times in (1, 2)] == [False, True]


def test_a_currency_without_bets_is_left_out_and_the_others_keep_their_names() -> None:
    found = figures_of(bets_of({"currencies": 2}, {"currencies": 0}), currencies=("a", "b", "c", None))
    assert [(one.currency, one.bets) for one in found] == [("a", 1), ("c", 1)]
    assert figures_of(bets_of(), currencies=("a",)) == ()


def test_ten_thousand_currencies_are_kept_apart() -> None:
    number = 10_000
    bets = bets_of(*({"currencies": place, "amounts": place} for place in reversed(range(number))))
    found = figures_of(bets, currencies=tuple(map(str, range(number))))
    assert [(one.currency, one.wagered) for one in found] == [(f"{n}", float(n)) for n in range(number)]


def test_a_copy_adds_on_by_itself() -> None:
    money = RunningMoney()
    money.extend(bets_of(*on_target(1.63)))
    before, other = money.figures(["a"]), money.copy()
    other.extend(bets_of(*on_target(2.8, 2)))
    assert money.figures(["a"]) == before
    assert other.figures(["a"])[0].bets == 3


def test_the_smallest_amounts_are_not_lost() -> None:
    [found] = figures_of(bets_of(*on_target(1.63, 2, amounts=5e-324, payouts=5e-324)))
    assert (found.wagered, found.return_to_player) == (1e-323, 1.0)
    [found] = figures_of(bets_of(*on_target(1.63, 4, amounts=1e-200)))
    assert found.profit_deviation == pytest.approx(2e-200 * 1.63 * (0.6 * 0.4) ** 0.5, rel=1e-12)


def test_the_unit_of_profits_costs_no_digit() -> None:
    amounts = np.array([0.1, -1e-8, 123456.789, LARGEST])
    assert as_amounts(in_unit(amounts)).tolist() == amounts.tolist()
    assert as_amounts(np.array([LARGEST, -LARGEST])).tolist() == [LARGEST, -LARGEST]
