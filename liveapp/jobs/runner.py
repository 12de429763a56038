"""Runs jobs, each in a thread of its own, and tells what becomes of them."""

import itertools
import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any

from liveapp.domain.errors import LiveappError
from liveapp.domain.jobs import (
    Cancelled,
    Failed,
    Finished,
    JobCancelled,
    JobControl,
    JobEnded,
    JobEvent,
    JobListener,
    JobOutcome,
    JobProgressed,
    JobRequest,
    JobsStopped,
    JobStarted,
    Progress,
)

logger = logging.getLogger(__name__)

Work = Callable[[Any, JobControl], object]
"""Does what a request asks for; its result is what the job's end tells."""


class JobRunner:
    """Implements `domain.jobs.Jobs`; `works` has the work for each kind of request.

    Every job that begins also ends, and tells so. After `stop` none runs and none begins.
    """

    def __init__(self, works: Mapping[type[JobRequest], Work]) -> None:
        self._works = works
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._running: dict[int, _Job] = {}
        self._listeners: tuple[JobListener, ...] = ()
        self._is_stopped = False

    def start(self, request: JobRequest) -> int:
        """Begin what is asked for; returns the job's id at once.

        Raises:
            JobsStopped: after `stop`.
        """
        job = _Job(next(self._numbers), request, self._works[type(request)], self._tell, self._forget)
        with self._lock:
            if self._is_stopped:
                raise JobsStopped
            # In this order: a thread that cannot be made leaves no job to wait for.
            job.start()
            self._running[job.id] = job
        return job.id

    def cancel(self, job_id: int) -> None:
        """Have a job end soon; one that is over already is left alone."""
        with self._lock:
            job = self._running.get(job_id)
        if job:
            job.cancel()

    def stop(self) -> None:
        """Cancel every job and wait until none runs; later ones are refused. A second call does nothing."""
        with self._lock:
            self._is_stopped = True
            jobs = list(self._running.values())
        for job in jobs:
            job.cancel()
        for job in jobs:
            job.join()

    def subscribe(self, listener: JobListener) -> Callable[[], None]:
        """Have `listener` told of every event from now on; returns what ends that."""
        self._listeners = (*self._listeners, listener)

        def unsubscribe() -> None:
            self._listeners = tuple(other for other in self._listeners if other is not listener)

        return unsubscribe

    def _tell(self, event: JobEvent) -> None:
        for listener in self._listeners:
            try:
                listener(event)
            except Exception:
                # Whoever listens must not be able to end the work.
                logger.exception("A listener failed")

    def _forget(self, job_id: int) -> None:
        with self._lock:
            del self._running[job_id]


class _Job:
    """One piece of work in its thread; the `JobControl` that the work is handed."""

    def __init__(
        self,
        number: int,
        request: JobRequest,
        work: Work,
        tell: JobListener,
        forget: Callable[[int], None],
    ) -> None:
        self.id = number
        self._request = request
        self._work = work
        self._tell = tell
        self._forget = forget
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"job {number} {type(request).__name__}")

    def start(self) -> None:
        self._thread.start()

    def cancel(self) -> None:
        self._cancelled.set()

    def join(self) -> None:
        self._thread.join()

    def report(self, progress: Progress) -> None:
        """Tell how far the work is.

        Raises:
            JobCancelled: it should end here.
        """
        if self._cancelled.is_set():
            raise JobCancelled
        self._tell(JobProgressed(self.id, progress))

    def pause(self, duration_s: float) -> None:
        """Wait so long.

        Raises:
            JobCancelled: it should end here, at once.
        """
        if self._cancelled.wait(duration_s):
            raise JobCancelled

    def _run(self) -> None:
        self._tell(JobStarted(self.id, self._request))
        outcome = self._outcome()
        self._tell(JobEnded(self.id, self._request, outcome))
        self._forget(self.id)

    def _outcome(self) -> JobOutcome:
        name = type(self._request).__name__
        try:
            return Finished(self._work(self._request, self))
        except JobCancelled as cancelled:
            return Cancelled(cancelled.result)
        except (LiveappError, OSError) as error:
            logger.warning("%s ended early: %s", name, error)
            return Failed(error)
        except BaseException as error:
            # Also what would end the thread quietly: every job that begins also ends, and tells so.
            logger.exception("%s ended in an unexpected error", name)
            return Failed(error)
