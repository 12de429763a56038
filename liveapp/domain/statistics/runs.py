"""Wins and losses in a row, and how far the profit fell below its highest value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from liveapp.domain.statistics.columns import BetColumns, Booleans, Floats, Integers
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
    in the order of the totals. `last_won` is the highest nonce of a bet that won, None without any: losses
    go on from there.
    """

    longest_losing: int
    longest_winning: int
    current: int
    drawdowns: tuple[Drawdown, ...]
    last_won: int | None = None


class RunningRuns:
    """Goes on as bets come, in the order of their nonces, then ids."""

    def __init__(self) -> None:
        self._longest = {False: 0, True: 0}
        self._current = 0
        self._last_won: int | None = None
        self._profits: Floats = np.zeros((_PROFITS, 0))

    def extend(self, bets: BetColumns) -> None:
        """Go on with these."""
        are_staked = bets.amounts > 0
        are_wins = bets.payouts > bets.amounts
        self._extend_runs(are_wins[are_staked])
        won = np.flatnonzero(are_wins & are_staked)
        if len(won):
            self._last_won = int(bets.nonces[won[-1]])
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
        if not len(currencies):
            return
        more = int(currencies.max()) + 1 - self._profits.shape[1]
        if more > 0:
            self._profits = np.pad(self._profits, ((0, 0), (0, more)))
        for ours, table in _tables(currencies, profits):
            _, totals, highest, deepest = self._profits[:, ours]
            courses = np.cumsum(np.column_stack((totals, table)), axis=1)
            peaks = np.maximum(np.maximum.accumulate(courses, axis=1), highest[:, None])
            deepest = np.maximum(deepest, (peaks - courses).max(axis=1))
            self._profits[1:, ours] = courses[:, -1], peaks[:, -1], deepest
        self._profits[0] += np.bincount(currencies, minlength=self._profits.shape[1])

    def copy(self) -> RunningRuns:
        """Another that goes on by itself."""
        other = RunningRuns()
        other._longest, other._current = dict(self._longest), self._current
        other._last_won = self._last_won
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
        return Runs(self._longest[False], self._longest[True], self._current, drawdowns, self._last_won)


def _tables(currencies: Places, profits: Floats) -> Iterator[tuple[Integers, Floats]]:
    """Which currencies are in a table, and their profits, one row each; zeros behind them change nothing.

    Currencies with about as many bets share a table: so it is at most half empty.
    """
    if (currencies == currencies[:1]).all():
        yield currencies[:1].astype(np.int64), profits[None, : len(currencies)]
        return
    order = np.argsort(currencies, kind="stable")
    counts = np.bincount(currencies)
    begins = np.cumsum(counts) - counts
    sizes = np.frexp(counts)[1]
    for size in np.unique(sizes[counts > 0]):
        ours = np.flatnonzero(sizes == size)
        columns = np.arange(counts[ours].max())
        places = np.minimum(begins[ours, None] + columns, len(order) - 1)
        yield ours, np.where(columns < counts[ours, None], profits[order[places]], 0)
