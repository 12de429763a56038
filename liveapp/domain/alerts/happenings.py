"""What happens at one moment: a multiplier was reached, a proof differs, rounds were missed."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

from liveapp.domain.alerts import wording
from liveapp.domain.alerts.rules import AlertRule, MultiplierReached, RoundsMissed
from liveapp.domain.alerts.watch import Finding, Moment, Watch
from liveapp.domain.errors import StoreUnavailable, StreamNotFound
from liveapp.domain.events import BetsStored, BetsVerified, StoreEvent, StreamDeleted, StreamRestored
from liveapp.domain.ports import BetReader
from liveapp.domain.streams import Stream

NONCES_REMEMBERED = 100
"""A round that comes twice, as a bet and as a heartbeat, comes twice within so many that are told of."""

MISMATCHES_LOOKED_AT = 100


@dataclass(slots=True)
class _Reached:
    """The rounds of a stream that reached a multiplier and are not told yet: the highest, and how many."""

    stream: Stream
    nonce: int
    multiplier: float
    rounds: int


class MultiplierWatch(Watch):
    """Tells of rounds that came live and reached a multiplier; stand-ins reached nothing that is known."""

    def __init__(self, rule: AlertRule, condition: MultiplierReached, now: Moment) -> None:
        super().__init__(rule, now)
        self._condition = condition
        self._reached: dict[UUID, _Reached] = {}
        self._nonces: OrderedDict[tuple[UUID, int], None] = OrderedDict()

    @property
    def has_found(self) -> bool:
        """Whether rounds reached it that were not told."""
        return bool(self._reached)

    def _findings(self) -> list[Finding]:
        return [self._finding(one) for one in self._reached.values()]

    def _clear(self) -> None:
        self._reached.clear()

    def _finding(self, one: _Reached) -> Finding:
        words = wording.reached_words(self._condition, one.stream, one.nonce, one.multiplier, one.rounds - 1)
        return Finding(one.stream, one.multiplier, *words)

    def _hear_of_rounds(self, event: BetsStored) -> None:
        for nonce, result in _live_results(event):
            if result >= self._condition.multiplier and self._is_new(event.stream.id, nonce):
                self._add(event.stream, nonce, result)

    def _is_new(self, stream_id: UUID, nonce: int) -> bool:
        place = stream_id, nonce
        if place in self._nonces:
            return False
        self._nonces[place] = None
        if len(self._nonces) > NONCES_REMEMBERED:
            self._nonces.popitem(last=False)
        return True

    def _add(self, stream: Stream, nonce: int, result: float) -> None:
        one = self._reached.setdefault(stream.id, _Reached(stream, nonce, result, 0))
        one.stream = stream
        one.rounds += 1
        if result > one.multiplier:
            one.nonce, one.multiplier = nonce, result

    def _forget(self, stream_id: UUID) -> None:
        self._reached.pop(stream_id, None)


def _live_results(event: BetsStored) -> Iterator[tuple[int, float]]:
    """Nonces and results of rounds that came live; none of a commit that holds imported bets as well."""
    if not event.imported:
        yield from ((bet.nonce, bet.round_result) for bet in event.bets if not bet.is_stand_in)
        yield from ((beat.nonce, beat.round_result) for beat in event.watched)


@dataclass(slots=True)
class _Differing:
    """The bets of a stream that differ and are not told yet, and among which ids the first of them is."""

    stream: Stream
    bets: int
    ids: list[range] = field(default_factory=list)


class ProofWatch(Watch):
    """Tells where more bets of a stream differ from what its server seed gives, imported ones too."""

    def __init__(self, rule: AlertRule, now: Moment, reader: BetReader) -> None:
        super().__init__(rule, now)
        self._reader = reader
        self._known: dict[UUID, int] = {}
        self._differing: dict[UUID, _Differing] = {}

    def begin(self, streams: Sequence[Stream]) -> None:
        """What differed before is not told."""
        self._known = {stream.id: stream.proof.mismatched for stream in streams if stream.proof.mismatched}

    def hear(self, event: StoreEvent) -> None:
        """Learn how many bets differ."""
        match event:
            case StreamDeleted(_, stream_id):
                self._known.pop(stream_id, None)
                self._differing.pop(stream_id, None)
            case StreamRestored(stream):
                self._known[stream.id] = stream.proof.mismatched
            case BetsVerified(stream, first_id, last_id) if self.watches(stream.id):
                more = stream.proof.mismatched - self._known.get(stream.id, 0)
                self._known[stream.id] = stream.proof.mismatched
                if more > 0:
                    one = self._differing.setdefault(stream.id, _Differing(stream, 0))
                    one.stream = stream
                    one.bets += more
                    one.ids.append(range(first_id, last_id + 1))

    @property
    def has_found(self) -> bool:
        """Whether bets differ that were not told."""
        return bool(self._differing)

    def _findings(self) -> list[Finding]:
        return [
            Finding(
                one.stream, one.bets, *wording.differs_words(one.stream, one.bets, self._first_nonce(one))
            )
            for one in self._differing.values()
        ]

    def _clear(self) -> None:
        self._differing.clear()

    def _first_nonce(self, one: _Differing) -> int | None:
        with suppress(StoreUnavailable, StreamNotFound):
            verification = self._reader.verification(one.stream.id, MISMATCHES_LOOKED_AT)
            nonces = (
                mismatch.nonce
                for mismatch in verification.mismatches
                if any(mismatch.id in ids for ids in one.ids)
            )
            return next(nonces, None)
        return None


class MissedWatch(Watch):
    """Tells where more of a stream's rounds are missing than before, by as many as the rule says.

    What comes late and fills a gap is not missing any more; what imports do to a stream is no news.
    """

    def __init__(self, rule: AlertRule, condition: RoundsMissed, now: Moment) -> None:
        super().__init__(rule, now)
        self._condition = condition
        self._known: dict[UUID, int] = {}
        self._grown: dict[UUID, Stream] = {}

    def begin(self, streams: Sequence[Stream]) -> None:
        """What was missing before is not told."""
        self._known = {stream.id: stream.missing_rounds for stream in streams if stream.missing_rounds}

    def hear(self, event: StoreEvent) -> None:
        """Learn how many are missing."""
        match event:
            case StreamDeleted(_, stream_id):
                self._known.pop(stream_id, None)
                self._grown.pop(stream_id, None)
            case StreamRestored(stream):
                self._know(stream)
            case BetsStored(stream) if self.watches(stream.id):
                if not event.is_live or event.imported:
                    self._know(stream)
                else:
                    self._compare(stream)

    @property
    def has_found(self) -> bool:
        """Whether as many are missing now."""
        return bool(self._grown)

    def _findings(self) -> list[Finding]:
        found = []
        for stream in self._grown.values():
            missed = stream.missing_rounds - self._known.get(stream.id, 0)
            found.append(Finding(stream, missed, *wording.missed_words(stream, missed)))
        return found

    def _clear(self) -> None:
        for stream in list(self._grown.values()):
            self._know(stream)

    def _know(self, stream: Stream) -> None:
        self._known[stream.id] = stream.missing_rounds
        self._grown.pop(stream.id, None)

    def _compare(self, stream: Stream) -> None:
        known = min(self._known.get(stream.id, 0), stream.missing_rounds)
        self._known[stream.id] = known
        if stream.missing_rounds - known >= self._condition.rounds:
            self._grown[stream.id] = stream
        else:
            self._grown.pop(stream.id, None)
