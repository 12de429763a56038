"""SQLite's own errors, each provoked for real, become the domain's."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from liveapp.domain.errors import (
    BetRefused,
    StoreClosed,
    StoreDamaged,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreUnavailable,
)
from liveapp.storage.faults import translated_faults


@pytest.fixture
def connection(database_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(database_path, isolation_level=None, timeout=0)) as opened:
        opened.execute("CREATE TABLE numbers (x INTEGER CHECK (x > 0))")
        yield opened


def test_a_broken_constraint_is_a_refused_bet(connection: sqlite3.Connection) -> None:
    with pytest.raises(BetRefused, match="CHECK"), translated_faults():
        connection.execute("INSERT INTO numbers VALUES (0)")


def test_another_programs_lock_is_a_locked_store(connection: sqlite3.Connection, database_path: Path) -> None:
    with closing(sqlite3.connect(database_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreLocked), translated_faults():
            connection.execute("BEGIN IMMEDIATE")


def test_no_room_left_is_a_full_store(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA max_page_count = 2")
    with pytest.raises(StoreFull), translated_faults():
        connection.execute("INSERT INTO numbers SELECT value FROM json_each(?)", (str([1] * 5000),))


def test_a_connection_that_may_only_read_is_a_read_only_store(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA query_only = 1")
    with pytest.raises(StoreReadOnly), translated_faults():
        connection.execute("INSERT INTO numbers VALUES (1)")


def test_a_file_that_is_not_there_is_an_unavailable_store(tmp_path: Path) -> None:
    told = "my file: The database file cannot be opened"
    with pytest.raises(StoreUnavailable, match=told), translated_faults("my file"):
        sqlite3.connect(tmp_path / "missing" / "file.sqlite3")


def test_a_file_that_is_no_database_is_a_damaged_store(tmp_path: Path) -> None:
    path = tmp_path / "file.sqlite3"
    path.write_bytes(b"no database " * 100)
    with closing(sqlite3.connect(path)) as connection, pytest.raises(StoreDamaged), translated_faults():
        connection.execute("SELECT * FROM sqlite_master")


def test_a_closed_connection_is_a_closed_store(connection: sqlite3.Connection) -> None:
    connection.close()
    with pytest.raises(StoreClosed), translated_faults():
        connection.execute("SELECT 1")


def test_wrong_sql_and_other_bugs_pass_as_they_are(connection: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="syntax"), translated_faults():
        connection.execute("NOT SQL")
    with pytest.raises(KeyError), translated_faults():
        raise KeyError
