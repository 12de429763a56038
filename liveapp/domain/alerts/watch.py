"""What every rule's watch has in common: what it found and has not told yet, and what it told already."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from liveapp.domain.alerts.kept import Mark
from liveapp.domain.alerts.rules import AlertRule
from liveapp.domain.events import BetsStored, StoreEvent, StreamDeleted
from liveapp.domain.streams import Stream


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment by two clocks: seconds by one that only goes forward, microseconds by the system's."""

    s: float
    us: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A situation, or what happened, in one stream: what may be told of it.

    Of several the one with the highest `weight` is told in full. `mark` tells a situation from the next one;
    what happened once has none.
    """

    stream: Stream | None
    weight: float
    title: str
    text: str
    mark: Mark | None = None


class Watch:
    """One switched-on rule: what it finds in what it hears of. For one thread.

    `told` are the situations that it told, in earlier runs of the program too, and that last as far as is
    known. Whoever tells it something tells it the time before, by `look`.
    """

    def __init__(self, rule: AlertRule, now: Moment, told: Iterable[Mark] = ()) -> None:
        self.rule = rule
        self._now = now
        self._told = {mark.stream_id: mark for mark in told}
        self._ended: list[Mark] = []

    def watches(self, stream_id: UUID) -> bool:
        """Whether the rule is about that stream."""
        return self.rule.stream_id in (None, stream_id)

    def begin(self, streams: Sequence[Stream]) -> None:
        """Learn what was before the rule was switched on, or the program started."""

    def look(self, now: Moment) -> None:
        """It is that moment now."""
        self._now = now

    def hear(self, event: StoreEvent) -> None:
        """Learn what was committed."""
        match event:
            case StreamDeleted(_, stream_id):
                self._forget(stream_id)
            case BetsStored(stream, is_live=True) if self.watches(stream.id):
                self._hear_of_rounds(event)

    def hear_of_receiver(self, is_receiving: bool) -> None:
        """Learn whether the receiver listens."""

    def resume(self) -> None:
        """The computer slept until about now."""

    @property
    def has_found(self) -> bool:
        """Whether there is something to tell."""
        raise NotImplementedError

    def take_findings(self) -> list[Finding]:
        """What is to be told now; it counts as told from then on."""
        found = self._findings()
        for mark in (finding.mark for finding in found):
            if mark is not None:
                self._told[mark.stream_id] = mark
        self._clear()
        return found

    @property
    def next_s(self) -> float | None:
        """When there may be something to tell though nothing is heard."""
        return self._now.s if self.has_found else None

    def take_ended(self) -> list[Mark]:
        """The told situations that ended since this was last asked."""
        ended, self._ended = self._ended, []
        return ended

    def _findings(self) -> list[Finding]:
        """What is to be told."""
        raise NotImplementedError

    def _clear(self) -> None:
        """What was found is told."""

    def _hear_of_rounds(self, event: BetsStored) -> None:
        """A watched stream has new rounds, which came live."""

    def _forget(self, stream_id: UUID) -> None:
        """The stream is gone."""
        self._end(stream_id)

    def _end(self, stream_id: UUID | None) -> None:
        """What was told of it is not so any more."""
        mark = self._told.pop(stream_id, None)
        if mark is not None:
            self._ended.append(mark)
