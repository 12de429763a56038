"""How wide the bet table's columns are."""

import pytest

from liveapp.ui.bets.columns import COLUMNS, Column
from liveapp.ui.bets.row_look import CELL_PADDING_PX
from liveapp.ui.bets.view import BetView

FIRST_SIZE_PX = 1042
"""Room of the table in the first window on a screen of 1366×768."""

SCALED_SIZE_PX = 666
"""The same on 1440×900 at 150 %."""

SMALLEST_PX = 368
"""The same in a window of 680×480 with the side panel open."""


@pytest.fixture
def view(theme, bet_model, qtbot) -> BetView:
    made = BetView(bet_model)
    qtbot.addWidget(made)
    made.show()
    return made


def give_room(view: BetView, room: int) -> None:
    view.resize(room + view.width() - view.viewport().width(), 400)
    assert view.viewport().width() == room


def is_in_view(view: BetView, column: Column) -> bool:
    left = view.columnViewportPosition(column)
    return left >= 0 and left + view.columnWidth(column) <= view.viewport().width()


@pytest.mark.parametrize("room", [FIRST_SIZE_PX, SCALED_SIZE_PX])
def test_all_columns_that_are_on_at_first_fit_the_first_size(view, room) -> None:
    give_room(view, room)
    assert view.horizontalScrollBar().maximum() == 0
    assert all(is_in_view(view, column) for column in view.shown_columns())


def test_at_the_first_size_every_column_has_room_for_its_widest_text(view) -> None:
    give_room(view, FIRST_SIZE_PX)
    for column in view.shown_columns():
        text_px = view.fontMetrics().horizontalAdvance(COLUMNS[column].widest)
        assert view.columnWidth(column) >= text_px + 2 * CELL_PADDING_PX


def test_in_the_smallest_window_the_multiplier_is_in_view_whole(view) -> None:
    give_room(view, SMALLEST_PX)
    assert is_in_view(view, Column.MULTIPLIER)
    text_px = view.fontMetrics().horizontalAdvance("3,203,384.80×")
    assert view.columnWidth(Column.MULTIPLIER) >= text_px + 2 * CELL_PADDING_PX


def test_no_title_is_cut_however_narrow_the_table(view) -> None:
    give_room(view, SMALLEST_PX)
    header = view.horizontalHeader()
    for column in view.shown_columns():
        room = header.title_area(
            header.rect().adjusted(0, 0, view.columnWidth(column) - header.width(), 0), column
        ).width()
        title = header.title_that_fits(COLUMNS[column].sign or COLUMNS[column].title, room, column)
        assert header.fontMetrics().elidedText(title, view.textElideMode(), room) == title


def test_a_column_that_the_user_made_wider_stays_so_until_all_are_fitted(view) -> None:
    give_room(view, FIRST_SIZE_PX)
    view.setColumnWidth(Column.PAYOUT, 321)
    give_room(view, SCALED_SIZE_PX)
    assert view.columnWidth(Column.PAYOUT) == 321
    view.widths.fit_all()
    assert view.columnWidth(Column.PAYOUT) < 321


def test_a_column_that_is_shown_or_hidden_has_the_others_make_room(view, qtbot) -> None:
    give_room(view, FIRST_SIZE_PX)
    before = view.columnWidth(Column.TIME)
    view.setColumnHidden(Column.RECEIVED, False)
    qtbot.waitUntil(lambda: view.columnWidth(Column.TIME) < before)
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() == 0)
    assert not view.widths.by_hand


def test_amounts_get_room_for_their_currency_where_it_is_told(view) -> None:
    give_room(view, FIRST_SIZE_PX)
    before = view.columnWidth(Column.AMOUNT)
    view.show_currencies(True)
    assert view.columnWidth(Column.AMOUNT) > before
    assert view.horizontalScrollBar().maximum() == 0
    view.show_currencies(False)
    assert view.columnWidth(Column.AMOUNT) == before
