"""What is marked beside the scroll bar."""

import random
from array import array

import pytest

from liveapp.domain.queries import ALL_BETS, BetFilter, BetOrder
from liveapp.ui.bets.columns import COLUMNS, Column
from liveapp.ui.bets.row_marks import pixels_of


@pytest.fixture
def show(page, tab, stream_of, qtbot):
    def show_stream():
        page.show_stream(stream_of())
        qtbot.waitUntil(lambda: tab.model.is_complete)
        return tab.marks

    return show_stream


def nonces(marks, rows) -> list[int]:
    model = marks._model
    bets = [model.bet_at(marks.row_at(position)) for position in rows.positions]
    return [] if None in bets else [bet.nonce for bet in bets]


@pytest.mark.parametrize("length", [1, 7, 100, 1000])
@pytest.mark.parametrize("total", [1, 6, 101, 5000])
def test_pixels_are_those_of_every_position_each_with_its_first(total, length) -> None:
    chance = random.Random(total * length)
    positions = array("q", sorted(chance.sample(range(total), chance.randint(1, total))))
    expected: dict[int, int] = {}
    for position in positions:
        expected.setdefault(position * length // total, position)
    assert pixels_of(positions, total, length) == expected


def test_without_rows_or_marks_there_are_no_pixels() -> None:
    assert pixels_of(array("q"), 100, 50) == {}
    assert pixels_of(array("q"), 0, 50) == {}


def test_bookmarks_are_marked_and_follow_what_is_stored(show, record, mark, store, stream_of, qtbot) -> None:
    record(*range(1, 21))
    ids = mark(5, 12)
    marks = show()
    qtbot.waitUntil(lambda: nonces(marks, marks.bookmarks) == [5, 12])
    mark(20)
    store.writer.remove_bookmark(stream_of().id, ids[0])
    qtbot.waitUntil(lambda: nonces(marks, marks.bookmarks) == [12, 20])
    assert marks.bookmark_at(marks.bookmarks.positions[0]).nonce == 12
    assert marks.bookmark_at(500) is None


def test_while_a_filter_shows_nothing_else_nothing_is_marked_for_it(show, tab, record, mark, qtbot) -> None:
    record(*range(1, 21))
    record(30, 40, round_result=60.0)
    mark(5, 30)
    marks = show()
    tab.filter_bar.set_filter(BetFilter(min_multiplier=50))
    qtbot.waitUntil(lambda: nonces(marks, marks.bookmarks) == [30])
    assert marks.minimum is None
    assert marks.hits.count == 0
    tab.filter_bar.set_filter(BetFilter(is_bookmarked=True))
    qtbot.waitUntil(lambda: nonces(marks, marks.hits) == [30])
    assert marks.bookmarks.count == 0


def test_hits_of_the_last_minimum_stay_marked_when_it_is_emptied(show, tab, record, qtbot) -> None:
    record(*range(1, 21))
    record(30, 40, round_result=60.0)
    marks = show()
    assert marks.minimum is None
    tab.filter_bar.set_filter(BetFilter(min_multiplier=50))
    qtbot.waitUntil(lambda: tab.model.is_complete and tab.model.rowCount() == 2)
    tab.filter_bar.set_filter(ALL_BETS)
    qtbot.waitUntil(lambda: nonces(marks, marks.hits) == [30, 40])
    assert marks.minimum == 50
    record(41, round_result=51.0)
    qtbot.waitUntil(lambda: nonces(marks, marks.hits) == [30, 40, 41])


def test_in_another_order_or_turned_round_the_same_rows_are_marked(show, tab, record, mark, qtbot) -> None:
    record(*range(1, 21), round_result=2.0)
    record(30, round_result=60.0)
    mark(3, 30)
    marks = show()
    qtbot.waitUntil(lambda: nonces(marks, marks.bookmarks) == [3, 30])
    tab.model.set_order(BetOrder(descending=True))
    assert marks.is_reversed
    assert [marks.row_at(one) for one in marks.bookmarks.positions] == [18, 0]
    tab.model.set_order(BetOrder(COLUMNS[Column.MULTIPLIER].order))
    qtbot.waitUntil(lambda: tab.model.is_complete and marks.bookmarks.count == 2)
    qtbot.waitUntil(lambda: nonces(marks, marks.bookmarks) == [3, 30])


def test_without_a_stream_nothing_is_marked(show, page, record, mark, qtbot) -> None:
    record(1)
    mark(1)
    marks = show()
    qtbot.waitUntil(lambda: marks.bookmarks.count == 1)
    page.show_stream(None)
    assert marks.bookmarks.count == 0
