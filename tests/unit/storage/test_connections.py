"""Connections that read only: they make nothing, change nothing, and leave nothing."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from liveapp.domain.errors import StoreDamaged
from liveapp.storage import open_store
from liveapp.storage.connections import interruptible, leaving_no_trace, read_only
from tests.unit.storage.faults import as_killed, closed_database, files_of, killed_database
from tests.values import make_bet


def bets(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM live_bets").fetchone()[0])


def test_a_missing_database_is_not_made(tmp_path: Path) -> None:
    with (
        pytest.raises(sqlite3.OperationalError, match="unable to open"),
        read_only(tmp_path / "none.sqlite3"),
    ):
        pass
    assert list(tmp_path.iterdir()) == []


def test_reading_a_killed_database_leaves_every_file_as_it_was(tmp_path: Path) -> None:
    killed = killed_database(tmp_path)
    before = files_of(killed.parent)
    with leaving_no_trace(killed) as connection:
        assert bets(connection) == 300
    assert files_of(killed.parent) == before


def test_an_index_of_the_log_that_was_not_there_is_gone_again(tmp_path: Path) -> None:
    killed = killed_database(tmp_path)
    killed.with_name(f"{killed.name}-shm").unlink()
    before = files_of(killed.parent)
    with leaving_no_trace(killed) as connection:
        assert bets(connection) == 300
    assert files_of(killed.parent) == before


def test_reading_a_closed_database_makes_no_log(tmp_path: Path) -> None:
    closed = closed_database(tmp_path / "data")
    with leaving_no_trace(closed) as connection:
        assert bets(connection) == 300
        assert list(closed.parent.iterdir()) == [closed]


@pytest.mark.parametrize(
    "log",
    [
        lambda log: log[:32],
        lambda log: log[:100],
        lambda log: b"x" * 32,
        lambda log: bytes(len(log)),
        lambda _: b"",
    ],
    ids=["header", "part of a frame", "garbage", "zeros", "nothing"],
)
def test_a_log_that_holds_nothing_keeps_nobody_from_reading(
    tmp_path: Path, log: Callable[[bytes], bytes]
) -> None:
    path = closed_database(tmp_path / "original")
    store = open_store(path)
    store.writer.record([make_bet(999)])
    killed = as_killed(path, tmp_path / "killed")
    store.close()
    killed_log = killed.with_name(f"{killed.name}-wal")
    killed_log.write_bytes(log(killed_log.read_bytes()))
    before = files_of(killed.parent)
    with leaving_no_trace(killed) as connection:
        assert bets(connection) == 300
    assert files_of(killed.parent) == before
    store = open_store(killed)
    assert store.reader.streams()[0][0].total_bets == 300
    store.close()


def test_a_database_that_is_in_use_can_be_read_too(tmp_path: Path) -> None:
    closed = closed_database(tmp_path / "data")
    store = open_store(closed)
    store.writer.check()
    with leaving_no_trace(closed) as connection:
        assert bets(connection) == 300
    store.writer.check()
    store.close()


def test_what_a_look_raises_ends_the_work_and_comes_out(tmp_path: Path) -> None:
    def look() -> None:
        raise KeyError("enough")

    closed = closed_database(tmp_path / "data")
    with leaving_no_trace(closed) as connection:
        with pytest.raises(KeyError, match="enough"), interruptible(connection, look):
            connection.execute("SELECT count(*) FROM live_bets, live_bets, live_bets").fetchone()
        assert bets(connection) == 300


def test_an_error_of_sqlite_comes_out_as_it_is(tmp_path: Path) -> None:
    closed = closed_database(tmp_path / "data")
    with (
        leaving_no_trace(closed) as connection,
        pytest.raises(sqlite3.OperationalError, match="no such table"),
        interruptible(connection, lambda: None),
    ):
        connection.execute("SELECT * FROM none_such")


@pytest.mark.parametrize("reading", [read_only, leaving_no_trace])
def test_an_empty_file_is_never_opened_for_that_would_cost_its_log(
    tmp_path: Path, reading: Callable[[Path], AbstractContextManager[sqlite3.Connection]]
) -> None:
    killed = killed_database(tmp_path)
    killed.write_bytes(b"")
    before = files_of(killed.parent)
    with pytest.raises(StoreDamaged, match="is empty"), reading(killed):
        pass
    assert files_of(killed.parent) == before
