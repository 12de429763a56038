"""Bets that come in for a server seed that is known are judged at once, beside the bets that follow them."""

import logging
import threading
from collections.abc import Callable, Sequence

from liveapp.domain.bets import StoredBet
from liveapp.domain.calculation import to_prove
from liveapp.domain.errors import StoreUnavailable, StreamNotFound
from liveapp.domain.events import BetsStored
from liveapp.domain.ports import BetReader, BetWriter
from liveapp.domain.proof import judge_all
from liveapp.domain.right_of_way import RightOfWay
from liveapp.domain.streams import Stream
from liveapp.domain.verdicts import VERDICTS_AT_A_TIME

logger = logging.getLogger(__name__)

GATHER_S = 0.05
"""So long bets are gathered, whose verdicts then take one transaction."""

MOST_WAITING = 20_000
"""So many bets wait at most; those that come when they are too many are left to a verification."""


class Arrivals:
    """Bets that wait for their verdict, which one thread gives them in `judge_until_stopped`.

    `leave` is called with the stream of bets that could not be judged here. Costs nothing while none come.
    """

    def __init__(
        self,
        reader: BetReader,
        writer: BetWriter,
        right_of_way: RightOfWay,
        leave: Callable[[Stream], None],
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._right_of_way = right_of_way
        self._leave = leave
        self._lock = threading.Lock()
        self._streams: dict[int, Stream] = {}
        self._bets: dict[int, list[StoredBet]] = {}
        self._waiting = 0
        self._too_many: dict[int, Stream] = {}
        self._has_come = threading.Event()
        self._is_stopping = threading.Event()

    def add(self, event: BetsStored) -> None:
        """Have its bets judged soon. Returns at once."""
        key = event.stream.key
        with self._lock:
            if self._waiting + len(event.bets) > MOST_WAITING:
                self._too_many[key] = event.stream
            else:
                self._waiting += len(event.bets)
                self._streams[key] = event.stream
                self._bets.setdefault(key, []).extend(event.bets)
        self._has_come.set()

    def judge_until_stopped(self) -> None:
        """Give bets their verdicts as they come."""
        while True:
            self._has_come.wait()
            if self._is_stopping.wait(GATHER_S):
                return
            self._has_come.clear()
            self._judge_what_waits()

    def stop(self) -> None:
        """End `judge_until_stopped` soon. Bets that wait have no verdict, which the next start notices."""
        self._is_stopping.set()
        self._has_come.set()

    def _judge_what_waits(self) -> None:
        with self._lock:
            streams, self._streams = self._streams, {}
            bets, self._bets = self._bets, {}
            too_many, self._too_many = self._too_many, {}
            self._waiting = 0
        for stream in streams.values():
            try:
                self._judge(stream, bets[stream.key])
            except StreamNotFound:
                continue  # it was deleted meanwhile
            except StoreUnavailable as fault:
                logger.info("Bets are verified later: %s", fault)
                too_many[stream.key] = stream
            except Exception:
                # Whatever is wrong with these bets, others are to be judged.
                logger.exception("Bets could not be verified on arrival")
        for stream in too_many.values():
            self._leave(stream)

    def _judge(self, stream: Stream, bets: Sequence[StoredBet]) -> None:
        seed = self._reader.server_seed(stream.id)
        if seed is None:
            return
        for first in range(0, len(bets), VERDICTS_AT_A_TIME):
            some = map(to_prove, bets[first : first + VERDICTS_AT_A_TIME])
            verdicts = judge_all(seed, stream.seeds.client_seed, self._right_of_way.unhurried(some))
            self._writer.set_verdicts(stream.key, verdicts)
