"""All that is computed of one stream, kept up to date by what is read of it later."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from liveapp.domain.column_texts import BEFORE_ALL
from liveapp.domain.statistics.columns import (
    BetColumns,
    Codes,
    ColumnArrays,
    Integers,
    no_bets,
    no_rounds,
)
from liveapp.domain.statistics.figures import Figures, RunningFigures
from liveapp.domain.statistics.growing import GrowingColumns, part_of
from liveapp.domain.statistics.rounds import ClassifiedRounds, classified, common_difficulty, difficulties_of
from liveapp.domain.streams import Stream

CHECKPOINT_ROUNDS = 1_000
"""What comes late seldom comes later than so many rounds."""

CHECKPOINTS = 2
"""The newest may be of this moment: the one before it is so many rounds back."""

BLOCK_ROUNDS = 100_000
"""Computed at a time, since what that takes for a moment should be little beside the columns themselves."""


@dataclass(frozen=True, slots=True)
class ClassColumns:
    """What became of each known round: its difficulty and the class of its result."""

    difficulties: Codes
    classes: Codes


@dataclass(frozen=True, slots=True)
class _Checkpoint:
    """What was computed until some nonce: going back there costs no more than reading what came after."""

    nonce: int
    rounds: int
    bets: int
    played: frozenset[int]
    running: RunningFigures


class StreamAnalysis:
    """A stream's rounds and bets as arrays, and its figures. For one thread at a time.

    Rounds come in the order of their nonces nearly always: an update then costs what is new. What came
    late shows by the stream's own counts, and has everything from a checkpoint on computed again.
    """

    def __init__(self, multipliers: Sequence[float] = ()) -> None:
        self._multipliers = tuple(multipliers)
        self._stream: Stream | None = None
        self._rounds = GrowingColumns(no_rounds(0))
        self._bets = GrowingColumns(no_bets(0))
        self._codes = GrowingColumns(_no_classes())
        self._played: frozenset[int] = frozenset()
        self._checkpoints: list[_Checkpoint] = []
        self._running = RunningFigures(self._multipliers)
        self._figures: Figures | None = None
        self._missing = 0

    @property
    def is_read(self) -> bool:
        """Whether something was read."""
        return self._stream is not None

    @property
    def stream(self) -> Stream:
        """The stream as it was when it was read last.

        Raises:
            LookupError: nothing was read yet.
        """
        if self._stream is None:
            raise LookupError("nothing was read yet")
        return self._stream

    @property
    def rounds(self) -> ClassifiedRounds:
        """Every known round; a view."""
        rounds, codes = self._rounds.view, self._codes.view
        return ClassifiedRounds(rounds.nonces, rounds.results, codes.difficulties, codes.classes)

    @property
    def bets(self) -> BetColumns:
        """Every bet; a view."""
        return self._bets.view

    @property
    def figures(self) -> Figures:
        """The figures of all that was read; computed when they are asked for first."""
        if self._figures is None:
            # Of a part of the stream there are fewer than its counts say.
            stream = replace(self.stream, rounds=len(self._rounds), total_bets=len(self._bets))
            self._figures = replace(self._running.snapshot(stream), missing=self._missing)
        return self._figures

    @property
    def resume_points(self) -> tuple[int, ...]:
        """Nonces after which an update may be read, the least to read first; the last one always fits."""
        checkpoints = (mark.nonce for mark in reversed(self._checkpoints))
        newest = (int(self._rounds.view.nonces[-1]),) if len(self._rounds) else ()
        return tuple(dict.fromkeys((*newest, *checkpoints, BEFORE_ALL)))

    def update(self, stream: Stream, columns: ColumnArrays, after_nonce: int) -> bool:
        """Take what was read of the stream after one of the `resume_points`.

        False where it does not fit: there is more before it than is known here. Nothing has changed then,
        and it is to be read again from an earlier point.
        """
        if after_nonce == BEFORE_ALL:
            self._begin(columns)
        elif not self._fits(stream, columns, after_nonce):
            return False
        elif after_nonce == self.resume_points[0] and not len(columns.rounds.nonces):
            self._stream = stream
            return True
        else:
            self._go_back_to(after_nonce)
            self._rounds.extend(columns.rounds)
            self._bets.extend(columns.bets)
        self._stream, self._figures, self._missing = stream, None, stream.missing_rounds
        self._compute_new(columns.bets)
        return True

    def stand_ins_until(self, nonce: int) -> tuple[int, int] | None:
        """How many rounds up to a nonce only stand-ins tell of, and the first of these; None without any."""
        rounds = self._rounds.view
        places = np.flatnonzero(rounds.are_stand_ins[: np.searchsorted(rounds.nonces, nonce, "right")])
        return (len(places), int(rounds.nonces[places[0]])) if len(places) else None

    def set_multipliers(self, multipliers: Sequence[float]) -> None:
        """Have `figures.hits` be about these."""
        if self._multipliers != tuple(multipliers):
            self._multipliers, self._figures = tuple(multipliers), None
            rounds = self.rounds
            for mark in self._checkpoints:
                mark.running.set_multipliers(self._multipliers, part_of(rounds, slice(mark.rounds)))
            self._running.set_multipliers(self._multipliers, rounds)

    def restricted(self, ids: Integers, by_outcome: bool) -> "StreamAnalysis":
        """The same of the bets with these ids and their rounds; it is not to be updated.

        Where they were picked `by_outcome`, the rounds are still all of them: those with certain results
        say nothing about the game. Nor do their targets then say what to expect: they are left out.
        """
        part = StreamAnalysis(self._multipliers)
        part._stream = self._stream
        bets = part_of(self.bets, np.isin(self.bets.ids, ids))
        if by_outcome:
            bets = replace(bets, targets=np.zeros_like(bets.targets))
        part._bets = GrowingColumns(bets)
        part._missing = self._missing
        rounds, codes = self._rounds.view, self._codes.view
        if not by_outcome:
            with_bets = np.isin(rounds.nonces, bets.nonces)
            part._missing = _missing_between(rounds.nonces, bets.nonces)
            rounds, codes = part_of(rounds, with_bets), part_of(codes, with_bets)
        part._rounds, part._codes = GrowingColumns(rounds), GrowingColumns(codes)
        part._count_all()
        return part

    def _fits(self, stream: Stream, columns: ColumnArrays, after_nonce: int) -> bool:
        """Whether the store knows as much before that nonce as is known here."""
        rounds, bets = self._rows_until(after_nonce)
        are_all_rounds = rounds + len(columns.rounds.nonces) == stream.rounds
        return are_all_rounds and bets + len(columns.bets.nonces) == stream.total_bets

    def _rows_until(self, nonce: int) -> tuple[int, int]:
        """How many rounds and bets there are up to one of the `resume_points`."""
        for mark in self._checkpoints:
            if mark.nonce == nonce:
                return mark.rounds, mark.bets
        return len(self._rounds), len(self._bets)

    def _begin(self, columns: ColumnArrays) -> None:
        self._rounds = GrowingColumns(columns.rounds)
        self._bets = GrowingColumns(columns.bets)
        self._codes = GrowingColumns(_no_classes())
        self._played = frozenset()
        self._checkpoints = []
        self._running = RunningFigures(self._multipliers)

    def _go_back_to(self, nonce: int) -> None:
        """Forget what came after one of the `resume_points`; nothing came after the newest nonce."""
        if nonce == self._rounds.view.nonces[-1]:
            return
        while self._checkpoints[-1].nonce > nonce:
            self._checkpoints.pop()
        mark = self._checkpoints[-1]
        self._rounds.cut(mark.rounds)
        self._codes.cut(mark.rounds)
        self._bets.cut(mark.bets)
        self._played = mark.played
        self._running = mark.running.copy()

    def _compute_new(self, bets: BetColumns) -> None:
        """Compute the rounds that have no class yet, or all where these bets change what the others are."""
        common = common_difficulty(self._played)
        self._played |= difficulties_of(bets)
        if len(self._codes) and common_difficulty(self._played) != common:
            self._codes.cut(0)
            self._classify()
            self._count_all()
        else:
            begin = len(self._codes)
            self._classify()
            self._count(begin)

    def _classify(self) -> None:
        """Give the rounds that have no class theirs."""
        common = common_difficulty(self._played)
        for rounds, bets in self._blocks(len(self._codes)):
            found = classified(part_of(self._rounds.view, rounds), part_of(self._bets.view, bets), common)
            self._codes.extend(ClassColumns(found.difficulties, found.classes))

    def _count_all(self) -> None:
        """Compute the figures from the beginning on."""
        self._checkpoints = []
        self._figures = None
        self._running = RunningFigures(self._multipliers)
        self._count(0)

    def _count(self, begin: int) -> None:
        """Take the rounds from this place on into the figures."""
        all_rounds, all_bets = self.rounds, self.bets
        for rounds, bets in self._blocks(begin):
            self._running.extend(part_of(all_rounds, rounds), part_of(all_bets, bets))
            counted = self._checkpoints[-1].rounds if self._checkpoints else 0
            is_near_end = rounds.stop >= len(self._rounds) - CHECKPOINT_ROUNDS
            if is_near_end and rounds.stop - counted >= CHECKPOINT_ROUNDS:
                self._set_checkpoint(rounds.stop, bets.stop)

    def _blocks(self, begin: int) -> list[tuple[slice, slice]]:
        """The rounds from this place on, and their bets, in pieces; one ends where a checkpoint should be."""
        end = len(self._rounds)
        places = {*range(begin, end, BLOCK_ROUNDS), end, max(begin, end - CHECKPOINT_ROUNDS)}
        nonces, nonces_of_bets = self._rounds.view.nonces, self._bets.view.nonces
        blocks = []
        for first, stop in pairwise(sorted(places)):
            low = np.searchsorted(nonces_of_bets, nonces[first], "left")
            high = np.searchsorted(nonces_of_bets, nonces[stop - 1], "right")
            blocks.append((slice(first, stop), slice(int(low), int(high))))
        return blocks

    def _set_checkpoint(self, rounds: int, bets: int) -> None:
        nonce = int(self._rounds.view.nonces[rounds - 1])
        mark = _Checkpoint(nonce, rounds, bets, self._played, self._running.copy())
        self._checkpoints = [*self._checkpoints, mark][-CHECKPOINTS:]


def _no_classes() -> ClassColumns:
    return ClassColumns(np.zeros(0, np.uint8), np.zeros(0, np.uint8))


def _missing_between(known: Integers, nonces: Integers) -> int:
    """How many nonces between the first and the last of some ascending ones are not known."""
    if not len(nonces):
        return 0
    first, last = int(nonces[0]), int(nonces[-1])
    within = np.searchsorted(known, last, "right") - np.searchsorted(known, first, "left")
    return last - first + 1 - int(within)
