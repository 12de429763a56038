"""Rows of a filter by verdict while bets are verified."""

import pytest
from PySide6.QtCore import Qt

from liveapp.domain.events import BetsVerified
from liveapp.domain.queries import ALL_BETS, BetFilter
from liveapp.domain.totals import CurrencyTotal
from liveapp.domain.verdicts import DIFFERING, Verdict
from liveapp.storage import open_store
from liveapp.ui.bets import verdict_rows
from liveapp.ui.bets.columns import Column
from tests.window_fixtures import make_bet

VERIFIED = BetFilter(verdicts=(Verdict.VERIFIED,))


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch) -> None:
    monkeypatch.setattr(verdict_rows, "AGAIN_S", 0.01)


@pytest.fixture
def show(page, tab, stream_of, qtbot):
    """Shows the stream with this filter."""

    def show_stream(bet_filter=VERIFIED):
        page.show_stream(stream_of())
        tab.filter_bar.set_filter(bet_filter)
        qtbot.waitUntil(lambda: tab.model.is_complete)
        return tab

    return show_stream


@pytest.fixture
def verify(store, stream_of):
    def set_verdicts(*ids: int, verdict: Verdict = Verdict.VERIFIED) -> None:
        store.writer.set_verdicts(stream_of().key, [(bet_id, verdict) for bet_id in ids])

    return set_verdicts


def ids(tab) -> list[int]:
    return [tab.model.id_at(row) for row in range(tab.model.rowCount())]


def verdicts(tab) -> list[Verdict | None]:
    """What the column of proof holds; None where a bet is still being read."""
    rows = range(tab.model.rowCount())
    return [tab.model.index(row, Column.PROOF).data(Qt.ItemDataRole.UserRole) for row in rows]


def test_bets_that_are_verified_get_rows_and_are_counted_and_summed(show, record, verify, qtbot) -> None:
    record(*(make_bet(nonce, amount=float(nonce), currency="btc") for nonce in range(1, 21)))
    tab = show()
    verify(3, 7, 12)
    qtbot.waitUntil(lambda: ids(tab) == [3, 7, 12])
    verify(5, verdict=Verdict.RESULT_DIFFERS)
    verify(1, 20)
    qtbot.waitUntil(lambda: ids(tab) == [1, 3, 7, 12, 20])
    assert tab.filter_bar.count_label.text() == "5 of 20"
    qtbot.waitUntil(lambda: tab.sums.totals == (CurrencyTotal("btc", 5, 43.0, 0.0),))
    qtbot.waitUntil(lambda: verdicts(tab) == [Verdict.VERIFIED] * 5)


def test_nothing_moves_that_is_looked_at_or_chosen(show, record, verify, qtbot) -> None:
    record(*range(1, 601))
    verify(*range(2, 600, 2))
    tab = show()
    bar = tab.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2 + 3)
    tab.view.choose_row(tab.view.rowAt(0) + 2, is_shown=False)
    row = tab.view.rowAt(0)
    looked_at = tab.model.id_at(row), tab.view.rowViewportPosition(row)
    chosen = tab.view.chosen_bet_id()
    verify(*range(1, 600, 2))
    qtbot.waitUntil(lambda: tab.model.rowCount() == 599)
    row = tab.view.rowAt(0)
    assert (tab.model.id_at(row), tab.view.rowViewportPosition(row)) == looked_at
    assert tab.view.chosen_bet_id() == chosen
    assert not tab.view.is_following


def test_the_end_stays_in_view_while_it_is_followed(show, record, verify, qtbot) -> None:
    record(*range(1, 601))
    verify(*range(1, 300))
    tab = show()
    assert tab.view.is_following
    verify(*range(300, 601))
    qtbot.waitUntil(lambda: tab.model.rowCount() == 600)
    bar = tab.view.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    assert tab.view.is_following


def test_while_nobody_sees_the_table_nothing_is_read_and_then_it_catches_up(
    show, page, record, verify, bridge, qtbot
) -> None:
    record(*range(1, 11))
    tab = show(BetFilter(verdicts=DIFFERING))
    page.hide()
    with qtbot.waitSignal(bridge.store_changed):
        verify(4, 5, verdict=Verdict.PAYOUT_DIFFERS)
    assert tab.proof.rows._question is None
    assert not tab.proof.rows._timer.isActive()
    page.show()
    qtbot.waitUntil(lambda: ids(tab) == [4, 5])


def test_verdicts_that_come_while_the_rows_are_loaded_are_not_lost(
    page, tab, record, verify, stream_of, qtbot
) -> None:
    record(*range(1, 11))
    page.show_stream(stream_of())
    tab.filter_bar.set_filter(VERIFIED)
    assert tab.model.is_loading
    verify(1, 2)
    qtbot.waitUntil(lambda: tab.model.is_complete and ids(tab) == [1, 2])


def test_without_such_a_filter_nothing_is_read(show, record, verify, bridge, qtbot) -> None:
    record(1, 2)
    tab = show(ALL_BETS)
    with qtbot.waitSignal(bridge.store_changed):
        verify(1)
    assert not tab.proof.rows._timer.isActive()
    assert tab.proof.rows._question is None


def test_reading_them_takes_only_a_part_of_the_time_however_many_they_are(
    show, record, verify, qtbot, monkeypatch
) -> None:
    monkeypatch.setattr(verdict_rows, "MOST_SHARE", 1e-6)
    record(*range(1, 11))
    tab = show()
    verify(1)
    qtbot.waitUntil(lambda: ids(tab) == [1])
    verify(2)
    qtbot.waitUntil(tab.proof.rows._timer.isActive)
    assert tab.proof.rows._timer.remainingTime() > 100
    tab.filter_bar.set_filter(BetFilter(2.0, verdicts=VERIFIED.verdicts))  # what waits is void
    assert not tab.proof.rows._timer.isActive()


def test_a_store_that_cannot_be_read_is_told_and_read_again_at_the_next_verdicts(
    show, record, verify, stream_of, tab, tmp_path, monkeypatch, qtbot
) -> None:
    record(1, 2)
    show()
    verify(1)
    qtbot.waitUntil(lambda: ids(tab) == [1])
    rows, event = tab.proof.rows, BetsVerified(stream_of(), 1, 2)
    closed = open_store(tmp_path / "closed.sqlite3")
    closed.close()
    monkeypatch.setattr(rows, "_reader", closed.reader)
    with qtbot.waitSignal(tab.fault_met):
        rows.apply([event])
    assert ids(tab) == [1]
    with qtbot.waitSignal(tab.fault_met):
        rows.apply([event])
