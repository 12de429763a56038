"""Who serves which request: threads of its own for each kind, so that none can take those of another."""

import logging
import threading
import time
from collections import deque
from enum import Enum
from typing import Protocol

from liveapp.domain.receiver import INGEST_PATH
from liveapp.receiver.parser import RequestParser

logger = logging.getLogger(__name__)


class Lane(Enum):
    """A kind of request."""

    INGEST = "ingest"
    EXPORT = "export"
    METRICS = "metrics"
    OTHER = "other"
    REFUSAL = "refusal"
    """What the gate refuses, because its own lane is full or the receiver stops."""


INGEST_THREADS = 8
OTHER_THREADS = 4

EXPORT_THREADS = 5
"""One more than exports may run at once: it tells the next one that it is one too many."""

METRICS_THREADS = 1
"""A stream's figures need all of it in memory: one stream at a time."""

THREADS = {
    Lane.INGEST: INGEST_THREADS,
    Lane.EXPORT: EXPORT_THREADS,
    Lane.METRICS: METRICS_THREADS,
    Lane.OTHER: OTHER_THREADS,
    Lane.REFUSAL: 1,
}

WAITING_LIMIT = {Lane.INGEST: 128, Lane.EXPORT: 16, Lane.METRICS: 16, Lane.OTHER: 64}
"""How many requests may wait in a lane; the next one is refused with 503."""


class Work(Protocol):
    """A connection with a request to be served."""

    def service(self) -> None:
        """Serve it. Raises nothing."""


def lane_of(request: RequestParser) -> Lane:
    """The lane of a request, by method and path as the application will see them."""
    # As Waitress does it for the application.
    path = "/" + request.path.lstrip("/")
    if request.command == "POST" and path == INGEST_PATH:
        return Lane.INGEST
    if path.endswith("/export.csv"):
        return Lane.EXPORT
    if path.endswith("/metrics"):
        return Lane.METRICS
    return Lane.OTHER


class _Threads:
    """Serves what waits, first come, first served.

    At most one thread is being woken at a time: it wakes the next where more waits than it takes. Of those
    that are idle it is the one that was busy last: what it needs is still in the processor's caches. A
    `SimpleQueue` wakes the one that has been idle for longest, and then another one for nothing.
    """

    def __init__(self, lane: Lane) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[Work | None] = deque()
        self._idle: list[threading.Lock] = []
        """Each thread's own, which it waits for."""
        self._is_waking = False
        self.threads = [
            threading.Thread(target=self._serve, name=f"receiver {lane.value} {number}", daemon=True)
            for number in range(THREADS[lane])
        ]

    @property
    def waiting_count(self) -> int:
        """How many wait for a thread."""
        return len(self._waiting)

    def put(self, work: Work | None) -> None:
        """Have this served; None ends one thread."""
        with self._lock:
            self._waiting.append(work)
            self._wake_one()

    def take_waiting(self) -> list[Work]:
        """Take away what waits for a thread."""
        with self._lock:
            taken = [work for work in self._waiting if work is not None]
            self._waiting.clear()
        return taken

    def _wake_one(self) -> None:
        if self._waiting and self._idle and not self._is_waking:
            self._is_waking = True
            self._idle.pop().release()

    def _serve(self) -> None:
        turn = threading.Lock()
        turn.acquire()
        while (work := self._next(turn)) is not None:
            try:
                work.service()
            except Exception:
                logger.exception("A request was not served")

    def _next(self, turn: threading.Lock) -> Work | None:
        with self._lock:
            while not self._waiting:
                self._idle.append(turn)
                self._lock.release()
                turn.acquire()
                self._lock.acquire()
                self._is_waking = False
            work = self._waiting.popleft()
            self._wake_one()
        return work


class Lanes:
    """All lanes. Its methods are called by one thread: the receiver's.

    A connection waits at most once, as its next request begins when the one before is done: so each gets its
    turn after every other.
    """

    def __init__(self) -> None:
        self._lanes = {lane: _Threads(lane) for lane in Lane}
        self._is_refusing = False

    @property
    def threads(self) -> list[threading.Thread]:
        """The threads that run."""
        return [thread for lane in self._lanes.values() for thread in lane.threads if thread.is_alive()]

    def start(self) -> None:
        """Begin to serve."""
        for lane in self._lanes.values():
            for thread in lane.threads:
                thread.start()

    def add(self, work: Work, request: RequestParser) -> None:
        """Have this request served, or refused where too many wait already."""
        lane = Lane.REFUSAL if self._is_refusing else lane_of(request)
        if lane in WAITING_LIMIT and self._lanes[lane].waiting_count >= WAITING_LIMIT[lane]:
            request.is_one_too_many = True
        if request.is_one_too_many:
            lane = Lane.REFUSAL
        self._lanes[lane].put(work)

    def refuse_waiting(self) -> None:
        """Have whatever waits, and whatever comes, go to the gate at once, which is about to refuse it."""
        self._is_refusing = True
        for lane in WAITING_LIMIT:
            for work in self._lanes[lane].take_waiting():
                self._lanes[Lane.REFUSAL].put(work)

    def stop(self, timeout_s: float) -> None:
        """End the threads, each after what it serves now; those that take longer are not waited for."""
        for lane in self._lanes.values():
            for _ in lane.threads:
                lane.put(None)
        deadline_s = time.monotonic() + timeout_s
        for thread in self.threads:
            thread.join(max(0.0, deadline_s - time.monotonic()))
