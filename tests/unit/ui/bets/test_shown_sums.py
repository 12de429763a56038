"""Sums of what a filter lets through, on a real store."""

import threading
from dataclasses import replace

import pytest

from liveapp.domain.bets import BetOutcome
from liveapp.domain.events import StreamChanged
from liveapp.domain.queries import ALL_BETS, BetFilter
from liveapp.domain.totals import CurrencyTotal
from liveapp.ui.bets.shown_sums import ShownSums
from tests.window_fixtures import LIMIT_MS, make_bet

WON = BetFilter(outcome=BetOutcome.WON)


@pytest.fixture
def sums(qapp, store, questions, bridge) -> ShownSums:
    made = ShownSums(store.reader, questions)
    bridge.store_changed.connect(made.apply)
    return made


@pytest.fixture
def wait_for(sums, qtbot):
    def wait(*totals: CurrencyTotal) -> None:
        qtbot.waitUntil(lambda: sums.totals == totals, timeout=LIMIT_MS)

    return wait


def won(nonce: int, currency: str | None = "btc"):
    return make_bet(nonce, amount=1.0, payout=3.0, currency=currency)


def test_each_currency_is_summed_by_itself_and_bets_that_arrive_are_added(
    sums, record, stream_of, wait_for
) -> None:
    record(won(1), won(2, "usdt"), make_bet(3, currency="btc"))
    sums.show(stream_of().key, WON)
    wait_for(CurrencyTotal("btc", 1, 1.0, 3.0), CurrencyTotal("usdt", 1, 1.0, 3.0))
    record(won(4), make_bet(5, currency="btc"), won(6, None))
    wait_for(
        CurrencyTotal("btc", 2, 2.0, 6.0),
        CurrencyTotal("usdt", 1, 1.0, 3.0),
        CurrencyTotal(None, 1, 1.0, 3.0),
    )


def test_bets_that_arrive_while_they_are_read_are_counted_once(
    sums, record, stream_of, wait_for, questions, qtbot
) -> None:
    record(won(1))
    may_answer = threading.Event()
    for _ in range(3):  # what the sums ask waits behind these
        questions.ask(sums, lambda _: may_answer.wait(LIMIT_MS / 1000), lambda _: None)
    sums.show(stream_of().key, WON)
    with qtbot.waitSignal(sums.changed, timeout=LIMIT_MS):
        record(won(2), won(3))
    assert sums.totals == ()
    may_answer.set()
    wait_for(CurrencyTotal("btc", 3, 3.0, 9.0))
    record(won(4))
    wait_for(CurrencyTotal("btc", 4, 4.0, 12.0))


def test_bets_that_come_back_with_a_deleted_stream_are_summed_too(
    sums, store, record, stream_of, wait_for
) -> None:
    record(won(1))
    older = stream_of()
    store.writer.delete_stream(older.id, can_be_undone=True)
    record(won(2))
    newer = stream_of()
    store.writer.delete_stream(newer.id, can_be_undone=True)
    store.writer.undelete_stream(older.id)
    sums.show(older.key, WON)
    wait_for(CurrencyTotal("btc", 1, 1.0, 3.0))
    store.writer.undelete_stream(newer.id)
    wait_for(CurrencyTotal("btc", 2, 2.0, 6.0))


def test_without_a_filter_or_a_stream_there_are_none(sums, record, stream_of, wait_for, qtbot) -> None:
    record(won(1))
    sums.show(stream_of().key, WON)
    wait_for(CurrencyTotal("btc", 1, 1.0, 3.0))
    sums.show(stream_of().key, ALL_BETS)
    assert sums.totals == ()
    with qtbot.assertNotEmitted(sums.changed):
        sums.apply([StreamChanged(replace(stream_of(), notes="x"))])
    sums.show(None, WON)
    assert sums.totals == ()


def test_another_filter_shows_no_sums_of_the_former_one(sums, record, stream_of, wait_for) -> None:
    record(won(1), make_bet(2, currency="btc"))
    sums.show(stream_of().key, WON)
    wait_for(CurrencyTotal("btc", 1, 1.0, 3.0))
    sums.show(stream_of().key, BetFilter(outcome=BetOutcome.LOST))
    assert sums.totals == ()
    wait_for(CurrencyTotal("btc", 1, 1.0, 0.0))


def test_a_store_that_cannot_be_read_is_told(sums, record, stream_of, store, qtbot) -> None:
    record(won(1))
    key = stream_of().key
    store.close()
    with qtbot.waitSignal(sums.fault_met, timeout=LIMIT_MS):
        sums.show(key, WON)
    assert sums.totals == ()
