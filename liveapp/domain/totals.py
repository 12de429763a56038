"""What bets staked and were paid, each currency by itself: amounts of two currencies are never added."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass

from liveapp.domain.bets import StoredBet


@dataclass(frozen=True, slots=True)
class CurrencyTotal:
    """What the bets of one currency come to. `currency` is None for those that name none."""

    currency: str | None
    bets: int
    wagered: float
    paid_out: float

    @property
    def profit(self) -> float:
        """What the bets won (positive) or lost (negative) together."""
        return self.paid_out - self.wagered


def by_currency(bets: Iterable[StoredBet]) -> dict[str | None, list[StoredBet]]:
    """The bets of each currency, in the order of its first one. An empty currency is none."""
    found: dict[str | None, list[StoredBet]] = {}
    for bet in bets:
        found.setdefault(bet.currency or None, []).append(bet)
    return found


def total_of(currency: str | None, bets: Iterable[StoredBet]) -> CurrencyTotal:
    """What bets of one currency come to."""
    amounts = [(bet.amount, bet.payout) for bet in bets]
    return CurrencyTotal(
        currency,
        len(amounts),
        finite_sum(amount for amount, _ in amounts),
        finite_sum(payout for _, payout in amounts),
    )


def finite_sum(values: Iterable[float]) -> float:
    """The sum of what is not negative; it stops at the largest float instead of becoming infinite."""
    return min(sum(values), sys.float_info.max)
