"""The bet table as a view: what is followed, chosen and copied."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProxyStyle, QStyle

from liveapp.ui.bets.columns import Column
from liveapp.ui.bets.view import BetView
from tests.window_fixtures import LIMIT_MS, make_bet


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


def click(qtbot, view: BetView, row: int) -> None:
    place = view.visualRect(view.model().index(row, Column.AMOUNT)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def at_end(view: BetView) -> bool:
    return view.verticalScrollBar().value() == view.verticalScrollBar().maximum()


def test_a_click_on_a_row_holds_the_view_at_once(view, record, qtbot) -> None:
    assert view.is_following
    told: list[bool] = []
    view.following_changed.connect(told.append)
    click(qtbot, view, 298)
    assert told == [False]
    place = view.visualRect(view.currentIndex())
    record(*range(301, 358))
    qtbot.waitUntil(lambda: view.model().rowCount() == 357)
    assert view.visualRect(view.currentIndex()) == place
    assert view.pill.text() == "▼ 57 new"


@pytest.mark.parametrize("way", ["space", "pill", "button"])
def test_to_follow_again_goes_to_the_end_and_chooses_no_row(view, record, qtbot, way) -> None:
    click(qtbot, view, 295)
    record(301)
    qtbot.waitUntil(view.pill.isVisible)
    if way == "space":
        qtbot.keyClick(view, Qt.Key.Key_Space)
    elif way == "pill":
        qtbot.mouseClick(view.pill, Qt.MouseButton.LeftButton)
    else:
        view.toggle_following()
    assert view.is_following
    assert at_end(view)
    assert not view.chosen_ranges()
    assert view.chosen_bet_id() is None
    assert not view.pill.isVisible()


def test_back_at_the_end_nothing_is_followed_while_a_row_is_chosen(view, qtbot) -> None:
    click(qtbot, view, 295)
    bar = view.verticalScrollBar()
    bar.setValue(0)
    bar.setValue(bar.maximum())
    assert not view.is_following
    view.clearSelection()
    assert view.is_following


def test_a_view_held_at_the_end_stays_held_until_it_is_scrolled(view, record, qtbot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_Space)
    record(301)
    qtbot.waitUntil(view.pill.isVisible)
    assert not view.is_following


def test_nothing_is_told_to_be_new_while_every_bet_is_in_view(view, record, qtbot) -> None:
    view.resize(1000, 320 * view.rowHeight(0))
    view.set_following(False)
    record(301)
    qtbot.waitUntil(lambda: view.model().rowCount() == 301)
    assert not view.pill.isVisible()
    view.resize(1000, 400)
    record(302)
    qtbot.waitUntil(view.pill.isVisible)
    assert view.pill.text() == "▼ 1 new"


@pytest.mark.parametrize("key", [Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_Up, Qt.Key.Key_Down])
def test_the_first_key_chooses_the_row_that_is_looked_at(view, qtbot, key) -> None:
    qtbot.keyClick(view, key)
    assert view.currentIndex().row() == 299
    assert view.chosen_ranges() == [(299, 299)]
    assert not view.is_following
    view.selectionModel().clear()
    view.verticalScrollBar().setValue(10 * view.rowHeight(0) + 3)
    qtbot.keyClick(view, key)
    assert view.currentIndex().row() == 11
    assert view.verticalScrollBar().value() == 10 * view.rowHeight(0) + 3


def test_descending_the_first_key_chooses_the_newest_row_at_the_top(view, qtbot) -> None:
    view.sortByColumn(Column.NONCE, Qt.SortOrder.DescendingOrder)
    view.set_following(True)
    qtbot.keyClick(view, Qt.Key.Key_J)
    assert view.currentIndex().row() == 0


def test_nothing_fades_while_the_window_is_minimised_or_hidden(view, record, qtbot) -> None:
    for hide in (view.showMinimized, view.hide):
        hide()
        rows = view.model().rowCount()
        record(make_bet(rows + 1, round_result=5000.0))
        qtbot.waitUntil(lambda rows=rows: view.model().rowCount() == rows + 1)
        assert view._fades.fading == []
    view.showNormal()
    assert view.is_following
    assert at_end(view)


def test_in_the_order_of_time_bets_without_one_are_followed_too(view, record, qtbot) -> None:
    record(make_bet(301, date_time_us=1_000_000))
    qtbot.waitUntil(lambda: view.model().rowCount() == 301)
    view.sortByColumn(Column.TIME, Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: view.model().is_complete)
    view.set_following(True)
    assert view.model().id_at(0) == 301  # long ago, as its bot says
    record(302)
    qtbot.waitUntil(lambda: view.model().rowCount() == 302)
    assert view.model().id_at(301) == 302
    assert at_end(view)


class StillStyle(QProxyStyle):
    """A desktop whose user wants nothing to move."""

    def styleHint(self, hint, option=None, widget=None, result=None) -> int:  # noqa: N802
        if hint == QStyle.StyleHint.SH_Widget_Animation_Duration:
            return 0
        return super().styleHint(hint, option, widget, result)


def test_where_the_desktop_moves_nothing_nothing_fades(view, record, qtbot) -> None:
    style = StillStyle("Fusion")
    style.setParent(view)
    view.setStyle(style)
    record(make_bet(301, round_result=5000.0))
    qtbot.waitUntil(lambda: view.model().rowCount() == 301)
    assert view._fades.fading == []
