"""A stream's figures, kept up to date as it grows, for who has no use for its rounds and bets themselves.

`StreamAnalysis` keeps all of them, which pictures need; this keeps next to nothing, so that many streams can
be followed at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias
from uuid import UUID

import numpy as np

from liveapp.domain.column_texts import BEFORE_ALL
from liveapp.domain.ports import BetReader
from liveapp.domain.statistics.columns import BetColumns, ColumnArrays, RoundColumns
from liveapp.domain.statistics.figures import Figures, RunningFigures
from liveapp.domain.statistics.growing import part_of
from liveapp.domain.statistics.pictures.courses import RunningCourses
from liveapp.domain.statistics.rounds import classified, common_difficulty, difficulties_of
from liveapp.domain.statistics.stream_analysis import CHECKPOINT_ROUNDS
from liveapp.domain.streams import Stream

ReadAfter: TypeAlias = Callable[[ColumnArrays, int], Stream | None]
"""Reads a stream's rounds and bets with nonces over one into arrays; gives the stream as it was then, None
where the reading was cancelled."""

CHECKPOINTS = 2
"""Beside the newest: one of them may be nearly as new, the other is so many rounds back."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """What was computed up to some nonce."""

    nonce: int
    rounds: int
    bets: int
    stand_ins: int
    played: frozenset[int]
    running: RunningFigures
    courses: RunningCourses | None


def reading_by(reader: BetReader, stream_id: UUID, is_cancelled: Callable[[], bool]) -> ReadAfter:
    """Reads a stream by this reader, until `is_cancelled`, which is asked between pieces.

    Raises, when it is called:
        StreamNotFound, StoreUnavailable
    """

    def read(columns: ColumnArrays, after_nonce: int) -> Stream | None:
        stream, _ = reader.read_columns(stream_id, columns, is_cancelled, after_nonce)
        return None if is_cancelled() else stream

    return read


class FollowedStream:
    """Refreshed at a cost of what is new; what came late is noticed by the stream's own counts.

    A result that came in a stand-in's place changes no count: as long as it may come, the last rounds are
    read again. One that comes later than `CHECKPOINT_ROUNDS` is noticed when all is read. For one thread at a
    time.
    """

    def __init__(self, multipliers: Sequence[float] = (), has_courses: bool = False) -> None:
        self._multipliers = tuple(multipliers)
        self._has_courses = has_courses
        self._marks: list[_Mark] = []

    @property
    def courses(self) -> RunningCourses | None:
        """How the profits went, where it `has_courses`; None before it was read."""
        return self._marks[-1].courses if self._marks else None

    def refresh(self, read: ReadAfter) -> Figures | None:
        """The figures of all that is recorded now; None where `read` was cancelled, and nothing changed."""
        for mark in reversed(self._settled_marks()):
            columns = ColumnArrays()
            stream = read(columns, mark.nonce)
            if stream is None:
                return None
            if _fits(stream, mark, columns) and self._has_gone_on(mark, columns):
                return self._figures(stream)
        columns = ColumnArrays()
        stream = read(columns, BEFORE_ALL)
        if stream is None:
            return None
        self._begin(columns)
        return self._figures(stream)

    def _settled_marks(self) -> list[_Mark]:
        """Those up to which no result is likely to come in the place of a stand-in."""
        far_back = [one for one in self._marks if self._marks[-1].rounds - one.rounds >= CHECKPOINT_ROUNDS]
        settled = far_back[-1].stand_ins if far_back else 0
        return [one for one in self._marks if one.stand_ins <= settled]

    def _figures(self, stream: Stream) -> Figures:
        newest = self._marks[-1]
        # The counts are those of what was read.
        now = replace(stream, rounds=newest.rounds, total_bets=newest.bets)
        return replace(newest.running.snapshot(now), missing=stream.missing_rounds)

    def _begin(self, columns: ColumnArrays) -> None:
        self._marks = []
        courses = RunningCourses() if self._has_courses else None
        played, running = difficulties_of(columns.bets), RunningFigures(self._multipliers)
        self._go_on(_Mark(BEFORE_ALL, 0, 0, 0, played, running, courses), columns)

    def _has_gone_on(self, mark: _Mark, columns: ColumnArrays) -> bool:
        """Take what came after a mark; False where that changes what the rounds before it are."""
        after = replace(mark, played=mark.played | difficulties_of(columns.bets))
        if common_difficulty(after.played) != common_difficulty(mark.played):
            return False
        self._marks = [one for one in self._marks if one.nonce <= mark.nonce]
        if len(columns.rounds.nonces):
            self._go_on(after, columns)
        return True

    def _go_on(self, mark: _Mark, columns: ColumnArrays) -> None:
        for rounds, bets in _pieces(columns):
            running = mark.running.copy()
            running.extend(classified(rounds, bets, common_difficulty(mark.played)), bets)
            courses = None if mark.courses is None else mark.courses.copy()
            if courses is not None:
                courses.extend(bets)
            mark = _Mark(
                int(rounds.nonces[-1]) if len(rounds.nonces) else mark.nonce,
                mark.rounds + len(rounds.nonces),
                mark.bets + len(bets.nonces),
                mark.stand_ins + int(rounds.are_stand_ins.sum()),
                mark.played,
                running,
                courses,
            )
            self._keep(mark)

    def _keep(self, mark: _Mark) -> None:
        """Have this be the newest mark; of those before it, some that are far enough apart."""
        spaced: list[_Mark] = []
        for one in self._marks:
            if not spaced or one.rounds - spaced[-1].rounds >= CHECKPOINT_ROUNDS:
                spaced.append(one)
        self._marks = [*spaced[-CHECKPOINTS:], mark]


def _pieces(columns: ColumnArrays) -> Iterator[tuple[RoundColumns, BetColumns]]:
    """All rounds with their bets, in two pieces where they are many: between them there is a mark."""
    rounds, bets = columns.rounds, columns.bets
    end = len(rounds.nonces)
    cut = end - CHECKPOINT_ROUNDS if end > CHECKPOINT_ROUNDS else 0
    for first, stop in ((0, cut), (cut, end)):
        if stop > first or stop == end:
            low = 0 if first == 0 else int(np.searchsorted(bets.nonces, rounds.nonces[first], "left"))
            high = len(bets.nonces)
            if stop < end:
                high = int(np.searchsorted(bets.nonces, rounds.nonces[stop], "left"))
            yield part_of(rounds, slice(first, stop)), part_of(bets, slice(low, high))


def _fits(stream: Stream, mark: _Mark, columns: ColumnArrays) -> bool:
    """Whether the store knows as much up to the mark as was computed there."""
    are_all_rounds = mark.rounds + len(columns.rounds.nonces) == stream.rounds
    return are_all_rounds and mark.bets + len(columns.bets.nonces) == stream.total_bets
