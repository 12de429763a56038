"""The calculation of one round, step by step, as anybody can do it again elsewhere.

Done plainly, by the description of `pump`, and not by its engine: so that what is shown is a second opinion.
"""

import hashlib
import hmac
import shlex
from dataclasses import dataclass, field

from liveapp.domain.bets import SeedPair
from liveapp.domain.proof import BetToProve, Judgement, judge, pumps_aimed_for
from liveapp.domain.pump import MULTIPLIERS, POPS, POSITIONS, hash_server_seed

DRAWS_A_DIGEST = 8
"""A digest of 32 bytes gives so many numbers of 4 bytes."""


@dataclass(frozen=True, slots=True)
class Digest:
    """An HMAC-SHA256 under the server seed: its message, and what came out."""

    message: str
    value: bytes


@dataclass(frozen=True, slots=True)
class Draw:
    """One position that pops: 4 bytes make a number, whose part of 2^32 chooses among what is left.

    `left` positions were left, in their order; the one at `index` (from 0) was taken out.
    """

    number: int
    left: int
    index: int
    position: int

    @property
    def part(self) -> float:
        """The number as a float in [0, 1)."""
        return self.number / 2**32


@dataclass(frozen=True, slots=True)
class Calculation:
    """A bet's round computed from its seeds, and what was recorded compared with it."""

    server_seed: str = field(repr=False)
    seeds: SeedPair
    bet: BetToProve
    digests: tuple[Digest, ...] = field(repr=False)
    draws: tuple[Draw, ...]
    safe_pumps: int
    judgement: Judgement

    @property
    def computed_hash(self) -> str:
        """SHA-256 of the server seed, to be compared with the hash that was shown before."""
        return hash_server_seed(self.server_seed)

    @property
    def multiplier(self) -> float:
        """The multiplier that the round reaches."""
        return MULTIPLIERS[self.bet.difficulty][self.safe_pumps]

    @property
    def target_pumps(self) -> int | None:
        """How many safe pumps the bet aimed for; None without a target that its table has."""
        return pumps_aimed_for(self.bet)

    @property
    def target_payout(self) -> float | None:
        """What is paid for the computed round where the bet has such a target."""
        if self.target_pumps is None or self.bet.round_target is None:
            return None
        return self.bet.amount * self.bet.round_target if self.safe_pumps >= self.target_pumps else 0.0


def calculate(server_seed: str, seeds: SeedPair, bet: BetToProve) -> Calculation:
    """Compute a bet's round.

    Raises:
        KeyError: no such difficulty.
    """
    pops = POPS[bet.difficulty]
    key = server_seed.encode()
    digests = []
    for cursor in range(-(-pops // DRAWS_A_DIGEST)):
        message = f"{seeds.client_seed}:{bet.nonce}:{cursor}"
        digests.append(Digest(message, hmac.digest(key, message.encode(), hashlib.sha256)))
    stream = b"".join(digest.value for digest in digests)
    left = list(range(POSITIONS))
    draws = []
    for place in range(pops):
        number = int.from_bytes(stream[4 * place : 4 * place + 4])
        index = number * len(left) // 2**32
        draws.append(Draw(number, len(left), index, left[index]))
        del left[index]
    safe_pumps = min(draw.position for draw in draws)
    return Calculation(
        server_seed, seeds, bet, tuple(digests), tuple(draws), safe_pumps, judge(bet, safe_pumps)
    )


def hash_command(server_seed: str) -> str:
    """A line for a POSIX shell with OpenSSL that gives the server seed's hash."""
    return f"{_printf(server_seed)} | openssl dgst -sha256"


def digest_command(server_seed: str, message: str) -> str:
    """A line for a POSIX shell with OpenSSL that gives one of the digests."""
    return f"{_printf(message)} | openssl dgst -sha256 -mac HMAC -macopt hexkey:{server_seed.encode().hex()}"


def _printf(text: str) -> str:
    """What prints exactly this text: as it is, or byte by byte where it is not plain ASCII."""
    if text.isascii() and text.isprintable():
        return f"printf %s {shlex.quote(text)}"
    return "printf '{}'".format("".join(f"\\{byte:03o}" for byte in text.encode()))
