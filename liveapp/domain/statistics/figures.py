"""Every figure of a stream: one definition each, for the window, the API and whatever watches streams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.statistics.columns import BetColumns, Integers
from liveapp.domain.statistics.evidence import RunningEvidence
from liveapp.domain.statistics.growing import Columns, part_of
from liveapp.domain.statistics.hits import (
    MultiplierFigures,
    RunningHits,
    highest_classes,
    rounds_by_difficulty,
)
from liveapp.domain.statistics.money import CurrencyFigures, RunningMoney
from liveapp.domain.statistics.outcomes import OutcomeFigures, RunningOutcomes
from liveapp.domain.statistics.rounds import ClassifiedRounds
from liveapp.domain.statistics.runs import RunningRuns, Runs
from liveapp.domain.streams import Stream

_AT_A_TIME = 65_536
"""So many fit the processor's caches, and what is computed on the way takes little memory."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is to be said of a stream at one moment.

    `totals` stand in the order of the stream's totals, `hits` in that of the multipliers asked for. `rounds`
    are the known ones, `classified` and `unclassified` together; `missing` ones lie between them. `evidence`
    against a fair game may be looked at as often as one likes; it was highest after `highest_evidence_at`
    classified rounds.
    """

    total_bets: int
    rounds: int
    classified: int
    unclassified: int
    missing: int
    totals: tuple[CurrencyFigures, ...]
    outcomes: tuple[OutcomeFigures, ...]
    evidence: float
    highest_evidence: float
    highest_evidence_at: int
    hits: tuple[MultiplierFigures, ...]
    runs: Runs


class RunningFigures:
    """All figures, kept up to date as rounds and bets come."""

    def __init__(self, multipliers: Sequence[float]) -> None:
        self._multipliers = tuple(multipliers)
        self._hits = {multiplier: RunningHits(multiplier) for multiplier in multipliers}
        self._outcomes = RunningOutcomes()
        self._evidence = RunningEvidence()
        self._money = RunningMoney()
        self._runs = RunningRuns()

    def extend(self, rounds: ClassifiedRounds, bets: BetColumns) -> None:
        """Go on with these, whose nonces are higher than all before; the same whatever the pieces."""
        known = rounds.only_classified()
        _extend_hits(self._hits.values(), known, self._outcomes.rounds)
        self._outcomes.extend(known)
        self._evidence.extend(known.classes, known.difficulties)
        for part in _parts(bets, len(bets.ids)):
            self._money.extend(part)
            self._runs.extend(part)

    def set_multipliers(self, multipliers: Sequence[float], rounds: ClassifiedRounds) -> None:
        """Watch others from now on. `rounds` are all that were taken so far, for those that are new."""
        before, self._multipliers = self._hits, tuple(multipliers)
        self._hits = {one: before.get(one) or RunningHits(one) for one in multipliers}
        new = [hits for one, hits in self._hits.items() if one not in before]
        counted = np.zeros(len(DIFFICULTIES), np.int64)
        for part in _parts(rounds, len(rounds)) if new else ():
            known = part.only_classified()
            _extend_hits(new, known, counted)
            counted += rounds_by_difficulty(known.difficulties)

    def copy(self) -> RunningFigures:
        """Another that goes on by itself."""
        other = RunningFigures(self._multipliers)
        other._hits = {multiplier: hits.copy() for multiplier, hits in self._hits.items()}
        other._outcomes = self._outcomes.copy()
        other._evidence = self._evidence.copy()
        other._money = self._money.copy()
        other._runs = self._runs.copy()
        return other

    def snapshot(self, stream: Stream) -> Figures:
        """The figures now. `stream` is as it was when the last of these bets were read."""
        by_difficulty = self._outcomes.rounds
        classified = int(by_difficulty.sum())
        currencies = [total.currency for total in stream.totals]
        return Figures(
            total_bets=stream.total_bets,
            rounds=stream.rounds,
            classified=classified,
            unclassified=stream.rounds - classified,
            missing=stream.missing_rounds,
            totals=self._money.figures(currencies),
            outcomes=self._outcomes.figures(),
            evidence=self._evidence.now,
            highest_evidence=self._evidence.highest,
            highest_evidence_at=self._evidence.highest_at,
            hits=tuple(self._hits[multiplier].figures(by_difficulty) for multiplier in self._multipliers),
            runs=self._runs.figures(currencies),
        )


def _extend_hits(all_hits: Iterable[RunningHits], known: ClassifiedRounds, before: Integers) -> None:
    """Go on with rounds that have a class; `before` so many of each difficulty came until then."""
    highest = highest_classes(known)
    for hits in all_hits:
        if hits.may_be_among(highest):
            hits.extend(known, before)


def _parts(columns: Columns, rows: int) -> Iterator[Columns]:
    for first in range(0, rows, _AT_A_TIME):
        yield part_of(columns, slice(first, first + _AT_A_TIME))
