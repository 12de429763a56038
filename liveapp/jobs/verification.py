"""Verifying every bet of the streams whose server seed was revealed.

Each bet that is judged has its verdict in the database at once, so that a verification that is cancelled, or
whose program ends, has only the others left to do.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from typing import TypeVar

from liveapp.domain.errors import StreamNotFound
from liveapp.domain.jobs import JobCancelled, JobControl, Progress
from liveapp.domain.ports import BetReader, BetWriter
from liveapp.domain.proof import PartToProve, judge_part
from liveapp.domain.proof_jobs import SeedVerification, SeedVerified
from liveapp.domain.right_of_way import RightOfWay
from liveapp.domain.streams import Stream
from liveapp.domain.verdicts import VERDICTS_AT_A_TIME
from liveapp.jobs.patience import patiently
from liveapp.jobs.process_pool import computed

Result = TypeVar("Result")

VERDICTS_BESIDE_BETS = 200
"""So many verdicts are stored together while bets arrive, each of which may have to wait for them."""

PAUSE_BESIDE_BETS_S = 0.002
"""After each of them, about as long as storing them takes: a bot then hardly notices a verification."""

PARTS_PER_READ = 5


def verify_seed(
    reader: BetReader,
    writer: BetWriter,
    right_of_way: RightOfWay,
    request: SeedVerification,
    control: JobControl,
) -> SeedVerified:
    """Judge the bets without a verdict of all streams with the hash. Gives way to bets that arrive.

    Those that come later are judged by whoever hears of them. A stream that is deleted meanwhile is left out.
    A lock or a full disk is waited out.

    Raises:
        JobCancelled: what was judged stays judged.
        StoreUnavailable: nothing can be written any more.
    """
    verification = _Verification(reader, writer, right_of_way, control)

    def streams() -> tuple[Stream, ...]:
        return tuple(reader.streams_of_hash(request.server_seed_hashed))

    try:
        verification.judge(patiently(streams, writer, control))
    except JobCancelled as cancelled:
        raise JobCancelled(SeedVerified(streams())) from cancelled
    return SeedVerified(patiently(streams, writer, control))


class _Verification:
    """One verification, and how far it is."""

    def __init__(
        self, reader: BetReader, writer: BetWriter, right_of_way: RightOfWay, control: JobControl
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._right_of_way = right_of_way
        self._control = control

    def judge(self, streams: tuple[Stream, ...]) -> None:
        """Judge the bets of these streams that have no verdict."""
        total = sum(stream.total_bets for stream in streams)
        unjudged = sum(stream.unjudged_bets for stream in streams)
        done = total - unjudged
        self._control.report(Progress(done, total))
        parts = computed(judge_part, self._parts(streams), unjudged, self._right_of_way, self._control)
        # Closing them ends the worker processes, on every way out.
        with closing(parts):
            for part in parts:
                self._right_of_way.give_way()
                if self._right_of_way.is_used:
                    self._control.pause(PAUSE_BESIDE_BETS_S)
                self._patiently(partial(self._writer.set_verdicts, part.stream_key, part.verdicts))
                done += len(part.verdicts)
                # Bets may have arrived since the total was known.
                self._control.report(Progress(done, max(done, total)))

    def _parts(self, streams: tuple[Stream, ...]) -> Iterator[PartToProve]:
        for stream in streams:
            try:
                yield from self._parts_of(stream)
            except StreamNotFound:
                continue

    def _parts_of(self, stream: Stream) -> Iterator[PartToProve]:
        """The bets of a stream that have no verdict when they are read; later ones have others to judge them.

        Raises:
            StreamNotFound: it was deleted meanwhile.
        """
        after_id = 0
        is_last = False
        while not is_last:
            seed = self._patiently(partial(self._reader.server_seed, stream.id))
            if seed is None:
                return
            size = VERDICTS_BESIDE_BETS if self._right_of_way.is_used else VERDICTS_AT_A_TIME
            limit = size * PARTS_PER_READ
            bets = self._patiently(partial(self._reader.bets_to_prove, stream.key, after_id, limit))
            for first in range(0, len(bets), size):
                part = [tuple(bet) for bet in bets[first : first + size]]
                yield PartToProve(stream.key, seed, stream.seeds.client_seed, part)
            after_id = bets[-1].id if bets else 0
            is_last = len(bets) < limit

    def _patiently(self, act: Callable[[], Result]) -> Result:
        return patiently(act, self._writer, self._control)
