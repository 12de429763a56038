"""What bets staked and were paid, each currency by itself: amounts of two currencies are never added."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from liveapp.domain.bets import StoredBet
from liveapp.domain.queries import BetFilter

_LARGEST = sys.float_info.max


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

    def plus(self, more: "CurrencyTotal") -> "CurrencyTotal":
        """This total and another of the same currency."""
        return CurrencyTotal(
            self.currency,
            self.bets + more.bets,
            finite(self.wagered + more.wagered),
            finite(self.paid_out + more.paid_out),
        )


@dataclass(frozen=True, slots=True)
class BetSums:
    """What those of a stream's bets come to that a filter lets through.

    `totals` has one entry a currency, in the order of its first bet; `last_id` is the highest bet id of the
    whole stream that is accounted for, whatever the filter said: later bets come as events.
    """

    bet_filter: BetFilter
    totals: tuple[CurrencyTotal, ...]
    last_id: int

    @property
    def bets(self) -> int:
        """How many bets the filter lets through."""
        return sum(total.bets for total in self.totals)

    def with_bets(self, bets: Iterable[StoredBet]) -> "BetSums":
        """The same with new bets of the stream; those that are accounted for already are left out."""
        later = [bet for bet in bets if bet.id > self.last_id]
        if not later:
            return self
        totals = {total.currency: total for total in self.totals}
        for currency, admitted in by_currency(filter(self.bet_filter.admits, later)).items():
            new = total_of(currency, admitted)
            totals[currency] = totals[currency].plus(new) if currency in totals else new
        return BetSums(self.bet_filter, tuple(totals.values()), max(bet.id for bet in later))


@dataclass(frozen=True, slots=True)
class RunningProfit:
    """Won or lost so far, in one currency, after each of some bets: from 0 before the first of them."""

    currency: str | None
    values: tuple[float, ...]


def by_currency(bets: Iterable[StoredBet]) -> dict[str | None, list[StoredBet]]:
    """The bets of each currency, in the order of its first one. An empty currency is none."""
    found: dict[str | None, list[StoredBet]] = {}
    for bet in bets:
        found.setdefault(bet.currency or None, []).append(bet)
    return found


def total_of(currency: str | None, bets: Iterable[StoredBet]) -> CurrencyTotal:
    """What bets of one currency come to."""
    count, wagered, paid_out = 0, 0.0, 0.0
    for bet in bets:
        count += 1
        wagered += bet.amount
        paid_out += bet.payout
    return CurrencyTotal(currency, count, finite(wagered), finite(paid_out))


def running_profit(bets: Sequence[StoredBet]) -> RunningProfit:
    """How the profit went in the currency that most bets are of; of two as frequent, that of the last bet."""
    if not bets:
        return RunningProfit(None, ())
    counts = Counter(bet.currency or None for bet in reversed(bets))
    currency, _ = counts.most_common(1)[0]
    profits = (bet.profit for bet in bets if (bet.currency or None) == currency)
    return RunningProfit(currency, tuple(accumulate(profits)))


def finite(total: float) -> float:
    """A sum of what is not negative; it stops at the largest float instead of becoming infinite."""
    return total if total < _LARGEST else _LARGEST
