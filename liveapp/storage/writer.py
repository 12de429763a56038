"""The one place that writes: what can be asked for, and what each of it does to the tables."""

import logging
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from enum import Enum
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from peewee import SqliteDatabase

from liveapp.domain.bets import Observation
from liveapp.domain.errors import (
    NotesChangedMeanwhile,
    Refused,
    StoreFull,
    StoreUnavailable,
    StreamNotFound,
)
from liveapp.domain.events import NotesChanged, StoreEvent, StoreListener, StreamDeleted
from liveapp.domain.ports import Recorded
from liveapp.domain.streams import Stream, clean_notes
from liveapp.storage import statements
from liveapp.storage.backup import utc_now
from liveapp.storage.connections import BUSY_TIMEOUT_S
from liveapp.storage.file_guard import FileGuard
from liveapp.storage.group_commit import GroupCommit
from liveapp.storage.rescue import Rescue
from liveapp.storage.rows import stream_from_row, totals_from_rows
from liveapp.storage.shared_transaction import Command, Transaction

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

PURGE_ROWS = 1000
"""Rows that a deletion takes at a time, so that bets that arrive meanwhile never wait long."""

LEAST_FREE_BYTES = 256 * 1024
"""With less than this left on the disk, the database is said not to be writable."""


_STEPS_OF_SMALL = 3
"""Its bets, its rounds, the stream itself. One with more rounds than bets may need more: not at once then."""


class _Purged(Enum):
    """What a step of removal took."""

    ROWS = 1
    STREAM = 2
    NOTHING = 3


class Writer:
    """Implements `domain.ports.BetWriter` on one connection, whose files `guard` knows.

    `on_halted` hears, in any thread, why nothing can be written any more.
    """

    def __init__(
        self,
        database: SqliteDatabase,
        guard: FileGuard,
        clock_us: Callable[[], int],
        on_halted: Callable[[StoreUnavailable], None] = lambda _fault: None,
        lock_timeout_s: float = BUSY_TIMEOUT_S,
    ) -> None:
        self._folder = Path(database.database).parent
        self._guard = guard
        self._listeners: tuple[StoreListener, ...] = ()
        rescue = Rescue(self._folder, utc_now)
        self._commits = GroupCommit(database, guard, clock_us, lock_timeout_s, self._tell, rescue, on_halted)
        (pending,) = database.connection().execute(statements.COUNT_HIDDEN_STREAMS).fetchone()
        self.deletions_pending: int = pending

    def record(
        self, observations: Sequence[Observation], arrived_s: float | None = None
    ) -> list[Recorded | Refused]:
        """Store observations; each one's outcome stands at its place. A refused one hurts no other.

        Raises:
            StoreUnavailable: none was stored.
        """
        return self._commits.record(observations, arrived_s)

    def set_notes(
        self,
        stream_id: UUID,
        notes: str | None,
        expected_revision: int | None,
        arrived_s: float | None = None,
    ) -> Stream:
        """Replace a stream's notes and return the stream; an expected revision must be the present one.

        Raises:
            StreamNotFound, NotesTooLong, NotesChangedMeanwhile, StoreUnavailable: nothing was changed.
        """
        command = partial(_set_notes, stream_id, clean_notes(notes), expected_revision)
        return self._commits.run(command, arrived_s)

    def delete_stream(self, stream_id: UUID, arrived_s: float | None = None) -> int:
        """Delete a stream and return how many bets it had. It is gone from every list and query.

        The rows of a small one go with it; those of others wait for `purge_some`.

        Raises:
            StreamNotFound, StoreUnavailable: nothing was changed.
        """
        return self._commits.run(self._noting_pending(partial(_hide_stream, stream_id)), arrived_s)

    def purge_some(self) -> bool:
        """Remove some rows of a deleted stream; False where nothing is left to remove.

        Raises:
            StoreUnavailable: what is left is still to be removed.
        """
        return self._commits.run(self._noting_pending(_purge_some_of_first)) is not _Purged.NOTHING

    def check(self, arrived_s: float | None = None) -> None:
        """Have a commit reach the disk.

        Raises:
            StoreUnavailable: it could not, or so little space is left that the next bet may not.
        """
        self._commits.run(_write_mark, arrived_s)
        # A disk that is all but full may still take what was written just now, and no bet.
        try:
            free_bytes = shutil.disk_usage(self._folder).free
        except OSError as error:
            raise StoreUnavailable(f"The data folder cannot be reached: {error.strerror}") from error
        if free_bytes < LEAST_FREE_BYTES:
            raise StoreFull("The disk is full")

    def look_at_files(self) -> None:
        """Have it noticed where the database's files are no longer in their place, and all saved. Cheap."""
        with suppress(StoreUnavailable, OSError):
            if not self._guard.is_in_place():
                self._commits.run(_write_mark)

    def stop_waiting(self) -> None:
        """Wait for no other program's lock any more: whoever waits for one is told so."""
        self._commits.stop_waiting()

    def halt_on_damage(self, error: Exception, is_told: bool = True) -> None:
        """Write nothing from now on where `error` tells of damage, whoever met it.

        `is_told` is False where whoever met it tells of it himself.
        """
        self._commits.halt_on_damage(error, is_told)

    @property
    def halted(self) -> StoreUnavailable | None:
        """Why nothing is written until the program is started again; None while it is."""
        return self._commits.halted

    def subscribe(self, listener: StoreListener) -> Callable[[], None]:
        """Have `listener` called after each commit that changed something; returns what ends that."""
        self._listeners = (*self._listeners, listener)

        def unsubscribe() -> None:
            self._listeners = tuple(other for other in self._listeners if other is not listener)

        return unsubscribe

    def close(self) -> None:
        """Commit what waits, refuse what comes later, close the connection. A second call does nothing."""
        self._commits.close()

    def _noting_pending(self, command: Command[Result]) -> Command[Result]:
        """The command; then it is noted, as the tables have it, how many deletions are pending."""

        def run(transaction: Transaction) -> Result:
            result = command(transaction)
            (pending,) = transaction.execute(statements.COUNT_HIDDEN_STREAMS).fetchone()
            self.deletions_pending = pending
            return result

        return run

    def _tell(self, events: Sequence[StoreEvent]) -> None:
        for listener in self._listeners:
            try:
                listener(events)
            except Exception:
                # The commit is on disk: a listener's fault must not turn it into an error.
                logger.exception("A listener failed")


def _set_notes(
    stream_id: UUID, notes: str | None, expected_revision: int | None, transaction: Transaction
) -> Stream:
    stream = _living_stream(stream_id, transaction)
    if expected_revision is not None and expected_revision != stream.notes_revision:
        raise NotesChangedMeanwhile
    if notes == stream.notes:
        return stream
    (row,) = transaction.execute(statements.SET_NOTES, (notes, stream.key)).fetchall()
    changed = stream_from_row(row, stream.totals)
    transaction.events.append(NotesChanged(changed))
    return changed


def _living_stream(stream_id: UUID, transaction: Transaction) -> Stream:
    row = transaction.execute(statements.SELECT_STREAM, (str(stream_id),)).fetchone()
    if row is None:
        raise StreamNotFound(stream_id)
    stream = stream_from_row(row, ())
    totals = transaction.execute(statements.SELECT_TOTALS, (stream.key,)).fetchall()
    return replace(stream, totals=totals_from_rows(totals))


def _hide_stream(stream_id: UUID, transaction: Transaction) -> int:
    """Take a stream out of every list, and a small one's rows out of the tables; how many bets it had."""
    rows = transaction.execute(statements.HIDE_STREAM, (transaction.now_us, str(stream_id))).fetchall()
    if not rows:
        raise StreamNotFound(stream_id)
    key, bets = rows[0]
    transaction.events.append(StreamDeleted(key, stream_id))
    if bets <= PURGE_ROWS:
        _purge_at_once(key, transaction)
    return bets


def _purge_at_once(key: int, transaction: Transaction) -> None:
    """Remove a small stream's rows; where that fails it stays hidden, with all its rows."""
    transaction.execute("SAVEPOINT purge")
    try:
        for _ in range(_STEPS_OF_SMALL):
            _purge_some(key, transaction)
    except sqlite3.Error:
        # The fault will show itself to whoever removes the rows later; where it has ended the
        # transaction, this raises, and nothing was changed.
        transaction.execute("ROLLBACK TO purge")
    transaction.execute("RELEASE purge")


def _purge_some_of_first(transaction: Transaction) -> _Purged:
    """Remove some rows of the hidden stream that was made first."""
    row = transaction.execute(statements.FIRST_HIDDEN_STREAM).fetchone()
    return _Purged.NOTHING if row is None else _purge_some(row[0], transaction)


def _purge_some(key: int, transaction: Transaction) -> _Purged:
    """Remove some rows of a hidden stream."""
    if transaction.execute(statements.PURGE_BETS, (key, PURGE_ROWS)).rowcount:
        return _Purged.ROWS
    if transaction.execute(statements.PURGE_ROUNDS, {"key": key, "limit": PURGE_ROWS}).rowcount:
        return _Purged.ROWS
    transaction.execute(statements.PURGE_STREAM, (key,))
    return _Purged.STREAM


def _write_mark(transaction: Transaction) -> None:
    """Change what changes with every commit, and nothing else: proves that the disk takes one."""
    transaction.execute("UPDATE log_marks SET id = id")
