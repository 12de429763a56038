"""Notes and deletion: commands of people to the one writer."""

import sqlite3
import threading
from pathlib import Path
from uuid import uuid4

import pytest

from liveapp.domain.bets import Heartbeat
from liveapp.domain.errors import NotesChangedMeanwhile, NotesTooLong, StreamNotFound
from liveapp.domain.events import NotesChanged, StreamDeleted
from liveapp.domain.totals import CurrencyTotal
from liveapp.storage import Store, open_store
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
    while store.writer.purge_some():
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


def test_notes_are_trimmed_told_and_cleared(store: Store) -> None:
    store.writer.record([make_bet(1)])
    (stream,), _ = store.reader.streams()
    events: list[object] = []
    store.writer.subscribe(events.extend)
    noted = store.writer.set_notes(stream.id, "  red car \n", None)
    assert noted.notes == "red car"
    assert events == [NotesChanged(noted)]
    assert store.writer.set_notes(stream.id, " ", None).notes is None


def test_notes_changed_meanwhile_are_not_overwritten(store: Store) -> None:
    store.writer.record([make_bet(1)])
    (stream,), _ = store.reader.streams()
    store.writer.set_notes(stream.id, "first", stream.notes_revision)
    with pytest.raises(NotesChangedMeanwhile):
        store.writer.set_notes(stream.id, "second", stream.notes_revision)
    assert store.reader.stream(stream.id).notes == "first"


def test_bets_do_not_count_as_changed_notes(store: Store) -> None:
    store.writer.record([make_bet(1)])
    (stream,), _ = store.reader.streams()
    store.writer.record([make_bet(2)])
    assert store.writer.set_notes(stream.id, "fine", stream.notes_revision).total_bets == 2


def test_notes_have_a_thousand_characters_at_most(store: Store) -> None:
    store.writer.record([make_bet(1)])
    (stream,), _ = store.reader.streams()
    assert store.writer.set_notes(stream.id, " " + "é" * 1000 + " ", None).notes == "é" * 1000
    with pytest.raises(NotesTooLong):
        store.writer.set_notes(stream.id, "é" * 1001, None)


def test_commands_to_a_stream_that_is_not_there_are_refused(store: Store) -> None:
    with pytest.raises(StreamNotFound, match="not found"):
        store.writer.set_notes(uuid4(), "x", None)
    with pytest.raises(StreamNotFound):
        store.writer.delete_stream(uuid4())


def test_how_many_deletions_are_pending_is_as_the_tables_have_it(store: Store, database_path: Path) -> None:
    store.writer.record([make_bet(nonce) for nonce in range(1, 1500)])
    (stream,), _ = store.reader.streams()
    store.writer.delete_stream(stream.id)
    assert store.writer.deletions_pending == 1
    other = sqlite3.connect(database_path, isolation_level=None)
    for table in ("live_bets", "live_rounds", "live_streams"):
        other.execute(f"DELETE FROM {table}")
    other.close()
    assert not store.writer.purge_some()
    assert store.writer.deletions_pending == 0
