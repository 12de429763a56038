"""Running sums, whatever the pieces in which bets come."""

from dataclasses import replace
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.statistics.columns import BetColumns
from liveapp.domain.statistics.money import RunningMoney, as_amounts, in_unit
from liveapp.domain.statistics.pictures.profit_sums import (
    BETS_A_MARK,
    PIECE_BETS,
    ProfitSums,
)
from tests.unit.domain.statistics.pictures.makers import bets_of, first_of


def some_bets(count: int, seed: int = 1, currencies: int = 2) -> BetColumns:
    random = np.random.default_rng(seed)
    return bets_of(
        range(1, count + 1),
        amounts=random.choice([0.0, 0.1, 3.5, 1e-8], count),
        payouts=random.choice([0.0, 0.163, 9.9], count),
        targets=random.choice([0.0, 1.63, 1.27, 34.68, 5.5], count),
        difficulties=random.choice(4, count),
        currencies=random.choice(currencies, count),
    )


def sums_of(*states: BetColumns, currency: int = 0) -> ProfitSums:
    sums = ProfitSums(currency)
    for bets in states:
        sums.follow(bets)
    return sums


def everything(sums: ProfitSums, bets: BetColumns) -> list[object]:
    numbers = np.arange(len(sums.profits))
    expected, deviations = sums.expectations_at(bets, numbers)
    return [
        sums.profits.tolist(),
        sums.bets_at(numbers).tolist(),
        sums.band_from,
        sums.expected_over,
        expected.tolist(),
        deviations.tolist(),
    ]


def test_profits_are_those_of_adding_one_bet_after_the_other() -> None:
    bets = some_bets(500)
    ours = [place for place in range(500) if bets.currencies[place] == 0]
    gains = [float(bets.payouts[place] - bets.amounts[place]) for place in ours]
    assert as_amounts(sums_of(bets).profits).tolist() == pytest.approx(list(accumulate(gains)), rel=1e-12)


@pytest.mark.parametrize("currencies", [1, 2])
def test_expectations_are_the_money_figures_after_every_bet(currencies: int) -> None:
    bets = some_bets(3 * BETS_A_MARK + 5, currencies=currencies)
    sums = sums_of(bets)
    numbers = np.arange(len(sums.profits))
    expected, deviations = map(as_amounts, sums.expectations_at(bets, numbers))
    for number in numbers.tolist():
        money = RunningMoney()
        money.extend(first_of(bets, int(sums.bets_at(numbers)[number]) + 1))
        figures = money.figures(["btc"])[0]
        assert expected[number] == pytest.approx(figures.expected_profit, rel=1e-12, abs=1e-12)
        assert deviations[number] == pytest.approx(figures.profit_deviation, rel=1e-12, abs=1e-12)
    assert sums.expected_over == figures.expected_over


@settings(max_examples=25)
@given(st.integers(0, 200), st.lists(st.integers(0, 200), max_size=4), st.sampled_from([1, 2, 3]))
def test_how_bets_come_in_changes_nothing(count: int, splits: list[int], currencies: int) -> None:
    bets = some_bets(count, currencies=currencies)
    pieces = [first_of(bets, split) for split in sorted(splits) if split < count]
    assert everything(sums_of(*pieces, bets), bets) == everything(sums_of(bets), bets)


def test_a_long_stream_is_taken_in_pieces_that_do_not_show() -> None:
    count = PIECE_BETS + 70
    bets = bets_of(range(count), payouts=np.arange(count) % 3, targets=1.63)
    sums = sums_of(bets)
    assert as_amounts(sums.profits).tolist() == list(accumulate((n % 3) - 1.0 for n in range(count)))
    expected, deviations = sums.expectations_at(bets, np.array([count - 1]))
    assert as_amounts(expected)[0] == pytest.approx(count * (1.63 * 0.6 - 1), rel=1e-9)
    assert as_amounts(deviations)[0] == pytest.approx(1.63 * (count * 0.24) ** 0.5, rel=1e-9)


def test_a_late_bet_has_all_sums_made_anew() -> None:
    bets = some_bets(100)
    late = replace(bets, ids=np.append(np.append(bets.ids[:40], 101), bets.ids[40:-1]))
    for now in (late, first_of(bets, 60), first_of(bets, 0)):
        assert everything(sums_of(bets, now), now) == everything(sums_of(now), now)


def test_other_bets_of_the_same_number_sum_and_end_are_not_taken_for_those_of_before() -> None:
    one, other = (bets_of([1, 2, 3], ids=ids, payouts=ids) for ids in ([1, 4, 5], [2, 3, 5]))
    assert everything(sums_of(one, other), other) == everything(sums_of(other), other)


def test_what_was_taken_is_not_computed_again() -> None:
    bets = some_bets(100)
    sums = sums_of(first_of(bets, 90))
    lies = replace(bets, payouts=np.append(np.full(90, 1e6), bets.payouts[90:]))
    sums.follow(lies)
    assert sums.profits.tolist() == sums_of(bets).profits.tolist()


@pytest.mark.parametrize(
    ("difficulty", "target", "needed"), [("expert", 1.63, 17), ("expert", 4.95, 51), ("easy", 24.5, 250)]
)
def test_the_band_begins_where_ten_wins_were_expected(difficulty: str, target: float, needed: int) -> None:
    bets = bets_of(range(100, 100 + needed), targets=target, difficulties=DIFFICULTIES.index(difficulty))
    assert sums_of(bets).band_from == 100 + needed - 1
    assert sums_of(first_of(bets, needed - 1)).band_from is None


def test_the_largest_amounts_overflow_nowhere() -> None:
    largest = np.finfo(np.float64).max
    bets = bets_of(range(80), amounts=largest, payouts=np.where(np.arange(80) < 40, largest, 0.0))
    sums = sums_of(bets)
    assert sums.profits[-1] == -40 * in_unit(np.array([largest]))[0]
    assert np.isfinite(sums.expectations_at(bets, np.arange(80))).all()
