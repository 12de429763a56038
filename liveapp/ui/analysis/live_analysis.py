"""The analysis of the stream that is shown, while somebody looks at it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
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
from liveapp.ui.questions import Question, Questions

if TYPE_CHECKING:
    # numpy with them: loaded in a thread when the first stream is analysed.
    from liveapp.domain.statistics.figures import Figures
    from liveapp.domain.statistics.stream_analysis import StreamAnalysis
    from liveapp.ui.analysis.analysed_stream import AnalysedStream, Refreshed

Answer = TypeVar("Answer")

GROWTH_MS = 100
"""Least time between two looks at what is new."""

FIGURES_MS = 1000
"""Least time between two computations of the figures."""

SLOW_MS = 200
"""What takes longer is told."""

FREE_MS = 60_000
"""So long after nobody looks any more what was read is kept."""


@dataclass(frozen=True, slots=True)
class _Asked:
    question: Question
    receiver: QObject
    work: Callable[[StreamAnalysis], Any]
    deliver: Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class _Failed:
    """What ended work, other than a fault that the program knows."""

    error: BaseException


class LiveAnalysis(QObject):
    """Reads and computes in the threads of `Questions`, one thing at a time, while somebody watches.

    `grew` is emitted when there is more to draw, at most ten times a second; `changed` when there are new
    `figures`, at most once a second, and when there are none any more. Nothing is read while nobody
    watches; what was read is freed some time later.
    """

    changed = Signal()
    grew = Signal()
    busy_changed = Signal(bool)
    progressed = Signal()
    fault_met = Signal(object)

    def __init__(self, reader: BetReader, questions: Questions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader
        self._questions = questions

    @property
    def figures(self) -> Figures | None:
        """Those of the bets that the filter lets through; None until they are there."""
        return None

    @property
    def is_busy(self) -> bool:
        """Whether what is wanted takes long enough to be told."""
        return False

    @property
    def progress(self) -> float:
        """How much of what is being read is there: from 0 to 1."""
        return 0.0

    def show_stream(self, stream: Stream | None) -> None:
        """Be about this stream, or about the same one as it is now; None is none."""

    def apply(self, stream: Stream, events: Sequence[StoreEvent]) -> None:
        """Follow what happened to the stream, which is now as given."""

    def watch(self, watcher: QObject) -> None:
        """Compute from now on, until all who watch are gone or have said `unwatch`."""

    def unwatch(self, watcher: QObject) -> None:
        """Do not compute for this one any more. A second call does nothing."""

    def set_multipliers(self, multipliers: Sequence[float]) -> None:
        """Have `figures.hits` be about these, in this order."""

    def set_filter(self, bet_filter: BetFilter | None) -> None:
        """Be about the bets that this lets through; None lets all through.

        Where it picks them by outcome, the rounds are still all rounds.
        """

    def ask(
        self,
        receiver: QObject,
        work: Callable[[StreamAnalysis], Answer],
        deliver: Callable[[Answer], object],
    ) -> Question:
        """Have `work` done in a thread on what is read, and its answer handed to `deliver` here.

        It waits until the stream is read. It is cancelled where nobody watches, where `receiver` is gone and
        where another stream is shown: ask again when it `grew`. What it keeps must not be a view.
        """
        return Question()
