"""Work of many threads in few transactions.

Whoever wants something written joins the queue. The first in it leads: it does the work of all who
wait, in one transaction, and so one sync of the disk serves them all (group commit). Who came
meanwhile waits for the next one, led by the first of them. Nobody is told before the commit is on
disk.
"""

import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID

from peewee import SqliteDatabase

from liveapp.domain.bets import Observation, SeedPair
from liveapp.domain.errors import Refused, StoreClosed, StoreUnavailable
from liveapp.domain.events import StoreEvent
from liveapp.domain.ports import Recorded
from liveapp.storage.faults import translated_faults
from liveapp.storage.recording import Recording

Result = TypeVar("Result")


@dataclass(slots=True)
class Transaction:
    """What a command works with: the tables as they are after all that was recorded before it.

    `events` are told after the commit, unless the command raises: then nothing of it remains.
    """

    now_us: int
    execute: Callable[..., sqlite3.Cursor]
    events: list[StoreEvent] = field(default_factory=list)


Command = Callable[[Transaction], Result]
"""Work of its own on the tables. It may raise at any point."""


class GroupCommit:
    """Commits what threads ask for through one connection, which only one of them uses at a time.

    `tell` is called with a commit's events after it, in the committing thread.
    """

    def __init__(
        self,
        database: SqliteDatabase,
        clock_us: Callable[[], int],
        lock_timeout_s: float,
        tell: Callable[[Sequence[StoreEvent]], None],
    ) -> None:
        self._database = database
        self._clock_us = clock_us
        self._lock_timeout_s = lock_timeout_s
        self._tell = tell
        self._waiting: list[_Job[Any]] = []
        self._queue_lock = threading.Lock()
        self._is_led = False
        self._has_no_leader = threading.Condition(self._queue_lock)
        self._is_closed = False
        self._known_streams: dict[SeedPair, tuple[int, UUID]] = {}

    def record(self, observations: Sequence[Observation]) -> list[Recorded | Refused]:
        """Have observations stored in the next transaction; returns after its commit.

        Raises:
            StoreUnavailable: nothing was stored.
        """
        return self._submit(lambda shared: shared.record(observations))

    def run(self, command: Command[Result]) -> Result:
        """Have a command run in the next transaction; returns after its commit.

        Raises:
            StoreUnavailable: nothing was changed.
            Exception: what the command raised; it changed nothing.
        """
        return self._submit(lambda shared: shared.run(command))

    def close(self) -> None:
        """Commit what waits, refuse what comes later, close the connection. A second call does nothing."""
        with self._queue_lock:
            self._is_closed = True
            self._has_no_leader.wait_for(lambda: not self._is_led)
            if not self._database.is_closed():
                self._database.close()

    def _submit(self, work: "Callable[[_SharedTransaction], Result]") -> Result:
        job = _Job(work)
        with self._queue_lock:
            if self._is_closed:
                raise StoreClosed
            self._waiting.append(job)
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

    def _commit(self, jobs: "Sequence[_Job[Any]]") -> None:
        try:
            with translated_faults():
                events = self._do(jobs)
        except Exception as error:  # noqa: BLE001 - whoever waits gets it: a fault as it is, a bug as a bug
            for job in jobs:
                job.fail(error)
            return
        except BaseException:
            # The leader's thread is being ended. The others must not take that for a commit.
            for job in jobs:
                job.fail(StoreUnavailable("The commit was interrupted"))
            raise
        if events:
            self._tell(events)

    def _do(self, jobs: "Sequence[_Job[Any]]") -> list[StoreEvent]:
        connection = self._database.connection()
        self._begin(connection)
        try:
            shared = _SharedTransaction(connection, self._clock_us(), self._known_streams)
            for job in jobs:
                job.run(shared)
            shared.settle()
            connection.execute("COMMIT")
        except BaseException:
            self._known_streams.clear()
            # After some faults, a full disk among them, SQLite has rolled back already. Peewee's own
            # transaction would roll back a second time and hide the fault behind that error.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return shared.events

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


class _SharedTransaction:
    """The open transaction of all who waited.

    Observations are collected, and inserted together before a command runs and before the commit.
    A command runs in a savepoint: where it raises, the work of the others is unhurt.
    """

    def __init__(
        self, connection: sqlite3.Connection, now_us: int, known_streams: dict[SeedPair, tuple[int, UUID]]
    ) -> None:
        self.events: list[StoreEvent] = []
        self._connection = connection
        self._now_us = now_us
        self._known_streams = known_streams
        self._recording = Recording(connection, now_us, known_streams)

    def record(self, observations: Sequence[Observation]) -> list[Recorded | Refused]:
        """Take observations; what came of them stands in the returned list after `settle`."""
        return self._recording.collect(observations)

    def settle(self) -> None:
        """Insert what was taken."""
        self.events += self._recording.finish()
        self._recording = Recording(self._connection, self._now_us, self._known_streams)

    def run(self, command: Command[Result]) -> Result:
        """Run a command after what was taken before it.

        Raises:
            _Undone: the command failed and nothing of it is left.
            Exception: it failed, and the transaction with it.
        """
        self.settle()
        transaction = Transaction(self._now_us, self._connection.execute)
        self._connection.execute("SAVEPOINT command")
        try:
            with translated_faults():
                result = command(transaction)
        except Exception as error:
            if self._is_undone():
                raise _Undone(error) from error
            raise
        finally:
            # A command may hide streams.
            self._known_streams.clear()
        self._connection.execute("RELEASE command")
        self.events += transaction.events
        return result

    def _is_undone(self) -> bool:
        """Go back to before the command; False where a fault has ended the whole transaction."""
        try:
            self._connection.execute("ROLLBACK TO command")
            self._connection.execute("RELEASE command")
        except sqlite3.Error:
            return False
        return True


class _Undone(Exception):
    """A command raised `error`; the transaction goes on without it."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


class _Job(Generic[Result]):
    """Work that waits for a transaction, then its result or its error."""

    def __init__(self, work: Callable[[_SharedTransaction], Result]) -> None:
        self._work = work
        self._result: Result | None = None
        self._error: Exception | None = None
        self._is_done = False
        self._turn = threading.Lock()
        self._turn.acquire()

    def run(self, shared: _SharedTransaction) -> None:
        try:
            self._result = self._work(shared)
        except _Undone as undone:
            self._error = undone.error

    def fail(self, error: Exception) -> None:
        """The transaction came to nothing."""
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
