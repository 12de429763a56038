"""Profit: what one currency's bets have come to, beside what their targets cost on average."""

from collections.abc import Iterator
from dataclasses import dataclass

from liveapp.domain.statistics.columns import BetColumns, Floats, Integers
from liveapp.domain.statistics.pictures.rows import Row
from liveapp.domain.statistics.pictures.span import Span

WINS_FOR_A_BAND = 10
"""Expected wins before which the deviations tell nothing: one hit would leave them."""


@dataclass(frozen=True, slots=True)
class ProfitPicture:
    """The cumulative profit since the stream's begin, of each pixel that has bets.

    A pixel's bets go from the nonce in `firsts` to the one in `lasts`; their profits (each after its bet) lie
    from `lows` to `highs`, and the last one is in `profits`. `expected` and `deviations` are those after the
    last bet: they count bets whose target is in the table (`expected_over` of all `bets` in the stream).
    `peaks` are the highest profits so far (0 at the start): what lies between them and the curve is drawdown.
    `before` and `after` are the nonce and the profit of the stream's last bet before the span and the first
    one after it, so that the curve can reach the edges. All are finite.
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
    before: tuple[int, float] | None
    after: tuple[int, float] | None
    band_from: int | None
    bets: int
    expected_over: int

    def curve(self) -> tuple[Integers, Floats]:
        """Nonces and profits of a line that reaches every pixel's lowest and highest."""
        raise NotImplementedError

    def rows(self) -> Iterator[Row]:
        """A header, and a row for each pixel that has bets."""
        raise NotImplementedError


class ProfitCurve:
    """Draws the profit of one currency again and again: for whoever shows a stream that grows.

    It keeps some bytes a bet, so that further bets and other spans cost little. Bets that came late are
    noticed; whoever turns to another stream or filter begins with a new curve.
    """

    def __init__(self, currency: int) -> None: ...

    def picture(self, bets: BetColumns, span: Span, width: int) -> ProfitPicture:
        """Draw up what these bets came to in the span."""
        raise NotImplementedError


def profit_picture(bets: BetColumns, currency: int, span: Span, width: int) -> ProfitPicture:
    """Draw up once what a currency's bets came to in a span."""
    return ProfitCurve(currency).picture(bets, span, width)
