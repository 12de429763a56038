"""Profit, waits and losing streaks: each situation is told once, and the next one again."""

import pytest

from liveapp.domain.alerts.rules import Condition, LosingStreak, NoMultiplier, ProfitBeyond
from tests.unit.domain.alerts.evening import OTHER_PAIR, REST_S, Evening

ABOVE = ProfitBeyond("BTC", 10.0, is_above=True)
BELOW = ProfitBeyond(None, -2.5, is_above=False)
WAIT = NoMultiplier(24.5, 4)
STREAK = LosingStreak(3)
SECOND_S = 1.0


# Profit


def test_a_profit_above_the_amount_is_told_once_until_it_came_back(evening: Evening) -> None:
    evening.have(ABOVE, rest_s=0)
    evening.bet(1, payout=11.0, currency="btc")
    assert evening.told() == []
    evening.bet(2, payout=1.5, currency="BTC")
    (alert,) = evening.told()
    assert (alert.title, alert.stream_id) == ("Profit above 10 BTC", evening.stream().id)
    assert alert.text == f"{evening.stream().name}: the profit is +10.5 BTC."
    evening.bet(3, payout=5.0, currency="BTC")
    assert evening.told() == []
    evening.bet(4, amount=10.0, currency="BTC")
    assert evening.told() == []
    assert evening.book.marks == ()
    evening.bet(5, payout=9.0, currency="BTC")
    assert evening.titles() == ["Profit above 10 BTC"]


def test_a_profit_below_the_amount_is_told_of_bets_that_name_no_currency(evening: Evening) -> None:
    evening.have(BELOW)
    evening.bet(1, 2)
    evening.bet(1, 2, 3, seeds=OTHER_PAIR, currency="BTC")
    assert evening.told() == []
    evening.bet(3)
    (alert,) = evening.told()
    assert (alert.title, alert.stream_id) == ("Profit below −2.5", evening.stream().id)


@pytest.mark.parametrize("is_above", [False, True])
def test_a_profit_that_is_the_amount_is_not_beyond_it_for_what_adding_rounds_off(
    evening: Evening, is_above: bool
) -> None:
    evening.have(ProfitBeyond(None, 0.0, is_above=is_above), rest_s=0)
    if is_above:
        evening.bet(1, amount=0.3, payout=0.1)
        evening.bet(2, 3, amount=0.0, payout=0.1)
    else:
        evening.bet(1, amount=0.1, payout=0.3)
        evening.bet(2, 3, amount=0.1)
    assert evening.stream().totals[0].profit != 0.0
    assert evening.told() == []
    evening.bet(4, amount=0.0 if is_above else 1e-8, payout=1e-8 if is_above else 0.0)
    assert len(evening.told()) == 1


def test_what_came_back_while_the_rule_rested_is_not_told(evening: Evening) -> None:
    evening.have(BELOW)
    evening.bet(1, 2, 3)
    assert len(evening.told()) == 1
    evening.bet(1, 2, 3, seeds=OTHER_PAIR)
    assert evening.told(10) == []
    assert evening.asks_again_in_s == REST_S - 10
    evening.bet(4, payout=9.0, seeds=OTHER_PAIR)
    assert evening.told(10) == []
    assert evening.asks_again_in_s is None
    assert evening.told(REST_S) == []


# Waits and streaks, by the stream's figures


def test_a_wait_is_told_as_an_observation_with_how_often_it_comes_by_chance(evening: Evening) -> None:
    evening.have(WAIT)
    evening.bet(1, round_result=24.5)
    evening.bet(2, 3)
    evening.beat(4, difficulty="easy")
    assert evening.told() == []
    evening.bet(5)
    (alert,) = evening.told(SECOND_S)
    assert alert.title == "4 rounds without 24.50× or more"
    assert alert.text == (
        f"{evening.stream().name}: 4 rounds since the last hit. "
        "At 85 % of all moments a fair game has waited this long or longer. "
        "A fair game has a wait of 4 rounds or more about once in 29.4 rounds. "
        "The next round’s chance is 1 in 25, as always."
    )


def test_a_losing_streak_is_told_with_its_length(evening: Evening) -> None:
    evening.have(STREAK)
    evening.bet(1, payout=5.0)
    evening.bet(2, 3)
    evening.bet(4, amount=0.0)
    assert evening.told() == []
    evening.bet(5)
    (alert,) = evening.told(SECOND_S)
    assert alert.title == "3 bets lost in a row"
    assert alert.text == (
        f"{evening.stream().name}: the last 3 bets with a stake were lost. "
        "The next bet’s chance is as always."
    )


END = {"round_result": 24.5, "payout": 5.0}
"""A bet that ends both a wait and a streak."""


@pytest.mark.parametrize("condition", [WAIT, STREAK])
def test_a_situation_is_told_once_and_the_next_one_again(evening: Evening, condition: Condition) -> None:
    evening.have(condition, rest_s=0)
    evening.bet(1, 2, 3, 4)
    assert len(evening.told()) == 1
    evening.bet(5, 6)
    assert evening.told(SECOND_S) == []
    evening.start()
    evening.bet(7)
    assert evening.told(SECOND_S) == []
    evening.bet(8, **END)
    assert evening.told(SECOND_S) == []
    assert evening.book.marks == ()
    evening.bet(9, 10, 11, 12)
    assert len(evening.told(SECOND_S)) == 1


@pytest.mark.parametrize("condition", [WAIT, STREAK])
@pytest.mark.parametrize("is_restarted", [False, True])
def test_a_new_situation_is_told_that_began_unseen(
    evening: Evening, condition: Condition, is_restarted: bool
) -> None:
    evening.have(condition, rest_s=0)
    evening.bet(1, 2, 3, 4, 5)
    assert len(evening.told()) == 1
    if is_restarted:
        evening.start()
    evening.bet(6, **END)
    evening.bet(7, 8, 9, 10)
    assert len(evening.told(SECOND_S)) == 1
    evening.bet(11)
    assert evening.told(SECOND_S) == []


@pytest.mark.parametrize("condition", [WAIT, STREAK])
def test_a_new_situation_is_told_that_is_longer_than_the_one_that_ended_unseen(
    evening: Evening, condition: Condition
) -> None:
    evening.have(condition, rest_s=0)
    evening.bet(1, 2, 3, 4)
    assert len(evening.told()) == 1
    evening.bet(5, **END)
    evening.bet(6, 7, 8, 9, 10, 11)
    assert len(evening.told(SECOND_S)) == 1


@pytest.mark.parametrize("condition", [WAIT, STREAK])
def test_what_lasts_is_told_of_another_stream_after_the_rest(evening: Evening, condition: Condition) -> None:
    evening.have(condition)
    evening.bet(1, 2, 3, 4)
    assert len(evening.told()) == 1
    evening.bet(1, 2, 3, 4, seeds=OTHER_PAIR)
    assert evening.told(SECOND_S) == []
    (alert,) = evening.told(REST_S)
    assert alert.stream_id == evening.stream(OTHER_PAIR).id


@pytest.mark.parametrize("condition", [WAIT, STREAK])
def test_what_was_so_before_the_rule_is_told_at_the_next_live_round(
    evening: Evening, condition: Condition
) -> None:
    evening.bet(1, 2, 3, 4, is_live=False)
    evening.have(condition)
    assert evening.told() == []
    evening.bet(5, is_live=False)
    assert evening.told() == []
    evening.bet(6)
    assert len(evening.told()) == 1


def test_no_wait_is_told_where_no_round_can_reach_the_multiplier(evening: Evening) -> None:
    evening.have(NoMultiplier(25.0, 2))
    evening.bet(1, 2, 3)
    assert evening.told() == []
    evening.bet(1, 2, 3, difficulty="expert", seeds=OTHER_PAIR)
    assert [alert.stream_id for alert in evening.told()] == [evening.stream(OTHER_PAIR).id]


def test_figures_are_read_once_a_second_at_most_while_bets_come(evening: Evening) -> None:
    evening.have(STREAK)
    evening.bet(1)
    assert evening.told() == []
    evening.bet(2, 3)
    assert evening.told(0.25) == []
    assert evening.asks_again_in_s == 0.75
    assert len(evening.told(0.75)) == 1
    assert evening.asks_again_in_s is None


def test_a_stream_that_is_deleted_while_its_figures_are_to_be_read_is_not_told(evening: Evening) -> None:
    evening.have(STREAK, WAIT)
    evening.bet(1, 2, 3, 4)
    evening.hear()
    evening.store.writer.delete_stream(evening.stream().id)
    assert evening.judge.judge(evening.now) == []
    assert evening.told() == []


def test_what_was_told_of_a_stream_goes_with_it(evening: Evening) -> None:
    evening.have(STREAK, BELOW)
    evening.bet(1, 2, 3, 4)
    assert len(evening.told()) == 2
    assert len(evening.book.marks) == 2
    evening.store.writer.delete_stream(evening.stream().id)
    assert evening.told() == []
    assert evening.book.marks == ()
