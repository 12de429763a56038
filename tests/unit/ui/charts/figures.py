"""Figures of a stream, as they are told."""

from liveapp.domain.statistics.figures import Figures
from liveapp.domain.statistics.hits import MultiplierFigures
from liveapp.domain.statistics.money import CurrencyFigures
from liveapp.domain.statistics.runs import Drawdown, Runs

BTC = CurrencyFigures(
    currency="btc",
    bets=20_000,
    wagered=20_000.0,
    paid_out=19_588.0,
    expected_profit=-440.0,
    profit_deviation=113.25,
    expected_over=20_000,
    expected_wins=980.0,
    wagered_over=20_000.0,
)
FIGURES = Figures(
    total_bets=20_000,
    rounds=20_000,
    classified=20_000,
    unclassified=0,
    missing=7,
    totals=(BTC,),
    outcomes=(),
    evidence=0.42,
    highest_evidence=2.4,
    highest_evidence_at=150,
    hits=(),
    runs=Runs(23, 5, -3, (Drawdown("btc", 412.5),)),
)
HITS = MultiplierFigures(
    multiplier=1_066.73,
    rounds=10_000,
    difficulty="expert",
    chance=0.000919,
    count=14,
    expected=9.19,
    deviation=3.03,
    p_value=0.13,
    last_nonce=6_590,
    rounds_since=3_410,
    streak_chance=0.044,
    longest_wait=6_200,
    chance_of_longer_wait=0.25,
    mean_gap=700.0,
    median_gap=500.0,
    std_gap=690.0,
    min_gap=3,
    max_gap=2_000,
    expected_gap=1_088.0,
)
