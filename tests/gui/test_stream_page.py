import threading
from dataclasses import replace

import pytest
from conftest import LIMIT_MS, OTHER_SEEDS, SEEDS, make_bet
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QDoubleSpinBox, QLineEdit

from liveapp.domain.events import BetsChanged
from liveapp.domain.queries import BetColumn, BetFilter
from liveapp.ui.bets.columns import Column
from liveapp.ui.stream_page.page import StreamPage

RAW = Qt.ItemDataRole.UserRole


@pytest.fixture
def show(page: StreamPage, stream_of, qtbot):
    """Shows a stream on the page and waits until all its rows are there."""

    def show_stream(seeds=SEEDS) -> StreamPage:
        page.show_stream(stream_of(seeds))
        qtbot.waitUntil(lambda: page.model.is_complete, timeout=LIMIT_MS)
        return page

    return show_stream


@pytest.fixture
def settle(page: StreamPage, qtbot):
    """Waits until the table has a number of rows and nothing is being loaded."""

    def wait(rows: int) -> None:
        qtbot.waitUntil(lambda: page.model.is_complete and page.model.rowCount() == rows, timeout=LIMIT_MS)
        page.view.executeDelayedItemsLayout()

    return wait


def nonces(page: StreamPage) -> list[int]:
    return [page.model.index(row, 0).data(RAW) for row in range(page.model.rowCount())]


def first_in_view(page: StreamPage) -> tuple[int, int]:
    """The id of the first bet in view, and how many pixels of it are above."""
    row = page.view.rowAt(0)
    return page.model.id_at(row), page.view.rowViewportPosition(row)


def is_last_row_in_view(page: StreamPage) -> bool:
    last = page.model.index(page.model.rowCount() - 1, 0)
    return page.view.viewport().rect().contains(page.view.visualRect(last).center())


def sort(page: StreamPage, column: int, order: Qt.SortOrder) -> None:
    page.view.sortByColumn(column, order)


def test_a_stream_opens_at_its_newest_bets_and_follows_them(show, record, settle) -> None:
    record(*range(1, 301))
    page = show()
    assert is_last_row_in_view(page)
    assert page.view.is_following
    record(*range(301, 321))
    settle(320)
    assert is_last_row_in_view(page)
    assert page.view.pill.isHidden()


def test_scrolled_elsewhere_nothing_moves_and_a_pill_counts_what_is_new(show, record, settle, qtbot) -> None:
    record(*range(100, 400))
    page = show()
    page.view.verticalScrollBar().setValue(1234)
    before = first_in_view(page)
    record(*range(1, 21), *range(150, 151), *range(400, 437))
    settle(300 + 57)
    assert first_in_view(page) == before
    assert page.view.pill.text() == "▼ 57 new"
    assert page.view.pill.isVisible()
    assert not page.view.is_following
    qtbot.mouseClick(page.view.pill, Qt.MouseButton.LeftButton)
    assert is_last_row_in_view(page)
    assert page.view.is_following
    assert page.view.pill.isHidden()


def test_scrolling_back_to_the_end_follows_again(show, record, settle) -> None:
    record(*range(1, 301))
    page = show()
    bar = page.view.verticalScrollBar()
    bar.setValue(0)
    record(301)
    settle(301)
    assert not page.view.is_following
    bar.setValue(bar.maximum())
    assert page.view.is_following
    assert page.view.pill.isHidden()
    record(302)
    settle(302)
    assert is_last_row_in_view(page)


def test_descending_the_newest_row_is_followed_at_the_top(show, record, settle) -> None:
    record(*range(1, 301))
    page = show()
    sort(page, Column.NONCE, Qt.SortOrder.DescendingOrder)
    record(301)
    settle(301)
    assert first_in_view(page) == (page.model.id_at(0), 0)
    assert nonces(page)[0] == 301
    page.view.verticalScrollBar().setValue(500)
    before = first_in_view(page)
    record(*range(302, 310))
    settle(309)
    assert first_in_view(page) == before
    assert page.view.pill.text() == "▲ 8 new"


def test_space_holds_and_resumes_following(show, record, settle, qtbot) -> None:
    record(*range(1, 301))
    page = show()
    before = first_in_view(page)
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    record(301, 302)
    settle(302)
    assert first_in_view(page) == before
    assert page.view.pill.text() == "▼ 2 new"
    assert page.filter_bar.following_button.text() == "Follow"
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert is_last_row_in_view(page)


@pytest.mark.parametrize("count", [5, 200])
def test_sorted_by_size_new_rows_land_where_they_belong_and_the_view_stands(
    show, record, settle, qtbot, count
) -> None:
    for nonce in range(1, 301):
        record(make_bet(nonce, round_result=float(nonce)))
    page = show()
    sort(page, Column.MULTIPLIER, Qt.SortOrder.DescendingOrder)
    settle(300)
    assert not page.view.is_following
    page.view.verticalScrollBar().setValue(2000)
    row = page.view.rowAt(60)
    chosen = page.model.id_at(row)
    page.view.choose_row(row, is_shown=False)
    before = first_in_view(page)
    record(*(make_bet(1000 + step, round_result=step * 307.7 / count + 0.5) for step in range(count)))
    settle(300 + count)
    assert first_in_view(page) == before
    assert page.view.chosen_bet_id() == chosen
    results = [page.model.index(row, Column.MULTIPLIER).data(RAW) for row in range(page.model.rowCount())]
    assert results == sorted(results, reverse=True)
    page.view.pill.click()
    assert page.model.index(page.view.currentIndex().row(), 0).data(RAW) == 1000 + count - 1


def test_both_filters_and_the_count_hold_while_bets_arrive(show, record, settle) -> None:
    record(make_bet(1, round_result=50.0, difficulty="hard"), make_bet(2, round_result=50.0), 3)
    page = show()
    assert page.filter_bar.count_label.text() == "3 of 3"
    page.findChild(QDoubleSpinBox, "minMultiplierFilter").setValue(50.0)
    settle(2)
    page.findChild(QComboBox, "difficultyFilter").setCurrentText("hard")
    settle(1)
    record(make_bet(4, round_result=50.5, difficulty="hard"), make_bet(5, difficulty="hard"))
    settle(2)
    assert nonces(page) == [1, 4]
    assert page.filter_bar.count_label.text() == "2 of 5"


def test_a_minimum_filters_as_it_is_typed(show, record, settle, qtbot) -> None:
    record(make_bet(1, round_result=24.5), make_bet(2, round_result=24.49), make_bet(3, round_result=2.0))
    page = show()
    page.focus_filter()
    qtbot.keyClicks(page.filter_bar.min_multiplier, "24.5")
    settle(1)
    assert nonces(page) == [1]
    page.filter_bar.clear_button.click()
    settle(3)


def test_setting_both_filters_asks_the_store_once(show, record, settle, qtbot) -> None:
    record(1)
    page = show()
    with qtbot.waitSignal(page.filter_bar.filter_changed, timeout=LIMIT_MS) as told:
        page.filter_bar.set_filter(BetFilter(2.0, "hard"))
    assert told.args == [BetFilter(2.0, "hard")]


def test_a_filter_that_lets_nothing_through_says_so_and_offers_to_clear(show, record, settle) -> None:
    record(1, 2)
    page = show()
    page.filter_bar.set_filter(BetFilter(min_multiplier=1000.0))
    settle(0)
    assert page.notice.words == "No bet fits the filters 2 bets are recorded."
    page.notice.action_chosen.emit()
    settle(2)
    assert page.notice.words == ""
    minimum = page.filter_bar.min_multiplier
    assert minimum.value() == minimum.minimum()


def test_a_stream_without_bets_says_so(show, record_heartbeat) -> None:
    record_heartbeat(1)
    assert show().notice.words.startswith("No bets yet")


def test_what_is_chosen_stays_chosen_through_order_and_filter(show, record, settle) -> None:
    record(*(make_bet(nonce, round_result=float(nonce % 50 + 1)) for nonce in range(1, 301)))
    page = show()
    page.go_to_nonce(77)
    chosen = page.view.chosen_bet_id()
    sort(page, Column.MULTIPLIER, Qt.SortOrder.DescendingOrder)
    settle(300)
    assert page.view.chosen_bet_id() == chosen
    assert page.view.viewport().rect().contains(page.view.visualRect(page.view.currentIndex()).center())
    page.filter_bar.set_filter(BetFilter(min_multiplier=20.0))
    settle(31 * 6)
    assert page.view.chosen_bet_id() == chosen


def test_a_nonce_that_is_not_there_says_so_and_shows_the_nearest(show, record, qtbot) -> None:
    record(*range(1, 200), *range(300, 500))
    page = show()
    with qtbot.assertNotEmitted(page.message):
        page.go_to_nonce(150)
    assert page.model.index(page.view.currentIndex().row(), 0).data(RAW) == 150
    assert not page.view.is_following
    page.focus_go_to_nonce()
    qtbot.keyClicks(page.filter_bar.nonce, "1,234")
    with qtbot.waitSignal(page.message, timeout=LIMIT_MS) as told:
        qtbot.keyClick(page.filter_bar.nonce, Qt.Key.Key_Return)
    assert told.args == ["Nonce 1,234 is not recorded. The nearest is 499."]
    assert page.model.index(page.view.currentIndex().row(), 0).data(RAW) == 499


def test_a_nonce_asked_for_before_the_rows_are_there_is_shown_then(page, record, stream_of, qtbot) -> None:
    record(*range(1, 5001))
    page.show_stream(stream_of())
    page.go_to_nonce(2500)
    qtbot.waitUntil(lambda: page.view.currentIndex().isValid(), timeout=LIMIT_MS)
    assert page.model.index(page.view.currentIndex().row(), 0).data(RAW) == 2500


def test_chosen_rows_are_copied_as_they_are_shown(show, record, qtbot) -> None:
    record(*range(1, 6))
    page = show()
    for column in Column:
        page.view.setColumnHidden(column, column not in (Column.NONCE, Column.AMOUNT))
    page.view.horizontalHeader().moveSection(Column.AMOUNT, 0)
    page.view.choose_row(1)
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(page.message, timeout=LIMIT_MS) as told:
        qtbot.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["Copied 2 rows."]
    assert QGuiApplication.clipboard().text() == "Amount\tNonce\n1\t2\n1\t3\n"


def test_the_header_tells_the_whole_pair_and_current_statistics(show, record, store, settle, qtbot) -> None:
    record(make_bet(1, amount=1.0, payout=2.25, round_result=2.25))
    page = show()
    header = page.header
    assert header.breadcrumb.text() == f"Live › {SEEDS.server_seed_hashed[:10]} › my-client"
    assert header.server_hash.edit.text() == SEEDS.server_seed_hashed
    header.server_hash.copy_button.click()
    assert QGuiApplication.clipboard().text() == SEEDS.server_seed_hashed
    assert header.statistics.text() == "1 bet · high 2.25× · avg 2.25× · profit 1.25"
    record(make_bet(2, amount=3.0, round_result=11_200.65))
    settle(2)
    assert header.statistics.text() == "2 bets · high 11,200.65× · avg 5,601.45× · profit −1.75"
    store.writer.set_notes(page.stream.id, "Tuesday evening", None)
    qtbot.waitUntil(lambda: header.notes.text() == "Tuesday evening", timeout=LIMIT_MS)
    assert header.notes.isVisible()


def test_statistics_are_current_while_the_filter_hides_what_arrives(show, record, settle, qtbot) -> None:
    record(1)
    page = show()
    page.filter_bar.set_filter(BetFilter(min_multiplier=500.0))
    settle(0)
    record(2, 3)
    qtbot.waitUntil(lambda: page.header.statistics.text().startswith("3 bets"), timeout=LIMIT_MS)
    assert page.filter_bar.count_label.text() == "0 of 3"


def test_changed_bets_bring_new_statistics_and_a_held_view_stands(
    show, record, change, settle, stream_of, qtbot
) -> None:
    record(*[make_bet(nonce, round_result=5.0) for nonce in range(1, 301)])
    page = show()
    page.filter_bar.set_filter(BetFilter(min_multiplier=2.0))
    settle(300)
    page.view.verticalScrollBar().setValue(page.view.verticalScrollBar().maximum() // 2 + 3)
    assert not page.view.is_following
    held = first_in_view(page)
    change({1: {"round_result": 1.0}, 50: {"round_result": 1.0}, 299: {"round_result": 1.0}})
    settle(297)
    assert first_in_view(page) == held
    assert page.filter_bar.count_label.text() == "297 of 300"
    page.apply([BetsChanged(replace(page.stream, total_bets=12_345), ())])
    assert page.header.statistics.text().startswith("12,345 bets")


def test_a_deleted_stream_leaves_the_page(show, record, store, qtbot) -> None:
    record(1)
    page = show()
    with qtbot.waitSignal(page.stream_gone, timeout=LIMIT_MS):
        store.writer.delete_stream(page.stream.id)
    assert page.stream is None
    assert page.model.rowCount() == 0
    assert page.notice.words.startswith("No stream is shown")


def test_another_stream_shows_its_own_bets_with_the_same_order_and_filter(show, record, settle) -> None:
    record(make_bet(1, difficulty="hard"), 2)
    record(*(make_bet(nonce, OTHER_SEEDS, difficulty="hard") for nonce in (7, 8)), make_bet(9, OTHER_SEEDS))
    page = show()
    sort(page, Column.NONCE, Qt.SortOrder.DescendingOrder)
    page.filter_bar.set_filter(BetFilter(difficulty="hard"))
    settle(1)
    show(OTHER_SEEDS)
    assert nonces(page) == [8, 7]


def test_columns_order_and_filters_are_kept_for_the_next_start(
    page, store, questions, record, stream_of, qtbot
) -> None:
    record(*range(1, 4))
    sort(page, Column.AMOUNT, Qt.SortOrder.DescendingOrder)
    page.view.setColumnHidden(Column.TARGET, True)
    page.view.horizontalHeader().moveSection(Column.PROFIT, 0)
    page.view.setColumnWidth(Column.PAYOUT, 321)
    page.filter_bar.set_filter(BetFilter(min_multiplier=1.01, difficulty="easy"))
    state = page.save_state()
    assert all(isinstance(value, str) for value in state.values())
    other = StreamPage(store.reader, questions)
    qtbot.addWidget(other)
    other.restore_state(state)
    other.show_stream(stream_of())
    qtbot.waitUntil(lambda: other.model.is_complete, timeout=LIMIT_MS)
    assert other.model.order.column is BetColumn.AMOUNT
    assert other.model.order.descending
    assert other.model.bet_filter == BetFilter(min_multiplier=1.01, difficulty="easy")
    assert other.view.columnWidth(Column.PAYOUT) == 321
    assert other.view.shown_columns()[0] is Column.PROFIT
    assert Column.TARGET not in other.view.shown_columns()


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"columns": "%%", "min_multiplier": "x", "difficulty": "?"},
        {"columns": "AAAA", "min_multiplier": "-1"},
    ],
)
def test_kept_state_that_cannot_be_read_changes_nothing(page, state) -> None:
    page.restore_state(state)
    assert page.model.bet_filter == BetFilter()
    assert page.view.shown_columns() == list(Column)


def test_only_new_rows_in_view_fade_in(show, record, settle) -> None:
    record(*range(1, 301))
    page = show()
    record(301)
    settle(301)
    assert page.view.fading_bets() == [page.model.id_at(300)]
    page.view.start_anew()
    page.view.verticalScrollBar().setValue(0)
    record(302)
    settle(302)
    assert page.view.fading_bets() == []


def test_j_and_k_go_to_the_next_and_previous_row(show, record, qtbot) -> None:
    record(*range(1, 6))
    page = show()
    page.view.choose_row(2)
    qtbot.keyClick(page.view, Qt.Key.Key_J)
    assert page.view.currentIndex().row() == 3
    page.select_previous_row()
    page.select_previous_row()
    assert page.view.currentIndex().row() == 1


def test_the_columns_menu_hides_and_shows_columns(page) -> None:
    menu = page._menus.column_menu()
    entry = next(action for action in menu.actions() if action.text() == "Target")
    entry.trigger()
    assert page.view.isColumnHidden(Column.TARGET)
    next(action for action in menu.actions() if "All" in action.text()).trigger()
    assert not page.view.isColumnHidden(Column.TARGET)


def test_the_last_column_cannot_be_hidden(page) -> None:
    for column in Column:
        page.view.setColumnHidden(column, column is not Column.PROFIT)
    (profit,) = [one for one in page._menus.column_menu().actions() if one.text() == "Profit"]
    assert not profit.isEnabled()


def test_the_cell_menu_filters_and_copies_by_the_bet(show, record, settle) -> None:
    record(make_bet(1, difficulty="hard", round_result=9.5), 2)
    page = show()
    cell = page.view.visualRect(page.model.index(0, Column.MULTIPLIER)).center()
    page.view.choose_row(0)
    entries = {action.text(): action for action in page._menus.cell_menu(QPoint(cell)).actions()}
    entries["Copy &value"].trigger()
    assert QGuiApplication.clipboard().text() == "9.5"
    entries["Only from 9.50×"].trigger()
    settle(1)
    assert page.filter_bar.min_multiplier.value() == 9.5


def test_slow_loading_is_told(page, record, stream_of, questions, store, qtbot) -> None:
    record(1)
    may_answer = threading.Event()
    threads = 3
    for _ in range(threads):  # the questions of the page wait behind these
        questions.ask(page, lambda _: may_answer.wait(LIMIT_MS / 1000), lambda _: None)
    page.show_stream(stream_of())
    assert not page.busy.isVisible()
    qtbot.waitUntil(lambda: page.notice.words == "Loading…", timeout=LIMIT_MS)
    assert page.busy.isVisible()
    may_answer.set()
    qtbot.waitUntil(lambda: page.notice.words == "" and page.model.rowCount() == 1, timeout=LIMIT_MS)
    assert not page.busy.isVisible()


def test_a_store_that_cannot_be_read_is_told_with_a_way_to_try_again(
    page, record, stream_of, store, qtbot
) -> None:
    record(1)
    stream = stream_of()
    store.close()
    with qtbot.waitSignal(page.fault_met, timeout=LIMIT_MS):
        page.show_stream(stream)
    assert page.notice.words.startswith("The bets could not be read")
    with qtbot.waitSignal(page.fault_met, timeout=LIMIT_MS):
        page.notice.action_chosen.emit()


def test_the_window_hands_its_actions_to_the_header(page, qtbot) -> None:
    action = QAction("&Export CSV…", page)
    page.add_header_actions([action])
    (button,) = [one for one in page.header.findChildren(QAbstractButton) if "Export" in one.text()]
    assert button.accessibleName() == "Export CSV"
    with qtbot.waitSignal(action.triggered, timeout=LIMIT_MS):
        button.click()


def test_every_control_has_a_name_and_a_tooltip(show, record) -> None:
    record(1)
    page = show()
    kinds = (QAbstractButton, QComboBox, QDoubleSpinBox, QLineEdit, QAbstractItemView)
    controls = [one for kind in kinds for one in page.findChildren(kind)]
    # What Qt builds its own controls of (a spin box's text field, a choice's popup) is told by these.
    own = [
        one for one in controls if one.window() is page.window() and not one.objectName().startswith("qt_")
    ]
    assert len(own) > 10
    assert not [one for one in own if not one.accessibleName()]
    assert not [one for one in own if not one.toolTip() and not isinstance(one, QAbstractItemView)]
