"""What is refused before anything is opened, in words, with every file left as it was."""

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from liveapp.domain.errors import (
    DatabaseMissing,
    LogMismatch,
    StoreDamaged,
    StoreLocked,
    StoreUnavailable,
)
from liveapp.storage import open_store
from liveapp.storage.backup import make_backup
from liveapp.storage.database import open_database
from liveapp.storage.database_files import log_of
from liveapp.storage.migrations import MIGRATIONS, Migration
from liveapp.storage.opening import has_ended_cleanly, is_checked_in_time, quick_check
from tests.unit.storage.faults import (
    as_killed,
    closed_database,
    damaged_database,
    files_of,
    garble,
    killed_database,
)
from tests.values import make_bet


def refused(path: Path, kind: type[StoreUnavailable], words: str) -> None:
    """Opening is refused, twice the same, in one line, and leaves every file byte for byte."""
    before = files_of(path.parent)
    for _ in range(2):
        with pytest.raises(kind, match=words) as caught:
            open_store(path)
        assert "\n" not in str(caught.value)
    assert files_of(path.parent) == before


def test_a_killed_database_opens_with_all_its_bets(tmp_path: Path) -> None:
    killed = killed_database(tmp_path)
    assert not has_ended_cleanly(killed)
    store = open_store(killed)
    assert store.reader.streams()[0][0].total_bets == 300
    assert not store.needs_check
    store.close()
    assert has_ended_cleanly(killed)


def test_a_backup_beside_the_log_of_another_state_is_refused(database_path: Path, tmp_path: Path) -> None:
    store = open_store(database_path)
    store.writer.record([make_bet(nonce) for nonce in range(1, 300)])
    copy = make_backup(database_path).path
    store.writer.record([make_bet(nonce) for nonce in range(300, 800)])
    killed = as_killed(database_path, tmp_path / "killed")
    store.close()
    shutil.copyfile(copy, killed)
    refused(killed, LogMismatch, "do not belong together.*move the log away")
    log_of(killed).rename(tmp_path / "away")
    store = open_store(killed)
    assert store.reader.streams()[0][0].total_bets == 299
    store.close()


@pytest.mark.parametrize("accident", ["missing", "empty"])
def test_a_log_whose_database_is_gone_is_kept(tmp_path: Path, accident: str) -> None:
    killed = killed_database(tmp_path)
    if accident == "missing":
        killed.unlink()
    else:
        killed.write_bytes(b"")
    refused(killed, DatabaseMissing, "missing or empty, but its log")


@pytest.mark.parametrize("accident", ["missing", "empty"])
def test_a_database_that_is_gone_is_not_begun_anew_beside_its_backups(
    database_path: Path, accident: str
) -> None:
    closed_database(database_path.parent)
    make_backup(database_path)
    database_path.unlink()
    if accident == "empty":
        database_path.touch()
    refused(database_path, DatabaseMissing, "copies of it are there; `liveapp restore .*move the copies away")


def test_a_database_that_lost_its_log_before_it_got_its_tables_is_not_begun_anew(tmp_path: Path) -> None:
    killed = killed_database(tmp_path)
    make_backup(killed)
    log_of(killed).unlink()
    assert killed.stat().st_size
    refused(killed, DatabaseMissing, "copies of it are there; `liveapp restore ")


def test_backups_without_bets_are_nothing_to_be_kept_for(database_path: Path) -> None:
    open_store(database_path).close()
    make_backup(database_path)
    database_path.unlink()
    store = open_store(database_path)
    assert store.reader.streams() == ([], 0)
    store.close()


def test_a_missing_database_whose_content_was_saved_is_not_begun_anew(database_path: Path) -> None:
    closed = closed_database(database_path.parent)
    closed.rename(closed.with_name("liveapp-rescued-20260101-000000.sqlite3"))
    refused(database_path, DatabaseMissing, "restore .*liveapp-rescued-20260101-000000")


@pytest.mark.parametrize("place", [0.2, 0.4, 0.6, 0.8])
def test_damage_after_an_unclean_end_is_found_before_anything_is_opened(tmp_path: Path, place: float) -> None:
    refused(damaged_database(tmp_path, place), StoreDamaged, "is damaged.*liveapp restore FILE")


def test_a_check_that_takes_too_long_is_left_for_later(tmp_path: Path) -> None:
    killed = killed_database(tmp_path, bets=3000)
    assert not is_checked_in_time(killed, limit_s=-1.0)
    assert is_checked_in_time(killed, limit_s=20.0)


def test_a_store_that_had_no_time_for_its_check_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = killed_database(tmp_path, bets=3000)
    monkeypatch.setattr("liveapp.storage.store.is_checked_in_time", lambda path: False)
    store = open_store(killed)
    assert store.needs_check
    store.keeper.check_pages()
    store.close()


@pytest.mark.parametrize("version", [-5, -1, 0])
def test_a_schema_of_no_version_of_ours_is_refused(database_path: Path, version: int) -> None:
    closed_database(database_path.parent)
    with closing(sqlite3.connect(database_path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("PRAGMA journal_mode = delete")
    refused(database_path, StoreDamaged, f"schema has the number {version}")


@pytest.mark.parametrize("table", ["live_streams", "live_bets", "live_rounds", "seed_aliases"])
def test_a_database_that_lacks_a_table_is_refused(database_path: Path, table: str) -> None:
    closed_database(database_path.parent)
    with closing(sqlite3.connect(database_path)) as connection:
        connection.execute(f"DROP TABLE {table}")
        connection.execute("PRAGMA journal_mode = delete")
    refused(database_path, StoreDamaged, f"lacks {table}")


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE live_streams RENAME COLUMN deleted_at TO gone_at",
        "ALTER TABLE live_bets DROP COLUMN currency",
        "DROP TABLE log_marks",
        "ALTER TABLE bookmarks DROP COLUMN created_at",
    ],
)
def test_a_database_whose_columns_are_others_is_refused_in_words(database_path: Path, change: str) -> None:
    closed_database(database_path.parent)
    with closing(sqlite3.connect(database_path)) as connection:
        if "deleted_at" in change:
            connection.execute("DROP INDEX uq_live_streams_seed_pair")
        connection.execute(change)
        connection.execute("PRAGMA journal_mode = delete")
    refused(database_path, StoreDamaged, "no such (column|table)")


@pytest.mark.parametrize("header", [b"\0" * 32, b"\xa5" * 32, b"\x37\x7f\x06\x82" + b"\1" * 28])
def test_a_log_whose_beginning_is_damaged_is_kept(tmp_path: Path, header: bytes) -> None:
    """SQLite would take it for empty, and write over it."""
    original = closed_database(tmp_path / "original")
    store = open_store(original)
    for nonce in (1000, 1001, 1002):
        store.writer.record([make_bet(nonce)])
    killed = as_killed(original, tmp_path / "killed")
    store.close()
    with log_of(killed).open("r+b") as log:
        log.write(header)
    refused(killed, StoreDamaged, "the beginning of its log cannot be read")


@pytest.mark.parametrize("content", [b"1", b"x" * 16, b"x" * 32, b"x" * 3000])
def test_a_log_too_short_for_a_commit_is_none(tmp_path: Path, content: bytes) -> None:
    closed = closed_database(tmp_path / "data")
    log_of(closed).write_bytes(content)
    store = open_store(closed)
    assert store.reader.streams()[0][0].total_bets == 300
    store.close()


@pytest.mark.parametrize("is_there", [True, False])
def test_a_link_in_the_databases_place_is_refused_and_left(
    database_path: Path, tmp_path: Path, is_there: bool
) -> None:
    target = tmp_path / "elsewhere" / "liveapp.sqlite3"
    if is_there:
        closed_database(target.parent)
    database_path.symlink_to(target)
    with pytest.raises(StoreUnavailable, match="is a link"):
        open_store(database_path)
    assert database_path.is_symlink()
    assert target.exists() == is_there


def test_a_log_of_which_nothing_came_to_the_disk_is_none(tmp_path: Path) -> None:
    """What a power cut may leave of the first commit, which nobody was told of."""
    original = closed_database(tmp_path / "original")
    store = open_store(original)
    store.writer.record([make_bet(1000)])
    killed = as_killed(original, tmp_path / "killed")
    store.close()
    with log_of(killed).open("r+b") as log:
        log.write(b"\0" * 32)
    store = open_store(killed)
    assert store.reader.streams()[0][0].total_bets == 300
    store.close()


def test_a_start_does_not_wait_for_a_lock_where_nothing_is_to_be_written(database_path: Path) -> None:
    closed_database(database_path.parent)
    with closing(sqlite3.connect(database_path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE live_streams SET notes = 'x'")
        store = open_store(database_path)
        assert store.reader.streams()[0][0].notes is None
        other.execute("ROLLBACK")
    store.close()


def test_a_start_waits_for_a_program_that_has_the_database_to_itself(database_path: Path) -> None:
    closed_database(database_path.parent)
    other = sqlite3.connect(database_path, isolation_level=None, check_same_thread=False)
    other.execute("PRAGMA locking_mode = EXCLUSIVE").fetchone()
    other.execute("UPDATE live_streams SET notes = 'x'")
    letting_go = threading.Timer(1.0, other.close)
    letting_go.start()
    store = open_store(database_path)
    letting_go.join()
    assert store.reader.streams()[0][0].notes == "x"
    store.close()


def test_a_start_that_waits_in_vain_says_so(database_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    closed_database(database_path.parent)
    monkeypatch.setattr("liveapp.storage.connections.BUSY_TIMEOUT_S", 0.1)
    with closing(sqlite3.connect(database_path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE").fetchone()
        other.execute("UPDATE live_streams SET notes = 'x'")
        with pytest.raises(StoreLocked, match="locked by another program"):
            open_store(database_path)


def test_a_disk_that_is_full_at_the_first_start_leaves_nothing(database_path: Path) -> None:
    full = (Migration(1, ("PRAGMA max_page_count = 3", *MIGRATIONS[0].statements)), *MIGRATIONS[1:])
    with pytest.raises(sqlite3.OperationalError, match="full"):
        open_database(database_path, full)
    assert files_of(database_path.parent) == {}


def test_a_disk_that_is_full_in_a_migration_leaves_the_older_database(database_path: Path) -> None:
    closed_database(database_path.parent)
    fill = f"CREATE TABLE filler AS SELECT randomblob({2**20}) AS filling"
    broken = (*MIGRATIONS, Migration(MIGRATIONS[-1].version + 1, ("PRAGMA max_page_count = 40", fill)))
    with pytest.raises(sqlite3.OperationalError, match="full"):
        open_database(database_path, broken)
    store = open_store(database_path)
    assert store.reader.streams()[0][0].total_bets == 300
    store.close()


def test_a_quick_check_tells_damage_in_one_line(tmp_path: Path) -> None:
    closed = closed_database(tmp_path / "data", bets=3000)
    garble(closed)
    with closing(sqlite3.connect(closed)) as connection:
        problem = quick_check(connection)
    assert problem is not None
    assert "\n" not in problem
