"""Keys and clicks for bookmarks, in a table of real bets."""

import pytest
from PySide6.QtCore import Qt

from liveapp.domain.queries import BetFilter, BetOrder
from liveapp.ui.bets import table_bookmarks
from liveapp.ui.bets.columns import COLUMNS, Column


@pytest.fixture
def told(tab) -> list[str]:
    messages: list[str] = []
    tab.message.connect(messages.append)
    return messages


@pytest.fixture
def wishes(tab) -> list:
    made: list = []
    tab.bookmarks.wished.connect(made.append)
    return made


@pytest.fixture
def show(page, tab, stream_of, qtbot):
    def show_stream(bookmarks: int = 0):
        page.show_stream(stream_of())
        qtbot.waitUntil(lambda: tab.model.is_complete and len(tab.model.bookmarks) == bookmarks)
        qtbot.waitUntil(lambda: tab.model.bet_at(0) is not None)
        return tab

    return show_stream


def chosen(tab) -> int | None:
    index = tab.view.currentIndex()
    return tab.model.bet_at(index.row()).nonce if index.isValid() else None


def test_chosen_rows_are_bookmarked_and_where_all_are_that_is_ended(
    show, record, mark, stream_of, wishes, qtbot
) -> None:
    record(1, 2, 3)
    (first,) = mark(1)
    tab = show(1)
    tab.view.selectAll()
    tab.bookmarks.toggle_chosen()
    assert [(wish.stream_id, wish.to_set, wish.to_remove) for wish in wishes] == [
        (stream_of().id, [(first + 1, None), (first + 2, None)], ())
    ]
    mark(2, 3, note="kept")
    qtbot.waitUntil(lambda: len(tab.model.bookmarks) == 3)
    tab.bookmarks.toggle_chosen()
    assert [one.note for one in wishes[1].to_remove] == [None, "kept", "kept"]
    assert not wishes[1].to_set


def test_without_a_row_or_with_too_many_it_says_so(show, record, told, wishes, monkeypatch) -> None:
    monkeypatch.setattr(table_bookmarks, "MOST_AT_ONCE", 2)
    record(1, 2, 3)
    tab = show()
    tab.bookmarks.toggle_chosen()
    tab.view.selectAll()
    tab.bookmarks.toggle_chosen()
    assert told == ["Choose a row to bookmark first.", "Choose at most 2 rows to bookmark."]
    assert not wishes


def test_a_click_on_a_star_is_for_its_bet_and_chooses_no_row(show, record, wishes, qtbot) -> None:
    record(1, 2, 3)
    tab = show()
    place = tab.view.visualRect(tab.model.index(1, Column.BOOKMARK)).center()
    qtbot.mouseClick(tab.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [wish.to_set for wish in wishes] == [[(tab.model.id_at(1), None)]]
    assert tab.view.chosen_bet_id() is None
    assert tab.view.is_following
    qtbot.mouseDClick(tab.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(wishes) == 2
    assert not tab.detail.split.is_open


def test_a_click_with_keys_that_choose_several_is_none_on_the_star(show, record, wishes, qtbot) -> None:
    record(1, 2, 3)
    tab = show()
    place = tab.view.visualRect(tab.model.index(1, Column.BOOKMARK)).center()
    qtbot.mouseClick(
        tab.view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, place
    )
    assert not wishes
    assert tab.view.chosen_ranges() == [(1, 1)]


@pytest.mark.parametrize("column", [Column.NONCE, Column.MULTIPLIER])
def test_next_and_previous_go_by_nonce_in_any_order_and_say_when_they_begin_again(
    show, record, mark, told, qtbot, column
) -> None:
    record(*range(1, 21), round_result=2.0)
    record(21, round_result=1.5)
    mark(5, 21, 12)
    tab = show(3)
    tab.model.set_order(BetOrder(COLUMNS[column].order, descending=True))
    qtbot.waitUntil(lambda: tab.model.is_complete)
    qtbot.waitUntil(lambda: all(tab.model.bet_at(row) for row in range(tab.model.rowCount())))
    reached = []
    for _ in range(4):
        tab.bookmarks.go_to_next()
        reached.append(chosen(tab))
    assert reached == [5, 12, 21, 5]
    assert told == ["Started over at the first bookmark, round 5."]
    for _ in range(2):
        tab.bookmarks.go_to_previous()
        reached.append(chosen(tab))
    assert reached[-2:] == [21, 12]
    assert told[1:] == ["Started over at the last bookmark, round 21."]


def test_from_a_row_between_it_goes_to_the_bookmarks_beside(show, record, mark) -> None:
    record(*range(1, 21))
    mark(5, 12)
    tab = show(2)
    tab.view.choose_row(7)
    tab.bookmarks.go_to_next()
    assert chosen(tab) == 12
    tab.view.choose_row(7)
    tab.bookmarks.go_to_previous()
    assert chosen(tab) == 5


def test_bookmarks_that_filters_hide_are_passed_over_and_told(show, record, mark, told, qtbot) -> None:
    record(*range(1, 21))
    mark(5, 6, 12)
    tab = show(3)
    tab.filter_bar.set_filter(BetFilter(nonce_from=10))
    qtbot.waitUntil(lambda: tab.model.is_complete and tab.model.rowCount() == 11)
    tab.bookmarks.go_to_next()
    assert chosen(tab) == 12
    assert told == ["2 bookmarks are hidden by the filters."]
    tab.bookmarks.go_to_next()
    assert told[1:] == ["2 bookmarks are hidden by the filters. No other is shown."]
    tab.filter_bar.set_filter(BetFilter(nonce_from=13))
    qtbot.waitUntil(lambda: tab.model.is_complete and tab.model.rowCount() == 8)
    tab.bookmarks.go_to_next()
    assert told[2:] == ["3 bookmarks are hidden by the filters; no other is left."]


def test_without_bookmarks_or_with_one_alone_it_says_so(show, record, mark, told, qtbot) -> None:
    record(1, 2)
    tab = show()
    tab.bookmarks.go_to_next()
    mark(2)
    qtbot.waitUntil(lambda: len(tab.model.bookmarks) == 1)
    tab.bookmarks.go_to_previous()
    tab.bookmarks.go_to_next()
    assert chosen(tab) == 2
    assert told == [
        "This stream has no bookmarks. B sets one on the chosen row.",
        "This is the only bookmark.",
    ]


def test_a_note_is_wished_for_the_bet_it_was_written_on(show, record, wishes, stream_of) -> None:
    record(1, 2)
    tab = show()
    tab.detail.open()
    tab.view.choose_row(1)
    tab.detail.pane.note.edit.setPlainText(" why ")
    tab.detail.pane.note.save_button.click()
    assert [(wish.stream_id, wish.to_set) for wish in wishes] == [
        (stream_of().id, [(tab.model.id_at(1), "why")])
    ]
    tab.detail.pane.star.click()
    assert wishes[1].to_set == [(tab.model.id_at(1), None)]
