"""Opening: new files, ours, older, newer, foreign and damaged ones."""

import sqlite3
import stat
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from liveapp.domain.errors import StoreDamaged, StoreReadOnly, StoreTooNew, StoreUnavailable
from liveapp.storage import open_store
from liveapp.storage.database import APPLICATION_ID, open_database
from liveapp.storage.migrations import MIGRATIONS, Migration
from liveapp.storage.tables import LiveBet, LiveRound, LiveStream, SeedAlias, StreamTotal
from tests.unit.storage.conftest import make_bet

NEWEST = MIGRATIONS[-1].version


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_new_database_is_marked_as_ours_and_private(database_path: Path) -> None:
    open_store(database_path).close()
    assert stat.S_IMODE(database_path.stat().st_mode) == 0o600
    connection = sqlite3.connect(database_path)
    assert connection.execute("PRAGMA user_version").fetchone() == (NEWEST,)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_the_writing_connection_is_safe_against_power_loss(database_path: Path) -> None:
    database = open_database(database_path)
    assert database.pragma("synchronous") == 2  # FULL
    assert database.pragma("foreign_keys") == 1
    database.close()


@pytest.mark.parametrize(
    "model",
    [LiveStream, StreamTotal, LiveBet, LiveRound, SeedAlias],
    ids=lambda model: model._meta.table_name,
)
def test_the_models_have_the_columns_that_the_migrations_make(database_path: Path, model: type) -> None:
    database = open_database(database_path)
    columns = {
        name: not (is_required or is_key)
        for _, name, _, is_required, _, is_key in database.execute_sql(
            f"PRAGMA table_info({model._meta.table_name})"
        ).fetchall()
    }
    database.close()
    assert columns == {field.column_name: field.null for field in model._meta.sorted_fields}


def test_what_was_recorded_is_there_after_opening_again(database_path: Path) -> None:
    store = open_store(database_path)
    store.writer.record([make_bet(1)])
    store.close()
    store = open_store(database_path)
    streams, total = store.reader.streams()
    store.close()
    assert (total, streams[0].total_bets) == (1, 1)


def test_a_newer_database_is_refused_and_left_byte_for_byte(database_path: Path) -> None:
    open_store(database_path).close()
    connection = sqlite3.connect(database_path)
    connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
    connection.close()
    before = files_of(database_path.parent)
    with pytest.raises(StoreTooNew, match="newer liveapp"):
        open_store(database_path)
    assert files_of(database_path.parent) == before


def test_a_newer_version_that_is_only_in_the_write_ahead_log_is_refused(database_path: Path) -> None:
    open_store(database_path).close()
    connection = sqlite3.connect(database_path)
    connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
    before = database_path.read_bytes()
    with pytest.raises(StoreTooNew):
        open_store(database_path)
    assert database_path.read_bytes() == before
    connection.close()


@pytest.mark.parametrize("content", [b"no database at all", b"x" * 5000], ids=["short", "long"])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_was(
    database_path: Path, content: bytes
) -> None:
    database_path.write_bytes(content)
    with pytest.raises(StoreDamaged, match="not a database"):
        open_store(database_path)
    assert files_of(database_path.parent) == {database_path.name: content}


def test_a_database_of_another_program_is_refused_and_left_as_it_was(database_path: Path) -> None:
    connection = sqlite3.connect(database_path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    before = files_of(database_path.parent)
    with pytest.raises(StoreDamaged, match="another program"):
        open_store(database_path)
    assert files_of(database_path.parent) == before


def test_a_database_cut_short_is_refused(database_path: Path) -> None:
    store = open_store(database_path)
    store.writer.record([make_bet(nonce) for nonce in range(1, 500)])
    store.close()
    content = database_path.read_bytes()
    database_path.write_bytes(content[:8192])
    with pytest.raises(StoreDamaged):
        open_store(database_path)
    assert database_path.read_bytes() == content[:8192]


def test_an_empty_file_becomes_a_new_database(database_path: Path) -> None:
    database_path.touch()
    store = open_store(database_path)
    assert store.reader.streams() == ([], 0)
    store.close()


def test_a_python_with_an_old_sqlite_is_told_what_it_needs(
    database_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(StoreUnavailable, match=r"SQLite 3\.37\.0 or newer"):
        open_store(database_path)
    assert not database_path.exists()


def test_a_folder_in_the_databases_place_is_refused(database_path: Path) -> None:
    database_path.mkdir()
    with pytest.raises(StoreReadOnly):
        open_store(database_path)


def test_an_older_database_is_backed_up_and_then_migrated_in_order(database_path: Path) -> None:
    open_store(database_path).close()
    later = (
        *MIGRATIONS,
        Migration(NEWEST + 1, ("CREATE TABLE first (x INTEGER)",)),
        Migration(NEWEST + 2, ("ALTER TABLE first RENAME TO second",)),
    )
    database = open_database(database_path, later)
    assert database.pragma("user_version") == NEWEST + 2
    assert "second" in database.get_tables()
    database.close()
    (copy,) = (database_path.parent / "backups").iterdir()
    backup = sqlite3.connect(copy)
    assert backup.execute("PRAGMA user_version").fetchone() == (NEWEST,)
    assert backup.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    backup.close()


def test_a_migration_that_fails_changes_nothing_nor_do_those_before_it(database_path: Path) -> None:
    open_store(database_path).close()
    whole = Migration(NEWEST + 1, ("CREATE TABLE whole (x INTEGER)",))
    broken = (*MIGRATIONS, whole, Migration(NEWEST + 2, ("CREATE TABLE half (x INTEGER)", "NOT SQL")))
    with pytest.raises(Exception, match="syntax error"):
        open_database(database_path, broken)
    database = SqliteDatabase(str(database_path))
    assert database.pragma("user_version") == NEWEST
    assert not {"whole", "half"}.intersection(database.get_tables())
    database.close()
