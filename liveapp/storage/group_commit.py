"""Work of many threads in few transactions.

Whoever wants something written joins the queue. The first in it leads: it does the work of all who
wait, in one transaction, and so one sync of the disk serves them all (group commit). Who came
meanwhile waits for the next one, led by the first of them. Nobody is told before the commit is on
disk, in the file that has the database's name.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from peewee import SqliteDatabase

from liveapp.domain.bets import Observation, SeedPair
from liveapp.domain.errors import Refused, StoreClosed, StoreDamaged, StoreLocked, StoreUnavailable
from liveapp.domain.events import StoreEvent
from liveapp.domain.ports import Recorded
from liveapp.storage.faults import LOCKED, is_busy, translated_faults
from liveapp.storage.file_guard import FileGuard
from liveapp.storage.log_marks import RENEW_MARK
from liveapp.storage.rescue import Rescue
from liveapp.storage.shared_transaction import Command, SharedTransaction
from liveapp.storage.transactions import roll_back
from liveapp.storage.waiting import Job, fail_all

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

Halt = Callable[[], StoreUnavailable]
"""Makes the error that whoever asks gets, once nothing may be written any more."""


class GroupCommit:
    """Commits what threads ask for through one connection, which only one of them uses at a time.

    `tell` is called with a commit's events after it, in the committing thread. After `halt` nothing
    is written any more: so where a commit went into files that no longer have the database's names, and
    `rescue` has saved all that the connection sees; and where the database turns out to be damaged.
    `on_halted` then hears why, in any thread; a second time once the rescue is over.
    """

    def __init__(
        self,
        database: SqliteDatabase,
        guard: FileGuard,
        clock_us: Callable[[], int],
        lock_timeout_s: float,
        tell: Callable[[Sequence[StoreEvent]], None],
        rescue: Rescue,
        on_halted: Callable[[StoreUnavailable], None],
    ) -> None:
        self._database = database
        self._guard = guard
        self._clock_us = clock_us
        self._lock_timeout_s = lock_timeout_s
        self._tell = tell
        self._rescue = rescue
        self._on_halted = on_halted
        self._waiting: list[Job[Any]] = []
        self._queue_lock = threading.Lock()
        self._is_led = False
        self._has_no_leader = threading.Condition(self._queue_lock)
        self._is_closed = False
        self._is_patient = True
        self._halt: Halt | None = None
        self._known_streams: dict[SeedPair, tuple[int, UUID]] = {}

    def record(
        self, observations: Sequence[Observation], arrived_s: float | None = None, is_live: bool = True
    ) -> list[Recorded | Refused]:
        """Have observations stored in the next transaction; returns after its commit.

        Waits for another program's lock until the lock timeout has passed since `arrived_s` (monotonic
        seconds; now, where it is None).

        Raises:
            StoreUnavailable: nothing was stored.
        """
        return self._submit(lambda shared: shared.record(observations, is_live), arrived_s)

    def run(self, command: Command[Result], arrived_s: float | None = None) -> Result:
        """Have a command run in the next transaction; returns after its commit. Waits as `record` does.

        Raises:
            StoreUnavailable: nothing was changed.
            Exception: what the command raised; it changed nothing.
        """
        return self._submit(lambda shared: shared.run(command), arrived_s)

    def halt(self, reason: Halt, is_told: bool = True) -> None:
        """Write nothing from now on: whoever asks gets what `reason` makes. The first reason counts."""
        with self._queue_lock:
            if self._halt is not None:
                return
            self._halt = reason
        if is_told:
            self._tell_halted(reason())

    def halt_on_damage(self, error: Exception | None, is_told: bool = True) -> None:
        """Write nothing from now on where the error is damage: what one statement met may be anywhere."""
        if isinstance(error, StoreDamaged):
            text = str(error)
            self.halt(lambda: StoreDamaged(text), is_told)

    @property
    def halted(self) -> StoreUnavailable | None:
        """Why nothing is written any more; None while it is."""
        return None if self._halt is None else self._halt()

    def stop_waiting(self) -> None:
        """Wait for no other program's lock any more: whoever waits for one is told so."""
        self._is_patient = False

    def close(self) -> None:
        """Commit what waits, refuse what comes later, close the connection. A second call does nothing."""
        with self._queue_lock:
            self._is_closed = True
            self._has_no_leader.wait_for(lambda: not self._is_led)
            if not self._database.is_closed():
                # First the guard's handle: on Windows it would keep SQLite from removing the log.
                self._guard.close()
                self._database.close()

    def _submit(self, work: Callable[[SharedTransaction], Result], arrived_s: float | None) -> Result:
        now_s = time.monotonic()
        job = Job(work, (now_s if arrived_s is None else arrived_s) + self._lock_timeout_s)
        with self._queue_lock:
            if self._is_closed:
                raise StoreClosed
            if self._halt is not None:
                raise self._halt()
            self._waiting.append(job)
            is_first = not self._is_led
            self._is_led = True
        if is_first or not job.wait():
            self._lead(job)
        return job.outcome()

    def _lead(self, own: Job[Any]) -> None:
        """Do all work that waits in one transaction, then hand over to the first who is left or came.

        Some are left where the leader's own time is up before another program let go of the database.
        """
        jobs: list[Job[Any]] = []
        try:
            self._commit(jobs, own)
        finally:
            with self._queue_lock:
                # Looked at once, here: whoever is put back belongs to the next leader from then on.
                over = [job for job in jobs if job.is_over]
                self._waiting[:0] = [job for job in jobs if not job.is_over]
                successor = self._waiting[0] if self._waiting else None
                if successor is None:
                    self._is_led = False
                    self._has_no_leader.notify_all()
            if successor:
                successor.let_lead()
            for job in over:
                job.finish()

    def _commit(self, jobs: list[Job[Any]], own: Job[Any]) -> None:
        """Do the work of `jobs`, which are over then; but for those that are left when `own` had to go."""
        self._take_waiting(jobs)
        try:
            with translated_faults():
                connection = self._database.connection()
                if not self._begin(connection, jobs, own):
                    return
                events = self._do(connection, jobs)
        except _FilesGone:
            self._detach(jobs, own)
        except OSError as error:
            fail_all(jobs, StoreUnavailable(f"The data folder cannot be reached: {error.strerror}"))
        except Exception as error:  # noqa: BLE001 - whoever waits gets it: a fault as it is, a bug as a bug
            fail_all(jobs, error)
            self.halt_on_damage(error)
        except BaseException:
            # The leader's thread is being ended. The others must not take that for a commit.
            fail_all(jobs, StoreUnavailable("The commit was interrupted"))
            raise
        else:
            for job in jobs:
                job.succeed()
            for job in jobs:
                self.halt_on_damage(job.error)
            if events:
                self._tell(events)

    def _take_waiting(self, jobs: list[Job[Any]]) -> None:
        with self._queue_lock:
            jobs += self._waiting
            self._waiting = []

    def _begin(self, connection: sqlite3.Connection, jobs: list[Job[Any]], own: Job[Any]) -> bool:
        """Open the transaction for `jobs`; False where the leader's `own` time was up before.

        While another program holds the database, those whose time is up are told so, each at its own
        time, and those who come join.
        """
        while True:
            self._go_on()
            # Before, so that what is refused is not stored; and again after the commit, before it is told.
            if not self._guard.is_ready(connection):
                raise _FilesGone
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if not is_busy(error) or self._is_closed or not self._is_patient:
                    raise
            else:
                return True
            now_s = time.monotonic()
            late = [job for job in jobs if job.deadline_s <= now_s]
            fail_all(late, StoreLocked(LOCKED))
            if own.is_over:
                return False
            jobs[:] = [job for job in jobs if not job.is_over]
            for job in late:
                job.finish()
            self._take_waiting(jobs)

    def _do(self, connection: sqlite3.Connection, jobs: Sequence[Job[Any]]) -> list[StoreEvent]:
        """Do the work in the open transaction, and know that it is on disk under the database's name."""
        changes = connection.total_changes
        try:
            shared = SharedTransaction(connection, self._clock_us(), self._known_streams)
            for job in jobs:
                job.run(shared)
            shared.settle()
            if connection.total_changes != changes:
                connection.execute(RENEW_MARK)
            self._go_on()
            connection.execute("COMMIT")
        except BaseException:
            self._known_streams.clear()
            roll_back(connection)
            raise
        if not self._guard.is_commit_in_place(connection):
            raise _FilesGone
        return shared.events

    def _go_on(self) -> None:
        """Raise why nothing may be written any more, if so: also for those who wait already."""
        if self._halt is not None:
            raise self._halt()

    def _detach(self, jobs: list[Job[Any]], own: Job[Any]) -> None:
        """Write no more: what was committed just now is in files that nobody will find.

        Nobody but the leader waits until all is saved.
        """
        self.halt(self._rescue.fault)
        self._take_waiting(jobs)
        others = [job for job in jobs if job is not own]
        fail_all(others, self._rescue.fault())
        for job in others:
            job.finish()
        jobs[:] = [own]
        self._rescue.save(self._database.connection())
        fault = self._rescue.fault()
        own.fail(fault)
        self._tell_halted(fault)

    def _tell_halted(self, fault: StoreUnavailable) -> None:
        try:
            self._on_halted(fault)
        except Exception:
            # Whoever listens must not keep those waiting who wait for an answer.
            logger.exception("A listener failed")


class _FilesGone(Exception):
    """The files that were written are not those that have the database's names."""
