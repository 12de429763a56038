"""What the contract says of bets whose server seed is known, line by line; the rounds are the engine's."""

from typing import Any

from liveapp.domain.pump import MULTIPLIERS, hash_server_seed, safe_pumps
from tests.bets import Json

SEEDS = {hash_server_seed(seed): seed for seed in ("the first seed", "the second: ü ñ")}
"""Seeds that a history may reveal, by their hashes."""


def nearest_class(difficulty: str, value: float) -> int | None:
    """The number of safe pumps that a multiplier stands for."""
    table = MULTIPLIERS[difficulty]
    pumps = min(range(len(table)), key=lambda place: (abs(table[place] - value), place))
    return pumps if abs(table[pumps] - value) <= max(0.011, 1e-6 * table[pumps]) else None


def right_result(server_seed: str, client_seed: str, nonce: int, difficulty: str) -> float:
    """A result that belongs to the computed class, in steps of 1/64, so that sums are exact."""
    pumps = safe_pumps(server_seed, client_seed, nonce, difficulty)
    return round(MULTIPLIERS[difficulty][pumps] * 64) / 64


def is_paid(payout: float, expected: float) -> bool:
    """Within a hundredth."""
    return abs(payout - expected) <= max(0.01 * expected, 1e-8)


def judged(server_seed: str, client_seed: str, bet: Json, is_stand_in: bool) -> str | Json:
    """Of a bet as replies show it: verified, unverifiable, or how it differs."""
    difficulty, payout = bet["difficulty"], bet["payout"]
    pumps = safe_pumps(server_seed, client_seed, bet["nonce"], difficulty)
    reached = MULTIPLIERS[difficulty][pumps]
    if not is_stand_in and nearest_class(difficulty, bet["round_result"]) != pumps:
        return _mismatch(bet, "result", bet["round_result"], reached)
    target = bet["round_target"]
    aimed_at = None if target is None else nearest_class(difficulty, target)
    if aimed_at is None:
        # A free bet was paid nothing, whatever came out: then its multiplier says what was paid.
        paid = (payout, bet["amount"] * reached) if bet["amount"] else (bet["round_result"], reached)
        return "verified" if not is_stand_in or is_paid(*paid) else "unverifiable"
    expected = bet["amount"] * target if pumps >= aimed_at else 0.0
    is_right = is_paid(payout, expected) if pumps >= aimed_at else payout == 0
    return "verified" if is_right else _mismatch(bet, "payout", payout, expected)


def verification(server_seed: str | None, client_seed: str, bets: list[tuple[Json, bool]]) -> dict[str, Any]:
    """The whole reply of a stream, of its bets with whether each is a stand-in, once all are judged."""
    found: list[str | Json] = []
    if server_seed is not None:
        found = [judged(server_seed, client_seed, bet, is_stand_in) for bet, is_stand_in in bets]
    mismatches = [one for one in found if isinstance(one, dict)]
    return {
        "server_seed": server_seed,
        "verified": found.count("verified"),
        "mismatched": len(mismatches),
        "unverifiable": found.count("unverifiable"),
        "pending": 0,
        "mismatches": sorted(mismatches, key=lambda one: (one["nonce"], one["id"])),
    }


def _mismatch(bet: Json, reason: str, recorded: float, expected: float) -> Json:
    told = {"recorded": recorded, "expected": expected, "reason": reason}
    return {"id": bet["id"], "nonce": bet["nonce"], **told}
