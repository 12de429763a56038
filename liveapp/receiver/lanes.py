"""Who serves which request: threads of its own for each kind, so that none can take those of another."""

import contextlib
import logging
import threading
import time
from enum import Enum
from queue import Empty, SimpleQueue
from typing import Protocol

from liveapp.domain.receiver import INGEST_PATH
from liveapp.receiver.parser import RequestParser

logger = logging.getLogger(__name__)


class Lane(Enum):
    """A kind of request."""

    INGEST = "ingest"
    EXPORT = "export"
    OTHER = "other"
    REFUSAL = "refusal"
    """What the gate refuses, because its own lane is full or the receiver stops."""


INGEST_THREADS = 8
OTHER_THREADS = 4

EXPORT_THREADS = 5
"""One more than exports may run at once: it tells the next one that it is one too many."""

THREADS = {
    Lane.INGEST: INGEST_THREADS,
    Lane.EXPORT: EXPORT_THREADS,
    Lane.OTHER: OTHER_THREADS,
    Lane.REFUSAL: 1,
}

WAITING_LIMIT = {Lane.INGEST: 128, Lane.EXPORT: 16, Lane.OTHER: 64}
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
    return Lane.OTHER


class _Threads:
    """Serves what waits, first come, first served."""

    def __init__(self, lane: Lane) -> None:
        self.waiting: SimpleQueue[Work | None] = SimpleQueue()
        self.threads = [
            threading.Thread(target=self._serve, name=f"receiver {lane.value} {number}", daemon=True)
            for number in range(THREADS[lane])
        ]

    def _serve(self) -> None:
        while (work := self.waiting.get()) is not None:
            try:
                work.service()
            except Exception:
                logger.exception("A request was not served")


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
        if lane in WAITING_LIMIT and self._lanes[lane].waiting.qsize() >= WAITING_LIMIT[lane]:
            request.is_one_too_many = True
        if request.is_one_too_many:
            lane = Lane.REFUSAL
        self._lanes[lane].waiting.put(work)

    def refuse_waiting(self) -> None:
        """Have whatever waits, and whatever comes, go to the gate at once, which is about to refuse it."""
        self._is_refusing = True
        for lane in WAITING_LIMIT:
            with contextlib.suppress(Empty):
                while work := self._lanes[lane].waiting.get_nowait():
                    self._lanes[Lane.REFUSAL].waiting.put(work)

    def stop(self, timeout_s: float) -> None:
        """End the threads, each after what it serves now; those that take longer are not waited for."""
        for lane in self._lanes.values():
            for _ in lane.threads:
                lane.waiting.put(None)
        deadline_s = time.monotonic() + timeout_s
        for thread in self.threads:
            thread.join(max(0.0, deadline_s - time.monotonic()))
