"""The streams that are compared, read and kept up to date while somebody looks."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from math import ceil
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from liveapp.domain.errors import LiveappError, StreamNotFound
from liveapp.domain.events import (
    BetsStored,
    BookmarkRemoved,
    BookmarkSet,
    StoreEvent,
    StreamDeleted,
    StreamRestored,
    stream_key_of,
)
from liveapp.domain.ports import BetReader
from liveapp.domain.streams import Stream
from liveapp.ui.analysis.asked_work import AskedWork, cancelled_question
from liveapp.ui.analysis.lone_work import LoneWork
from liveapp.ui.analysis.wanted import ReadingProgress
from liveapp.ui.comparing.side import Side
from liveapp.ui.questions import Question, Questions
from liveapp.ui.widgets.timers import single_shot

if TYPE_CHECKING:
    # numpy with them: loaded in a thread when the first stream is read.
    from liveapp.domain.statistics.columns import ColumnArrays
    from liveapp.domain.statistics.compared_stream import ComparedStream
    from liveapp.domain.statistics.figures import Figures

REFRESH_S = 1.5
"""Least time between two readings of a stream."""

PATIENCE = 3
"""What took long to read is read again after so many times as long."""

TOLD_MS = 1_000
"""So long what happened to streams is gathered before it is told, beside what was read of them."""

SLOW_MS = 200
"""What takes longer is told, so often."""


class LiveComparison(QObject):
    """Reads one stream after the other in the threads of `Questions`, and answers what is asked of all.

    `grew` is emitted when there is more to draw, `changed` when a stream or its figures are other than
    before, `progressed` while a reading takes long. While nobody watches nothing is read and nothing
    computed.
    """

    grew = Signal()
    changed = Signal()
    progressed = Signal()
    fault_met = Signal(object)

    def __init__(
        self,
        streams: Sequence[Stream],
        multiplier: float,
        reader: BetReader,
        questions: Questions,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reader = reader
        self.sides = tuple(Side(stream) for stream in streams)
        self.multiplier = multiplier
        """The one whose hits are counted."""
        self._is_watched = False
        self._work = LoneWork(questions, self, self._end_work, self._fail)
        self._read_side = self.sides[0]
        """The one that is being read, or was last."""
        self._is_slow = False
        self._progress = ReadingProgress()
        self._asked = AskedWork(self._work, self._go_on)
        self._was_answer = False
        self._next = single_shot(self, 0, self._go_on)
        self._tell = single_shot(self, 0, self.changed.emit)
        self._slow = single_shot(self, SLOW_MS, self._tell_slow)
        self._slow.setSingleShot(False)

    @property
    def figures(self) -> object | None:
        """Something once there is anything to draw."""
        return next((side.figures for side in self.sides if side.figures is not None), None)

    @property
    def reading(self) -> tuple[int, float] | None:
        """Which stream is being read (its place) and how much of it is there (0 to 1), once it is slow."""
        if not self._is_slow:
            return None
        place = next(number for number, side in enumerate(self.sides) if side is self._read_side)
        return place, self._progress.share

    def watch(self, is_watched: bool) -> None:
        """Read and compute from now on, or do nothing any more until then."""
        if is_watched == self._is_watched:
            return
        self._is_watched = is_watched
        if is_watched:
            self._tell.start(0)
            self._go_on()
        else:
            self._work.hurry()
            for timer in (self._next, self._tell):
                timer.stop()
            self._asked.drop()

    def stop(self) -> None:
        """Have nothing to do any more with what is being read."""
        self.watch(False)
        self._work.drop()
        self._slow.stop()
        self._is_slow = False

    def set_multiplier(self, multiplier: float) -> None:
        """Count the hits of this one; figures of the one before stay until the others are there."""
        if multiplier == self.multiplier:
            return
        self.multiplier = multiplier
        for side in self.sides:
            side.is_outdated, side.due_s = not side.is_gone, 0.0
        self.changed.emit()
        self._go_on()

    def apply(self, events: Sequence[StoreEvent]) -> None:
        """Follow what happened to the streams."""
        by_key = {side.stream.key: side for side in self.sides}
        own = [event for event in events if stream_key_of(event) in by_key]
        for event in own:
            self._take_event(by_key[stream_key_of(event)], event)
        if own and self._is_watched:
            if any(isinstance(event, StreamDeleted) for event in own):
                self._tell.start(0)
            elif not self._tell.isActive():
                self._tell.start(TOLD_MS)
            self._go_on()

    def ask(
        self, receiver: QObject, work: Callable[[Any], Any], deliver: Callable[[Any], object]
    ) -> Question:
        """Have `work` done in a thread on each side's `ComparedStream` (None before it is read).

        Its answer is handed to `deliver` here. It is cancelled where nobody watches.
        """
        if not self._is_watched:
            return cancelled_question()
        question = self._asked.add(receiver, work, deliver)
        self._go_on()
        return question

    def _take_event(self, side: Side, event: StoreEvent) -> None:
        match event:
            case StreamDeleted():
                side.is_gone, side.is_outdated = True, False
            case BookmarkSet() | BookmarkRemoved():
                pass
            case _:
                side.stream = event.stream
                if isinstance(event, StreamRestored):
                    side.is_gone, side.compared, side.due_s = False, None, 0.0
                if isinstance(event, BetsStored | StreamRestored):
                    side.is_outdated = not side.is_gone

    def _go_on(self) -> None:
        """Do what is to be done next, unless something is being done."""
        self._next.stop()
        if not self._is_watched or self._work.is_running:
            return
        outdated = min(
            (one for one in self.sides if one.is_outdated), key=lambda one: one.due_s, default=None
        )
        wait_s = None if outdated is None else outdated.due_s - time.monotonic()
        is_due = wait_s is not None and wait_s <= 0
        if self._asked.is_waiting and self.figures is not None and not (is_due and self._was_answer):
            self._answer()
        elif outdated is not None and is_due:
            self._read(outdated)
        elif wait_s is not None:
            self._next.start(ceil(wait_s * 1000))

    def _read(self, side: Side) -> None:
        reader, stream_id, multiplier = self._reader, side.stream.id, self.multiplier
        before, progress = side.compared, ReadingProgress()
        begun_s = time.monotonic()
        side.is_outdated = self._was_answer = False
        self._read_side, self._progress = side, progress

        def work(is_cancelled: Callable[[], bool]) -> tuple[ComparedStream, Figures | None]:
            from liveapp.domain.statistics.compared_stream import ComparedStream

            is_same = before is not None and before.multiplier == multiplier
            compared = before if is_same and before is not None else ComparedStream(multiplier)

            def read(columns: ColumnArrays, after_nonce: int) -> Stream | None:
                def is_over() -> bool:
                    progress.share = columns.share_taken
                    return is_cancelled()

                stream, _ = reader.read_columns(stream_id, columns, is_over, after_nonce)
                return None if is_cancelled() else stream

            return compared, compared.refresh(read)

        self._slow.start()
        self._work.begin(work, partial(self._take, side, begun_s))

    def _take(self, side: Side, begun_s: float, answer: tuple[ComparedStream, Figures | None]) -> None:
        compared, figures = answer
        if figures is None:
            side.is_outdated = not side.is_gone
        else:
            now_s = time.monotonic()
            side.compared, side.figures = compared, figures
            side.due_s = now_s + max(REFRESH_S, PATIENCE * (now_s - begun_s))
            if compared.multiplier != self.multiplier:
                side.is_outdated, side.due_s = not side.is_gone, 0.0
            self.changed.emit()
            self.grew.emit()
        self._go_on()

    def _answer(self) -> None:
        compared = tuple(side.compared for side in self.sides)
        self._was_answer = True
        self._asked.answer(lambda: compared)

    def _fail(self, fault: LiveappError) -> None:
        """A stream that is not there any more is gone; anything else is tried again when something comes."""
        if isinstance(fault, StreamNotFound):
            self._read_side.is_gone = True
            self.changed.emit()
        else:
            self.fault_met.emit(fault)

    def _end_work(self) -> None:
        self._slow.stop()
        if self._is_slow:
            self._is_slow = False
            self.progressed.emit()
        self._next.start(0)  # goes on after an error too

    def _tell_slow(self) -> None:
        self._is_slow = True
        self.progressed.emit()
