"""What the receiver answers about a stream's figures."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from pydantic import Field

from liveapp.domain.bets import StoredBet
from liveapp.domain.export import iso_time
from liveapp.schemas.replies import ReplyModel, Time

if TYPE_CHECKING:
    # Not at run time: they load numpy, which the receiver does without until somebody asks for figures.
    from liveapp.domain.statistics.hits import MultiplierFigures
    from liveapp.domain.statistics.metrics import Metrics
    from liveapp.domain.statistics.money import CurrencyFigures
    from liveapp.domain.statistics.outcomes import OutcomeFigures
    from liveapp.domain.statistics.runs import Runs

BUCKETS_AT_A_TIME = 2000

_BUCKETS = b'"density_buckets":{'

DifficultyName = Literal["easy", "medium", "hard", "expert"]


class CurrencyMetrics(ReplyModel):
    """The bets of one currency, and what their targets let one expect."""

    currency: str | None
    bets: int
    wagered: float
    paid_out: float
    profit: float
    return_to_player: float | None = Field(description="Paid out ÷ wagered; null without stakes.")
    expected_profit: float
    profit_deviation: float
    expected_over: int = Field(
        description="Bets whose target is in the table of their difficulty: the expected ones are over them."
    )

    @classmethod
    def of(cls, figures: "CurrencyFigures") -> "CurrencyMetrics":
        """The reply for one currency."""
        return cls(
            currency=figures.currency,
            bets=figures.bets,
            wagered=figures.wagered,
            paid_out=figures.paid_out,
            profit=figures.profit,
            return_to_player=figures.return_to_player,
            expected_profit=figures.expected_profit,
            profit_deviation=figures.profit_deviation,
            expected_over=figures.expected_over,
        )


class OutcomeMetrics(ReplyModel):
    """How often each number of safe pumps came in one difficulty, from 0 on, and what a fair game expects."""

    difficulty: DifficultyName
    rounds: int
    counts: list[int]
    expected: list[float]
    chi_square: float
    degrees_of_freedom: int
    p_value: float | None = Field(description="For one look; null where too few rounds are known.")

    @classmethod
    def of(cls, figures: "OutcomeFigures") -> "OutcomeMetrics":
        """The reply for one difficulty."""
        return cls(
            difficulty=figures.difficulty,
            rounds=figures.rounds,
            counts=list(figures.counts),
            expected=list(figures.fit.expected),
            chi_square=figures.fit.chi_square,
            degrees_of_freedom=figures.fit.degrees_of_freedom,
            p_value=figures.fit.p_value,
        )


class MultiplierMetrics(ReplyModel):
    """Hits of one multiplier: classified rounds that reached it. Waits are rounds, gaps are nonces."""

    multiplier: float
    count: int
    expected: float
    p_value: float | None = Field(description="For one look; null where rounds have several difficulties.")
    last_nonce: int | None
    rounds_since: int = Field(description="Rounds since the last hit, or since the start.")
    streak_chance: float = Field(description="How likely so many rounds in a row have no hit.")
    longest_wait: int
    mean_gap: float | None
    median_gap: float | None
    std_gap: float | None
    min_gap: int | None
    max_gap: int | None
    expected_gap: float | None = Field(description="Null where rounds have several difficulties.")

    @classmethod
    def of(cls, figures: "MultiplierFigures") -> "MultiplierMetrics":
        """The reply for one multiplier."""
        return cls(
            multiplier=figures.multiplier,
            count=figures.count,
            expected=figures.expected,
            p_value=figures.p_value,
            last_nonce=figures.last_nonce,
            rounds_since=figures.rounds_since,
            streak_chance=figures.streak_chance,
            longest_wait=figures.longest_wait,
            mean_gap=figures.mean_gap,
            median_gap=figures.median_gap,
            std_gap=figures.std_gap,
            min_gap=figures.min_gap,
            max_gap=figures.max_gap,
            expected_gap=figures.expected_gap,
        )


class PeakOut(ReplyModel):
    """One of the bets with the highest multipliers."""

    multiplier: float
    nonce: int
    timestamp: Time = Field(description="When it was received.")
    id: int

    @classmethod
    def of(cls, bet: StoredBet) -> "PeakOut":
        """The reply for a bet."""
        return cls(
            multiplier=bet.round_result, nonce=bet.nonce, timestamp=iso_time(bet.received_us), id=bet.id
        )


class DrawdownOut(ReplyModel):
    """The largest fall of one currency's profit below its highest value so far."""

    currency: str | None
    amount: float


class RunsOut(ReplyModel):
    """Wins and losses in a row, of the bets with a stake, by nonce."""

    longest_losing: int
    longest_winning: int
    current: int = Field(description="Positive: wins in a row; negative: losses.")
    max_drawdown: list[DrawdownOut]

    @classmethod
    def of(cls, runs: "Runs") -> "RunsOut":
        """The reply for a stream's runs."""
        return cls(
            longest_losing=runs.longest_losing,
            longest_winning=runs.longest_winning,
            current=runs.current,
            max_drawdown=[DrawdownOut(currency=one.currency, amount=one.amount) for one in runs.drawdowns],
        )


class MetricsOut(ReplyModel):
    """What was seen in a stream, and what a fair game lets one expect."""

    stream_id: UUID
    total_bets: int
    rounds: int = Field(description="Known nonces, by bets and heartbeats.")
    missing: int
    highest_multiplier: float | None
    hit_rate: float = Field(description="Bets a minute between the first and the last that was received.")
    totals: list[CurrencyMetrics]
    unclassified: int = Field(description="Known rounds whose class is not known: they are in no outcome.")
    outcomes: list[OutcomeMetrics]
    evidence: float = Field(
        description="Against a fair game; stays valid however often one looks: a fair game ever reaches x in"
        " at most one of x streams."
    )
    multiplier_stats: list[MultiplierMetrics]
    density_buckets: dict[str, int] = Field(description="Bets by nonce ÷ `bucket_size`, rounded down.")
    top_peaks: list[PeakOut]
    runs: RunsOut

    @classmethod
    def without_buckets(cls, metrics: "Metrics") -> "MetricsOut":
        """The reply for a stream's metrics, but for its buckets, which may be as many as its bets."""
        stream, figures = metrics.stream, metrics.figures
        return cls(
            stream_id=stream.id,
            total_bets=figures.total_bets,
            rounds=figures.rounds,
            missing=figures.missing,
            highest_multiplier=stream.highest_multiplier,
            hit_rate=metrics.hit_rate,
            totals=list(map(CurrencyMetrics.of, figures.totals)),
            unclassified=figures.unclassified,
            outcomes=list(map(OutcomeMetrics.of, figures.outcomes)),
            evidence=figures.evidence,
            multiplier_stats=list(map(MultiplierMetrics.of, figures.hits)),
            density_buckets={},
            top_peaks=list(map(PeakOut.of, metrics.peaks)),
            runs=RunsOut.of(figures.runs),
        )


def metrics_json(metrics: "Metrics", give_way: Callable[[], None]) -> bytes:
    """A `MetricsOut`, whose buckets are written piece by piece: others go first in between."""
    pieces = []
    for first in range(0, len(metrics.bucket_numbers), BUCKETS_AT_A_TIME):
        give_way()
        piece = slice(first, first + BUCKETS_AT_A_TIME)
        numbers, counts = metrics.bucket_numbers[piece].tolist(), metrics.bucket_counts[piece].tolist()
        pieces.append(",".join(map('"{}":{}'.format, numbers, counts)))
    # No text has this in it: in JSON its quotes have backslashes before them.
    before, _, after = MetricsOut.without_buckets(metrics).to_json().partition(_BUCKETS)
    return b"".join((before, _BUCKETS, ",".join(pieces).encode(), after))
