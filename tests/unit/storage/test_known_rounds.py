"""What is known of a stream's rounds, whatever the order in which they become known."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveapp.domain.gaps import runs_of
from liveapp.domain.streams import Stream
from liveapp.storage.database import open_database
from liveapp.storage.known_rounds import add_rounds, are_counted
from tests.unit.ui.streams.values import PLAIN
from tests.values import gaps_of

LARGEST = 2**63 - 1

EMPTY = replace(PLAIN, key=2, rounds=0, first_round=None, last_round=None)

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


def gaps(connection: sqlite3.Connection, key: int) -> list[tuple[int, int]]:
    sql = "SELECT first_nonce, last_nonce FROM missed_rounds WHERE stream_id = ? ORDER BY 1"
    return connection.execute(sql, (key,)).fetchall()


def knowing(*known: int) -> Stream:
    """A stream with these rounds."""
    return replace(EMPTY, rounds=len(known), first_round=min(known), last_round=max(known))


def test_gaps_are_those_of_all_nonces_and_each_new_one_counts_once(database_path: Path) -> None:
    with streams(database_path) as connection:
        connection.execute("BEGIN")
        connection.execute("INSERT INTO missed_rounds VALUES (1, 4, 9), (3, 4, 9)")

        @given(st.lists(st.lists(nonces, min_size=1, max_size=8), min_size=1, max_size=12))
        def check(history: list[list[int]]) -> None:
            connection.execute("DELETE FROM missed_rounds WHERE stream_id = 2")
            known: set[int] = set()
            stream = EMPTY
            for some in history:
                known |= set(some)
                stream = add_rounds(connection.execute, stream, runs_of(some))
                assert stream == knowing(*known)
                assert gaps(connection, 2) == gaps_of(known)
            sql = "SELECT rounds, first_round, last_round FROM live_streams WHERE id = 2"
            assert connection.execute(sql).fetchone() == (len(known), min(known), max(known))
            assert gaps(connection, 1) == gaps(connection, 3) == [(4, 9)]

        check()
        connection.execute("ROLLBACK")


@pytest.mark.parametrize(
    ("known", "runs", "is_counted"),
    [
        # By the totals the stream knows these, and they left no gap.
        ((7, 8), [(8, 8)], True),
        ((7, 8, 9), [(8, 9)], True),
        ((5, 9), [(9, 9)], True),
        # One of these may be missing, or new.
        ((5, 9), [(8, 9)], False),
        ((7, 8, 9), [(6, 9)], False),
        ((7, 8, 9), [(8, 8)], False),
        ((7, 8, 9), [(7, 7), (9, 9)], False),
    ],
)
def test_rounds_are_counted_where_they_can_have_left_no_gap(
    known: Sequence[int], runs: list[tuple[int, int]], is_counted: bool
) -> None:
    assert are_counted(knowing(*known), runs) is is_counted


def test_a_stream_without_rounds_has_counted_none() -> None:
    assert not are_counted(EMPTY, [(1, 1)])
