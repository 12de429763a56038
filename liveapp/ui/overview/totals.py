"""What several streams come to together, each currency by itself. No Qt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from heapq import nlargest
from math import hypot

from liveapp.domain.statistics.words import may_be_compared
from liveapp.domain.totals import CurrencyTotal, finite
from liveapp.ui.overview.row import OverviewRow
from liveapp.ui.overview.texts import PENDING, expectation_text, expected_mean_text
from liveapp.ui.widgets import formatting

CURRENCIES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class JointSums:
    """The bets of one currency in several streams; amounts are in it.

    Expected profits add up, deviations join as the root of the sum of their squares: rounds of different
    streams are independent. They are over `expected_over` of the `bets` that are computed. `is_pending`: of
    some stream it is not computed yet what to expect.
    """

    total: CurrencyTotal
    bets: int = 0
    expected_profit: float = 0.0
    profit_deviation: float = 0.0
    expected_over: int = 0
    expected_wins: float = 0.0
    is_partial: bool = False
    is_pending: bool = False

    @property
    def words(self) -> str:
        """All figures in one line."""
        total = self.total
        currency = formatting.currency_text(total.currency) if total.currency else "Without a currency"
        return f"{currency}: " + " · ".join(
            (
                formatting.counted(total.bets, "bet", "bets"),
                f"wagered {formatting.number_text(total.wagered)}",
                f"profit {formatting.signed_text(total.profit)}",
                f"expected {self._expected()}",
                f"return {formatting.return_text(total.paid_out, total.wagered)}",
            )
        )

    def _expected(self) -> str:
        if self.is_pending:
            return PENDING
        if not self.expected_over:
            return formatting.MISSING
        if may_be_compared(self, self.is_partial):
            return expectation_text(self.expected_profit, self.profit_deviation)
        mean = expected_mean_text(self.expected_profit, self.profit_deviation)
        is_whole = self.expected_over == self.bets
        return mean if is_whole else f"{mean} over {formatting.counted(self.expected_over, 'bet', 'bets')}"


def joint_sums(rows: Iterable[OverviewRow]) -> list[JointSums]:
    """One for each currency, in the order in which they are met."""
    sums: dict[str | None, JointSums] = {}
    for row in rows:
        for total in row.stream.totals:
            before = sums.get(total.currency) or JointSums(CurrencyTotal(total.currency, 0, 0.0, 0.0))
            sums[total.currency] = _with(before, row, total)
    return list(sums.values())


def totals_words(rows: Sequence[OverviewRow], is_selection: bool, most: int | None = CURRENCIES_SHOWN) -> str:
    """What the selected streams, or all that are shown, come to: a line a currency, those with most bets."""
    sums = joint_sums(rows)
    shown = nlargest(most or len(sums), sums, key=lambda one: one.total.bets)
    streams = formatting.counted(len(rows), "stream", "streams")
    lines = [f"{streams} {'selected' if is_selection else 'shown'}", *(one.words for one in shown)]
    more = len(sums) - len(shown)
    if more:
        lines.append(f"and {formatting.counted(more, 'currency', 'currencies')} more, with fewer bets")
    return "\n".join(lines)


def _with(before: JointSums, row: OverviewRow, total: CurrencyTotal) -> JointSums:
    joined = replace(before, total=before.total.plus(total))
    figures = row.figures and row.figures.total(total.currency)
    if not row.figures or not figures:
        return replace(joined, is_pending=True)
    return replace(
        joined,
        bets=before.bets + figures.bets,
        expected_profit=before.expected_profit + figures.expected_profit,
        profit_deviation=finite(hypot(before.profit_deviation, figures.profit_deviation)),
        expected_over=before.expected_over + figures.expected_over,
        expected_wins=before.expected_wins + figures.expected_wins,
        is_partial=before.is_partial or row.figures.is_partial,
    )
