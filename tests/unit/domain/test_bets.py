"""What a recorded bet came to."""

from typing import Any

import pytest

from liveapp.domain.bets import Bet
from tests.values import make_bet, stored_bet


def test_the_multiplier_that_was_reported_is_believed() -> None:
    assert stored_bet(payout_multiplier=9.0, amount=0.5, payout=2.0).paid_multiplier == 9.0
    assert stored_bet(payout_multiplier=0.0, amount=0.5, payout=2.0).paid_multiplier == 0.0


def test_a_multiplier_that_was_not_reported_comes_from_the_amounts() -> None:
    assert stored_bet(amount=0.5, payout=2.0).paid_multiplier == 4.0
    assert stored_bet(amount=0.5, payout=0.0).paid_multiplier == 0.0


@pytest.mark.parametrize("payout", [0.0, 2.0])
def test_a_free_bet_has_no_multiplier_unless_it_was_reported(payout: float) -> None:
    assert stored_bet(amount=0.0, payout=payout).paid_multiplier is None
    assert stored_bet(amount=0.0, payout=payout, payout_multiplier=3.0).paid_multiplier == 3.0


@pytest.mark.parametrize(("payout", "profit"), [(0.0, -0.5), (0.5, 0.0), (2.0, 1.5)])
def test_the_profit_is_what_came_back_less_the_stake(payout: float, profit: float) -> None:
    assert stored_bet(amount=0.5, payout=payout).profit == profit


@pytest.mark.parametrize("value", [make_bet(1), stored_bet()], ids=["observed", "stored"])
def test_a_bet_never_changes(value: Bet) -> None:
    changed: Any = value
    with pytest.raises(AttributeError):
        changed.nonce = 2
