"""Outcomes: how often each number of safe pumps was seen, and how often a fair game shows it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from liveapp.domain.outcome_classes import chances_by_class
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.statistics.binomial import central_range
from liveapp.domain.statistics.columns import Floats, Integers
from liveapp.domain.statistics.outcomes import OutcomeFigures
from liveapp.domain.statistics.pictures.rows import Row, rows_of


@dataclass(frozen=True, slots=True)
class OutcomesPicture:
    """One difficulty's outcomes by number of safe pumps, from 0 on.

    998 of 1,000 fair streams of as many rounds see a class between `lows` and `highs` times, both included.
    These are empty where so much is missing that nothing can be compared.
    """

    difficulty: str
    rounds: int
    multipliers: Floats
    observed: Integers
    expected: Floats
    lows: Integers
    highs: Integers

    def rows(self) -> Iterator[Row]:
        """A header, and a row for each number of safe pumps."""
        return rows_of(
            {
                "safe_pumps": np.arange(len(self.observed)),
                "multiplier": self.multipliers,
                "observed": self.observed,
                "expected": self.expected,
                "range_low": self.lows if len(self.lows) else np.full(len(self.observed), np.nan),
                "range_high": self.highs if len(self.highs) else np.full(len(self.observed), np.nan),
            }
        )


def outcomes_picture(figures: OutcomeFigures, is_partial: bool = False) -> OutcomesPicture:
    """Draw up one difficulty's outcomes beside what is expected of them."""
    chances = () if is_partial else chances_by_class(figures.difficulty)
    ranges = [central_range(figures.rounds, chance) for chance in chances]
    return OutcomesPicture(
        difficulty=figures.difficulty,
        rounds=figures.rounds,
        multipliers=np.array(MULTIPLIERS[figures.difficulty]),
        observed=np.array(figures.counts, np.int64),
        expected=np.array(figures.fit.expected),
        lows=np.array([low for low, _ in ranges], np.int64),
        highs=np.array([high for _, high in ranges], np.int64),
    )
