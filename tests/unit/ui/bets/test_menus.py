"""Menus of the bet table."""

import pytest
from PySide6.QtCore import QPoint

from liveapp.domain.queries import BetFilter
from liveapp.ui.bets.columns import COLUMNS, Column
from liveapp.ui.bets.menus import BetMenus
from liveapp.ui.bets.view import BetView
from tests.window_fixtures import LIMIT_MS, make_bet


@pytest.fixture
def view(theme, bet_model, record, stream_of, qtbot) -> BetView:
    made = BetView(bet_model)
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show()
    record(make_bet(1, difficulty="hard", round_result=9.5), 2, 3)
    with qtbot.waitSignal(bet_model.loaded, timeout=LIMIT_MS):
        bet_model.show_stream(stream_of().key)
    qtbot.waitUntil(lambda: bet_model.bet_at(0) is not None)
    return made


def entries(menu) -> dict:
    return {action.text(): action for action in menu.actions()}


def test_the_columns_menu_says_which_columns_are_shown(view) -> None:
    view.setColumnHidden(Column.TARGET, True)
    named = entries(BetMenus(view).column_menu())
    assert [title for title, entry in named.items() if entry.isCheckable()] == [
        texts.title for texts in COLUMNS.values()
    ]
    assert not named["Target"].isChecked()
    assert named["Nonce"].isChecked()


def test_a_column_that_is_chosen_or_left_out_there_is_told(view) -> None:
    menus, told = BetMenus(view), []
    menus.column_chosen.connect(lambda column, is_shown: told.append((column, is_shown)))
    entries(menus.column_menu())["Proof"].trigger()
    assert Column.PROOF in view.shown_columns()
    entries(menus.column_menu())["Proof"].trigger()
    assert Column.PROOF not in view.shown_columns()
    assert told == [(Column.PROOF, True), (Column.PROOF, False)]
    entries(menus.column_menu())["&All columns"].trigger()
    assert told[2:] == [(column, True) for column in COLUMNS]


def test_the_calculation_of_a_chosen_row_is_offered(view, qtbot) -> None:
    menus, position = BetMenus(view), QPoint(5, 5)
    assert not entries(menus.cell_menu(position))["&Show the calculation…"].isEnabled()
    view.choose_row(0)
    with qtbot.waitSignal(menus.calculation_requested):
        entries(menus.cell_menu(position))["&Show the calculation…"].trigger()


def test_beside_the_rows_only_what_needs_no_bet_is_offered(view) -> None:
    named = entries(BetMenus(view).cell_menu(QPoint(5, 390)))
    assert "Copy &value" not in named
    assert not named["&Copy row"].isEnabled()
    assert named["&Follow new bets"].isChecked()


def test_a_cell_offers_filters_by_its_bet_that_keep_the_other_filter(view, qtbot) -> None:
    menus = BetMenus(view)
    view.model().set_filter(BetFilter(2.0))
    qtbot.waitUntil(lambda: view.model().is_complete and view.model().rowCount() == 1)
    view.executeDelayedItemsLayout()
    place = view.visualRect(view.model().index(0, Column.DIFFICULTY)).center()
    named = entries(menus.cell_menu(place))
    with qtbot.waitSignal(menus.filter_requested) as asked:
        named["Only hard"].trigger()
    assert asked.args == [BetFilter(2.0, "hard")]
    with qtbot.waitSignal(menus.filter_requested) as asked:
        named["Clear filters"].trigger()
    assert asked.args == [BetFilter()]


def test_several_chosen_rows_are_counted_in_the_entry_that_copies_them(view, qtbot) -> None:
    view.selectAll()
    copy = entries(BetMenus(view).cell_menu(QPoint(5, 5)))["&Copy 3 rows"]
    with qtbot.waitSignal(view.copy_requested):
        copy.trigger()


def test_the_chosen_rows_are_bookmarked_by_the_menu_of_a_cell(view, qtbot) -> None:
    assert not entries(BetMenus(view).cell_menu(QPoint(5, 5)))["&Bookmark or end it"].isEnabled()
    view.selectAll()
    with qtbot.waitSignal(view.bookmark_requested):
        entries(BetMenus(view).cell_menu(QPoint(5, 5)))["&Bookmark or end it"].trigger()
