"""Wins and losses in a row, and how far the profit fell below its highest value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from liveapp.domain.statistics.columns import BetColumns, Booleans, Floats
from liveapp.domain.statistics.money import Places, as_amounts, in_unit

_PROFITS = 4
"""Of each currency: its bets, the profit so far, its highest value, and its deepest fall below that."""


@dataclass(frozen=True, slots=True)
class Drawdown:
    """The largest fall of one currency's profit below its highest value so far, from 0 at the start."""

    currency: str | None
    amount: float


@dataclass(frozen=True, slots=True)
class Runs:
    """Over bets by nonce, then id; those without a stake are in no run.

    `current` is positive for wins in a row, negative for losses. `drawdowns` has each currency of the bets,
    in the order of the totals.
    """

    longest_losing: int
    longest_winning: int
    current: int
    drawdowns: tuple[Drawdown, ...]


class RunningRuns:
    """Goes on as bets come, in the order of their nonces, then ids."""

    def __init__(self) -> None:
        self._longest = {False: 0, True: 0}
        self._current = 0
        self._profits: Floats = np.zeros((_PROFITS, 0))

    def extend(self, bets: BetColumns) -> None:
        """Go on with these."""
        are_staked = bets.amounts > 0
        self._extend_runs((bets.payouts > bets.amounts)[are_staked])
        self._extend_profits(bets.currencies, in_unit(bets.payouts) - in_unit(bets.amounts))

    def _extend_runs(self, are_wins: Booleans) -> None:
        if not len(are_wins):
            return
        changes = np.flatnonzero(are_wins[1:] != are_wins[:-1]) + 1
        bounds = np.concatenate(([0], changes, [len(are_wins)]))
        lengths = np.diff(bounds)
        is_win = bool(are_wins[0])
        if self._current and (self._current > 0) == is_win:
            lengths[0] += abs(self._current)
        for outcome, of_outcome in ((is_win, lengths[::2]), (not is_win, lengths[1::2])):
            self._longest[outcome] = max(self._longest[outcome], int(of_outcome.max(initial=0)))
        self._current = int(lengths[-1]) if are_wins[-1] else -int(lengths[-1])

    def _extend_profits(self, currencies: Places, profits: Floats) -> None:
        if not len(profits):
            return
        more = int(currencies.max()) + 1 - self._profits.shape[1]
        if more > 0:
            self._profits = np.pad(self._profits, ((0, 0), (0, more)))
        if (currencies == currencies[0]).all():
            self._extend_profit(int(currencies[0]), profits)
            return
        order = np.argsort(currencies, kind="stable")
        ordered = currencies[order]
        changes = np.flatnonzero(ordered[1:] != ordered[:-1]) + 1
        for places in np.split(order, changes):
            self._extend_profit(int(currencies[places[0]]), profits[places])

    def _extend_profit(self, currency: int, profits: Floats) -> None:
        bets, total, highest, deepest = self._profits[:, currency]
        course = np.cumsum(np.concatenate(([total], profits)))
        peaks = np.maximum(np.maximum.accumulate(course), highest)
        deepest = max(deepest, (peaks - course).max())
        self._profits[:, currency] = bets + len(profits), course[-1], peaks[-1], deepest

    def copy(self) -> RunningRuns:
        """Another that goes on by itself."""
        other = RunningRuns()
        other._longest, other._current = dict(self._longest), self._current
        other._profits = self._profits.copy()
        return other

    def figures(self, currencies: Sequence[str | None]) -> Runs:
        """What was seen. The currencies stand at their places."""
        bets, *_, deepest = self._profits
        drawdowns = tuple(
            Drawdown(currency, amount)
            for currency, number, amount in zip(currencies, bets, as_amounts(deepest).tolist(), strict=False)
            if number
        )
        return Runs(self._longest[False], self._longest[True], self._current, drawdowns)
