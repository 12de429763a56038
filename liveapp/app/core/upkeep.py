"""The jobs that nobody asks for: rows of deleted streams, a backup a day, a check after an unclean end."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from liveapp.domain.clock import now_us
from liveapp.domain.events import StoreEvent, StreamDeleted
from liveapp.domain.jobs import (
    Backup,
    DatabaseCheck,
    DeletionRest,
    Finished,
    JobEnded,
    JobEvent,
    JobRequest,
    Jobs,
    JobsStopped,
)
from liveapp.domain.keeping import StoreKeeper
from liveapp.domain.ports import BetWriter

logger = logging.getLogger(__name__)

DAY_S = 24 * 3600
LOOK_EVERY_S = 2.0
"""How often it is looked whether the database's files are in their place, also while no bet comes."""

FIRST_BACKUP_AFTER_S = 1.0
"""After the start, which is to be over first."""

BACKUP_LOOK_EVERY_S = 600.0
"""How often it is looked whether a backup is due; so long after one that failed it is tried again."""


class Upkeep:
    """Starts these jobs between `start` and `stop`, of each kind one at a time.

    It is to hear of the store's events and of what becomes of jobs. `clock_us` is the time of day, by which
    backups are named; `monotonic_s` counts on whatever becomes of that.
    """

    def __init__(
        self,
        jobs: Jobs,
        writer: BetWriter,
        keeper: StoreKeeper,
        needs_check: bool,
        clock_us: Callable[[], int] = now_us,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._jobs = jobs
        self._writer = writer
        self._keeper = keeper
        self._needs_check = needs_check
        self._clock_us = clock_us
        self._monotonic_s = monotonic_s
        self._lock = threading.Lock()
        self._under_way: set[type[JobRequest]] = set()
        self._backed_up_s: float | None = None
        self._is_stopping = threading.Event()
        self._thread = threading.Thread(target=self._look_until_stopped, name="upkeep")

    def start(self) -> None:
        """Begin with what is left of the last run."""
        if self._writer.deletions_pending:
            self._begin(DeletionRest())
        if self._needs_check:
            self._begin(DatabaseCheck(is_asked_for=False))
        self._thread.start()

    def stop(self) -> None:
        """Begin nothing more. Does nothing where it never began."""
        self._is_stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def hear_of_store(self, events: Sequence[StoreEvent]) -> None:
        """Go on with deletions: what a commit hides is to be removed."""
        if any(isinstance(event, StreamDeleted) for event in events):
            self._begin(DeletionRest())

    def hear_of_job(self, event: JobEvent) -> None:
        """Learn what is over. Any thread."""
        if not isinstance(event, JobEnded):
            return
        with self._lock:
            self._under_way.discard(type(event.request))
        has_finished = isinstance(event.outcome, Finished)
        if isinstance(event.request, Backup) and has_finished:
            self._backed_up_s = self._monotonic_s()
        # A stream that was deleted while the job was about to end has nobody else.
        if isinstance(event.request, DeletionRest) and has_finished and self._writer.deletions_pending:
            self._begin(DeletionRest())

    def is_backup_due(self) -> bool:
        """Whether there is no backup yet, or the newest is over a day old.

        A clock that was set back leaves backups of the future: then a day since this run's last one counts.
        """
        newest = self._keeper.newest_backup()
        if newest is None:
            return True
        now_s = self._clock_us() / 1_000_000
        made_s = newest.made_us / 1_000_000
        if made_s > now_s:
            # A name that had to come after one of the future; the file knows better.
            with suppress(OSError):
                made_s = newest.path.stat().st_mtime
        if made_s <= now_s:
            return now_s - made_s >= DAY_S
        return self._backed_up_s is None or self._monotonic_s() - self._backed_up_s >= DAY_S

    def _look_until_stopped(self) -> None:
        next_backup_s = self._monotonic_s() + FIRST_BACKUP_AFTER_S
        while not self._is_stopping.wait(LOOK_EVERY_S):
            self._writer.look_at_files()
            if self._writer.halted is None and self._monotonic_s() >= next_backup_s:
                next_backup_s = self._monotonic_s() + BACKUP_LOOK_EVERY_S
                self._begin_backup_if_due()

    def _begin_backup_if_due(self) -> None:
        try:
            is_due = self.is_backup_due()
        except Exception:
            # Whatever lies in the folder of backups must not end the looking.
            logger.exception("It cannot be told whether a backup is due")
            return
        if is_due:
            self._begin(Backup(is_asked_for=False))

    def _begin(self, request: JobRequest) -> None:
        with self._lock:
            if type(request) in self._under_way or self._is_stopping.is_set():
                return
            self._under_way.add(type(request))
        with suppress(JobsStopped):
            self._jobs.start(request)
