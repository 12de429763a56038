"""The analysis of the stream that is shown, while somebody looks at it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from math import ceil
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from liveapp.domain.errors import LiveappError, StreamNotFound
from liveapp.domain.events import (
    BetsStored,
    BetsVerified,
    BookmarkRemoved,
    BookmarkSet,
    StoreEvent,
    StreamRestored,
)
from liveapp.domain.ports import BetReader
from liveapp.domain.queries import ALL_BETS, BetFilter
from liveapp.domain.streams import Stream
from liveapp.ui.analysis.asked_work import AskedWork, cancelled_question
from liveapp.ui.analysis.lone_work import LoneWork
from liveapp.ui.analysis.wanted import ReadingProgress, Wanted
from liveapp.ui.questions import Question, Questions
from liveapp.ui.widgets.timers import single_shot

if TYPE_CHECKING:
    # numpy with them: loaded in a thread when the first stream is analysed.
    from liveapp.domain.statistics.figures import Figures
    from liveapp.domain.statistics.stream_analysis import StreamAnalysis
    from liveapp.ui.analysis.analysed_stream import AnalysedStream, Refreshed

Answer = TypeVar("Answer")

GROWTH_S = 0.1
"""Least time between two looks at what is new."""

FIGURES_S = 1.0
"""Least time between two computations of the figures."""

SLOW_MS = 200
"""What takes longer is told."""

STAND_INS_MS = 5_000
"""So often it is looked whether results have come for stand-ins, of which no event tells."""

FREE_MS = 60_000
"""So long after nobody looks any more what was read is kept."""


class LiveAnalysis(QObject):
    """Reads and computes in the threads of `Questions`, one thing at a time, while somebody watches.

    `grew` is emitted when there is more to draw, at most ten times a second; `changed` when there are new
    `figures`, at most once a second, and when there are none any more. While nobody watches nothing is read
    and nothing computed; what was read is freed some time later.
    """

    changed = Signal()
    grew = Signal()
    busy_changed = Signal(bool)
    progressed = Signal()
    fault_met = Signal(object)

    def __init__(self, reader: BetReader, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._stream: Stream | None = None
        self._wanted = Wanted()
        self._watchers: list[QObject] = []
        self._analysed: AnalysedStream | None = None
        self._figures: Figures | None = None
        self._work = LoneWork(questions, self, self._end_work, self._fail)
        self._asked = AskedWork(self._work, self._go_on)
        self._was_answer = False
        self._is_busy = False
        self._begin_anew()
        self._next = single_shot(self, 0, self._go_on)
        self._slow = single_shot(self, SLOW_MS, self._tell_slow)
        self._free = single_shot(self, FREE_MS, self._forget)
        self._stand_ins = single_shot(self, STAND_INS_MS, self._look_for_results)
        self._slow.setSingleShot(False)

    @property
    def figures(self) -> Figures | None:
        """Those of the bets that the filter lets through; None until they are there."""
        return self._figures

    @property
    def is_busy(self) -> bool:
        """Whether what is wanted takes long enough to be told."""
        return self._is_busy

    @property
    def progress(self) -> float:
        """How much of what is being read is there, from 0 to 1."""
        return self._progress.share

    def show_stream(self, stream: Stream | None) -> None:
        """Be about this stream, or about the same one as it is now; None is none."""
        is_same = stream is not None and self._stream is not None and stream.id == self._stream.id
        self._stream = stream
        if not is_same:
            self._forget()
            self._go_on()

    def apply(self, stream: Stream, events: Sequence[StoreEvent]) -> None:
        """Follow what happened to the stream, which is now as given."""
        self.show_stream(stream)
        if any(isinstance(event, StreamRestored) for event in events):
            self._forget()
        if any(map(self._concerns, events)):
            self._is_outdated = True
        self._go_on()

    def watch(self, watcher: QObject) -> None:
        """Compute from now on, until all who watch are gone or have said `unwatch`."""
        if watcher not in self._watchers:
            self._watchers.append(watcher)
        self._free.stop()
        self._is_outdated = self._is_outdated or self._figures is None
        self._go_on()

    def unwatch(self, watcher: QObject) -> None:
        """Do not compute for this one any more. A second call does nothing."""
        if watcher in self._watchers:
            self._watchers.remove(watcher)
            self._go_on()

    def set_multipliers(self, multipliers: Sequence[float]) -> None:
        """Have `figures.hits` be about these, in this order, each once."""
        self._want(Wanted(tuple(dict.fromkeys(multipliers)), self._wanted.bet_filter))

    def set_filter(self, bet_filter: BetFilter | None) -> None:
        """Be about the bets that this lets through and their rounds; None lets all through.

        Where it picks them by outcome, the rounds are still all rounds.
        """
        self._want(Wanted(self._wanted.multipliers, None if bet_filter == ALL_BETS else bet_filter))

    def ask(
        self,
        receiver: QObject,
        work: Callable[[StreamAnalysis], Answer],
        deliver: Callable[[Answer], object],
    ) -> Question:
        """Have `work` done in a thread on what is read, and its answer handed to `deliver` here.

        It waits until the stream is read. It is cancelled where nobody watches, where `receiver` is gone and
        where another stream is shown: ask again when it `grew`. An answer must not hold views of the arrays.
        """
        if self._stream is None or not self._is_watched:
            return cancelled_question()
        question = self._asked.add(receiver, work, deliver)
        self._go_on()
        return question

    @property
    def _is_watched(self) -> bool:
        self._watchers = [watcher for watcher in self._watchers if isValid(watcher)]
        return bool(self._watchers)

    def _concerns(self, event: StoreEvent) -> bool:
        """Whether there is something to read, or the filter lets other bets through."""
        wanted = self._wanted.bet_filter
        if isinstance(event, BookmarkSet | BookmarkRemoved):
            return wanted is not None and wanted.is_bookmarked
        if isinstance(event, BetsVerified):
            return wanted is not None and bool(wanted.verdicts)
        return isinstance(event, BetsStored | StreamRestored)

    def _want(self, wanted: Wanted) -> None:
        if wanted == self._wanted:
            return
        is_other_filter = wanted.bet_filter != self._wanted.bet_filter
        self._wanted = wanted
        self._is_outdated, self._growth_s, self._figures_s = True, 0.0, 0.0
        if is_other_filter and self._figures is not None:
            self._figures = None
            self.changed.emit()
        self._go_on()

    def _forget(self) -> None:
        """Keep nothing of what was read: it is another stream's, or not true any more, or nobody looks."""
        self._work.drop()
        self._end_work()
        self._asked.drop()
        self._analysed = None
        self._begin_anew()
        if self._figures is not None:
            self._figures = None
            self.changed.emit()

    def _begin_anew(self) -> None:
        self._progress = ReadingProgress()
        self._is_outdated = self._are_figures_outdated = True
        self._growth_s = self._figures_s = 0.0

    def _go_on(self) -> None:
        """Do what is to be done next, unless something is being done."""
        self._next.stop()
        if not self._is_watched:
            self._rest()
        elif self._stream is not None and not self._work.is_running:
            wait_s = self._seconds_to_refresh()
            is_due = wait_s is not None and wait_s <= 0
            analysed = self._analysed if self._figures is not None else None
            if analysed is not None and self._asked.is_waiting and not (is_due and self._was_answer):
                self._was_answer = True
                self._asked.answer(lambda: analysed.shown)
            elif is_due:
                self._refresh(self._stream)
            elif wait_s is not None:
                self._next.start(ceil(wait_s * 1000))

    def _rest(self) -> None:
        """Nobody watches: leave off, and free what was read some time later."""
        self._work.hurry()
        self._asked.drop()
        if not self._free.isActive() and self._analysed is not None:
            self._free.start()

    def _seconds_to_refresh(self) -> float | None:
        """None where nothing is new."""
        due_s = []
        if self._is_outdated:
            # A filter's bets are picked all over: as seldom as there are figures.
            due_s.append(self._figures_s if self._wanted.bet_filter else self._growth_s)
        if self._are_figures_outdated:
            due_s.append(self._figures_s)
        return min(due_s) - time.monotonic() if due_s else None

    def _refresh(self, stream: Stream) -> None:
        wanted, reader, analysed, progress = self._wanted, self._reader, self._analysed, self._progress
        begun_s = time.monotonic()
        with_figures = begun_s >= self._figures_s
        self._is_outdated = self._was_answer = False

        def work(is_cancelled: Callable[[], bool]) -> tuple[AnalysedStream, Refreshed | None]:
            from liveapp.ui.analysis.analysed_stream import AnalysedStream

            made = analysed or AnalysedStream(reader, stream, progress)
            return made, made.refresh(wanted, with_figures, is_cancelled)

        def take(answer: tuple[AnalysedStream, Refreshed | None]) -> None:
            made, refreshed = answer
            self._analysed = made if made.is_read else None
            if refreshed is None or wanted != self._wanted:
                self._is_outdated = True
                self._go_on()
            else:
                self._take(refreshed, begun_s)

        self._slow.start()
        self._work.begin(work, take)

    def _take(self, refreshed: Refreshed, begun_s: float) -> None:
        now_s = time.monotonic()
        self._growth_s = max(begun_s + GROWTH_S, now_s + min(now_s - begun_s, FIGURES_S))
        if refreshed.is_behind:
            self._is_outdated = True
            self._growth_s = now_s + FIGURES_S
        is_other = refreshed.figures is not None and refreshed.figures is not self._figures
        if refreshed.figures is not None:
            self._figures = refreshed.figures
            self._figures_s = max(begun_s + FIGURES_S, self._growth_s)
        # What grew before and waits for its figures still does where nothing more came since.
        is_outdated = self._are_figures_outdated or refreshed.has_grown
        self._are_figures_outdated = refreshed.figures is None and is_outdated
        if refreshed.has_stand_ins:
            self._stand_ins.start()
        if is_other:
            self.changed.emit()
        if refreshed.has_grown:
            self.grew.emit()
        self._go_on()

    def _look_for_results(self) -> None:
        self._is_outdated, self._figures_s = True, 0.0
        self._go_on()

    def _fail(self, fault: LiveappError) -> None:
        """Try again when something comes, or somebody looks anew."""
        self._next.stop()
        self._asked.drop()
        self._is_outdated = self._are_figures_outdated = False
        if self._analysed is not None and not self._analysed.is_read:
            self._analysed = None
        if not isinstance(fault, StreamNotFound):
            self.fault_met.emit(fault)

    def _end_work(self) -> None:
        self._slow.stop()
        self._next.start(0)  # goes on after an error too
        if self._is_busy:
            self._is_busy = False
            self.busy_changed.emit(False)

    def _tell_slow(self) -> None:
        if not self._is_busy:
            self._is_busy = True
            self.busy_changed.emit(True)
        self.progressed.emit()
