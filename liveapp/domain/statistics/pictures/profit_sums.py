"""Running sums of one currency's bets, kept so that a picture of any span costs little."""

import numpy as np

from liveapp.domain.statistics.columns import BetColumns, Floats, Integers
from liveapp.domain.statistics.money import in_unit, targets_in_tables
from liveapp.domain.statistics.words.money import WINS_TO_COMPARE

BETS_A_MARK = 32
"""Expectations are kept after each so many bets; the few since are added when they are asked for."""

PIECE_BETS = 1 << 16
"""Taken at a time, so that little memory is needed beside what is kept."""

_ROUNDING = 1e-9


class ProfitSums:
    """What one currency's bets have come to after each of them. Amounts are in the unit of `money.in_unit`.

    `profits` has a value for each bet of the currency. `places` tells where they stand among all bets, None
    where all are of the currency. `band_from` is the nonce by which so many wins were expected that
    deviations tell something.
    """

    def __init__(self, currency: int) -> None:
        self.currency = currency
        self._forget()

    def _forget(self) -> None:
        self.profits: Floats = np.zeros(0)
        self.places: Integers | None = None
        self.band_from: int | None = None
        self.expected_over = 0
        self._expected_marks: Floats = np.zeros(1)
        self._deviation_marks: Floats = np.zeros(1)
        self._expected = self._deviation = self._wins = 0.0
        self._taken, self._sum_of_taken = 0, 0

    def follow(self, bets: BetColumns) -> None:
        """Take the bets that are new; all of them, where they are not those of before and some more."""
        if not self._continues(bets.ids):
            self._forget()
        if len(bets.ids) == self._taken:
            return
        ours = np.flatnonzero(bets.currencies[self._taken :] == self.currency) + self._taken
        self._place(ours, len(bets.ids))
        begin = len(self.profits)
        profits = np.empty(begin + len(ours))
        profits[:begin] = self.profits
        self.profits = profits
        for offset in range(0, len(ours), PIECE_BETS):
            self._take(bets, ours[offset : offset + PIECE_BETS], begin + offset)
        self._taken, self._sum_of_taken = len(bets.ids), _sum_by_place(bets.ids)

    def bets_at(self, numbers: Integers) -> Integers:
        """Where the bets of these numbers (from 0) in the currency stand among all bets."""
        return numbers if self.places is None else self.places[numbers]

    def expectations_at(self, bets: BetColumns, numbers: Integers) -> tuple[Floats, Floats]:
        """Expected profit and its deviation after the bets of these numbers (from 0) in the currency."""
        marks = (numbers + 1) // BETS_A_MARK
        since = marks[:, np.newaxis] * BETS_A_MARK + np.arange(BETS_A_MARK)
        are_since = since <= numbers[:, np.newaxis]
        since = self.bets_at(since[are_since])
        expected, deviations = np.zeros(are_since.shape), np.zeros(are_since.shape)
        expected[are_since], deviations[are_since], _ = expectations(bets, since)
        return (
            self._expected_marks[marks] + expected.sum(axis=1),
            np.hypot(self._deviation_marks[marks], np.hypot.reduce(deviations, axis=1)),
        )

    def _continues(self, ids: Integers) -> bool:
        """Whether the bets taken are the first of these still: a late one would have moved those after it."""
        taken = ids[: self._taken]
        return len(taken) == self._taken and _sum_by_place(taken) == self._sum_of_taken

    def _place(self, ours: Integers, bets: int) -> None:
        if self.places is None and len(ours) < bets - self._taken:
            self.places = np.arange(len(self.profits))
        if self.places is not None:
            self.places = np.concatenate((self.places, ours))

    def _take(self, bets: BetColumns, ours: Integers, begin: int) -> None:
        last = self.profits[begin - 1] if begin else 0.0
        gains = in_unit(bets.payouts[ours]) - in_unit(bets.amounts[ours])
        self.profits[begin : begin + len(ours)] = running(np.add, last, gains)
        gains, deviations, chances = expectations(bets, ours)
        self.expected_over += int(np.count_nonzero(chances))
        first_mark = -(begin + 1) % BETS_A_MARK
        expected = running(np.add, self._expected, gains)
        self._expected_marks = np.append(self._expected_marks, expected[first_mark::BETS_A_MARK])
        deviation = running(np.hypot, self._deviation, deviations)
        self._deviation_marks = np.append(self._deviation_marks, deviation[first_mark::BETS_A_MARK])
        wins = running(np.add, self._wins, chances)
        reached = int(np.searchsorted(wins, WINS_TO_COMPARE - _ROUNDING))
        if self.band_from is None and reached < len(wins):
            self.band_from = int(bets.nonces[ours[reached]])
        self._expected, self._deviation, self._wins = expected[-1], deviation[-1], wins[-1]


def expectations(bets: BetColumns, places: Integers) -> tuple[Floats, Floats, Floats]:
    """Of each bet expected profit, its deviation, chance to win; 0 where the target is not in the table."""
    targets, chances = targets_in_tables(bets.targets[places], bets.difficulties[places])
    stakes = np.where(targets > 0, in_unit(bets.amounts[places]), 0)
    return (
        stakes * (targets * chances - 1),
        stakes * targets * np.sqrt(chances * (1 - chances)),
        chances,
    )


def _sum_by_place(ids: Integers) -> int:
    """A number that differs, as good as surely, where other bets stand at any of the places."""
    return int(np.dot(ids, np.arange(len(ids))))


def running(operation: np.ufunc, last: float, addends: Floats) -> Floats:
    """All results on the way, the same to the last digit whatever the pieces."""
    results: Floats = operation.accumulate(np.concatenate(([last], addends)))
    return results[1:]
