"""Backups: whole, private, and never half written over an older one."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from liveapp.storage.backup import back_up
from tests.unit.storage.conftest import query


@pytest.fixture
def source(database_path: Path) -> Iterator[sqlite3.Connection]:
    """A database whose only row is still in the write-ahead log."""
    connection = sqlite3.connect(database_path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("CREATE TABLE kept (x)")
    connection.execute("INSERT INTO kept VALUES (1)")
    yield connection
    connection.close()


def test_a_backup_holds_what_the_log_holds_and_is_private(source: sqlite3.Connection, tmp_path: Path) -> None:
    target = tmp_path / "backups" / "copy.sqlite3"
    back_up(source, target)
    assert query(target, "SELECT x FROM kept") == [(1,)]
    assert query(target, "PRAGMA integrity_check") == [("ok",)]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert stat.S_IMODE(target.parent.stat().st_mode) == 0o700


def test_a_backup_replaces_an_older_one_and_leaves_nothing_else(
    source: sqlite3.Connection, tmp_path: Path
) -> None:
    target = tmp_path / "backups" / "copy.sqlite3"
    back_up(source, target)
    source.execute("INSERT INTO kept VALUES (2)")
    back_up(source, target)
    assert [path.name for path in target.parent.iterdir()] == ["copy.sqlite3"]
    assert query(target, "SELECT x FROM kept") == [(1,), (2,)]


def test_a_backup_that_fails_leaves_the_older_one(database_path: Path, tmp_path: Path) -> None:
    database_path.write_bytes(b"no database " * 1000)
    target = tmp_path / "backups" / "copy.sqlite3"
    target.parent.mkdir()
    target.write_bytes(b"older")
    with closing(sqlite3.connect(database_path)) as damaged, pytest.raises(sqlite3.DatabaseError):
        back_up(damaged, target)
    assert [path.name for path in target.parent.iterdir()] == ["copy.sqlite3"]
    assert target.read_bytes() == b"older"


def test_a_file_in_the_folders_place_is_an_error(source: sqlite3.Connection, tmp_path: Path) -> None:
    (tmp_path / "backups").touch()
    with pytest.raises(OSError, match="exists"):
        back_up(source, tmp_path / "backups" / "copy.sqlite3")
