"""Rounds that are computed from seeds alone, whether anybody played them or not."""

from dataclasses import dataclass

from liveapp.domain.pump import MULTIPLIERS, hash_server_seed, safe_pumps


@dataclass(frozen=True, slots=True)
class ComputedRound:
    """What a round comes to, and from what. The server seed itself is not repeated, its hash is."""

    server_seed_hashed: str
    client_seed: str
    nonce: int
    difficulty: str
    safe_pumps: int
    multiplier: float


def compute_round(server_seed: str, client_seed: str, nonce: int, difficulty: str) -> ComputedRound:
    """The round of a nonce (from 0 on).

    Raises:
        KeyError: no such difficulty.
    """
    pumps = safe_pumps(server_seed, client_seed, nonce, difficulty)
    reached = MULTIPLIERS[difficulty][pumps]
    return ComputedRound(hash_server_seed(server_seed), client_seed, nonce, difficulty, pumps, reached)
