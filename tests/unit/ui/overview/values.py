"""Rows of the overview for tests."""

from typing import Any

from liveapp.domain.bets import SeedPair
from liveapp.domain.statistics.hits import MultiplierFigures
from liveapp.domain.statistics.money import CurrencyFigures
from liveapp.domain.streams import BetMoment, Stream, StreamSpan
from liveapp.domain.totals import CurrencyTotal
from liveapp.ui.analysis.many_streams import StreamFigures
from liveapp.ui.overview.row import OverviewRow
from tests.unit.ui.streams.values import make_stream

SPAN = StreamSpan(BetMoment(1, 1_700_000_000_000_000), BetMoment(1234, 1_700_000_100_000_000), 3)


def total(currency: str | None = "btc", bets: int = 100, wagered: float = 2.0, paid: float = 1.5) -> Any:
    return CurrencyTotal(currency, bets, wagered, paid)


def a_stream(key: int = 1, **changes: Any) -> Stream:
    values = {"seeds": SeedPair(f"{key:064x}", f"client-{key}"), "totals": (total(),), **changes}
    return make_stream(key, **values)


def money(
    one: CurrencyTotal, expected: float = -0.02, deviation: float = 0.3, **changes: Any
) -> CurrencyFigures:
    values = {
        "currency": one.currency,
        "bets": one.bets,
        "wagered": one.wagered,
        "paid_out": one.paid_out,
        "expected_profit": expected,
        "profit_deviation": deviation,
        "expected_over": one.bets,
        "expected_wins": 40.0,
        "wagered_over": one.wagered,
    }
    return CurrencyFigures(**(values | changes))


def hits(longest_wait: int = 517, **changes: Any) -> MultiplierFigures:
    values = {
        "multiplier": 100.0,
        "rounds": 1234,
        "difficulty": "easy",
        "chance": 0.01,
        "count": 10,
        "expected": 12.3,
        "deviation": 3.5,
        "p_value": 0.6,
        "last_nonce": 1200,
        "rounds_since": 34,
        "streak_chance": 0.7,
        "longest_wait": longest_wait,
        "chance_of_longer_wait": 0.5,
        "mean_gap": 100.0,
        "median_gap": 70.0,
        "std_gap": 90.0,
        "min_gap": 1,
        "max_gap": 518,
        "expected_gap": 100.0,
    }
    return MultiplierFigures(**(values | changes))


def figures_of(stream: Stream, **changes: Any) -> StreamFigures:
    return StreamFigures(tuple(money(one, **changes) for one in stream.totals), hits(), False)


def a_row(key: int = 1, **changes: Any) -> OverviewRow:
    stream = a_stream(key, **changes)
    return OverviewRow(stream, SPAN, figures_of(stream))
