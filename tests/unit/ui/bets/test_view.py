"""The bet table as a view: what is followed, chosen and copied."""

import pytest
from PySide6.QtCore import Qt

from liveapp.ui.bets.columns import Column
from liveapp.ui.bets.view import BetView
from tests.window_fixtures import LIMIT_MS


@pytest.fixture
def view(theme, bet_model, record, stream_of, qtbot) -> BetView:
    """The view of 300 bets."""
    made = BetView(bet_model)
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show()
    record(*range(1, 301))
    with qtbot.waitSignal(bet_model.loaded, timeout=LIMIT_MS):
        bet_model.show_stream(stream_of().key)
    return made


def test_it_says_once_when_it_begins_and_ends_to_follow(view) -> None:
    told: list[bool] = []
    view.following_changed.connect(told.append)
    view.set_following(False)
    view.set_following(False)
    view.toggle_following()
    assert told == [False, True]


def test_an_order_by_size_has_no_end_to_follow(view, qtbot) -> None:
    assert view.can_follow
    view.sortByColumn(Column.MULTIPLIER, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: view.model().is_complete)
    assert not view.can_follow
    assert not view.is_following


def test_the_row_beside_the_first_and_the_last_is_that_row_itself(view) -> None:
    view.choose_row(0)
    view.select_beside(-1)
    assert view.currentIndex().row() == 0
    view.choose_row(299)
    view.select_beside(1)
    assert view.currentIndex().row() == 299


def test_chosen_rows_are_told_as_ranges_and_the_chosen_bet_by_its_id(view) -> None:
    view.choose_row(7)
    assert view.chosen_ranges() == [(7, 7)]
    assert view.chosen_bet_id() == view.model().id_at(7)


def test_columns_are_told_as_they_stand_without_those_hidden(view) -> None:
    view.setColumnHidden(Column.TARGET, True)
    view.horizontalHeader().moveSection(Column.PROFIT, 0)
    shown = view.shown_columns()
    assert shown[0] is Column.PROFIT
    assert Column.TARGET not in shown
