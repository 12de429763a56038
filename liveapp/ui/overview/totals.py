"""What several streams come to together, each currency by itself. No Qt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING, TypeAlias

from liveapp.domain.statistics.words import may_be_compared
from liveapp.domain.totals import CurrencyTotal, finite
from liveapp.ui.overview.row import OverviewRow
from liveapp.ui.overview.texts import PENDING
from liveapp.ui.widgets import formatting
from liveapp.ui.widgets.money_words import CURRENCIES_SHOWN, expected_texts, more_currencies_words

if TYPE_CHECKING:
    from liveapp.domain.statistics.money import CurrencyFigures


_Part: TypeAlias = "tuple[CurrencyTotal, CurrencyFigures | None, bool]"
"""The bets of one currency in one stream, what is expected of them, and whether too much is missing there."""


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
        mean, deviation = expected_texts(self.expected_profit, self.profit_deviation)
        if may_be_compared(self, self.is_partial):
            return f"{mean} ± {deviation}"
        is_whole = self.expected_over == self.bets
        return mean if is_whole else f"{mean} over {formatting.counted(self.expected_over, 'bet', 'bets')}"


def joint_sums(rows: Iterable[OverviewRow]) -> list[JointSums]:
    """One for each currency, in the order in which they are met."""
    found: dict[str | None, list[_Part]] = {}
    for row in rows:
        for total in row.stream.totals:
            money = row.figures.total(total.currency) if row.figures else None
            is_partial = row.figures is not None and row.figures.is_partial
            found.setdefault(total.currency, []).append((total, money, is_partial))
    return [_joined(currency, parts) for currency, parts in found.items()]


def totals_words(rows: Sequence[OverviewRow], is_selection: bool) -> tuple[str, str]:
    """What the selected streams, or all that are shown, come to: a line for each currency, most bets first.

    Given twice: with as many currencies as there is room for, and with all.
    """
    sums = sorted(joint_sums(rows), key=lambda one: -one.total.bets)
    streams = formatting.counted(len(rows), "stream", "streams")
    lines = [f"{streams} {'selected' if is_selection else 'shown'}", *(one.words for one in sums)]
    others = more_currencies_words(len(sums) - CURRENCIES_SHOWN)
    if not others:
        return "\n".join(lines), "\n".join(lines)
    return "\n".join([*lines[: CURRENCIES_SHOWN + 1], others]), "\n".join(lines)


def _joined(currency: str | None, parts: Sequence[_Part]) -> JointSums:
    computed = [money for _, money, _ in parts if money]
    return JointSums(
        CurrencyTotal(
            currency,
            sum(total.bets for total, _, _ in parts),
            finite(sum(total.wagered for total, _, _ in parts)),
            finite(sum(total.paid_out for total, _, _ in parts)),
        ),
        bets=sum(money.bets for money in computed),
        expected_profit=sum(money.expected_profit for money in computed),
        profit_deviation=finite(hypot(*(money.profit_deviation for money in computed))),
        expected_over=sum(money.expected_over for money in computed),
        expected_wins=sum(money.expected_wins for money in computed),
        is_partial=any(is_partial for _, _, is_partial in parts),
        is_pending=len(computed) < len(parts),
    )
