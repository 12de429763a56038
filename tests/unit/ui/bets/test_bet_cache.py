"""Whole bets at hand, and the reading of others."""

import threading

import pytest

from liveapp.domain.verdicts import Verdict
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
        assert not pages.is_wanted(2)
    assert [bet.nonce for bet in told.args[0]] == [1, 2]
    assert pages.is_current(2)
    assert pages.get(2).nonce == 2
    assert pages.get(3) is None


def test_nothing_is_read_that_is_at_hand(pages) -> None:
    pages.keep([stored_bet(id=5)])
    assert pages.is_current(5)
    assert not pages.is_wanted(5)


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
        assert not pages.is_wanted(1)
    assert pages.is_wanted(1)


def test_a_bet_that_was_verified_is_shown_as_it_was_until_it_was_read_again(
    pages, store, record, stream_of, qtbot
) -> None:
    record(1, 2, 3)
    with qtbot.waitSignal(pages.arrived, timeout=LIMIT_MS):
        pages.ask([1, 2, 3])
    store.writer.set_verdicts(stream_of().key, [(2, Verdict.VERIFIED)])
    assert pages.outdate(2, 9)
    assert [pages.is_wanted(one) for one in (1, 2, 3)] == [False, True, True]
    assert pages.get(2).verdict is None
    with qtbot.waitSignal(pages.arrived, timeout=LIMIT_MS) as told:
        pages.ask([1, 2, 3])
        pages.ask([2])
    assert [bet.id for bet in told.args[0]] == [2, 3]
    assert pages.get(2).verdict is Verdict.VERIFIED
    assert pages.is_current(3)


def test_a_verdict_says_nothing_new_of_bets_that_have_one_or_are_not_at_hand(pages) -> None:
    pages.keep([stored_bet(id=5, verdict=Verdict.VERIFIED), stored_bet(id=9)])
    assert not pages.outdate(1, 8)
    assert pages.is_current(5)
    assert not pages.outdate(3, 4)
    assert pages.outdate(9, 9)


def test_a_bet_that_is_verified_while_it_is_read_is_read_once_more(
    pages, store, questions, record, stream_of, qtbot
) -> None:
    record(1, 2)
    may_answer, was_read = threading.Event(), threading.Event()

    class SlowReader:
        def bets_by_id(self, ids):
            bets = store.reader.bets_by_id(ids)
            was_read.set()
            may_answer.wait(LIMIT_MS / 1000)
            return bets

    slow = BetCache(SlowReader(), questions)
    slow.ask([1, 2])
    assert was_read.wait(LIMIT_MS / 1000)
    store.writer.set_verdicts(stream_of().key, [(1, Verdict.RESULT_DIFFERS)])
    slow.outdate(1, 1)
    with qtbot.waitSignal(slow.arrived, timeout=LIMIT_MS):
        may_answer.set()
    assert [slow.is_wanted(one) for one in (1, 2)] == [True, False]
    with qtbot.waitSignal(slow.arrived, timeout=LIMIT_MS):
        slow.ask([1, 2])
    assert slow.get(1).verdict is Verdict.RESULT_DIFFERS
    assert slow.is_current(1)
