"""All streams at a glance: what is shown, asked for and kept, and that it rests while nobody looks."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from liveapp.domain.bets import SeedPair
from liveapp.domain.clock import MINUTE_US, now_us
from liveapp.ui.analysis import many_streams
from liveapp.ui.overview import model as model_module
from liveapp.ui.overview import page as page_module
from liveapp.ui.overview.columns import Column
from liveapp.ui.overview.page import OverviewPage
from tests.shell import focus

PAIRS = [SeedPair(f"{number:064x}", f"client-{number}") for number in range(10)]


@pytest.fixture
def page(theme, store, questions, bridge, record, qtbot, monkeypatch) -> OverviewPage:
    """A page of three streams, the first of them with two currencies; it follows the store."""
    monkeypatch.setattr(many_streams, "BEGIN_MS", 0)
    monkeypatch.setattr(many_streams, "REST_S", 0.0)
    monkeypatch.setattr(page_module, "TOTALS_MS", 0)
    for number, seeds in enumerate(PAIRS[:3]):
        record(*range(1, 4 + number), seeds=seeds, round_target=2.0, currency="btc")
    record(10, seeds=PAIRS[0], currency="usdt")
    made = OverviewPage(lambda: store.reader.streams()[0], store.reader, questions)
    qtbot.addWidget(made)
    bridge.store_changed.connect(made.apply)
    made.resize(1100, 500)
    yield made
    QGuiApplication.clipboard().clear()


@pytest.fixture
def shown(page, qtbot) -> OverviewPage:
    """The page once everything is computed."""
    page.show()
    qtbot.waitUntil(lambda: is_done(page))
    return page


def is_done(page: OverviewPage) -> bool:
    return page.many.waiting == 0 and all(row.span and row.figures for row in page.model.rows())


def row_of(page: OverviewPage, seeds: SeedPair) -> Any:
    return next(row for row in page.model.rows() if row.stream.seeds == seeds)


def choose(page: OverviewPage, *pairs: SeedPair) -> None:
    page.view.clearSelection()
    page.view._choose(page.model.rows_of(row_of(page, pair).stream.key for pair in pairs))


def test_until_it_is_seen_nothing_is_read_and_what_the_list_knows_stands_there_at_once(page, qtbot) -> None:
    assert page.model.total == 0
    page.show()
    assert page.model.total == 3
    assert page.head.count.text() == "3 streams"
    qtbot.waitUntil(lambda: is_done(page))
    assert len(row_of(page, PAIRS[0]).figures.totals) == 2


def test_it_follows_bets_new_streams_and_deletions_with_the_selection_kept(
    shown, record, store, stream_of, qtbot
) -> None:
    choose(shown, PAIRS[1])
    record(9, seeds=PAIRS[1])
    qtbot.waitUntil(lambda: row_of(shown, PAIRS[1]).stream.total_bets == 5)
    qtbot.waitUntil(lambda: sum(one.bets for one in row_of(shown, PAIRS[1]).figures.totals) == 5)
    record(1, seeds=PAIRS[4])
    qtbot.waitUntil(lambda: shown.model.total == 4)
    store.writer.delete_stream(stream_of(PAIRS[0]).id, can_be_undone=True)
    qtbot.waitUntil(lambda: shown.model.total == 3)
    assert [stream.seeds for stream in shown.view.chosen()] == [PAIRS[1]]
    store.writer.set_alias(stream_of(PAIRS[1]).id, "mine")
    qtbot.waitUntil(lambda: row_of(shown, PAIRS[1]).stream.alias == "mine")


def test_hidden_it_rests_and_shown_again_it_is_up_to_date(shown, record, store, qtbot) -> None:
    shown.hide()
    record(9, seeds=PAIRS[1])
    record(1, seeds=PAIRS[4])
    qtbot.wait(20)
    assert shown.model.total == 3
    shown.show()
    assert shown.model.total == 4
    qtbot.waitUntil(lambda: is_done(shown) and row_of(shown, PAIRS[1]).span.last.nonce == 9)


def test_totals_are_of_what_is_selected_or_of_all_that_is_shown(shown, qtbot) -> None:
    qtbot.waitUntil(lambda: shown.totals.text().startswith("3 streams shown"))
    assert [line.split(":")[0] for line in shown.totals.text().splitlines()] == [
        "3 streams shown",
        "BTC",
        "USDT",
    ]
    choose(shown, PAIRS[1], PAIRS[2])
    qtbot.waitUntil(lambda: shown.totals.text().startswith("2 streams selected"))
    assert "BTC: 9 bets · wagered 9 · profit −9" in shown.totals.text()
    choose(shown, PAIRS[1])
    qtbot.waitUntil(lambda: shown.totals.text().startswith("3 streams shown"))


def test_a_filter_says_how_many_it_finds_and_what_to_do_where_that_is_none(shown, qtbot) -> None:
    shown.head.filter.setText("client-1")
    assert shown.head.count.text() == "1 of 3 streams"
    shown.head.filter.setText("nothing")
    assert "No stream found" in shown.notice.words
    assert not shown.buttons.copy.isEnabled()
    shown.notice.action_chosen.emit()
    assert shown.head.count.text() == "3 streams"
    assert not shown.notice.words
    assert shown.buttons.copy.isEnabled()


def test_a_stream_that_is_live_no_more_goes_by_itself(shown, monkeypatch, qtbot) -> None:
    shown.head.kind.setCurrentText("Live")
    assert shown.model.rowCount() == 3
    later_us = now_us() + 6 * MINUTE_US
    monkeypatch.setattr(model_module, "now_us", lambda: later_us)
    shown._ticks.setInterval(1)
    qtbot.waitUntil(lambda: shown.model.rowCount() == 0)
    shown.hide()
    assert not shown._ticks.isActive()


def test_without_streams_it_says_so(page, store) -> None:
    for stream in store.reader.streams()[0]:
        store.writer.delete_stream(stream.id)
    page.show()
    assert "No stream yet" in page.notice.words


def test_another_multiplier_has_all_waits_told_anew(shown, qtbot) -> None:
    shown.head.multiplier_chosen.emit(1.01)
    assert row_of(shown, PAIRS[1]).figures.hits is None
    qtbot.waitUntil(lambda: all(row.figures.hits is not None for row in shown.model.rows()))
    assert row_of(shown, PAIRS[1]).figures.hits.longest_wait == 0


def test_buttons_offer_what_can_be_done_with_what_is_chosen(shown, qtbot) -> None:
    head, buttons = shown.head, shown.buttons
    choose(shown, PAIRS[1])
    assert (buttons.open.isEnabled(), buttons.compare.isEnabled()) == (True, False)
    with qtbot.waitSignal(shown.stream_opened) as opened:
        buttons.open.click()
    assert opened.args[0].seeds == PAIRS[1]
    choose(shown, PAIRS[1], PAIRS[2])
    assert (buttons.open.isEnabled(), buttons.compare.isEnabled()) == (False, True)
    with qtbot.waitSignal(shown.compare_requested) as compared:
        buttons.compare.click()
    assert {stream.seeds for stream in compared.args[0]} == {PAIRS[1], PAIRS[2]}
    for left in (head.back.click, lambda: qtbot.keyClick(shown.view, Qt.Key.Key_Escape)):
        with qtbot.waitSignal(shown.left):
            left()


def test_rows_are_copied_as_they_are_shown(shown, qtbot) -> None:
    choose(shown, PAIRS[2])
    with qtbot.waitSignal(shown.message) as told:
        qtbot.keyClick(shown.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["1 stream copied"]
    names, line = QGuiApplication.clipboard().text().splitlines()
    assert names.startswith("alias\tserver_seed_hashed\tclient_seed\tbets")
    assert f"{PAIRS[2].server_seed_hashed}\tclient-2\t5" in line
    shown.view.clearSelection()
    shown.buttons.copy.click()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 5


def test_a_file_holds_all_rows_that_are_shown(shown, qtbot) -> None:
    shown.head.filter.setText("client-0")
    with qtbot.waitSignal(shown.csv_requested) as asked:
        shown.buttons.csv.click()
    names, *lines = asked.args[0].decode("utf-8-sig").splitlines()
    assert "longest_wait" in names
    assert len(lines) == 2


def test_columns_order_multiplier_and_kind_are_kept(page, store, questions, qtbot) -> None:
    page.view.setColumnHidden(Column.NOTES, False)
    page.view.sortByColumn(Column.BETS, Qt.SortOrder.AscendingOrder)
    page.head.kind.setCurrentText("Pinned")
    page.head.multiplier_chosen.emit(24.5)
    kept = page.save_state()
    other = OverviewPage(list, store.reader, questions)
    qtbot.addWidget(other)
    other.restore_state(kept)
    assert other.save_state() == kept
    assert other.head.wait.text() == "24.50×"
    other.restore_state({"multiplier": "nan", "kind": "<b>", "columns": "?", "sorted": "?"})
    other.restore_state({"multiplier": "-1"})
    assert other.save_state() == kept


def test_what_the_user_changes_is_told_to_be_kept(shown, qtbot) -> None:
    for change in (
        lambda: shown.view.sortByColumn(Column.BETS, Qt.SortOrder.AscendingOrder),
        lambda: shown.head.kind.setCurrentText("Live"),
        lambda: shown.menus.columns_chosen.emit(),
        lambda: shown.head.multiplier_chosen.emit(7.0),
    ):
        with qtbot.waitSignal(shown.state_changed):
            change()


def test_the_keyboard_goes_to_the_filter_and_from_there_into_the_table(shown, qtbot) -> None:
    for key, modifier in (
        (Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_Slash, Qt.KeyboardModifier.NoModifier),
    ):
        focus(qtbot, shown, shown.view)
        qtbot.keyClick(shown.view, key, modifier)
        qtbot.waitUntil(shown.head.filter.hasFocus)
        qtbot.keyClick(shown.head.filter, Qt.Key.Key_Down)
        qtbot.waitUntil(shown.view.hasFocus)
    assert shown.view.currentIndex().row() == 0
