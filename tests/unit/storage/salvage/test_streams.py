"""Streams of several sources: each once, deleted ones never."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import UUID

import pytest

from liveapp.storage.database import open_database
from liveapp.storage.salvage.source import FoundStream, FoundStreams
from liveapp.storage.salvage.streams import StreamsOfSource, keep_streams


@pytest.fixture
def connection(database_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(database_path)) as database:
        yield database.connection()


def stream(key: int, number: int, *, seed: str = "", is_deleted: bool = False) -> FoundStream:
    uuid, pair = str(UUID(int=number)), (f"hash {number}", seed or f"seed {number}")
    if seed:
        pair = ("hash", seed)
    row = (
        key,
        uuid,
        *pair,
        1,
        2,
        3 if is_deleted else None,
        9,
        None,
        None,
        0.0,
        None,
        "note",
        1,
        "mine",
        1,
        5,
        1,
        5,
        7,
        1,
        2,
        -3,
    )
    return FoundStream(key, uuid, pair, row, is_deleted)


def source(
    *streams: FoundStream, highest: int = 0, is_whole: bool = True, is_backup: bool = False
) -> StreamsOfSource:
    found = FoundStreams({one.key: one for one in streams}, is_whole, highest)
    return StreamsOfSource(found, is_backup, has_database=True)


def test_a_stream_of_two_sources_is_kept_once(connection: sqlite3.Connection) -> None:
    kept = keep_streams(connection, [source(stream(1, 1)), source(stream(1, 1), is_backup=True)])
    assert kept.keys == [{1: 1}, {1: 1}]
    assert kept.recorded == {1: 9}


def test_what_is_counted_later_is_not_taken_over(connection: sqlite3.Connection) -> None:
    keep_streams(connection, [source(stream(1, 1))])
    counts = "total_bets, rounds, first_round, is_revealed, verified, mismatched, unverifiable, notes"
    rows = connection.execute(f"SELECT {counts} FROM live_streams").fetchall()
    assert rows == [(0, 0, None, 0, 0, 0, 0, "note")]


def test_a_key_that_is_taken_is_replaced(connection: sqlite3.Connection) -> None:
    kept = keep_streams(connection, [source(stream(1, 1)), source(stream(1, 2))])
    assert kept.keys == [{1: 1}, {1: 2}]


def test_a_stream_that_a_whole_source_gave_a_key_and_lacks_was_deleted(
    connection: sqlite3.Connection,
) -> None:
    newest = source(stream(1, 1), highest=2)
    backup = source(stream(1, 1), stream(2, 2), stream(3, 3), is_backup=True)
    assert keep_streams(connection, [newest, backup]).keys[1] == {1: 1, 3: 3}


def test_a_stream_begun_again_with_the_same_seeds_is_not_joined_to_the_deleted_one(
    connection: sqlite3.Connection,
) -> None:
    newest = source(stream(1, 1), stream(5, 5, seed="same"), is_whole=False)
    backup = source(stream(1, 1), stream(2, 2, seed="same"), is_backup=True)
    assert keep_streams(connection, [newest, backup]).keys == [{1: 1, 5: 5}, {1: 1}]


def test_the_same_seeds_in_another_database_are_the_same_stream(connection: sqlite3.Connection) -> None:
    kept = keep_streams(connection, [source(stream(1, 1, seed="same")), source(stream(1, 2, seed="same"))])
    assert kept.keys == [{1: 1}, {1: 1}]


def test_bets_whose_stream_is_lost_borrow_it_from_the_backup(connection: sqlite3.Connection) -> None:
    lost = source(is_whole=False)
    kept = keep_streams(connection, [lost, source(stream(4, 4), is_backup=True)])
    assert kept.keys == [{4: 4}, {4: 4}]
