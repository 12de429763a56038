"""The one place that writes.

Whoever wants something written joins the queue. The first in it leads: it does the work of all who
wait, in one transaction, and so one sync of the disk serves them all (group commit). Who came
meanwhile waits for the next one, led by the first of them. Nobody is told before the commit is on
disk.
"""

import logging
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar
from uuid import UUID

from peewee import SqliteDatabase

from liveapp.domain.bets import Observation, SeedPair
from liveapp.domain.errors import (
    NotesChangedMeanwhile,
    Refused,
    StoreClosed,
    StoreFull,
    StoreUnavailable,
    StreamNotFound,
)
from liveapp.domain.events import NotesChanged, StoreEvent, StoreListener, StreamDeleted
from liveapp.domain.ports import Recorded
from liveapp.domain.streams import Stream, clean_notes
from liveapp.storage import statements
from liveapp.storage.database import APPLICATION_ID, BUSY_TIMEOUT_S
from liveapp.storage.faults import translated_faults
from liveapp.storage.recording import Recording
from liveapp.storage.rows import stream_from_row

logger = logging.getLogger(__name__)

PURGE_ROWS = 1000
"""Rows that a deletion takes at a time, so that bets that arrive meanwhile never wait long."""

LEAST_FREE_BYTES = 256 * 1024
"""With less than this left on the disk, the database is said not to be writable."""

Result = TypeVar("Result")

KnownStreams = dict[SeedPair, tuple[int, UUID]]
"""Living streams' keys and ids by seed pair, as far as they were looked up."""


class _Transaction:
    """What work may use while the shared transaction is open."""

    def __init__(self, connection: sqlite3.Connection, now_us: int, known_streams: KnownStreams) -> None:
        self.now_us = now_us
        self.execute = connection.execute
        self.events: list[StoreEvent] = []
        self.known_streams = known_streams
        self._connection = connection
        self._recording = Recording(connection, now_us, known_streams)

    def record(self, observations: Sequence[Observation]) -> list[Recorded | Refused]:
        """Take observations; what came of them stands in the returned list after `settle`."""
        return self._recording.collect(observations)

    def settle(self) -> None:
        """Insert what was taken: before other work looks at streams, and before the commit."""
        self.events += self._recording.finish()
        self._recording = Recording(self._connection, self.now_us, self.known_streams)


class _Job(Generic[Result]):
    """Work that waits for a transaction, then its result or its error.

    Work that raises `Refused` must not have changed anything before.
    """

    def __init__(self, work: Callable[[_Transaction], Result]) -> None:
        self._work = work
        self._result: Result | None = None
        self._error: Exception | None = None
        self._is_done = False
        self._turn = threading.Lock()
        self._turn.acquire()

    def run(self, transaction: _Transaction) -> None:
        try:
            self._result = self._work(transaction)
        except Refused as error:
            self._error = error

    def fail(self, error: Exception) -> None:
        self._error = error

    def wait(self) -> bool:
        """Wait until the work is done (True) or it is this job's turn to lead (False)."""
        self._turn.acquire()
        return self._is_done

    def let_lead(self) -> None:
        self._turn.release()

    def finish(self) -> None:
        self._is_done = True
        self._turn.release()

    def outcome(self) -> Result:
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]  # it ran: no error


class Writer:
    """Implements `domain.ports.BetWriter` on one connection."""

    def __init__(
        self, database: SqliteDatabase, clock_us: Callable[[], int], lock_timeout_s: float = BUSY_TIMEOUT_S
    ) -> None:
        self._database = database
        self._lock_timeout_s = lock_timeout_s
        self._clock_us = clock_us
        self._listeners: tuple[StoreListener, ...] = ()
        self._waiting: list[_Job[object]] = []
        self._queue_lock = threading.Lock()
        self._is_led = False
        self._has_no_leader = threading.Condition(self._queue_lock)
        self._is_closed = False
        self._is_purging_allowed = True
        self._known_streams: KnownStreams = {}

    def record(self, observations: Sequence[Observation]) -> list[Recorded | Refused]:
        """See `BetWriter.record`."""
        return self._submit(lambda transaction: transaction.record(observations))

    def set_notes(self, stream_id: UUID, notes: str | None, expected_revision: int | None) -> Stream:
        """See `BetWriter.set_notes`."""
        return self._submit(partial(_set_notes, stream_id, clean_notes(notes), expected_revision))

    def delete_stream(self, stream_id: UUID) -> int:
        """See `BetWriter.delete_stream`. The stream vanishes at once; its rows go piece by piece."""
        key, bets = self._submit(partial(_hide_stream, stream_id))
        self._purge(key)
        return bets

    def finish_deletions(self) -> None:
        """Remove what is left of streams whose deletion was interrupted."""
        keys = self._submit(
            lambda transaction: transaction.execute(statements.SELECT_HIDDEN_STREAMS).fetchall()
        )
        for (key,) in keys:
            self._purge(key)

    def check(self) -> None:
        """See `BetWriter.check`."""
        # A disk that is all but full may still take what is written here, and no bet.
        try:
            free_bytes = shutil.disk_usage(Path(self._database.database).parent).free
        except OSError as error:
            raise StoreUnavailable(f"The data folder cannot be reached: {error.strerror}") from error
        if free_bytes < LEAST_FREE_BYTES:
            raise StoreFull("The disk is full")
        self._submit(_write_header)

    def subscribe(self, listener: StoreListener) -> Callable[[], None]:
        """See `BetWriter.subscribe`."""
        self._listeners = (*self._listeners, listener)

        def unsubscribe() -> None:
            self._listeners = tuple(other for other in self._listeners if other is not listener)

        return unsubscribe

    def close(self) -> None:
        """Commit what waits, refuse what comes later, close the connection. A second call does nothing."""
        with self._queue_lock:
            self._is_closed = True
            self._has_no_leader.wait_for(lambda: not self._is_led)
            if not self._database.is_closed():
                self._database.close()

    def interrupt_deletions(self) -> None:
        """Have deletions under way return soon; what they leave is removed at the next start."""
        self._is_purging_allowed = False

    def _purge(self, key: int) -> None:
        while self._is_purging_allowed and not self._submit(partial(_purge_some, key)):
            pass

    def _submit(self, work: Callable[[_Transaction], Result]) -> Result:
        """Have work done in the next transaction; returns after its commit.

        Raises:
            Refused: by the work itself, which then changed nothing.
            StoreUnavailable: nothing was stored.
        """
        job = _Job(work)
        with self._queue_lock:
            if self._is_closed:
                raise StoreClosed
            self._waiting.append(job)  # type: ignore[arg-type]  # only this method reads the result
            is_first = not self._is_led
            self._is_led = True
        if is_first or not job.wait():
            self._lead()
        return job.outcome()

    def _lead(self) -> None:
        """Do all work that waits in one transaction, then hand over to the first who came meanwhile."""
        with self._queue_lock:
            jobs, self._waiting = self._waiting, []
        try:
            self._commit(jobs)
        finally:
            with self._queue_lock:
                successor = self._waiting[0] if self._waiting else None
                if successor is None:
                    self._is_led = False
                    self._has_no_leader.notify_all()
            if successor:
                successor.let_lead()
            for job in jobs:
                job.finish()

    def _commit(self, jobs: Sequence[_Job[object]]) -> None:
        try:
            with translated_faults():
                events = self._run(jobs)
        except Exception as error:  # noqa: BLE001 - whoever waits gets it: a fault as it is, a bug as a bug
            for job in jobs:
                job.fail(error)
            return
        if events:
            self._tell(events)

    def _run(self, jobs: Sequence[_Job[object]]) -> list[StoreEvent]:
        connection = self._database.connection()
        self._begin(connection)
        try:
            transaction = _Transaction(connection, self._clock_us(), self._known_streams)
            for job in jobs:
                job.run(transaction)
            transaction.settle()
            connection.execute("COMMIT")
        except BaseException:
            self._known_streams.clear()
            # After some faults, a full disk among them, SQLite has rolled back already. Peewee's own
            # transaction would roll back a second time and hide the fault behind that error.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return transaction.events

    def _begin(self, connection: sqlite3.Connection) -> None:
        """Open the transaction, waiting for other programs as long as allowed, but not while closing."""
        deadline_s = time.monotonic() + self._lock_timeout_s
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                is_locked = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not is_locked or self._is_closed or time.monotonic() > deadline_s:
                    raise
            else:
                return

    def _tell(self, events: Sequence[StoreEvent]) -> None:
        for listener in self._listeners:
            try:
                listener(events)
            except Exception:
                # The commit is on disk: a listener's fault must not turn it into an error.
                logger.exception("A listener failed")


def _set_notes(
    stream_id: UUID, notes: str | None, expected_revision: int | None, transaction: _Transaction
) -> Stream:
    stream = _stream(stream_id, transaction)
    if expected_revision is not None and expected_revision != stream.notes_revision:
        raise NotesChangedMeanwhile
    if notes == stream.notes:
        return stream
    (row,) = transaction.execute(statements.SET_NOTES, (notes, stream.key)).fetchall()
    changed = stream_from_row(row)
    transaction.events.append(NotesChanged(changed))
    return changed


def _hide_stream(stream_id: UUID, transaction: _Transaction) -> tuple[int, int]:
    transaction.settle()
    rows = transaction.execute(statements.HIDE_STREAM, (transaction.now_us, str(stream_id))).fetchall()
    if not rows:
        raise StreamNotFound(stream_id)
    key, bets = rows[0]
    transaction.known_streams.clear()
    transaction.events.append(StreamDeleted(key, stream_id))
    return key, bets


def _purge_some(key: int, transaction: _Transaction) -> bool:
    """Remove some rows of a hidden stream; True once all are gone."""
    if transaction.execute(statements.PURGE_BETS, (key, PURGE_ROWS)).rowcount:
        return False
    if transaction.execute(statements.PURGE_ROUNDS, {"key": key, "limit": PURGE_ROWS}).rowcount:
        return False
    transaction.execute(statements.PURGE_STREAM, (key,))
    return True


def _write_header(transaction: _Transaction) -> None:
    """Write the file's first page as it is: proves that the disk takes a commit."""
    transaction.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _stream(stream_id: UUID, transaction: _Transaction) -> Stream:
    transaction.settle()
    row = transaction.execute(statements.SELECT_STREAM, (str(stream_id),)).fetchone()
    if row is None:
        raise StreamNotFound(stream_id)
    return stream_from_row(row)
