"""What is done in threads for the analysis of one stream. Loads numpy: to be imported in a thread too."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from liveapp.domain.bets import MAX_NONCE
from liveapp.domain.column_texts import BEFORE_ALL
from liveapp.domain.ports import BetReader
from liveapp.domain.queries import BetFilter, BetOrder
from liveapp.domain.statistics.columns import ColumnArrays
from liveapp.domain.statistics.figures import Figures
from liveapp.domain.statistics.stream_analysis import StreamAnalysis
from liveapp.domain.streams import Stream
from liveapp.ui.analysis.wanted import ReadingProgress, Wanted

PATIENCE = 10
"""What is done all over is done again after so many times as long as it took."""


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh came to.

    `figures` are None where they were not asked for. `is_behind`: all is to be read, or filtered, anew, and
    it is too early for that. `has_stand_ins`: results may come that no event tells of.
    """

    has_grown: bool
    figures: Figures | None
    is_behind: bool
    has_stand_ins: bool


class AnalysedStream:
    """One stream's analysis, and how it is kept up to date. For one thread at a time."""

    def __init__(self, reader: BetReader, stream: Stream, progress: ReadingProgress) -> None:
        self._progress = progress
        self._reader = reader
        self._stream = stream
        self._wanted = Wanted()
        self._whole = StreamAnalysis()
        self._part: StreamAnalysis | None = None
        self._reading_all = _Costly()
        self._filtering = _Costly()

    @property
    def is_read(self) -> bool:
        """Whether there is something to look at."""
        return self._whole.is_read

    @property
    def shown(self) -> StreamAnalysis:
        """The analysis of what is wanted."""
        return self._part or self._whole

    def refresh(
        self, wanted: Wanted, with_figures: bool, is_cancelled: Callable[[], bool]
    ) -> Refreshed | None:
        """Read what is new, and compute what it changes; None where `is_cancelled` said so meanwhile.

        Raises:
            StreamNotFound, StoreUnavailable
        """
        if wanted != self._wanted:
            self._want(wanted)
        is_up_to_date, has_grown = self._read_new(with_figures, is_cancelled)
        if is_cancelled() or not self.is_read:
            return None
        if wanted.bet_filter is not None:
            has_grown = self._pick(wanted.bet_filter, is_cancelled)
            is_up_to_date = is_up_to_date and has_grown
            if is_cancelled():
                return None
        figures = self.shown.figures if with_figures else None
        has_stand_ins = self._whole.stand_ins_until(MAX_NONCE) is not None
        return Refreshed(has_grown, figures, not is_up_to_date, has_stand_ins)

    def _want(self, wanted: Wanted) -> None:
        self._whole.set_multipliers(wanted.multipliers)
        if wanted.bet_filter != self._wanted.bet_filter:
            self._part = None
        elif self._part is not None:
            self._part.set_multipliers(wanted.multipliers)
        self._wanted = wanted

    def _read_new(self, is_thorough: bool, is_cancelled: Callable[[], bool]) -> tuple[bool, bool]:
        """Read from the newest point that fits: whether all is as in the store now, and whether it grew."""
        points = self._whole.resume_points
        for after in points[:-1]:
            if is_thorough and not self._agrees_until(after):
                continue
            columns, stream = self._read(after, is_cancelled)
            if is_cancelled():
                return False, False
            if self._whole.update(stream, columns, after):
                return True, after != points[0] or bool(len(columns.rounds.nonces))
        if self.is_read and not self._reading_all.is_due:
            return False, False
        # What is known goes first, so that nothing is in memory twice.
        self._whole, self._part = StreamAnalysis(self._wanted.multipliers), None
        with self._reading_all.timed():
            columns, stream = self._read(BEFORE_ALL, is_cancelled)
            if is_cancelled():
                return False, False
            self._whole.update(stream, columns, BEFORE_ALL)
        return True, True

    def _read(self, after_nonce: int, is_cancelled: Callable[[], bool]) -> tuple[ColumnArrays, Stream]:
        columns = ColumnArrays()

        def is_over() -> bool:
            self._progress.share = columns.share_taken
            return is_cancelled()

        stream, _ = self._reader.read_columns(self._stream.id, columns, is_over, after_nonce)
        self._progress.share = columns.share_taken
        return columns, stream

    def _agrees_until(self, nonce: int) -> bool:
        """Whether no result has come in the place of a stand-in: that changes none of the stream's counts."""
        known = self._whole.stand_ins_until(nonce)
        if known is None:
            return True
        number, first = known
        return self._reader.stand_ins_between(self._stream.key, first, nonce) == number

    def _pick(self, bet_filter: BetFilter, is_cancelled: Callable[[], bool]) -> bool:
        """Compute what the filter lets through; False where that is too early again, or was cancelled."""
        if self._part is not None and not self._filtering.is_due:
            return False
        with self._filtering.timed():
            bets = self._reader.bet_sequence(self._stream.key, BetOrder(), bet_filter, is_cancelled)
            if bets is None:
                return False
            ids = np.array(bets.ids, np.int64)
            self._part = self._whole.restricted(ids, bet_filter.picks_by_outcome)
        return True


class _Costly:
    """Something that is not to be done all the time."""

    def __init__(self) -> None:
        self._again_s = 0.0

    @property
    def is_due(self) -> bool:
        """Whether it was long enough ago."""
        return time.monotonic() >= self._again_s

    @contextmanager
    def timed(self) -> Iterator[None]:
        """It is being done."""
        begun_s = time.monotonic()
        try:
            yield
        finally:
            now_s = time.monotonic()
            self._again_s = now_s + PATIENCE * (now_s - begun_s)
