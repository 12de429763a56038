"""Opening the SQLite file for writing and for reading, and bringing its schema up to date."""

import os
import sqlite3
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from weakref import WeakSet

from peewee import SqliteDatabase
from playhouse.pool import PooledSqliteDatabase

from liveapp.domain.errors import StoreClosed, StoreDetached, StoreReadOnly, StoreUnavailable
from liveapp.files import private
from liveapp.storage.backup import make_backup
from liveapp.storage.connections import BUSY_TIMEOUT_S, read_only_uri
from liveapp.storage.database_files import log_of, remove_beside
from liveapp.storage.file_guard import FileGuard
from liveapp.storage.migrations import MIGRATIONS, Migration
from liveapp.storage.opening import APPLICATION_ID, refuse_unusable
from liveapp.storage.transactions import immediate

LEAST_SQLITE = (3, 37, 0)
"""Strict tables came with it."""

LOCK_LOOK_S = 0.05
"""How long the writing connection waits on its own, before the writer looks whether to wait on."""

INTERRUPT_EVERY_S = 0.01
"""At the end, between two tries to interrupt what is still being read."""

PATIENCE_S = 10.0
"""How long the end waits for who reads. Only a disk that does not answer takes longer."""


class _OnKnownFiles(SqliteDatabase):
    """Opens connections only while `guard` finds the files in their place."""

    guard: FileGuard

    def _connect(self) -> sqlite3.Connection:
        if not self.guard.is_in_place():
            raise StoreDetached
        return super()._connect()  # type: ignore[misc]  # the stubs do not tell of it


class _ReadingConnection(sqlite3.Connection):
    """Ends its queries with itself: one that an error's traceback keeps would keep the file open."""

    def __init__(self, *options: Any, **named: Any) -> None:
        super().__init__(*options, **named)
        self._cursors: WeakSet[sqlite3.Cursor] = WeakSet()

    def cursor(self, *options: Any) -> sqlite3.Cursor:  # type: ignore[override]  # the stubs' is generic
        made = super().cursor(*options)
        self._cursors.add(made)
        return made

    def close(self) -> None:
        for cursor in self._cursors:
            cursor.close()
        super().close()


class GuardedReaders(PooledSqliteDatabase, _OnKnownFiles):
    """A pool of connections to files that are known. Those that are open go on reading whatever happens."""

    def __init__(self, database: str, guard: FileGuard, **options: Any) -> None:
        super().__init__(database, **options)
        self.guard = guard
        self.is_stopped = False

    def stop(self) -> None:
        """Hand out no more connections, interrupt what is being read, and wait until all are closed.

        Each is closed by the thread that has it: closed under a query, it takes the process along. One that
        does not come back within `PATIENCE_S` stays open.
        """
        self.is_stopped = True
        self.close()
        with self._pool_available:
            self.close_idle()
            self._pool_available.notify_all()
            end_s = time.monotonic() + PATIENCE_S
            while self._in_use and time.monotonic() < end_s:
                for held in self._in_use.values():
                    held.connection.interrupt()
                # Again and again: an interruption between two statements ends neither.
                self._pool_available.wait(INTERRUPT_EVERY_S)

    def _connect(self) -> sqlite3.Connection:
        with self._pool_lock:
            if self.is_stopped:
                raise StoreClosed
            return super()._connect()

    def _can_reuse(self, connection: sqlite3.Connection) -> bool:
        """Asked when one is given back, which is closed otherwise."""
        return not self.is_stopped and super()._can_reuse(connection)


class ReaderInHand(SqliteDatabase):
    """One connection that is open already, for one thread."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        super().__init__(str(path))
        self.is_stopped = False
        self._in_hand = connection

    def stop(self) -> None:
        """Close it."""
        self.is_stopped = True
        self._in_hand.close()

    def _connect(self) -> sqlite3.Connection:
        return self._in_hand

    def _close(self, _connection: sqlite3.Connection) -> None:
        """Kept for the next question."""


def open_database(path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> SqliteDatabase:
    """The one connection that writes, on a database with the newest schema.

    A missing or empty file becomes a new database (0600). An older one is backed up before it is changed.
    Nothing is written to a file that is refused, nor to one that needs nothing: then another program's lock
    is in nobody's way.

    Raises:
        StoreUnavailable: in its kinds; what was there is as it was.
        sqlite3.Error, peewee.DatabaseError: to be translated by the caller; as above.
    """
    if sqlite3.sqlite_version_info < LEAST_SQLITE:
        needed = ".".join(str(number) for number in LEAST_SQLITE)
        raise StoreUnavailable(
            f"SQLite {needed} or newer is needed, but this Python comes with {sqlite3.sqlite_version};"
            " install a newer Python"
        )
    refuse_unusable(path, migrations[-1].version)
    is_new = not path.exists() or not path.stat().st_size
    if is_new:
        _create_private_file(path)
    try:
        return _opened(path, migrations)
    except BaseException:
        if is_new:
            _remove(path)
        raise


def open_readers(path: Path, guard: FileGuard) -> GuardedReaders:
    """Connections that read only, one for each thread that asks, reused between questions.

    None is opened on files that `guard` does not know: they would be others than those that are written.
    """
    return GuardedReaders(
        read_only_uri(path),
        guard=guard,
        uri=True,
        max_connections=32,
        timeout=BUSY_TIMEOUT_S,
        check_same_thread=False,
        factory=_ReadingConnection,
        pragmas={"query_only": 1, "cache_size": -8_000},
    )


def migrate(database: SqliteDatabase, path: Path, migrations: Sequence[Migration]) -> None:
    """Run the migrations that the database lacks: all of them, or none."""
    version = database.pragma("user_version")
    if version >= migrations[-1].version:
        return
    if version:
        make_backup(path)
    connection = database.connection()
    with immediate(connection):
        # Read again inside the transaction: another process may have been first.
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        for migration in migrations:
            if version < migration.version:
                for statement in migration.statements:
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {migration.version}")


def _opened(path: Path, migrations: Sequence[Migration]) -> SqliteDatabase:
    database = SqliteDatabase(
        str(path),
        thread_safe=False,  # one connection for all threads: the writer lets one in at a time
        check_same_thread=False,
        lock_type="IMMEDIATE",
        timeout=BUSY_TIMEOUT_S,  # a start waits for another program's lock, too
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
        # A first read has the log there, by which the guard knows it.
        database.connection().execute("SELECT count(*) FROM sqlite_master").fetchone()
        _see_that_it_has_a_log(database, path)
        database.pragma("busy_timeout", round(LOCK_LOOK_S * 1000))
    except BaseException:
        database.close()
        raise
    return database


def _see_that_it_has_a_log(database: SqliteDatabase, path: Path) -> None:
    """A fault in the switch to a log passes without an error, and leaves a database without one."""
    if database.pragma("journal_mode") != "wal" or not log_of(path).exists():
        raise StoreUnavailable(f"{path} cannot be given a write-ahead log: is there room on the disk?")


def _create_private_file(path: Path) -> None:
    try:
        os.close(private(path, os.O_CREAT | os.O_RDWR))
    except OSError as error:
        raise StoreReadOnly(f"{path} cannot be written: {error.strerror}") from error


def _remove(path: Path) -> None:
    """Leave nothing of a new database that could not be made whole."""
    with suppress(OSError):
        remove_beside(path)
        path.unlink(missing_ok=True)
