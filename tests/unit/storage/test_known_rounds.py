"""Runs of known nonces in the database, whatever the order in which these become known."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from liveapp.domain.gaps import runs_of
from liveapp.storage.database import open_database
from liveapp.storage.known_rounds import add_rounds

LARGEST = 2**63 - 1

nonces = st.integers(min_value=1, max_value=30) | st.integers(min_value=LARGEST - 5, max_value=LARGEST)


@contextmanager
def streams(path: Path) -> Iterator[sqlite3.Connection]:
    """A database with three streams, 1 to 3."""
    with closing(open_database(path)) as database:
        connection: sqlite3.Connection = database.connection()
        connection.executemany(
            "INSERT INTO live_streams (id, uuid, server_seed_hashed, client_seed, created_at, last_seen_at)"
            " VALUES (?1, ?1, ?1, ?1, 0, 0)",
            [("1",), ("2",), ("3",)],
        )
        yield connection


def runs(connection: sqlite3.Connection, key: int) -> list[tuple[int, int]]:
    sql = "SELECT first_nonce, last_nonce FROM round_runs WHERE stream_id = ? ORDER BY 1"
    return connection.execute(sql, (key,)).fetchall()


def test_runs_are_those_of_all_nonces_and_each_new_one_counts_once(database_path: Path) -> None:
    with streams(database_path) as connection:
        connection.execute("BEGIN")
        connection.execute("INSERT INTO round_runs VALUES (1, 4, 9), (3, 4, 9)")

        @given(st.lists(st.lists(nonces, min_size=1, max_size=8), min_size=1, max_size=12))
        def check(history: list[list[int]]) -> None:
            connection.execute("DELETE FROM round_runs WHERE stream_id = 2")
            known: set[int] = set()
            for some in history:
                new = set(some) - known
                assert add_rounds(connection.execute, 2, some) == len(new)
                known |= new
                assert runs(connection, 2) == runs_of(known)
            assert runs(connection, 1) == runs(connection, 3) == [(4, 9)]

        check()
        connection.execute("ROLLBACK")


def test_a_run_that_continues_the_last_one_takes_one_statement(database_path: Path) -> None:
    with streams(database_path) as connection:
        add_rounds(connection.execute, 1, [7])
        calls: list[str] = []
        connection.set_trace_callback(calls.append)
        assert add_rounds(connection.execute, 1, [8, 10, 9]) == 3
        connection.set_trace_callback(None)
        assert len(calls) == 1
        assert runs(connection, 1) == [(7, 10)]
