"""Runs of wins and losses, and drawdowns."""

import random
from itertools import accumulate
from typing import Any

import pytest

from liveapp.domain.statistics.columns import BetColumns
from liveapp.domain.statistics.growing import part_of
from liveapp.domain.statistics.runs import Drawdown, RunningRuns, Runs
from tests.unit.domain.statistics.makers import bets_of
from tests.unit.domain.statistics.vectors import VECTORS, near

WON, LOST, EVEN, FREE = ({"payouts": 2.0}, {}, {"payouts": 1.0}, {"amounts": 0.0, "payouts": 5.0})


def runs_of(*pieces: BetColumns, currencies: tuple[str | None, ...] = ("btc",)) -> Runs:
    runs = RunningRuns()
    for piece in pieces:
        runs.extend(piece)
    return runs.figures(currencies)


def test_runs_and_drawdown_are_those_of_the_vector_whatever_the_pieces() -> None:
    vector = VECTORS["longest run and drawdown"]
    in_order = sorted(vector["input"], key=lambda one: one["nonce"])
    bets = bets_of(*({"amounts": one["amount"], "payouts": one["payout"]} for one in in_order))
    wanted = vector["want"]
    assert list(accumulate(one["payout"] - one["amount"] for one in in_order)) == wanted["running_profit"]
    for split in range(len(in_order) + 1):
        found = runs_of(part_of(bets, slice(0, split)), part_of(bets, slice(split, 99)))
        assert found.drawdowns == (Drawdown("btc", near(wanted["max_drawdown"])),)
        assert (found.longest_winning, found.longest_losing, found.current) == (
            wanted["longest_winning"],
            wanted["longest_losing"],
            wanted["current"],
        )


@pytest.mark.parametrize(
    ("bets", "losing", "winning", "current"),
    [
        ([], 0, 0, 0),
        ([FREE], 0, 0, 0),
        ([WON], 0, 1, 1),
        ([WON, FREE, WON, EVEN], 1, 2, -1),
        ([LOST, FREE, LOST, WON, WON, WON, LOST, LOST, WON], 2, 3, 1),
    ],
)
def test_a_win_pays_more_than_its_stake_and_without_a_stake_a_bet_is_in_no_run(
    bets: list[dict[str, Any]], losing: int, winning: int, current: int
) -> None:
    for pieces in ([bets_of(*bets)], [bets_of(one) for one in bets]):
        found = runs_of(*pieces)
        assert (found.longest_losing, found.longest_winning, found.current) == (losing, winning, current)


def test_losses_go_on_from_the_last_bet_that_won_a_stake() -> None:
    bets = [{**one, "nonces": nonce} for nonce, one in enumerate((LOST, WON, EVEN, LOST, FREE), start=5)]
    assert runs_of(bets_of(*bets)).last_won == 6
    assert runs_of(*(bets_of(one) for one in bets)).last_won == 6
    assert runs_of(bets_of(*bets[2:])).last_won is None


def test_a_drawdown_is_a_currencys_own_and_begins_at_0() -> None:
    other = {"currencies": 1}
    bets = bets_of(LOST, {**other, "amounts": 0.0, "payouts": 9.0}, LOST, {**other, "amounts": 4.0}, LOST)
    found = runs_of(bets, currencies=("a", "b", "c"))
    assert found.drawdowns == (Drawdown("a", 3.0), Drawdown("b", 4.0))


def test_drawdowns_of_many_currencies_are_those_of_each_by_itself() -> None:
    chance = random.Random(4)
    places = [place for place in range(12) for _ in range(place**2)]
    chance.shuffle(places)
    bets = [{"currencies": place, "payouts": chance.choice((0.0, 0.5, 2.5))} for place in places]
    names = tuple(map(str, range(12)))
    alone = [
        runs_of(bets_of(*({**bet, "currencies": 0} for bet in bets if bet["currencies"] == place)))
        for place in range(12)
    ]
    wanted = [one.drawdowns[0].amount for one in alone if one.drawdowns]
    for pieces in ([bets_of(*bets)], [bets_of(*bets[:200]), bets_of(*bets[200:])]):
        found = runs_of(*pieces, currencies=names).drawdowns
        assert [(one.currency, one.amount) for one in found] == list(zip(names[1:], wanted, strict=True))


def test_a_fall_from_the_highest_to_the_lowest_float_stays_one() -> None:
    fall = [{"amounts": 0.0, "payouts": 1.7e308}] * 3 + [{"amounts": 1.7e308}] * 5
    back = [{"amounts": 0.0, "payouts": 1.7e308}] * 2
    [drawdown] = runs_of(bets_of(*fall, *back)).drawdowns
    assert drawdown.amount == 1.7976931348623157e308


def test_a_copy_goes_on_by_itself() -> None:
    runs = RunningRuns()
    runs.extend(bets_of({**WON, "nonces": 7}, LOST, LOST))
    before, other = runs.figures(["a"]), runs.copy()
    other.extend(bets_of(LOST))
    assert runs.figures(["a"]) == before
    assert other.figures(["a"]) == Runs(3, 1, -3, (Drawdown("a", 3.0),), last_won=7)
