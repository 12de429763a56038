"""How often each number of safe pumps came, and how well that fits a fair game."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.statistics.chi_square import Fit, goodness_of_fit
from liveapp.domain.statistics.classes import CLASSES
from liveapp.domain.statistics.columns import Integers
from liveapp.domain.statistics.rounds import ClassifiedRounds


@dataclass(frozen=True, slots=True)
class OutcomeFigures:
    """The classified rounds of one difficulty: `counts` by class, from 0 safe pumps on."""

    difficulty: str
    rounds: int
    counts: tuple[int, ...]
    fit: Fit


class RunningOutcomes:
    """Counts classes as rounds come."""

    def __init__(self) -> None:
        self._counts: Integers = np.zeros((len(DIFFICULTIES), CLASSES), np.int64)

    def extend(self, rounds: ClassifiedRounds) -> None:
        """Go on with these, which all have a class."""
        cells = rounds.difficulties * np.uint8(CLASSES) + rounds.classes
        self._counts = self._counts + np.bincount(cells, minlength=self._counts.size).reshape(
            self._counts.shape
        )

    def copy(self) -> RunningOutcomes:
        """Another that counts on by itself."""
        other = RunningOutcomes()
        other._counts = self._counts
        return other

    @property
    def rounds(self) -> Integers:
        """Classified rounds by difficulty."""
        return np.asarray(self._counts.sum(axis=1))

    @property
    def counts(self) -> dict[str, tuple[int, ...]]:
        """By class, of each difficulty that was played."""
        return {
            difficulty: tuple(counts[: len(MULTIPLIERS[difficulty])])
            for difficulty, counts in zip(DIFFICULTIES, self._counts.tolist(), strict=True)
            if any(counts)
        }

    def figures(self) -> tuple[OutcomeFigures, ...]:
        """Of each difficulty that was played, easy to expert."""
        return tuple(
            OutcomeFigures(difficulty, sum(counts), counts, goodness_of_fit(difficulty, counts))
            for difficulty, counts in self.counts.items()
        )
