"""Figures to say something of, computed as the program computes them where that is not the point."""

from dataclasses import replace
from typing import Any

from liveapp.domain.statistics.binomial import chance_of_longer_wait, p_value
from liveapp.domain.statistics.chances import chance_of
from liveapp.domain.statistics.figures import Figures
from liveapp.domain.statistics.hits import MultiplierFigures
from liveapp.domain.statistics.money import CurrencyFigures
from liveapp.domain.statistics.runs import Runs


def hit_figures(
    count: int,
    rounds: int = 10_000,
    multiplier: float = 1066.73,
    difficulty: str = "expert",
    rounds_since: int = 0,
    longest_wait: int = 0,
    **changes: Any,
) -> MultiplierFigures:
    """So many hits in rounds of one difficulty, without gaps."""
    chance = chance_of(difficulty, multiplier)
    figures = MultiplierFigures(
        multiplier=multiplier,
        rounds=rounds,
        difficulty=difficulty,
        chance=chance,
        count=count,
        expected=rounds * chance,
        deviation=(rounds * chance * (1 - chance)) ** 0.5,
        p_value=p_value(count, rounds, chance),
        last_nonce=None,
        rounds_since=rounds_since,
        streak_chance=(1 - chance) ** rounds_since,
        longest_wait=longest_wait,
        chance_of_longer_wait=chance_of_longer_wait(rounds, longest_wait, chance),
        mean_gap=None,
        median_gap=None,
        std_gap=None,
        min_gap=None,
        max_gap=None,
        expected_gap=1 / chance,
    )
    return replace(figures, **changes)


def currency_figures(**changes: Any) -> CurrencyFigures:
    """20,000 bets of 1 at a target whose chance is 1 in 10, a little unlucky."""
    figures = CurrencyFigures(
        currency="btc",
        bets=20_000,
        wagered=20_000.0,
        paid_out=19_588.0,
        expected_profit=-440.0,
        profit_deviation=113.0,
        expected_over=20_000,
        expected_wins=2_000.0,
        wagered_over=20_000.0,
    )
    return replace(figures, **changes)


def stream_figures(**changes: Any) -> Figures:
    """A stream of 1,000 rounds of which nothing is odd."""
    figures = Figures(
        total_bets=1_000,
        rounds=1_000,
        classified=1_000,
        unclassified=0,
        missing=0,
        totals=(),
        outcomes=(),
        evidence=0.4,
        highest_evidence=1.3,
        highest_evidence_at=150,
        hits=(),
        runs=Runs(0, 0, 0, ()),
    )
    return replace(figures, **changes)
