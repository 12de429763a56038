"""What bets staked and were paid, each currency by itself, and what their targets let one expect."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.outcome_classes import ABSOLUTE_TOLERANCE
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.statistics.chances import reaching
from liveapp.domain.statistics.classes import CLASSES, classes_of
from liveapp.domain.statistics.columns import UNKNOWN, BetColumns, Codes, Floats, Integers

Places: TypeAlias = NDArray[np.uint32]
"""Places of currencies in a stream's totals."""

_LARGEST = sys.float_info.max

_UNIT = 2.0**64

_SUMS = 5
"""Staked, paid out, expected profit, staked and expected wins where the target is in the table."""

_DEVIATIONS_OF_95_PERCENT = 1.96
_ONE_PERCENT = 0.01


@dataclass(frozen=True, slots=True)
class CurrencyFigures:
    """The bets of one currency, None where they name none; amounts are in it.

    `expected_profit`, its `profit_deviation`, `expected_wins` and `wagered_over` are over the
    `expected_over` bets whose target is in their difficulty's table.
    """

    currency: str | None
    bets: int
    wagered: float
    paid_out: float
    expected_profit: float
    profit_deviation: float
    expected_over: int
    expected_wins: float
    wagered_over: float

    @property
    def profit(self) -> float:
        """What the bets won (positive) or lost (negative) together."""
        return self.paid_out - self.wagered

    @property
    def return_to_player(self) -> float | None:
        """What was paid out of each unit staked; None without stakes."""
        return min(self.paid_out / self.wagered, _LARGEST) if self.wagered else None

    @property
    def return_deviation(self) -> float | None:
        """How far the return of a fair game lies from its mean, typically, after these bets."""
        return self.profit_deviation / self.wagered_over if self.wagered_over else None

    @property
    def needed_bets(self) -> int | None:
        """After how many bets like these the return is known to one percent, in 95 of 100 fair games."""
        if self.return_deviation is None:
            return None
        reach = _DEVIATIONS_OF_95_PERCENT * self.return_deviation / _ONE_PERCENT
        return ceil(self.expected_over * reach**2)


class RunningMoney:
    """Adds up bets as they come. Currencies are the places that the bets' columns have."""

    def __init__(self) -> None:
        self._bets: Integers = np.zeros(0, np.int64)
        self._over: Integers = np.zeros(0, np.int64)
        self._sums: Floats = np.zeros((_SUMS, 0))
        self._deviations: Floats = np.zeros(0)

    def extend(self, bets: BetColumns) -> None:
        """Go on with these."""
        if not len(bets.ids):
            return
        room = max(len(self._bets), int(bets.currencies.max()) + 1)
        self._grow(room)
        targets, chances = targets_in_tables(bets.targets, bets.difficulties)
        are_over = targets > 0
        over = np.where(are_over, bets.amounts, 0)
        addends = (bets.amounts, bets.payouts, over * (targets * chances - 1), over, chances)
        self._bets += np.bincount(bets.currencies, minlength=room)
        self._over += np.bincount(bets.currencies, are_over, room).astype(np.int64)
        with np.errstate(over="ignore"):
            sums = self._sums + [np.bincount(bets.currencies, addend, room) for addend in addends]
            deviations = _joined(over, targets * np.sqrt(chances * (1 - chances)), bets.currencies, room)
            deviations = np.hypot(self._deviations, deviations)
        self._sums = np.clip(sums, -_LARGEST, _LARGEST)
        self._deviations = np.minimum(deviations, _LARGEST)

    def _grow(self, room: int) -> None:
        more = room - len(self._bets)
        if more:
            self._bets = np.pad(self._bets, (0, more))
            self._over = np.pad(self._over, (0, more))
            self._sums = np.pad(self._sums, ((0, 0), (0, more)))
            self._deviations = np.pad(self._deviations, (0, more))

    def copy(self) -> RunningMoney:
        """Another that adds on by itself."""
        other = RunningMoney()
        other._bets, other._over = self._bets.copy(), self._over.copy()
        other._sums, other._deviations = self._sums, self._deviations
        return other

    def figures(self, currencies: Sequence[str | None]) -> tuple[CurrencyFigures, ...]:
        """Of each of these that any bet has; they stand at their places."""
        wagered, paid_out, expected, over, wins = self._sums
        return tuple(
            CurrencyFigures(
                currency=currency,
                bets=int(self._bets[place]),
                wagered=float(wagered[place]),
                paid_out=float(paid_out[place]),
                expected_profit=float(expected[place]),
                profit_deviation=float(self._deviations[place]),
                expected_over=int(self._over[place]),
                expected_wins=float(wins[place]),
                wagered_over=float(over[place]),
            )
            for place, currency in enumerate(currencies[: len(self._bets)])
            if self._bets[place]
        )


def in_unit(amounts: Floats) -> Floats:
    """Amounts in a unit in which no sum of them overflows on its way; a power of two costs no digit."""
    return amounts / _UNIT


def as_amounts(sums: Floats) -> Floats:
    """Sums of amounts in that unit as amounts, which stop at the largest float."""
    with np.errstate(over="ignore"):
        return np.clip(sums * _UNIT, -_LARGEST, _LARGEST)


def targets_in_tables(targets: Floats, difficulties: Codes) -> tuple[Floats, Floats]:
    """Each target and the chance to reach it; both 0 where it is not in its difficulty's table."""
    classes = classes_of(targets, difficulties)
    are_known = classes != UNKNOWN
    cells = difficulties * np.uint8(CLASSES) + np.where(are_known, classes, 0)
    are_in_table = are_known & (np.abs(targets - _MULTIPLIERS[cells]) <= ABSOLUTE_TOLERANCE)
    return np.where(are_in_table, targets, 0), np.where(are_in_table, _CHANCES[cells], 0)


def _joined(amounts: Floats, deviations: Floats, currencies: Places, room: int) -> Floats:
    """The deviation of the sum of these amounts, each times what varies independently, by currency.

    They are squared in a power of two near each currency's largest, so that no square overflows.
    """
    largest = np.zeros(room)
    np.maximum.at(largest, currencies, amounts)
    exponents = np.frexp(largest)[1]
    scaled = np.ldexp(amounts, -exponents[currencies]) * deviations
    return np.ldexp(np.sqrt(np.bincount(currencies, scaled**2, room)), exponents)


def _by_cell(values_of: Callable[[str], Sequence[float] | Floats]) -> Floats:
    """A number for each class of each difficulty, in one array."""
    cells = np.zeros((len(DIFFICULTIES), CLASSES))
    for code, difficulty in enumerate(DIFFICULTIES):
        values = values_of(difficulty)
        cells[code, : len(values)] = values
    return cells.ravel()


_MULTIPLIERS = _by_cell(MULTIPLIERS.__getitem__)
_CHANCES = _by_cell(reaching)
