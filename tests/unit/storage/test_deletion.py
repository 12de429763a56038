"""Deletion: gone at once, removed piece by piece, and undone in time."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from liveapp.domain.bets import Heartbeat, StoredBet
from liveapp.domain.errors import StreamNotFound
from liveapp.domain.events import StoreEvent, StreamDeleted, StreamRestored
from liveapp.domain.streams import UNDO_S, Stream
from liveapp.domain.totals import CurrencyTotal
from liveapp.storage import Store, open_store
from liveapp.storage.checks import check_database
from liveapp.storage.deletion import GRACE_S
from tests.clock import Clock
from tests.unit.storage.conftest import PAIR, make_bet, query


def rows(path: Path) -> list[int]:
    connection = sqlite3.connect(path)
    counts = [
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("live_streams", "live_bets", "live_rounds")
    ]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()
    return counts


def purge(store: Store) -> None:
    while store.writer.purge_some() is not None:
        pass


def test_a_small_streams_rows_go_with_it_in_one_commit(store: Store, database_path: Path) -> None:
    store.writer.record([make_bet(nonce) for nonce in range(1, 1001)])
    (stream,), _ = store.reader.streams()
    assert store.writer.delete_stream(stream.id) == 1000
    assert rows(database_path) == [0, 0, 0]
    assert query(database_path, "SELECT count(*) FROM stream_totals") == [(0,)]
    assert store.writer.deletions_pending == 0


def test_totals_of_a_stream_begun_anew_count_its_own_bets_only(store: Store) -> None:
    store.writer.record([make_bet(1, currency="btc")])
    (old,), _ = store.reader.streams()
    store.writer.delete_stream(old.id)
    store.writer.record([make_bet(2, currency="doge")])
    (new,), _ = store.reader.streams()
    assert new.totals == (CurrencyTotal("doge", 1, 1.0, 0.0),)


def test_a_deleted_stream_is_gone_with_its_bets_and_rounds(store: Store, database_path: Path) -> None:
    store.writer.record([make_bet(nonce) for nonce in range(1, 2501)])
    store.writer.record([Heartbeat(PAIR, 9999, 1.0)])
    (stream,), _ = store.reader.streams()
    events: list[object] = []
    store.writer.subscribe(events.extend)
    assert store.writer.delete_stream(stream.id) == 2500
    assert store.reader.streams() == ([], 0)
    purge(store)
    assert rows(database_path) == [0, 0, 0]
    assert events == [StreamDeleted(stream.key, stream.id)]
    with pytest.raises(StreamNotFound):
        store.writer.delete_stream(stream.id)


def test_gaps_are_purged_piece_by_piece_too(store: Store, database_path: Path) -> None:
    store.writer.record([Heartbeat(PAIR, 2 * nonce, 1.0) for nonce in range(1, 2601)])
    (stream,), _ = store.reader.streams()
    assert (stream.rounds, stream.missing_rounds) == (2600, 2599)
    store.writer.delete_stream(stream.id)
    left = []
    while store.writer.purge_some() is not None:
        left += query(database_path, "SELECT count(*) FROM missed_rounds")
    assert [count for (count,) in left] == [599, 0, 0]
    assert rows(database_path) == [0, 0, 0]


def test_the_same_seed_pair_begins_a_new_stream_after_deletion(store: Store) -> None:
    store.writer.record([make_bet(1)])
    (old,), _ = store.reader.streams()
    store.writer.delete_stream(old.id)
    store.writer.record([make_bet(1)])
    (new,), _ = store.reader.streams()
    assert new.id != old.id
    assert new.total_bets == 1


def test_a_deletion_that_a_crash_interrupted_is_finished_later(database_path: Path) -> None:
    store = open_store(database_path)
    store.writer.record([make_bet(nonce) for nonce in range(1, 10)])
    store.close()
    connection = sqlite3.connect(database_path)
    connection.execute("UPDATE live_streams SET deleted_at = 1")
    connection.commit()
    connection.close()
    store = open_store(database_path)
    assert store.reader.streams() == ([], 0)
    store.writer.record([make_bet(1)])
    assert store.writer.deletions_pending == 1
    purge(store)
    assert store.writer.deletions_pending == 0
    assert rows(database_path) == [1, 1, 1]
    store.close()


def test_bets_that_arrive_during_a_deletion_are_gone_or_in_a_new_stream(
    store: Store, database_path: Path
) -> None:
    store.writer.record([make_bet(nonce) for nonce in range(1, 3001)])
    (stream,), _ = store.reader.streams()
    is_deleted = threading.Event()

    def delete() -> None:
        store.writer.delete_stream(stream.id)
        is_deleted.set()

    thread = threading.Thread(target=delete)
    thread.start()
    nonce = 10_000
    while not is_deleted.is_set():
        nonce += 1
        store.writer.record([make_bet(nonce)])
    thread.join()
    store.writer.record([make_bet(nonce + 1)])
    purge(store)
    (new,), total = store.reader.streams()
    assert total == 1
    assert new.id != stream.id
    assert rows(database_path) == [1, new.total_bets, new.total_bets]


def test_bet_ids_are_never_used_again(store: Store) -> None:
    store.writer.record([make_bet(1)])
    (stream,), _ = store.reader.streams()
    (bet,) = store.reader.tail(stream.id, 0, 10, with_distance=False).bets
    store.writer.delete_stream(stream.id)
    store.writer.record([make_bet(1)])
    (new,), _ = store.reader.streams()
    assert store.reader.tail(new.id, 0, 10, with_distance=False).bets[0].id > bet.id


def test_how_many_deletions_are_pending_is_as_the_tables_have_it(store: Store, database_path: Path) -> None:
    store.writer.record([make_bet(nonce) for nonce in range(1, 1500)])
    (stream,), _ = store.reader.streams()
    store.writer.delete_stream(stream.id)
    assert store.writer.deletions_pending == 1
    other = sqlite3.connect(database_path, isolation_level=None)
    for table in ("live_bets", "live_rounds", "live_streams"):
        other.execute(f"DELETE FROM {table}")
    other.close()
    assert store.writer.purge_some() is None
    assert store.writer.deletions_pending == 0


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def undoing(database_path: Path, clock: Clock) -> Iterator[Store]:
    """A store whose time for undoing passes when the test says so."""
    opened = open_store(database_path, monotonic_s=clock.monotonic_s)
    yield opened
    opened.close()


def recorded(store: Store, *nonces: int, **changes: object) -> Stream:
    store.writer.record([make_bet(nonce, **changes) for nonce in nonces])
    return store.reader.streams()[0][0]


def deleted(store: Store, stream: Stream) -> list[StoreEvent]:
    """Delete it so that it can be undone; what is told from then on."""
    told: list[StoreEvent] = []
    store.writer.subscribe(told.extend)
    store.writer.delete_stream(stream.id, can_be_undone=True)
    return told


def bets_of(store: Store, stream: Stream) -> list[StoredBet]:
    return store.reader.tail(stream.id, 0, 1000, with_distance=False).bets


def test_a_deletion_that_is_undone_in_time_brings_everything_back(
    undoing: Store, clock: Clock, database_path: Path
) -> None:
    store = undoing
    recorded(store, 1, 2, 3, currency="btc")
    store.writer.record([Heartbeat(PAIR, 9, 1.0)])
    store.writer.set_alias(store.reader.streams()[0][0].id, "red")
    before = store.writer.set_notes(store.reader.streams()[0][0].id, "mine", None)
    bets = bets_of(store, before)
    told = deleted(store, before)
    assert store.reader.streams() == ([], 0)
    assert store.writer.deletions_pending == 1
    clock.sleep(UNDO_S)
    assert store.writer.purge_some() == pytest.approx(GRACE_S)
    assert store.writer.undelete_stream(before.id) == before
    assert store.writer.deletions_pending == 0
    assert store.writer.purge_some() is None
    assert store.reader.stream(before.id) == before
    assert bets_of(store, before) == bets
    assert rows(database_path) == [1, 3, 4]
    assert told == [StreamDeleted(before.key, before.id), StreamRestored(before)]
    assert recorded(store, 4).total_bets == 4


def test_once_the_time_is_over_the_rows_go_and_nothing_brings_them_back(
    undoing: Store, clock: Clock, database_path: Path
) -> None:
    stream = recorded(undoing, 1, 2)
    deleted(undoing, stream)
    clock.sleep(UNDO_S + GRACE_S)
    with pytest.raises(StreamNotFound):
        undoing.writer.undelete_stream(stream.id)
    purge(undoing)
    assert rows(database_path) == [0, 0, 0]


def test_a_deletion_over_http_is_not_undone_and_does_not_wait_for_one_that_is(
    undoing: Store, database_path: Path
) -> None:
    kept = recorded(undoing, 1)
    deleted(undoing, kept)
    other = recorded(undoing, *range(1, 1500))
    undoing.writer.delete_stream(other.id)
    with pytest.raises(StreamNotFound):
        undoing.writer.undelete_stream(other.id)
    while undoing.writer.purge_some() == 0.0:
        pass
    assert rows(database_path) == [1, 1, 1]
    assert undoing.writer.undelete_stream(kept.id) == kept


def test_a_stream_that_was_brought_back_and_is_deleted_over_http_is_gone_for_good(
    undoing: Store, database_path: Path
) -> None:
    stream = recorded(undoing, *range(1, 1500))
    deleted(undoing, stream)
    undoing.writer.undelete_stream(stream.id)
    undoing.writer.delete_stream(stream.id)
    with pytest.raises(StreamNotFound):
        undoing.writer.undelete_stream(stream.id)
    while undoing.writer.purge_some() == 0.0:
        pass
    assert rows(database_path) == [0, 0, 0]


def test_a_stream_that_lives_or_never_was_cannot_be_brought_back(undoing: Store) -> None:
    stream = recorded(undoing, 1)
    for stream_id in (stream.id, uuid4()):
        with pytest.raises(StreamNotFound):
            undoing.writer.undelete_stream(stream_id)
    deleted(undoing, stream)
    undoing.writer.undelete_stream(stream.id)
    with pytest.raises(StreamNotFound):
        undoing.writer.undelete_stream(stream.id)


def test_after_a_restart_a_deletion_stands(database_path: Path) -> None:
    store = open_store(database_path)
    stream = recorded(store, 1)
    deleted(store, stream)
    store.close()
    store = open_store(database_path)
    assert store.writer.deletions_pending == 1
    with pytest.raises(StreamNotFound):
        store.writer.undelete_stream(stream.id)
    purge(store)
    store.close()
    assert rows(database_path) == [0, 0, 0]


def test_bets_that_came_after_the_deletion_are_in_the_stream_that_is_brought_back(
    undoing: Store, database_path: Path
) -> None:
    before = recorded(undoing, 1, 2, 3)
    told = deleted(undoing, before)
    meanwhile = recorded(undoing, 3, 4, 5)
    restored = undoing.writer.undelete_stream(before.id)
    assert (restored.id, restored.total_bets, restored.last_nonce) == (before.id, 5, 5)
    assert undoing.reader.streams() == ([restored], 1)
    assert [bet.nonce for bet in bets_of(undoing, restored)] == [1, 2, 3, 4, 5]
    assert rows(database_path) == [1, 5, 5]
    assert told[-2:] == [StreamDeleted(meanwhile.key, meanwhile.id), StreamRestored(restored)]
    assert check_database(database_path).is_sound
    assert recorded(undoing, 6).id == before.id


def test_of_two_deletions_the_later_one_is_brought_back_into_the_older_stream(
    undoing: Store, database_path: Path
) -> None:
    older = recorded(undoing, 1, 2)
    deleted(undoing, older)
    newer = recorded(undoing, 2, 3)
    told = deleted(undoing, newer)
    undoing.writer.undelete_stream(older.id)
    recorded(undoing, 4)
    both = undoing.writer.undelete_stream(newer.id)
    assert (both.id, both.total_bets) == (older.id, 4)
    assert undoing.reader.streams() == ([both], 1)
    assert told[-1] == StreamRestored(both)
    assert rows(database_path) == [1, 4, 4]
    assert check_database(database_path).is_sound
