"""A log is known to belong to its database, or not, whatever became of either."""

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from liveapp.storage import open_store
from liveapp.storage.backup import make_backup
from liveapp.storage.database_files import log_of, log_size
from liveapp.storage.log_marks import log_belongs
from tests.unit.storage.faults import as_killed, killed_database
from tests.values import make_bet


def record(store: object, start: int, count: int = 400) -> None:
    store.writer.record([make_bet(nonce) for nonce in range(start, start + count)])  # type: ignore[attr-defined]


def test_a_log_belongs_to_the_database_that_a_kill_leaves(tmp_path: Path) -> None:
    killed = killed_database(tmp_path)
    assert log_size(killed) > 0
    assert log_belongs(killed)


def test_a_database_without_a_log_has_none_that_is_foreign(database_path: Path) -> None:
    open_store(database_path).close()
    assert log_size(database_path) == 0
    assert not log_of(database_path).exists()


def test_a_log_belongs_at_every_moment_of_a_long_run(database_path: Path, tmp_path: Path) -> None:
    """The log begins anew several times, with parts of it copied into the database at any time."""
    store = open_store(database_path)
    store.writer._commits._database.pragma("wal_autocheckpoint", 40)
    salts = set()
    for number in range(60):
        record(store, 1 + 50 * number, 50)
        killed = as_killed(database_path, tmp_path / f"killed-{number}")
        salts.add(log_of(killed).read_bytes()[16:24])
        assert log_belongs(killed)
    store.close()
    assert len(salts) > 3


def test_it_belongs_while_a_reader_keeps_it_from_beginning_anew(database_path: Path, tmp_path: Path) -> None:
    store = open_store(database_path)
    store.writer._commits._database.pragma("wal_autocheckpoint", 20)
    record(store, 1)
    reader = sqlite3.connect(database_path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM live_bets").fetchone()
    for number in range(10):
        record(store, 1000 + 50 * number, 50)
        assert log_belongs(as_killed(database_path, tmp_path / f"killed-{number}"))
    reader.close()
    record(store, 5000)
    record(store, 6000)
    assert log_belongs(as_killed(database_path, tmp_path / "killed-last"))
    store.close()


def test_it_belongs_after_another_program_has_emptied_it(database_path: Path, tmp_path: Path) -> None:
    store = open_store(database_path)
    record(store, 1)
    other = sqlite3.connect(database_path)
    other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    other.close()
    record(store, 1000, 1)
    assert log_belongs(as_killed(database_path, tmp_path / "killed-1"))
    record(store, 2000, 1)
    assert log_belongs(as_killed(database_path, tmp_path / "killed-2"))
    store.close()


@pytest.mark.parametrize("how", ["our backup", "SQLite's backup", "plain copy", "other database"])
def test_a_log_does_not_belong_to_what_was_put_in_the_databases_place(
    database_path: Path, tmp_path: Path, how: str
) -> None:
    store = open_store(database_path)
    store.writer._commits._database.pragma("wal_autocheckpoint", 20)
    record(store, 1)
    if how == "our backup":
        copy = make_backup(database_path).path
    elif how == "SQLite's backup":
        copy = tmp_path / "copy.sqlite3"
        with sqlite3.connect(copy) as target, sqlite3.connect(database_path) as source:
            source.backup(target)
        target.close()
        source.close()
    elif how == "plain copy":
        copy = Path(shutil.copyfile(database_path, tmp_path / "copy.sqlite3"))
    else:
        copy = tmp_path / "other.sqlite3"
        open_store(copy).close()
    for number in range(10):
        record(store, 1000 + 100 * number, 100)
    killed = as_killed(database_path, tmp_path / "killed")
    store.close()
    assert log_belongs(killed)
    shutil.copyfile(copy, killed)
    assert not log_belongs(killed)


def test_a_plain_copy_of_an_older_state_does_not_belong_even_where_its_mark_was_copied_too(
    database_path: Path, tmp_path: Path
) -> None:
    """It is taken between two looks of the log at the database, of which the second has more."""
    store = open_store(database_path)
    connection = store.writer._commits._database.connection()
    record(store, 1)
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    reader = sqlite3.connect(database_path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM live_bets").fetchone()
    copy = Path(shutil.copyfile(database_path, tmp_path / "copy.sqlite3"))
    record(store, 1000, 30)
    reader.close()
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    record(store, 2000, 3)
    killed = as_killed(database_path, tmp_path / "killed")
    store.close()
    assert log_belongs(killed)
    shutil.copyfile(copy, killed)
    assert not log_belongs(killed)


def test_a_backup_of_the_same_log_is_not_taken_for_the_database_either(
    database_path: Path, tmp_path: Path
) -> None:
    store = open_store(database_path)
    record(store, 1)
    copy = make_backup(database_path).path
    record(store, 1000)
    killed = as_killed(database_path, tmp_path / "killed")
    store.close()
    shutil.copyfile(copy, killed)
    assert not log_belongs(killed)


def test_a_log_of_a_version_without_marks_is_taken_for_the_databases_own(database_path: Path) -> None:
    connection = sqlite3.connect(database_path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("CREATE TABLE live_bets (x)")
    assert log_size(database_path) > 0
    assert log_belongs(database_path)
    connection.close()


def test_a_log_that_is_cut_or_garbled_is_looked_at_without_an_error(tmp_path: Path) -> None:
    killed = killed_database(tmp_path)
    content = log_of(killed).read_bytes()
    for size in (1, 31, 32, 33, 56, 57, 4096, len(content) - 1):
        log_of(killed).write_bytes(content[:size])
        assert log_belongs(killed) in (True, False)
    for _ in range(20):
        log_of(killed).write_bytes(content[:32] + os.urandom(len(content) // 8))
        assert log_belongs(killed) in (True, False)


def test_a_first_commit_that_a_power_cut_tore_is_none(database_path: Path, tmp_path: Path) -> None:
    """A new frame's header before an old one's page: to SQLite the log is empty, and the bets are there."""
    store = open_store(database_path)
    record(store, 1)
    connection = store.writer._commits._database.connection()
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    former = log_of(as_killed(database_path, tmp_path / "former")).read_bytes()
    record(store, 1000, 1)
    killed = as_killed(database_path, tmp_path / "killed")
    store.close()
    log = bytearray(log_of(killed).read_bytes())
    assert log[:32] != former[:32]
    for block in range(4096, len(log), 4096):
        torn = log[:block] + former[block : block + 4096] + log[block + 4096 :]
        if torn != log:
            log_of(killed).write_bytes(torn)
            assert log_belongs(killed), f"block at {block}"


def test_the_commit_that_tries_whether_the_disk_takes_one_has_a_mark_too(
    database_path: Path, tmp_path: Path
) -> None:
    open_store(database_path).close()
    store = open_store(database_path)
    store.writer.check()
    killed = as_killed(database_path, tmp_path / "killed")
    store.close()
    assert log_belongs(killed)
    open_store(tmp_path / "other.sqlite3").close()
    shutil.copyfile(tmp_path / "other.sqlite3", killed)
    assert not log_belongs(killed)
