"""Verifies whatever can be verified, without being asked: as soon as there are bets and their server seed."""

import logging
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress

from liveapp.app.core.arrivals import Arrivals
from liveapp.domain.errors import StoreUnavailable
from liveapp.domain.events import BetsStored, SeedRevealed, StoreEvent, StreamRestored
from liveapp.domain.jobs import (
    Cancelled,
    FileImport,
    Finished,
    JobEnded,
    JobEvent,
    Jobs,
    JobsStopped,
    JobStarted,
)
from liveapp.domain.ports import BetReader, BetWriter
from liveapp.domain.proof_jobs import SeedVerification
from liveapp.domain.right_of_way import RightOfWay
from liveapp.domain.streams import Stream

logger = logging.getLogger(__name__)


class Proving:
    """Starts verifications between `start` and `stop`, one after the other; judges bets that arrive.

    Each takes all cores, and two side by side hold a window for a tenth of a second over and over.
    One that was cancelled is not started again before the seed is revealed again, or the program starts anew.
    It is to hear of the store's events and of what becomes of jobs.
    """

    def __init__(self, jobs: Jobs, reader: BetReader, writer: BetWriter, right_of_way: RightOfWay) -> None:
        self._jobs = jobs
        self._reader = reader
        self._arrivals = Arrivals(reader, writer, right_of_way, self._verify_later)
        self._lock = threading.Lock()
        self._waiting: dict[str, None] = {}
        self._running: set[str] = set()
        self._wanted_again: set[str] = set()
        self._given_up: set[str] = set()
        self._imports = 0
        self._imported: set[str] = set()
        self._is_stopping = False
        self._thread = threading.Thread(target=self._arrivals.judge_until_stopped, name="proving")

    def start(self) -> None:
        """Begin with what earlier runs of the program have left, and judge what arrives from now on."""
        try:
            self._verify(self._reader.unproven_streams())
        except StoreUnavailable as fault:
            logger.info("What is left to verify cannot be told: %s", fault)
        self._thread.start()

    def stop(self) -> None:
        """Begin nothing more. Does nothing where it never began."""
        with self._lock:
            self._is_stopping = True
        self._arrivals.stop()
        if self._thread.is_alive():
            self._thread.join()

    def hear_of_store(self, events: Sequence[StoreEvent]) -> None:
        """Learn of bets to verify, and of seeds to verify bets with. Returns at once."""
        for event in events:
            match event:
                case BetsStored(stream, bets) if bets and stream.proof.is_revealed:
                    if event.is_live:
                        self._arrivals.add(event)
                    else:
                        self._verify_after_import(stream)
                case SeedRevealed(stream):
                    with self._lock:
                        self._given_up.discard(stream.seeds.lowercase_hash)
                    self._verify([stream])
                case StreamRestored(stream):
                    self._verify([stream])

    def hear_of_job(self, event: JobEvent) -> None:
        """Learn which verifications run, and when imports are over. Any thread."""
        match event:
            case JobStarted(_, SeedVerification(hashed)):
                with self._lock:
                    self._waiting.pop(hashed, None)
                    self._running.add(hashed)
                    self._given_up.discard(hashed)
            case JobEnded(_, SeedVerification(hashed)):
                self._hear_of_end(hashed, event)
            case JobStarted(_, FileImport()):
                with self._lock:
                    self._imports += 1
            case JobEnded(_, FileImport()):
                self._hear_of_import()

    def _hear_of_end(self, hashed: str, event: JobEnded) -> None:
        with self._lock:
            self._running.discard(hashed)
            is_wanted_again = hashed in self._wanted_again
            self._wanted_again.discard(hashed)
            if isinstance(event.outcome, Cancelled):
                self._given_up.add(hashed)
        if is_wanted_again and isinstance(event.outcome, Finished):
            # What came while it was about to end has nobody else.
            with suppress(StoreUnavailable):
                self._verify(self._reader.streams_of_hash(hashed))
        self._begin_waiting()

    def _verify_after_import(self, stream: Stream) -> None:
        """Have imported bets verified all together, once no file is imported any more."""
        with self._lock:
            is_under_way = self._imports > 0
            if is_under_way:
                self._imported.add(stream.seeds.lowercase_hash)
        if not is_under_way:
            self._verify_later(stream)

    def _hear_of_import(self) -> None:
        with self._lock:
            self._imports -= 1
            if self._imports:
                return
            imported, self._imported = self._imported, set()
        for hashed in imported:
            self._begin(hashed)

    def _verify(self, streams: Iterable[Stream]) -> None:
        """Begin with the seeds of those streams that have bets without a verdict."""
        for hashed in {stream.seeds.lowercase_hash for stream in streams if stream.unjudged_bets}:
            self._begin(hashed)

    def _verify_later(self, stream: Stream) -> None:
        self._begin(stream.seeds.lowercase_hash)

    def _begin(self, hashed: str) -> None:
        with self._lock:
            if self._is_stopping or hashed in self._given_up:
                return
            if hashed in self._running:
                self._wanted_again.add(hashed)
                return
            self._waiting[hashed] = None
        self._begin_waiting()

    def _begin_waiting(self) -> None:
        """Begin with the one that has waited longest, where none runs."""
        hashed = self._next()
        if hashed is not None:
            with suppress(JobsStopped):
                self._jobs.start(SeedVerification(hashed))

    def _next(self) -> str | None:
        """Whose turn it is; it counts as running from now on."""
        with self._lock:
            if self._is_stopping or not self._waiting or self._running:
                return None
            hashed = next(iter(self._waiting))
            del self._waiting[hashed]
            self._running.add(hashed)
            return hashed
