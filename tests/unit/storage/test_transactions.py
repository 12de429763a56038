"""A transaction is committed whole or undone, and the first error is the one that is told."""

import sqlite3
from collections.abc import Iterator

import pytest

from liveapp.storage.transactions import immediate, roll_back


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    made = sqlite3.connect(":memory:", isolation_level=None)
    made.execute("CREATE TABLE kept (x)")
    yield made
    made.close()


def rows(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM kept").fetchone()[0])


def test_what_the_block_did_is_committed(connection: sqlite3.Connection) -> None:
    with immediate(connection):
        connection.execute("INSERT INTO kept VALUES (1)")
    assert not connection.in_transaction
    assert rows(connection) == 1


def test_a_block_that_raises_leaves_nothing(connection: sqlite3.Connection) -> None:
    def insert_and_fail() -> None:
        with immediate(connection):
            connection.execute("INSERT INTO kept VALUES (1)")
            raise KeyError

    with pytest.raises(KeyError):
        insert_and_fail()
    assert rows(connection) == 0


def test_a_full_disk_is_not_hidden_by_a_second_rollback(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA max_page_count = 3")
    with pytest.raises(sqlite3.OperationalError, match="full"), immediate(connection):
        connection.execute("CREATE TABLE filler AS SELECT randomblob(100000)")
    assert not connection.in_transaction


def test_rolling_back_nothing_is_fine(connection: sqlite3.Connection) -> None:
    roll_back(connection)
    assert not connection.in_transaction
