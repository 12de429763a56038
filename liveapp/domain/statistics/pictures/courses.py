"""How the profit of each currency went, in steps that are few however many bets a stream has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from liveapp.domain.statistics.columns import BetColumns, Floats, Integers
from liveapp.domain.statistics.growing import part_of
from liveapp.domain.statistics.money import in_unit
from liveapp.domain.statistics.pictures.profit_sums import PIECE_BETS, expectations, running

MOST_STEPS = 1 << 16
"""So many steps of a stream are kept, shared out among its currencies: more than a picture has pixels."""

LEAST_STEPS = 1 << 10
"""So many each currency may have, however many currencies there are."""


def _none() -> Floats:
    return np.zeros(0)


@dataclass(frozen=True, slots=True)
class Course:
    """The cumulative profit of one currency's bets, numbered from 1 on in the order of their nonces.

    Each step is `bets_a_step` bets (a power of two), the last one those that are left; their profits, each
    after its bet, lie from `lows` to `highs`, the last one is in `lasts`; `expected` is the expected profit
    after it, over the `expected_over` bets whose target is in the table. So exact extremes stay, whatever
    was joined. Amounts are in the unit of `money.in_unit`.
    """

    bets: int = 0
    expected_over: int = 0
    bets_a_step: int = 1
    lows: Floats = field(default_factory=_none)
    highs: Floats = field(default_factory=_none)
    lasts: Floats = field(default_factory=_none)
    expected: Floats = field(default_factory=_none)

    @property
    def numbers(self) -> Integers:
        """The number of each step's last bet."""
        return np.minimum(np.arange(1, len(self.lasts) + 1) * self.bets_a_step, self.bets)

    def extended(self, bets: BetColumns, most_steps: int) -> Course:
        """The same with further bets, all of the currency; in steps of which there are at most so many."""
        gains = in_unit(bets.payouts) - in_unit(bets.amounts)
        expected, _, chances = expectations(bets, np.arange(len(bets.ids)))
        profits = running(np.add, self.lasts[-1] if self.bets else 0.0, gains)
        averages = running(np.add, self.expected[-1] if self.bets else 0.0, expected)
        begun = self.bets % self.bets_a_step
        starts = np.arange(-begun, len(profits), self.bets_a_step).clip(min=0)
        ends = np.append(starts[1:], len(profits)) - 1
        lows, highs = np.minimum.reduceat(profits, starts), np.maximum.reduceat(profits, starts)
        kept = len(self.lasts)
        if begun:
            kept -= 1
            lows[0], highs[0] = min(lows[0], self.lows[-1]), max(highs[0], self.highs[-1])
        longer = Course(
            self.bets + len(profits),
            self.expected_over + int(np.count_nonzero(chances)),
            self.bets_a_step,
            np.concatenate((self.lows[:kept], lows)),
            np.concatenate((self.highs[:kept], highs)),
            np.concatenate((self.lasts[:kept], profits[ends])),
            np.concatenate((self.expected[:kept], averages[ends])),
        )
        return longer._within(most_steps)

    def _within(self, most_steps: int) -> Course:
        """The same in at most so many steps: neighbours are joined, again and again."""
        course = self
        while len(course.lasts) > most_steps:
            pairs = np.arange(0, len(course.lasts), 2)
            ends = np.minimum(pairs + 1, len(course.lasts) - 1)
            course = Course(
                course.bets,
                course.expected_over,
                course.bets_a_step * 2,
                np.minimum.reduceat(course.lows, pairs),
                np.maximum.reduceat(course.highs, pairs),
                course.lasts[ends],
                course.expected[ends],
            )
        return course


class RunningCourses:
    """The course of each currency, kept up to date as bets come in the order of their nonces."""

    def __init__(self) -> None:
        self._courses: dict[int, Course] = {}

    def of(self, currency: int) -> Course:
        """That of the currency with this place in the stream's totals; one without bets where it has none."""
        return self._courses.get(currency, Course())

    def extend(self, bets: BetColumns) -> None:
        """Go on with these."""
        for first in range(0, len(bets.ids), PIECE_BETS):
            for currency, ours in _by_currency(part_of(bets, slice(first, first + PIECE_BETS))):
                others = len(self._courses.keys() - {currency})
                most = max(LEAST_STEPS, MOST_STEPS // (others + 1))
                self._courses[currency] = self.of(currency).extended(ours, most)

    def copy(self) -> RunningCourses:
        """Another that goes on by itself."""
        other = RunningCourses()
        other._courses = dict(self._courses)
        return other


def _by_currency(bets: BetColumns) -> Iterator[tuple[int, BetColumns]]:
    codes = bets.currencies
    if (codes == codes[:1]).all():
        yield int(codes[0]), bets
        return
    order = np.argsort(codes, kind="stable")
    begins = np.flatnonzero(np.diff(codes[order], prepend=-1))
    for begin, end in zip(begins.tolist(), [*begins[1:].tolist(), len(order)], strict=True):
        places = order[begin:end]
        yield int(codes[places[0]]), part_of(bets, places)
