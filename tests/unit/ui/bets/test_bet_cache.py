"""Whole bets at hand, and the reading of others."""

import pytest

from liveapp.ui.bets import bet_cache
from liveapp.ui.bets.bet_cache import BetCache
from tests.unit.ui.bets.values import stored_bet
from tests.window_fixtures import LIMIT_MS


@pytest.fixture
def pages(store, questions) -> BetCache:
    return BetCache(store.reader, questions)


def test_bets_that_are_missing_are_read_once(pages, record, qtbot) -> None:
    record(1, 2, 3)
    with qtbot.waitSignal(pages.arrived, timeout=LIMIT_MS) as told:
        pages.ask([1, 2])
        pages.ask([2])
        assert pages.is_asked_for(2)
    assert [bet.nonce for bet in told.args[0]] == [1, 2]
    assert not pages.is_asked_for(2)
    assert pages.get(2).nonce == 2
    assert pages.get(3) is None


def test_nothing_is_read_that_is_at_hand(pages) -> None:
    pages.keep([stored_bet(id=5)])
    pages.ask([5])
    assert not pages.is_asked_for(5)


def test_those_not_asked_for_longest_go_first(pages, monkeypatch) -> None:
    monkeypatch.setattr(bet_cache, "KEPT_BETS", 3)
    pages.keep(stored_bet(id=number) for number in (1, 2, 3))
    assert pages.get(1) is not None
    pages.keep([stored_bet(id=4)])
    assert len(pages) == 3
    assert pages.get(2) is None
    assert pages.get(1) is not None


def test_a_read_that_fails_is_told_and_can_be_asked_for_again_after_a_while(
    pages, store, qtbot, monkeypatch
) -> None:
    monkeypatch.setattr(bet_cache, "RETRY_MS", 1)
    store.close()
    with qtbot.waitSignals([pages.fault_met, pages.retried], timeout=LIMIT_MS):
        pages.ask([1])
    assert not pages.is_asked_for(1)
