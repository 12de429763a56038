import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox, QDoubleSpinBox

from liveapp.domain.bets import BetOutcome
from liveapp.domain.queries import BetColumn, BetFilter
from liveapp.ui.bets.columns import Column
from liveapp.ui.bets.tab import BetsTab
from liveapp.ui.stream_page.page import StreamPage
from tests.window_fixtures import LIMIT_MS, OTHER_SEEDS, SEEDS, make_bet

RAW = Qt.ItemDataRole.UserRole


@pytest.fixture
def show(page: StreamPage, tab: BetsTab, stream_of, qtbot):
    """Shows a stream on the page and waits until all its rows are there."""

    def show_stream(seeds=SEEDS) -> BetsTab:
        page.show_stream(stream_of(seeds))
        qtbot.waitUntil(lambda: tab.model.is_complete, timeout=LIMIT_MS)
        return tab

    return show_stream


@pytest.fixture
def settle(tab: BetsTab, qtbot):
    """Waits until the table has a number of rows and nothing is being loaded."""

    def wait(rows: int) -> None:
        qtbot.waitUntil(lambda: tab.model.is_complete and tab.model.rowCount() == rows, timeout=LIMIT_MS)
        tab.view.executeDelayedItemsLayout()

    return wait


def nonces(tab: BetsTab) -> list[int]:
    return [tab.model.index(row, 0).data(RAW) for row in range(tab.model.rowCount())]


def first_in_view(tab: BetsTab) -> tuple[int, int]:
    """The id of the first bet in view, and how many pixels of it are above."""
    row = tab.view.rowAt(0)
    return tab.model.id_at(row), tab.view.rowViewportPosition(row)


def is_last_row_in_view(tab: BetsTab) -> bool:
    last = tab.model.index(tab.model.rowCount() - 1, 0)
    return tab.view.viewport().rect().contains(tab.view.visualRect(last).center())


def sort(tab: BetsTab, column: int, order: Qt.SortOrder) -> None:
    tab.view.sortByColumn(column, order)


def test_a_stream_opens_at_its_newest_bets_and_follows_them(show, record, settle) -> None:
    record(*range(1, 301))
    tab = show()
    assert is_last_row_in_view(tab)
    assert tab.view.is_following
    record(*range(301, 321))
    settle(320)
    assert is_last_row_in_view(tab)
    assert tab.view.pill.isHidden()


def test_scrolled_elsewhere_nothing_moves_and_a_pill_counts_what_is_new(show, record, settle, qtbot) -> None:
    record(*range(100, 400))
    tab = show()
    tab.view.verticalScrollBar().setValue(1234)
    before = first_in_view(tab)
    record(*range(1, 21), *range(150, 151), *range(400, 437))
    settle(300 + 57)
    assert first_in_view(tab) == before
    assert tab.view.pill.text() == "▼ 57 new"
    assert tab.view.pill.isVisible()
    assert not tab.view.is_following
    qtbot.mouseClick(tab.view.pill, Qt.MouseButton.LeftButton)
    assert is_last_row_in_view(tab)
    assert tab.view.is_following
    assert tab.view.pill.isHidden()


def test_scrolling_back_to_the_end_follows_again(show, record, settle) -> None:
    record(*range(1, 301))
    tab = show()
    bar = tab.view.verticalScrollBar()
    bar.setValue(0)
    record(301)
    settle(301)
    assert not tab.view.is_following
    bar.setValue(bar.maximum())
    assert tab.view.is_following
    assert tab.view.pill.isHidden()
    record(302)
    settle(302)
    assert is_last_row_in_view(tab)


def test_descending_the_newest_row_is_followed_at_the_top(show, record, settle) -> None:
    record(*range(1, 301))
    tab = show()
    sort(tab, Column.NONCE, Qt.SortOrder.DescendingOrder)
    record(301)
    settle(301)
    assert first_in_view(tab) == (tab.model.id_at(0), 0)
    assert nonces(tab)[0] == 301
    tab.view.verticalScrollBar().setValue(500)
    before = first_in_view(tab)
    record(*range(302, 310))
    settle(309)
    assert first_in_view(tab) == before
    assert tab.view.pill.text() == "▲ 8 new"


def test_space_holds_and_resumes_following(show, record, settle, qtbot) -> None:
    record(*range(1, 301))
    tab = show()
    before = first_in_view(tab)
    qtbot.keyClick(tab.view, Qt.Key.Key_Space)
    record(301, 302)
    settle(302)
    assert first_in_view(tab) == before
    assert tab.view.pill.text() == "▼ 2 new"
    assert tab.filter_bar.following_button.text() == "Follow"
    qtbot.keyClick(tab.view, Qt.Key.Key_Space)
    assert is_last_row_in_view(tab)


@pytest.mark.parametrize("count", [5, 200])
def test_sorted_by_size_new_rows_land_where_they_belong_and_the_view_stands(
    show, record, settle, qtbot, count
) -> None:
    for nonce in range(1, 301):
        record(make_bet(nonce, round_result=float(nonce)))
    tab = show()
    sort(tab, Column.MULTIPLIER, Qt.SortOrder.DescendingOrder)
    settle(300)
    assert not tab.view.is_following
    tab.view.verticalScrollBar().setValue(2000)
    row = tab.view.rowAt(60)
    chosen = tab.model.id_at(row)
    tab.view.choose_row(row, is_shown=False)
    before = first_in_view(tab)
    record(*(make_bet(1000 + step, round_result=step * 307.7 / count + 0.5) for step in range(count)))
    settle(300 + count)
    assert first_in_view(tab) == before
    assert tab.view.chosen_bet_id() == chosen
    results = [tab.model.index(row, Column.MULTIPLIER).data(RAW) for row in range(tab.model.rowCount())]
    assert results == sorted(results, reverse=True)
    tab.view.pill.click()
    assert tab.model.index(tab.view.currentIndex().row(), 0).data(RAW) == 1000 + count - 1


def test_both_filters_and_the_count_hold_while_bets_arrive(show, record, settle) -> None:
    record(make_bet(1, round_result=50.0, difficulty="hard"), make_bet(2, round_result=50.0), 3)
    tab = show()
    assert tab.filter_bar.count_label.text() == "3 of 3"
    tab.findChild(QDoubleSpinBox, "minMultiplierFilter").setValue(50.0)
    settle(2)
    tab.findChild(QComboBox, "difficultyFilter").setCurrentText("hard")
    settle(1)
    record(make_bet(4, round_result=50.5, difficulty="hard"), make_bet(5, difficulty="hard"))
    settle(2)
    assert nonces(tab) == [1, 4]
    assert tab.filter_bar.count_label.text() == "2 of 5"


def test_the_sums_of_what_is_shown_are_right_while_bets_arrive_and_gone_without_a_filter(
    show, record, settle, qtbot
) -> None:
    record(make_bet(1, payout=3.0, currency="btc"), make_bet(2, payout=2.5, currency="usdt"), 3)
    tab = show()
    sums = tab.filter_bar.sums_label
    assert not sums.isVisible()
    tab.filter_bar.set_filter(BetFilter(outcome=BetOutcome.WON))
    settle(2)
    qtbot.waitUntil(lambda: sums.text() == "· +2 BTC · +1.5 USDT")
    record(make_bet(4, payout=1.25, currency="btc"), make_bet(5, currency="btc"))
    settle(3)
    assert sums.text() == "· +2.25 BTC · +1.5 USDT"
    assert tab.filter_bar.count_label.text() == "3 of 5"
    tab.filter_bar.clear_filter()
    settle(5)
    assert not sums.isVisible()


def test_another_stream_has_its_own_sums_and_an_empty_nonce_field(show, record, settle, qtbot) -> None:
    record(make_bet(1, payout=3.0, currency="btc"))
    record(make_bet(1, OTHER_SEEDS, payout=7.0, currency="doge"))
    tab = show()
    tab.filter_bar.set_filter(BetFilter(outcome=BetOutcome.WON))
    tab.filter_bar.nonce.setText("123")
    show(OTHER_SEEDS)
    assert tab.filter_bar.nonce.text() == ""
    qtbot.waitUntil(lambda: tab.filter_bar.sums_label.text() == "· +6 DOGE")


def test_esc_in_the_filters_goes_back_to_the_table(show, record, qtbot) -> None:
    record(1)
    tab = show()
    tab.activateWindow()
    tab.focus_filter()
    qtbot.waitUntil(tab.filter_bar.min_multiplier.hasFocus)
    qtbot.keyClick(tab.filter_bar.min_multiplier, Qt.Key.Key_Escape)
    assert tab.view.hasFocus()


def test_tab_goes_from_the_filters_to_the_table_and_the_details(show, record, qtbot) -> None:
    record(1)
    tab = show()
    tab.activateWindow()
    tab.detail.open()
    tab.filter_bar.set_filter(BetFilter(1.0))
    qtbot.waitUntil(lambda: tab.model.rowCount() == 1 and not tab.model.is_loading)
    tab.view.choose_row(0)
    tab.filter_bar.nonce.setFocus()
    reached = []
    for _ in range(6):
        reached.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    pane = tab.detail.pane
    bar = tab.filter_bar
    buttons = [pane.star, pane.copy_button, pane.close_button]
    assert reached == [bar.nonce, bar.following_button, tab.view, *buttons]


def test_everything_that_is_kept_tells_when_it_changes(show, record, qtbot) -> None:
    record(*range(1, 301))
    tab = show()
    header = tab.view.horizontalHeader()
    for change in (
        lambda: tab.filter_bar.set_filter(BetFilter(1.0)),
        lambda: sort(tab, Column.AMOUNT, Qt.SortOrder.DescendingOrder),
        lambda: header.moveSection(Column.AMOUNT, 0),
        lambda: header.resizeSection(Column.AMOUNT, 200),
        lambda: tab.view.setColumnHidden(Column.TARGET, True),
        lambda: sort(tab, Column.NONCE, Qt.SortOrder.AscendingOrder),
        tab.toggle_following,
        tab.detail.open,
        lambda: tab.detail.split.moveSplitter(500, 1),
    ):
        before = tab.save_state()
        with qtbot.waitSignal(tab.state_changed, timeout=LIMIT_MS):
            change()
        assert tab.save_state() != before


def test_a_stream_that_was_not_followed_is_not_followed_at_the_next_start_but_later_ones_are(
    tab, page, record, stream_of, settle
) -> None:
    record(*range(1, 301))
    record(*range(1, 301), seeds=OTHER_SEEDS)
    tab.restore_state({"following": "off"})
    page.show_stream(None)  # as the window does until the streams are read
    page.show_stream(stream_of())
    settle(300)
    assert not tab.view.is_following
    bar = tab.view.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    page.show_stream(stream_of(OTHER_SEEDS))
    settle(300)
    assert tab.view.is_following


def test_an_order_without_an_end_ends_no_following_for_the_next_start(show, record) -> None:
    record(1, 2)
    tab = show()
    sort(tab, Column.AMOUNT, Qt.SortOrder.AscendingOrder)
    assert tab.save_state()["following"] == "on"
    sort(tab, Column.NONCE, Qt.SortOrder.AscendingOrder)
    tab.view.set_following(False)
    assert tab.save_state()["following"] == "off"


def test_a_minimum_filters_as_it_is_typed(show, record, settle, qtbot) -> None:
    record(make_bet(1, round_result=24.5), make_bet(2, round_result=24.49), make_bet(3, round_result=2.0))
    tab = show()
    tab.focus_filter()
    qtbot.keyClicks(tab.filter_bar.min_multiplier, "24.5")
    settle(1)
    assert nonces(tab) == [1]
    tab.filter_bar.clear_button.click()
    settle(3)


def test_setting_both_filters_asks_the_store_once(show, record, settle, qtbot) -> None:
    record(1)
    tab = show()
    with qtbot.waitSignal(tab.filter_bar.filter_changed, timeout=LIMIT_MS) as told:
        tab.filter_bar.set_filter(BetFilter(2.0, "hard"))
    assert told.args == [BetFilter(2.0, "hard")]


def test_a_filter_that_lets_nothing_through_says_so_and_offers_to_clear(show, record, settle) -> None:
    record(1, 2)
    tab = show()
    tab.filter_bar.set_filter(BetFilter(min_multiplier=1000.0))
    settle(0)
    assert tab.notice.words == "No bet fits the filters 2 bets are recorded."
    tab.notice.action_chosen.emit()
    settle(2)
    assert tab.notice.words == ""
    minimum = tab.filter_bar.min_multiplier
    assert minimum.value() == minimum.minimum()


def test_a_stream_without_bets_says_so(show, record_heartbeat) -> None:
    record_heartbeat(1)
    assert show().notice.words.startswith("No bets yet")


def test_what_is_chosen_stays_chosen_through_order_and_filter(show, record, settle) -> None:
    record(*(make_bet(nonce, round_result=float(nonce % 50 + 1)) for nonce in range(1, 301)))
    tab = show()
    tab.go_to_nonce(77)
    chosen = tab.view.chosen_bet_id()
    sort(tab, Column.MULTIPLIER, Qt.SortOrder.DescendingOrder)
    settle(300)
    assert tab.view.chosen_bet_id() == chosen
    assert tab.view.viewport().rect().contains(tab.view.visualRect(tab.view.currentIndex()).center())
    tab.filter_bar.set_filter(BetFilter(min_multiplier=20.0))
    settle(31 * 6)
    assert tab.view.chosen_bet_id() == chosen


def test_a_nonce_that_is_not_there_says_so_and_shows_the_nearest(show, record, qtbot) -> None:
    record(*range(1, 200), *range(300, 500))
    tab = show()
    with qtbot.assertNotEmitted(tab.message):
        tab.go_to_nonce(150)
    assert tab.model.index(tab.view.currentIndex().row(), 0).data(RAW) == 150
    assert not tab.view.is_following
    tab.focus_go_to_nonce()
    qtbot.keyClicks(tab.filter_bar.nonce, "1,234")
    with qtbot.waitSignal(tab.message, timeout=LIMIT_MS) as told:
        qtbot.keyClick(tab.filter_bar.nonce, Qt.Key.Key_Return)
    assert told.args == ["Nonce 1,234 is not recorded. The nearest is 499."]
    assert tab.model.index(tab.view.currentIndex().row(), 0).data(RAW) == 499


def test_a_nonce_asked_for_before_the_rows_are_there_is_shown_then(tab, record, stream_of, qtbot) -> None:
    record(*range(1, 5001))
    tab.show_stream(stream_of())
    tab.go_to_nonce(2500)
    qtbot.waitUntil(lambda: tab.view.currentIndex().isValid(), timeout=LIMIT_MS)
    assert tab.model.index(tab.view.currentIndex().row(), 0).data(RAW) == 2500


def test_a_bet_that_is_gone_to_is_chosen_whatever_the_order(show, record, qtbot) -> None:
    record(*range(1, 301))
    tab = show()
    sort(tab, Column.MULTIPLIER, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: tab.model.is_complete, timeout=LIMIT_MS)
    bet_id = tab.model.id_at(200)
    tab.go_to_bet(bet_id, 0)
    assert tab.view.chosen_bet_id() == bet_id
    assert tab.view.viewport().rect().contains(tab.view.visualRect(tab.view.currentIndex()).center())


def test_a_bet_that_the_filters_hide_is_shown_without_them(show, record, qtbot) -> None:
    record(*range(1, 301))
    tab = show()
    bet_id = tab.model.id_at(76)
    tab.filter_bar.set_filter(BetFilter(nonce_from=200))
    with qtbot.waitSignal(tab.message, timeout=LIMIT_MS) as told:
        tab.go_to_bet(bet_id, 77)
    assert told.args == ["The filters hid round 77: they were cleared."]
    qtbot.waitUntil(lambda: tab.view.chosen_bet_id() == bet_id, timeout=LIMIT_MS)
    assert tab.model.rowCount() == 300
    with qtbot.waitSignal(tab.message, timeout=LIMIT_MS) as told:
        tab.go_to_bet(123_456, 77)
    assert told.args == ["That bet is not there any more."]


def test_chosen_rows_are_copied_as_they_are_shown(show, record, qtbot) -> None:
    record(*range(1, 6))
    tab = show()
    for column in Column:
        tab.view.setColumnHidden(column, column not in (Column.NONCE, Column.AMOUNT))
    tab.view.horizontalHeader().moveSection(Column.AMOUNT, 0)
    tab.view.choose_row(1)
    tab.view.setFocus()
    qtbot.keyClick(tab.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(tab.message, timeout=LIMIT_MS) as told:
        qtbot.keyClick(tab.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["Copied 2 rows."]
    assert QGuiApplication.clipboard().text() == "Amount\tNonce\n1\t2\n1\t3\n"


def test_another_stream_shows_its_own_bets_with_the_same_order_and_filter(show, record, settle) -> None:
    record(make_bet(1, difficulty="hard"), 2)
    record(*(make_bet(nonce, OTHER_SEEDS, difficulty="hard") for nonce in (7, 8)), make_bet(9, OTHER_SEEDS))
    tab = show()
    sort(tab, Column.NONCE, Qt.SortOrder.DescendingOrder)
    tab.filter_bar.set_filter(BetFilter(difficulty="hard"))
    settle(1)
    show(OTHER_SEEDS)
    assert nonces(tab) == [8, 7]


def test_columns_order_and_filters_are_kept_for_the_next_start(
    tab, store, questions, record, stream_of, qtbot
) -> None:
    record(*range(1, 4))
    sort(tab, Column.AMOUNT, Qt.SortOrder.DescendingOrder)
    tab.view.setColumnHidden(Column.TARGET, True)
    tab.view.horizontalHeader().moveSection(Column.PROFIT, 0)
    tab.view.setColumnWidth(Column.PAYOUT, 321)
    bet_filter = BetFilter(1.01, "easy", BetOutcome.LOST, None, 1, 100)
    tab.filter_bar.set_filter(bet_filter)
    tab.detail.open()
    state = tab.save_state()
    assert all(isinstance(value, str) for value in state.values())
    other = BetsTab(store.reader, questions)
    qtbot.addWidget(other)
    other.restore_state(state)
    other.show_stream(stream_of())
    qtbot.waitUntil(lambda: other.model.is_complete, timeout=LIMIT_MS)
    assert other.model.order.column is BetColumn.AMOUNT
    assert other.model.order.descending
    assert other.model.bet_filter == bet_filter
    assert list(other.filter_bar.chips.chips) == ["Outcome", "Nonces"]
    assert other.detail.split.is_open
    assert other.view.columnWidth(Column.PAYOUT) == 321
    assert other.view.shown_columns()[0] is Column.PROFIT
    assert Column.TARGET not in other.view.shown_columns()


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"columns": "\u202e,%%", "min_multiplier": "x", "difficulty": "?"},
        {"columns": "AAAA", "min_multiplier": "-1", "sorted": "AMOUNT"},
    ],
)
def test_kept_state_that_cannot_be_read_changes_nothing(tab, state) -> None:
    tab.restore_state(state)
    assert tab.model.bet_filter == BetFilter()
    hidden = (Column.RECEIVED, Column.PROOF)
    assert tab.view.shown_columns() == [column for column in Column if column not in hidden]


def test_only_new_rows_in_view_fade_in(show, record, settle) -> None:
    record(*range(1, 301))
    tab = show()
    record(make_bet(301, round_result=50.0), make_bet(302, round_result=1.5))
    settle(302)
    assert tab.view._fades.fading == [tab.model.id_at(300)]  # the other one has no tint
    tab.view.start_anew()
    tab.view.verticalScrollBar().setValue(0)
    record(make_bet(303, round_result=50.0))
    settle(303)
    assert tab.view._fades.fading == []


def test_j_and_k_go_to_the_next_and_previous_row(show, record, qtbot) -> None:
    record(*range(1, 6))
    tab = show()
    tab.view.choose_row(2)
    qtbot.keyClick(tab.view, Qt.Key.Key_J)
    assert tab.view.currentIndex().row() == 3
    tab.select_previous_row()
    tab.select_previous_row()
    assert tab.view.currentIndex().row() == 1


def test_the_columns_menu_hides_and_shows_columns(tab) -> None:
    menu = tab._menus.column_menu()
    entry = next(action for action in menu.actions() if action.text() == "Target")
    entry.trigger()
    assert tab.view.isColumnHidden(Column.TARGET)
    next(action for action in menu.actions() if "All" in action.text()).trigger()
    assert not tab.view.isColumnHidden(Column.TARGET)


def test_the_last_column_cannot_be_hidden(tab) -> None:
    for column in Column:
        tab.view.setColumnHidden(column, column is not Column.PROFIT)
    (profit,) = [one for one in tab._menus.column_menu().actions() if one.text() == "Profit"]
    assert not profit.isEnabled()


def test_the_cell_menu_filters_and_copies_by_the_bet(show, record, settle, qtbot) -> None:
    record(make_bet(1, difficulty="hard", round_result=9.5), 2)
    tab = show()
    qtbot.waitUntil(lambda: tab.model.bet_at(0) is not None)
    cell = tab.view.visualRect(tab.model.index(0, Column.MULTIPLIER)).center()
    tab.view.choose_row(0)
    entries = {action.text(): action for action in tab._menus.cell_menu(QPoint(cell)).actions()}
    entries["Copy &value"].trigger()
    assert QGuiApplication.clipboard().text() == "9.5"
    entries["Only from 9.50×"].trigger()
    settle(1)
    assert tab.filter_bar.min_multiplier.value() == 9.5


def test_slow_loading_is_told(page, tab, record, stream_of, questions, store, qtbot) -> None:
    record(1)
    may_answer = threading.Event()
    threads = 3
    for _ in range(threads):  # the questions of the tab wait behind these
        questions.ask(tab, lambda _: may_answer.wait(LIMIT_MS / 1000), lambda _: None)
    page.show_stream(stream_of())
    assert not tab.busy.isVisible()
    qtbot.waitUntil(lambda: tab.notice.words == "Loading…", timeout=LIMIT_MS)
    assert tab.busy.isVisible()
    may_answer.set()
    qtbot.waitUntil(lambda: tab.notice.words == "" and tab.model.rowCount() == 1, timeout=LIMIT_MS)
    assert not tab.busy.isVisible()


def test_a_store_that_cannot_be_read_is_told_with_a_way_to_try_again(
    tab, record, stream_of, store, qtbot
) -> None:
    record(1)
    stream = stream_of()
    store.close()
    with qtbot.waitSignal(tab.fault_met, timeout=LIMIT_MS):
        tab.show_stream(stream)
    assert tab.notice.words.startswith("The bets could not be read")
    with qtbot.waitSignal(tab.fault_met, timeout=LIMIT_MS):
        tab.notice.action_chosen.emit()


def test_currencies_are_told_in_the_rows_once_there_are_several(show, record, settle) -> None:
    record(make_bet(1, currency="btc"), make_bet(2, currency="btc"))
    tab = show()
    assert not tab.view._painter.tells_currencies
    record(make_bet(3, currency="doge"))
    settle(3)
    assert tab.view._painter.tells_currencies
