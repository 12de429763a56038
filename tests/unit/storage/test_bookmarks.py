"""Bookmarks of bets: set, changed, removed, read, and gone with their bets."""

import itertools
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.bookmarks import Bookmark
from liveapp.domain.errors import BetNotFound, BookmarkNoteTooLong, BookmarkNotFound, StreamNotFound
from liveapp.domain.events import BookmarkRemoved, BookmarkSet
from liveapp.domain.queries import BetColumn, BetFilter, BetOrder
from liveapp.domain.streams import Stream
from liveapp.storage import Store, open_store
from liveapp.storage.bet_queries import bookmarks_of, filtered, ordered
from liveapp.storage.checks import check_database
from liveapp.storage.tables import LiveBet
from tests.unit.storage.conftest import make_bet, query

OTHER = SeedPair("other", "client")
MARKED = BetFilter(is_bookmarked=True)


@pytest.fixture
def store(database_path: Path) -> Iterator[Store]:
    """A store whose clock goes on by one with every transaction."""
    ticks = itertools.count(100)
    opened = open_store(database_path, lambda: next(ticks))
    yield opened
    opened.close()


@pytest.fixture
def stream(store: Store) -> Stream:
    """Bets 1 to 5 with nonces 50, 40, 30, 20, 20; bet 6 is of another stream."""
    nonces = enumerate((50, 40, 30, 20, 20), start=1)
    store.writer.record(
        [make_bet(n, antebot_bet_id=f"b{i}", round_result=float(i), amount=float(i)) for i, n in nonces]
    )
    store.writer.record([make_bet(20, OTHER)])
    return next(one for one in store.reader.streams()[0] if one.seeds != OTHER)


@pytest.fixture
def events(store: Store, stream: Stream) -> list[object]:
    told: list[object] = []
    store.writer.subscribe(told.extend)
    return told


def test_a_bet_is_marked_with_a_trimmed_note_and_told(
    store: Store, stream: Stream, events: list[object]
) -> None:
    marked = store.writer.set_bookmark(stream.id, 2, "  look \n")
    assert marked == Bookmark(2, 40, 2.0, "look", marked.created_us)
    assert events == [BookmarkSet(stream.key, stream.id, marked)]
    assert store.reader.bookmarks(stream.id) == [marked]
    assert type(marked.round_result) is float


def test_another_note_leaves_the_time_at_which_it_was_marked(
    store: Store, stream: Stream, events: list[object]
) -> None:
    first = store.writer.set_bookmark(stream.id, 2, None)
    second = store.writer.set_bookmark(stream.id, 2, "later")
    assert (first.note, second.note) == (None, "later")
    assert second.created_us == first.created_us
    third = store.writer.set_bookmark(stream.id, 2, " \n")
    assert third == first
    assert [event.bookmark for event in events] == [first, second, third]


def test_a_bookmark_as_it_is_already_is_not_told(store: Store, stream: Stream, events: list[object]) -> None:
    first = store.writer.set_bookmark(stream.id, 2, "same")
    assert store.writer.set_bookmark(stream.id, 2, " same ") == first
    assert events == [BookmarkSet(stream.key, stream.id, first)]


def test_a_bookmark_is_removed_and_told(store: Store, stream: Stream, events: list[object]) -> None:
    store.writer.set_bookmark(stream.id, 2, "x")
    store.writer.remove_bookmark(stream.id, 2)
    assert events[1:] == [BookmarkRemoved(stream.key, stream.id, 2)]
    assert store.reader.bookmarks(stream.id) == []
    with pytest.raises(BookmarkNotFound, match="Bookmark of the bet with ID 2 not found"):
        store.writer.remove_bookmark(stream.id, 2)


def test_bookmarks_come_by_nonce_then_by_id_and_only_the_streams_own(store: Store, stream: Stream) -> None:
    for bet_id in (1, 3, 5, 4):
        store.writer.set_bookmark(stream.id, bet_id, None)
    other = next(one for one in store.reader.streams()[0] if one.seeds == OTHER)
    store.writer.set_bookmark(other.id, 6, "theirs")
    assert [one.bet_id for one in store.reader.bookmarks(stream.id)] == [4, 5, 3, 1]
    assert [one.bet_id for one in store.reader.bookmarks(other.id)] == [6]


@pytest.mark.parametrize("bet_id", [0, -1, 7, 2**63 - 1, 2**63, -(2**63) - 1, 10**30])
def test_a_bet_that_is_not_there_is_not_found_whatever_its_number(
    store: Store, stream: Stream, events: list[object], bet_id: int
) -> None:
    with pytest.raises(BetNotFound, match=f"Bet with ID {bet_id} not found"):
        store.writer.set_bookmark(stream.id, bet_id, None)
    with pytest.raises(BetNotFound):
        store.writer.remove_bookmark(stream.id, bet_id)
    assert events == []


def test_a_bet_of_another_stream_is_not_found(store: Store, stream: Stream) -> None:
    other = next(one for one in store.reader.streams()[0] if one.seeds == OTHER)
    store.writer.set_bookmark(other.id, 6, "theirs")
    with pytest.raises(BetNotFound):
        store.writer.set_bookmark(stream.id, 6, "mine")
    with pytest.raises(BetNotFound):
        store.writer.remove_bookmark(stream.id, 6)
    assert [one.note for one in store.reader.bookmarks(other.id)] == ["theirs"]


def test_a_stream_that_is_not_there_or_deleted_has_no_bookmarks(store: Store, stream: Stream) -> None:
    store.writer.set_bookmark(stream.id, 2, None)
    store.writer.delete_stream(stream.id, can_be_undone=True)
    calls: list[Callable[[UUID], object]] = [
        lambda one: store.writer.set_bookmark(one, 2, None),
        lambda one: store.writer.remove_bookmark(one, 2),
        store.reader.bookmarks,
    ]
    for call, stream_id in itertools.product(calls, (stream.id, uuid4())):
        with pytest.raises(StreamNotFound):
            call(stream_id)


def test_a_note_that_is_too_long_changes_nothing(store: Store, stream: Stream) -> None:
    kept = store.writer.set_bookmark(stream.id, 2, "é" * 1000)
    with pytest.raises(BookmarkNoteTooLong):
        store.writer.set_bookmark(stream.id, 2, "é" * 1001)
    assert store.reader.bookmarks(stream.id) == [kept]


@pytest.mark.parametrize("note", ["''", f"'{'x' * 1001}'"])
def test_the_database_itself_refuses_other_notes(stream: Stream, database_path: Path, note: str) -> None:
    with closing(sqlite3.connect(database_path)) as connection, pytest.raises(sqlite3.IntegrityError):
        connection.execute(f"INSERT INTO bookmarks VALUES (2, {note}, 1)")


def test_bookmarks_go_with_their_bets(store: Store, stream: Stream, database_path: Path) -> None:
    store.writer.set_bookmark(stream.id, 2, None)
    store.writer.delete_stream(stream.id)
    assert query(database_path, "SELECT * FROM bookmarks") == []


def test_a_deletion_that_is_undone_brings_them_back(store: Store, stream: Stream) -> None:
    marked = store.writer.set_bookmark(stream.id, 2, "mine")
    store.writer.delete_stream(stream.id, can_be_undone=True)
    store.writer.undelete_stream(stream.id)
    assert store.reader.bookmarks(stream.id) == [marked]


def test_they_are_there_after_a_restart(store: Store, stream: Stream, database_path: Path) -> None:
    marked = store.writer.set_bookmark(stream.id, 2, "mine")
    store.close()
    again = open_store(database_path)
    assert again.reader.bookmarks(stream.id) == [marked]
    again.close()
    assert check_database(database_path).is_sound


# The filter


@pytest.mark.parametrize("column", BetColumn)
def test_the_filter_lets_marked_bets_through_in_every_order(
    store: Store, stream: Stream, column: BetColumn
) -> None:
    for bet_id in (1, 4, 5):
        store.writer.set_bookmark(stream.id, bet_id, None)
    order = BetOrder(column)
    found = [bet.id for bet in store.reader.first_bets(stream.key, order, MARKED, 10)]
    every = [bet.id for bet in store.reader.first_bets(stream.key, order, BetFilter(), 10)]
    assert found == [bet_id for bet_id in every if bet_id in (1, 4, 5)]
    sequence = store.reader.bet_sequence(stream.key, order, MARKED, lambda: False)
    assert sequence is not None
    assert list(sequence.ids) == found


def test_other_filters_hold_beside_it_and_sums_are_of_what_is_shown(store: Store, stream: Stream) -> None:
    for bet_id in (1, 4, 5):
        store.writer.set_bookmark(stream.id, bet_id, None)
    both = BetFilter(min_multiplier=4.0, is_bookmarked=True)
    assert [bet.id for bet in store.reader.first_bets(stream.key, BetOrder(), both, 10)] == [4, 5]
    sums = store.reader.sums(stream.key, MARKED, lambda: False)
    assert sums is not None
    assert (sums.bets, sums.totals[0].wagered) == (3, 10.0)
    _, bets = store.reader.export(stream.id, MARKED)
    assert [bet.id for bet in bets] == [4, 5, 1]


def test_a_search_begins_with_the_bookmarks_not_with_all_bets(store: Store, stream: Stream) -> None:
    database = store.reader._database
    searches = [
        *(
            ordered(filtered(LiveBet.select(LiveBet.id), stream.key, MARKED), BetOrder(column))
            for column in BetColumn
        ),
        filtered(LiveBet.select(LiveBet.id), stream.key, MARKED).where(LiveBet.id <= 9, LiveBet.nonce > 0),
        bookmarks_of(stream.key),
    ]
    with database.connection_context():
        for search in searches:
            sql, values = search.bind(database).sql()
            steps = [row[3] for row in database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()]
            (bets,) = [step for step in steps if "t1" in step]
            assert bets == "SEARCH t1 USING INTEGER PRIMARY KEY (rowid=?)"
