"""Profit: what one currency's bets have come to, beside what their targets cost on average."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from liveapp.domain.statistics.columns import BetColumns, Booleans, Floats, Integers
from liveapp.domain.statistics.money import as_amounts
from liveapp.domain.statistics.pictures.line import Point, line_through
from liveapp.domain.statistics.pictures.profit_sums import ProfitSums
from liveapp.domain.statistics.pictures.rows import Row, rows_of
from liveapp.domain.statistics.pictures.span import Span, reduced, shares

LARGEST_DRAWN = 1e300
"""Amounts stop here, so that what lies between two of them is still a number."""


@dataclass(frozen=True, slots=True)
class ProfitPicture:
    """The cumulative profit since the stream's begin, of each pixel that has bets.

    A pixel's bets go from the nonce in `firsts` to the one in `lasts`; their profits (each after its bet) lie
    from `lows` to `highs`, and the last one is in `profits`. `expected` and `deviations` are those after the
    last bet; they count the bets whose target is in the table (`expected_over` of the `bets` that the stream
    has in this currency). `peaks` are the highest profits until then (0 at the start): what lies between
    them and the curve is drawdown. `before` and `after` are the nonce and the profit of the last bet before
    the span and of the first one after it, so that the curve can reach the edges. From `band_from` on
    deviations tell something; where the expectation is not that of all these bets, or bets may be missing,
    nothing `is_compared`, and there is no band. All are finite.
    """

    span: Span
    currency: int
    firsts: Integers
    lasts: Integers
    lows: Floats
    highs: Floats
    profits: Floats
    expected: Floats
    deviations: Floats
    peaks: Floats
    before: Point | None
    after: Point | None
    band_from: int | None
    bets: int
    expected_over: int
    is_compared: bool = True

    @property
    def have_band(self) -> Booleans:
        """Which pixels lie where deviations tell something."""
        if self.band_from is None or not self.is_compared:
            return np.zeros(len(self.lasts), np.bool_)
        return np.asarray(self.lasts >= self.band_from)

    def curve(self) -> tuple[Integers, Floats]:
        """Nonces and profits of a line that reaches every pixel's lowest and highest."""
        return line_through(self.lasts, (self.lows, self.highs, self.profits), self.before, self.after)

    def rows(self) -> Iterator[Row]:
        """A header, and a row for each pixel that has bets."""
        return rows_of(
            {
                "first_nonce": self.firsts,
                "last_nonce": self.lasts,
                "lowest_profit": self.lows,
                "highest_profit": self.highs,
                "profit": self.profits,
                "expected_profit": self.expected,
                "deviation": self.deviations,
                "highest_profit_so_far": self.peaks,
            }
        )


class ProfitCurve:
    """Draws the profit of one currency again and again: for whoever shows a stream that grows.

    It keeps some 9 bytes a bet, so that further bets and other spans cost little. Bets that came late are
    noticed; whoever turns to another stream or filter begins with a new curve.
    """

    def __init__(self, currency: int) -> None:
        self._sums = ProfitSums(currency)

    def picture(self, bets: BetColumns, span: Span, width: int, is_partial: bool = False) -> ProfitPicture:
        """Draw up what these bets came to in the span."""
        sums = self._sums
        sums.follow(bets)
        parts = shares(bets.nonces, span, width, sums.places)
        highs = reduced(np.maximum.reduceat, sums.profits, parts)
        before = sums.profits[: parts.start].max(initial=0)
        lasts = parts.ends - 1
        expected, deviations = sums.expectations_at(bets, lasts)
        return ProfitPicture(
            span=span,
            currency=sums.currency,
            firsts=bets.nonces[sums.bets_at(parts.starts)],
            lasts=bets.nonces[sums.bets_at(lasts)],
            lows=drawn(reduced(np.minimum.reduceat, sums.profits, parts)),
            highs=drawn(highs),
            profits=drawn(sums.profits[lasts]),
            expected=drawn(expected),
            deviations=drawn(deviations),
            peaks=drawn(np.maximum.accumulate(np.maximum(highs, before))),
            before=_point(sums, bets, parts.start - 1),
            after=_point(sums, bets, parts.stop),
            band_from=sums.band_from,
            bets=len(sums.profits),
            expected_over=sums.expected_over,
            is_compared=not is_partial and sums.expected_over == len(sums.profits),
        )


def drawn(sums: Floats) -> Floats:
    """Amounts as charts draw them, from the unit of `money.in_unit`."""
    return np.clip(as_amounts(sums), -LARGEST_DRAWN, LARGEST_DRAWN)


def _point(sums: ProfitSums, bets: BetColumns, number: int) -> Point | None:
    """Nonce and profit of the bet of this number in the currency, where there is one."""
    if not 0 <= number < len(sums.profits):
        return None
    (place,) = sums.bets_at(np.array([number]))
    return int(bets.nonces[place]), float(drawn(sums.profits[number]))
