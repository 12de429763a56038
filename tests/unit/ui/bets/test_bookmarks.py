"""The bookmarks of the stream that is shown."""

import pytest

from liveapp.domain.bookmarks import Bookmark
from liveapp.domain.events import BookmarkRemoved, BookmarkSet
from liveapp.ui.bets.bookmarks import StreamBookmarks
from tests.window_fixtures import OTHER_SEEDS


@pytest.fixture
def bookmarks(store, questions, bridge) -> StreamBookmarks:
    made = StreamBookmarks(store.reader, questions)
    bridge.store_changed.connect(made.apply)
    return made


def found(bookmarks: StreamBookmarks, place, step: int) -> list[tuple[int, bool]]:
    return [(bookmark.nonce, is_round) for bookmark, is_round in bookmarks.onwards(place, step)]


def test_they_are_read_with_the_stream_and_kept_true_by_its_events(
    bookmarks, store, record, stream_of, mark, qtbot
) -> None:
    record(1, 2, 3)
    first, second = mark(1, 2, note="first")
    bookmarks.show(stream_of())
    qtbot.waitUntil(lambda: bookmarks.ids() == {first, second})
    assert bookmarks.get(first).note == "first"
    (third,) = mark(3)
    qtbot.waitUntil(lambda: third in bookmarks)
    mark(1, note="changed")
    store.writer.remove_bookmark(stream_of().id, second)
    qtbot.waitUntil(lambda: second not in bookmarks)
    assert bookmarks.get(first).note == "changed"
    assert bookmarks.get(second) is None
    assert len(bookmarks) == 2


def test_what_is_told_while_they_are_read_counts_afterwards(
    store, questions, record, stream_of, mark, qtbot
) -> None:
    record(1, 2)
    first, second = mark(1, 2)
    stream = stream_of()
    bookmarks = StreamBookmarks(store.reader, questions)
    bookmarks.show(stream)
    made = Bookmark(77, 9, 1.5, None, 5)
    bookmarks.apply([BookmarkSet(stream.key, stream.id, made)])
    bookmarks.apply([BookmarkRemoved(stream.key, stream.id, first)])
    assert bookmarks.ids() == {77}
    qtbot.waitUntil(lambda: second in bookmarks)
    assert bookmarks.ids() == {second, 77}


def test_another_stream_has_its_own_and_none_has_none(bookmarks, record, stream_of, mark, qtbot) -> None:
    record(1)
    record(1, seeds=OTHER_SEEDS)
    (first,) = mark(1)
    bookmarks.show(stream_of())
    qtbot.waitUntil(lambda: first in bookmarks)
    bookmarks.show(stream_of(OTHER_SEEDS))
    assert len(bookmarks) == 0
    mark(1, note="of the other stream")
    bookmarks.show(None)
    assert bookmarks.stream_id is None
    with qtbot.assertNotEmitted(bookmarks.changed, wait=100):
        pass
    assert len(bookmarks) == 0


def test_a_stream_that_is_brought_back_has_its_bookmarks_read_anew(
    bookmarks, store, record, stream_of, mark, qtbot
) -> None:
    record(1)
    stream = stream_of()
    bookmarks.show(stream)
    (first,) = mark(1)
    qtbot.waitUntil(lambda: first in bookmarks)
    bookmarks.apply([BookmarkRemoved(stream.key, stream.id, first)])
    store.writer.delete_stream(stream.id, can_be_undone=True)
    store.writer.undelete_stream(stream.id)
    qtbot.waitUntil(lambda: first in bookmarks)


def test_the_way_goes_round_by_nonce_whatever_order_they_were_made_in(
    bookmarks, record, stream_of, mark, qtbot
) -> None:
    record(10, 20, 30, 40)
    ids = mark(30, 10, 20)
    bookmarks.show(stream_of())
    qtbot.waitUntil(lambda: len(bookmarks) == 3)
    assert found(bookmarks, None, 1) == [(10, False), (20, False), (30, False)]
    assert found(bookmarks, None, -1) == [(30, False), (20, False), (10, False)]
    assert found(bookmarks, (20, ids[2]), 1) == [(30, False), (10, True), (20, True)]
    assert found(bookmarks, (20, ids[2]), -1) == [(10, False), (30, True), (20, True)]
    assert found(bookmarks, (40, 0), 1) == [(10, True), (20, True), (30, True)]
    assert found(bookmarks, (5, 0), -1) == [(30, True), (20, True), (10, True)]
    bookmarks.show(None)
    assert found(bookmarks, None, 1) == []


def test_a_stream_that_is_gone_by_then_is_no_fault(bookmarks, store, record, stream_of, qtbot) -> None:
    record(1)
    stream = stream_of()
    store.writer.delete_stream(stream.id)
    with qtbot.assertNotEmitted(bookmarks.fault_met, wait=100):
        bookmarks.show(stream)
