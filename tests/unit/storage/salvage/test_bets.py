"""Bets of several sources: each once, under its own id where that is free."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from liveapp.storage.database import open_database
from liveapp.storage.salvage.bets import BetInserter


@pytest.fixture
def connection(database_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_database(database_path)) as database:
        made: sqlite3.Connection = database.connection()
        made.execute(
            "INSERT INTO live_streams (id, uuid, server_seed_hashed, client_seed, created_at, last_seen_at)"
            " VALUES (1, 'u', 'h', 'c', 0, 0)"
        )
        yield made


def row(
    key: int, name: str, received: int = 0, nonce: int = 1, is_stand_in: int = 0, verdict: int | None = None
) -> tuple[Any, ...]:
    result = 1.0 if is_stand_in else 5.0
    values = (key, 1, name, received, None, nonce, 1.0, 0.0, "easy", None, result, None, None)
    return (*values, is_stand_in, verdict)


def bets(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    return connection.execute("SELECT id, antebot_bet_id FROM live_bets ORDER BY id").fetchall()


def test_the_first_of_the_same_bet_counts(connection: sqlite3.Connection) -> None:
    inserter = BetInserter(connection)
    inserter.insert([row(1, "a"), row(2, "b")], {1: 1}, is_backup=False)
    inserter.insert([row(1, "a"), row(9, "b"), row(3, "c")], {1: 1}, is_backup=True)
    inserter.finish()
    assert bets(connection) == [(1, "a"), (2, "b"), (3, "c")]
    assert (inserter.read, inserter.from_backup) == (2, 1)


def test_bets_whose_ids_are_taken_get_new_ones_in_their_order(connection: sqlite3.Connection) -> None:
    inserter = BetInserter(connection)
    inserter.insert([row(1, "a"), row(2, "b")], {1: 1}, is_backup=False)
    inserter.insert([row(1, "late", received=9), row(2, "early", received=5)], {1: 1}, is_backup=False)
    inserter.finish()
    assert bets(connection) == [(1, "a"), (2, "b"), (3, "early"), (4, "late")]


def test_a_round_that_only_stood_in_gets_the_result_of_a_later_bet(connection: sqlite3.Connection) -> None:
    inserter = BetInserter(connection)
    inserter.insert([row(1, "a", is_stand_in=1)], {1: 1}, is_backup=False)
    assert connection.execute("SELECT is_stand_in FROM live_rounds").fetchall() == [(1,)]
    inserter.insert([row(2, "b")], {1: 1}, is_backup=True)
    inserter.finish()
    assert connection.execute("SELECT round_result, is_stand_in FROM live_rounds").fetchall() == [(5.0, 0)]


def test_what_no_constraint_admits_and_bets_without_a_stream_are_left_out(
    connection: sqlite3.Connection,
) -> None:
    inserter = BetInserter(connection)
    inserter.insert([row(1, "a", nonce=0), row(2, "b"), (3, 7, *row(3, "c")[2:])], {1: 1}, is_backup=False)
    inserter.finish()
    assert bets(connection) == [(2, "b")]


def test_a_doubtful_bet_gives_way_to_a_backups(connection: sqlite3.Connection) -> None:
    inserter = BetInserter(connection)
    inserter.put_off([row(1, "garbled"), row(2, "alone")], {1: 1}, is_backup=False)
    inserter.insert([row(1, "right")], {1: 1}, is_backup=True)
    inserter.finish()
    assert bets(connection) == [(1, "right"), (2, "alone")]


@pytest.mark.parametrize("key", [1, 7])
def test_a_bets_verdict_is_left_out_whatever_it_is(connection: sqlite3.Connection, key: int) -> None:
    inserter = BetInserter(connection)
    rows = [row(1, "a", verdict=0), row(2, "b", verdict=99), row(3, "c")]
    inserter.insert([(one[0], key, *one[2:]) for one in rows], {key: 1}, is_backup=False)
    inserter.put_off([(4, key, *row(4, "d", verdict=1)[2:])], {key: 1}, is_backup=False)
    inserter.finish()
    assert bets(connection) == [(1, "a"), (2, "b"), (3, "c"), (4, "d")]
    assert connection.execute("SELECT DISTINCT stream_id, verdict FROM live_bets").fetchall() == [(1, None)]
