"""Opening the SQLite file: what it is, whether it is ours, and bringing its schema up to date."""

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from peewee import SqliteDatabase
from playhouse.pool import PooledSqliteDatabase

from liveapp.domain.errors import StoreDamaged, StoreReadOnly, StoreTooNew, StoreUnavailable
from liveapp.files import private
from liveapp.storage.backup import back_up
from liveapp.storage.migrations import MIGRATIONS, Migration

APPLICATION_ID = 0x4C495645
"""ASCII `LIVE`: marks the file as a liveapp database."""

LEAST_SQLITE = (3, 37, 0)
"""Strict tables came with it."""

BUSY_TIMEOUT_S = 5
"""How long a request waits for another program's lock."""

LOCK_LOOK_S = 0.05
"""How long the writing connection waits on its own, before the writer looks whether to wait on."""

SQLITE_MAGIC = b"SQLite format 3\x00"


def open_database(path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> SqliteDatabase:
    """The one connection that writes, on a database with the newest schema.

    A missing or empty file becomes a new database (0600). An older one is backed up into
    `backups/` beside it before it is changed. Nothing is written to a file that is refused.

    Raises:
        StoreTooNew, StoreDamaged, StoreReadOnly, StoreLocked, StoreUnavailable
        sqlite3.Error, peewee.DatabaseError: to be translated by the caller.
    """
    if sqlite3.sqlite_version_info < LEAST_SQLITE:
        needed = ".".join(str(number) for number in LEAST_SQLITE)
        raise StoreUnavailable(
            f"SQLite {needed} or newer is needed, but this Python comes with {sqlite3.sqlite_version};"
            " install a newer Python"
        )
    newest = migrations[-1].version
    if path.exists() and path.stat().st_size:
        _refuse_foreign_files(path, newest)
    else:
        _create_private_file(path)
    database = SqliteDatabase(
        str(path),
        thread_safe=False,  # one connection for all threads: the writer lets one in at a time
        check_same_thread=False,
        lock_type="IMMEDIATE",
        timeout=LOCK_LOOK_S,
        pragmas={
            "journal_mode": "wal",
            "synchronous": "full",
            "foreign_keys": 1,
            "cache_size": -32_000,
            # In pages: rarer than by default, so that pages that change all the time are copied less often.
            "wal_autocheckpoint": 4000,
            "journal_size_limit": 64 * 2**20,
        },
    )
    database.connect()
    try:
        migrate(database, path, migrations)
    except BaseException:
        database.close()
        raise
    return database


def open_readers(path: Path) -> PooledSqliteDatabase:
    """Connections that read only, one for each thread that asks, reused between questions."""
    return PooledSqliteDatabase(
        str(path),
        max_connections=32,
        timeout=BUSY_TIMEOUT_S,
        check_same_thread=False,
        pragmas={"query_only": 1, "cache_size": -8_000, "busy_timeout": BUSY_TIMEOUT_S * 1000},
    )


def migrate(database: SqliteDatabase, path: Path, migrations: Sequence[Migration]) -> None:
    """Run the migrations that the database lacks, each in a transaction of its own."""
    version = database.pragma("user_version")
    if version and version < migrations[-1].version:
        back_up(
            database.connection(), path.parent / "backups" / f"before-schema-{migrations[-1].version}.sqlite3"
        )
    for migration in migrations:
        with database.atomic():
            # Read inside the transaction: another process may have been first.
            if database.pragma("user_version") >= migration.version:
                continue
            for statement in migration.statements:
                database.execute_sql(statement)
            database.pragma("application_id", APPLICATION_ID)
            database.pragma("user_version", migration.version)


def _create_private_file(path: Path) -> None:
    try:
        os.close(private(path, os.O_CREAT | os.O_RDWR))
    except OSError as error:
        raise StoreReadOnly(f"{path} cannot be written: {error.strerror}") from error


def _refuse_foreign_files(path: Path, newest: int) -> None:
    """Look at an existing file without changing it."""
    try:
        with path.open("r+b") as file:
            header = file.read(100)
    except OSError as error:
        raise StoreReadOnly(f"{path} cannot be read and written: {error.strerror}") from error
    if len(header) < 100 or not header.startswith(SQLITE_MAGIC):
        raise StoreDamaged(f"{path} is not a database; nothing was changed. Move it away or restore a backup")
    version, application_id, table_count = _read_identity(path)
    if application_id not in (APPLICATION_ID, 0) or (application_id == 0 and (version or table_count)):
        raise StoreDamaged(f"{path} belongs to another program; nothing was changed")
    if version > newest:
        raise StoreTooNew(
            f"{path} was written by a newer liveapp (schema {version}, this one knows {newest});"
            " nothing was changed. Install the newer liveapp"
        )


def _read_identity(path: Path) -> tuple[int, int, int]:
    """`user_version`, `application_id` and the number of tables, read without leaving a trace."""
    # Without a write-ahead log nothing can change the file under us, and no lock file is needed.
    has_log = path.with_name(path.name + "-wal").exists()
    mode = "mode=ro" if has_log else "mode=ro&immutable=1"
    connection = sqlite3.connect(f"file:{quote(str(path))}?{mode}", uri=True, timeout=BUSY_TIMEOUT_S)
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (application_id,) = connection.execute("PRAGMA application_id").fetchone()
        (table_count,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    finally:
        connection.close()
    return version, application_id, table_count
