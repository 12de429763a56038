"""Figures of many streams that need every bet of each, computed while somebody looks at them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from liveapp.domain.clock import MINUTE_US, now_us
from liveapp.domain.errors import LiveappError, StreamNotFound
from liveapp.domain.ports import BetReader
from liveapp.domain.statistics.words import is_partial
from liveapp.domain.streams import Stream
from liveapp.ui.analysis.lone_work import LoneWork
from liveapp.ui.questions import Questions
from liveapp.ui.widgets.timers import single_shot

if TYPE_CHECKING:
    # numpy with them: loaded in a thread when the first stream is computed.
    from liveapp.domain.statistics.figures import Figures
    from liveapp.domain.statistics.followed_stream import FollowedStream
    from liveapp.domain.statistics.hits import MultiplierFigures
    from liveapp.domain.statistics.money import CurrencyFigures

BEGIN_MS = 100
"""What is looked at is drawn first."""

REST_S = 1.0
"""Least time between two computations of a stream."""

PATIENCE = 10
"""What takes long is done again after so many times as long."""

FAULT_REST_S = 30.0
"""So long a stream that could not be read is left alone."""

MOST_FOLLOWED = 16
"""Of so many streams that play it is kept how far they are read; of all others only the figures."""

PLAYS_FOR_US = 5 * MINUTE_US
"""So long after its last round a stream may go on."""

FREE_MS = 60_000
"""So long after nobody looks any more that is kept."""


@dataclass(frozen=True, slots=True)
class StreamFigures:
    """What all bets of a stream come to: each currency by itself, and the waits for the multiplier.

    `hits` are None until those of another multiplier are there. `is_partial`: too much is missing to compare.
    """

    totals: tuple[CurrencyFigures, ...]
    hits: MultiplierFigures | None
    is_partial: bool
    _places: dict[str | None, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Strangers may bet in thousands of currencies: none is searched for."""
        object.__setattr__(self, "_places", {one.currency: at for at, one in enumerate(self.totals)})

    def total(self, currency: str | None) -> CurrencyFigures | None:
        """That of a currency; None where no bet of it was there yet."""
        place = self._places.get(currency)
        return None if place is None else self.totals[place]


@dataclass(frozen=True, slots=True)
class _Computed:
    figures: StreamFigures
    counts: tuple[int, int]


class ManyStreams(QObject):
    """One stream after the other in a thread of `Questions`, those first that `first` names, while seen.

    `changed` is emitted with the key of a stream that has other figures. A stream that goes on is computed
    again, at most once a second, at a cost of what is new. While nobody looks nothing is read.
    """

    changed = Signal(object)
    fault_met = Signal(object)

    def __init__(
        self,
        reader: BetReader,
        questions: Questions,
        multiplier: float,
        first: Callable[[], Iterable[int]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self._multiplier = multiplier
        self._first = first
        self._streams: Mapping[int, Stream] = {}
        self._computed: dict[int, _Computed] = {}
        self._followed: dict[int, FollowedStream] = {}
        self._outdated: set[int] = set()
        self._again_s: dict[int, float] = {}
        self._running_key: int | None = None
        self._is_seen = False
        self._work = LoneWork(questions, self, self._end_work, self._fail)
        self._next = single_shot(self, 0, self._go_on)
        self._free = single_shot(self, FREE_MS, self._followed.clear)

    @property
    def multiplier(self) -> float:
        """Whose waits are told."""
        return self._multiplier

    @property
    def waiting(self) -> int:
        """How many streams are still to be computed."""
        return len(self._outdated) + (self._running_key is not None)

    def figures(self, key: int) -> StreamFigures | None:
        """Those of a stream; None until they are there."""
        computed = self._computed.get(key)
        return None if computed is None else computed.figures

    def take(self, streams: Mapping[int, Stream]) -> None:
        """Be about these, by their keys, as they are now."""
        self._streams = streams
        for kept in (self._computed, self._followed, self._again_s):
            for key in kept.keys() - streams.keys():
                del kept[key]
        self._outdated = {key for key, stream in streams.items() if self._is_outdated(stream)}
        self._go_on()

    def set_multiplier(self, multiplier: float) -> None:
        """Tell of the waits for another one: all streams are read anew."""
        if multiplier == self._multiplier:
            return
        self._multiplier = multiplier
        self._work.drop()
        self._running_key = None
        self._followed.clear()
        self._again_s.clear()
        for key, one in self._computed.items():
            self._computed[key] = replace(one, figures=replace(one.figures, hits=None))
        self.take(self._streams)

    def set_seen(self, is_seen: bool) -> None:
        """Compute from now on, or leave off."""
        self._is_seen = is_seen
        if is_seen:
            self._free.stop()
            self._next.start(BEGIN_MS)
        else:
            self._next.stop()
            self._work.hurry()
            self._free.start()

    def _is_outdated(self, stream: Stream) -> bool:
        known = self._computed.get(stream.key)
        if stream.key == self._running_key:
            return False
        return known is None or known.figures.hits is None or known.counts != _counts(stream)

    def _go_on(self) -> None:
        """Compute what is due next, unless something is being computed."""
        self._next.stop()
        if not self._is_seen or self._work.is_running:
            return
        now_s = time.monotonic()
        soonest_s: float | None = None
        for key in chain(self._first(), self._outdated):
            if key in self._outdated:
                due_s = self._again_s.get(key, now_s)
                if due_s <= now_s:
                    self._compute(self._streams[key])
                    return
                soonest_s = due_s if soonest_s is None else min(soonest_s, due_s)
        if soonest_s is not None:
            self._next.start(ceil((soonest_s - now_s) * 1000))

    def _compute(self, stream: Stream) -> None:
        key, begun_s = stream.key, time.monotonic()
        reader, multiplier, followed = self._reader, self._multiplier, self._followed.pop(key, None)
        self._outdated.discard(key)
        self._running_key = key
        self._again_s[key] = begun_s + FAULT_REST_S

        def work(is_cancelled: Callable[[], bool]) -> tuple[FollowedStream, Figures | None]:
            from liveapp.domain.statistics.followed_stream import FollowedStream, reading_by

            made = followed or FollowedStream((multiplier,))
            return made, made.refresh(reading_by(reader, stream.id, is_cancelled))

        def take(answer: tuple[FollowedStream, Figures | None]) -> None:
            made, figures = answer
            now_s = time.monotonic()
            rest_s = 0.0 if figures is None else max(REST_S, PATIENCE * (now_s - begun_s))
            self._again_s[key] = now_s + rest_s
            if key in self._streams:
                self._keep(key, made, figures)

        self._work.begin(work, take)

    def _keep(self, key: int, followed: FollowedStream, figures: Figures | None) -> None:
        stream = self._streams[key]
        if now_us() - stream.last_seen_us < PLAYS_FOR_US:
            self._followed[key] = followed
            while len(self._followed) > MOST_FOLLOWED:
                del self._followed[next(iter(self._followed))]
        if figures is not None:
            (hits,) = figures.hits
            told = StreamFigures(figures.totals, hits, is_partial(figures))
            self._computed[key] = _Computed(told, (figures.rounds, figures.total_bets))
        if self._is_outdated(stream):
            self._outdated.add(key)
        if figures is not None:
            self.changed.emit(key)

    def _end_work(self) -> None:
        self._running_key = None
        self._next.start(0)  # goes on after an error too

    def _fail(self, fault: LiveappError) -> None:
        if not isinstance(fault, StreamNotFound):
            self.fault_met.emit(fault)


def _counts(stream: Stream) -> tuple[int, int]:
    return stream.rounds, stream.total_bets
