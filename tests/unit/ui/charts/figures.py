"""Figures of a stream, as they are told in the charts' tests."""

from liveapp.domain.statistics.runs import Drawdown, Runs
from tests.unit.domain.statistics.words.values import currency_figures, hit_figures, stream_figures

BTC = currency_figures(profit_deviation=113.25, expected_wins=980.0)
FIGURES = stream_figures(
    total_bets=20_000,
    rounds=20_000,
    classified=20_000,
    missing=7,
    totals=(BTC,),
    evidence=0.42,
    highest_evidence=2.4,
    runs=Runs(23, 5, -3, (Drawdown("btc", 412.5),)),
)
HITS = hit_figures(14, rounds_since=3_410, longest_wait=6_200, last_nonce=6_590)
