"""Bets and heartbeats as they are observed, and bets as they are stored."""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from liveapp.domain.verdicts import Verdict

DIFFICULTIES = ("easy", "medium", "hard", "expert")
"""Pump's difficulties, easiest first."""

MAX_NONCE = 2**63 - 1
"""Largest nonce that a signed 64-bit integer column holds."""


class SeedPair(NamedTuple):
    """What identifies a stream: the committed server seed's hash and the client seed.

    A tuple, since it is looked up several times for each bet: its hash costs next to nothing.
    """

    server_seed_hashed: str
    client_seed: str

    @property
    def lowercase_hash(self) -> str:
        """The hash as others are compared with it: it is the same in any case of its letters."""
        return self.server_seed_hashed.lower()


@dataclass(frozen=True, slots=True)
class Bet:
    """One bet as a bot reported it.

    Amounts are in the bet's own currency; multipliers are plain factors; `date_time_us` is the
    bot's time in microseconds since the Unix epoch (UTC), or None where it gave none. Where
    `is_stand_in`, no result was named, and `round_result` is what was paid: the round is known, its
    result is not. `received_us` is when an imported bet was received first, None where that is now.
    """

    seeds: SeedPair
    antebot_bet_id: str
    nonce: int
    amount: float
    payout: float
    difficulty: str
    round_result: float
    round_target: float | None = None
    payout_multiplier: float | None = None
    currency: str | None = None
    date_time_us: int | None = None
    is_stand_in: bool = False
    received_us: int | None = None


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """A round that was watched without betting: what the nonce came to. As for a bet it may stand in."""

    seeds: SeedPair
    nonce: int
    round_result: float
    difficulty: str | None = None
    is_stand_in: bool = False


Observation = Bet | Heartbeat
"""What a bot reports about one round."""


class BetOutcome(Enum):
    """Whether a bet was paid more than was staked, or less."""

    WON = "won"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class StoredBet:
    """A recorded bet. `id` rises with arrival; times are microseconds since the epoch, UTC.

    Where `is_stand_in`, `round_result` is what was paid, not what the round reached. `verdict` is None until
    the round was computed again from a revealed server seed.
    """

    id: int
    antebot_bet_id: str
    received_us: int
    date_time_us: int | None
    nonce: int
    amount: float
    payout: float
    difficulty: str
    round_target: float | None
    round_result: float
    payout_multiplier: float | None
    currency: str | None
    is_stand_in: bool = False
    verdict: Verdict | None = None

    @property
    def paid_multiplier(self) -> float | None:
        """What the stake was multiplied by: as reported, else from the amounts; None for a free bet."""
        if self.payout_multiplier is not None:
            return self.payout_multiplier
        return self.payout / self.amount if self.amount else None

    @property
    def profit(self) -> float:
        """What the bet won (positive) or lost (negative), in its currency."""
        return self.payout - self.amount

    @property
    def outcome(self) -> BetOutcome | None:
        """Won or lost; None for a bet that got back what was staked, or that neither staked nor won."""
        if self.payout == self.amount:
            return None
        return BetOutcome.WON if self.payout > self.amount else BetOutcome.LOST

    @property
    def moment_us(self) -> int:
        """When the bet was made: by the bot's time, else by the time at which it was received."""
        return self.received_us if self.date_time_us is None else self.date_time_us
