"""Proving bets: a round is computed again from its seeds and compared with what was recorded."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import isclose
from typing import Any, NamedTuple

from liveapp.domain.bets import StoredBet
from liveapp.domain.outcome_classes import class_of
from liveapp.domain.pump import MULTIPLIERS, SeedPairOutcomes
from liveapp.domain.verdicts import DIFFERING, StreamProof, Verdict

PAYOUT_RELATIVE = 0.01
PAYOUT_ABSOLUTE = 1e-8


class BetToProve(NamedTuple):
    """What of a recorded bet is compared. A tuple, since many are sent to other processes."""

    id: int
    nonce: int
    amount: float
    payout: float
    difficulty: str
    round_target: float | None
    round_result: float
    is_stand_in: bool


class Judgement(NamedTuple):
    """A bet's verdict, and what would have been right: a multiplier, or a payout where that differs."""

    verdict: Verdict
    expected: float


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A bet that differs: multipliers were compared, or payouts where the verdict says so."""

    id: int
    nonce: int
    recorded: float
    expected: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class PartToProve:
    """Some bets of a stream, with what they are compared with. Made to be sent to another process.

    `bets` has what `BetToProve` holds as plain tuples, which take a sixth of the time to send.
    """

    stream_key: int
    server_seed: str = field(repr=False)
    client_seed: str
    bets: list[tuple[Any, ...]] = field(repr=False)


class JudgedPart(NamedTuple):
    """The verdicts of a part, each with its bet's id, in their order."""

    stream_key: int
    verdicts: list[tuple[int, Verdict]]


@dataclass(frozen=True, slots=True)
class Verification:
    """How far a stream is proven; `mismatches` are the first by nonce, then by id."""

    server_seed: str | None = field(repr=False)
    proof: StreamProof
    pending: int
    mismatches: tuple[Mismatch, ...]


def to_prove(bet: StoredBet) -> BetToProve:
    """What of a recorded bet is compared."""
    return BetToProve(
        bet.id,
        bet.nonce,
        bet.amount,
        bet.payout,
        bet.difficulty,
        bet.round_target,
        bet.round_result,
        bet.is_stand_in,
    )


def pumps_aimed_for(bet: BetToProve) -> int | None:
    """How many safe pumps a bet's target stands for; None without a target of the difficulty's table."""
    return None if bet.round_target is None else class_of(bet.difficulty, bet.round_target)


def judge(bet: BetToProve, safe_pumps: int) -> Judgement:
    """Compare a bet with the number of safe pumps that its seeds give.

    A recorded result is right where it belongs to the computed class. With a target in the difficulty's
    table, reaching it (by the computed round) pays amount times target, missing it nothing. A stand-in is
    judged by its payout alone; without such a target it is right only where it was paid just what came out.
    """
    table = MULTIPLIERS[bet.difficulty]
    reached = table[safe_pumps]
    if not bet.is_stand_in and not _is_result(bet, safe_pumps):
        return Judgement(Verdict.RESULT_DIFFERS, reached)
    aimed = pumps_aimed_for(bet)
    if aimed is None or bet.round_target is None:
        return Judgement(_verdict_without_target(bet, reached), reached)
    if safe_pumps < aimed:
        is_right, expected = bet.payout == 0, 0.0
    else:
        expected = bet.amount * bet.round_target
        is_right = _is_paid(bet.payout, expected)
    return Judgement(Verdict.VERIFIED, reached) if is_right else Judgement(Verdict.PAYOUT_DIFFERS, expected)


def judge_all(server_seed: str, client_seed: str, bets: Iterable[BetToProve]) -> list[tuple[int, Verdict]]:
    """The id and the verdict of each bet, in their order.

    Raises:
        KeyError: a bet has no difficulty of Pump.
    """
    outcomes = SeedPairOutcomes(server_seed, client_seed)
    draws = {difficulty: outcomes.of(difficulty) for difficulty in MULTIPLIERS}
    return [(bet.id, judge(bet, draws[bet.difficulty](bet.nonce)).verdict) for bet in bets]


def judge_part(part: PartToProve) -> JudgedPart:
    """The verdict of each bet of a part."""
    bets = map(BetToProve._make, part.bets)
    return JudgedPart(part.stream_key, judge_all(part.server_seed, part.client_seed, bets))


def mismatches_in(server_seed: str, client_seed: str, bets: Iterable[BetToProve]) -> tuple[Mismatch, ...]:
    """Those of the bets that differ, in their order, each with what would have been right."""
    outcomes = SeedPairOutcomes(server_seed, client_seed)
    found = []
    for bet in bets:
        verdict, expected = judge(bet, outcomes.of(bet.difficulty)(bet.nonce))
        if verdict in DIFFERING:
            recorded = bet.payout if verdict is Verdict.PAYOUT_DIFFERS else bet.round_result
            found.append(Mismatch(bet.id, bet.nonce, recorded, expected, verdict))
    return tuple(found)


def _verdict_without_target(bet: BetToProve, reached: float) -> Verdict:
    if not bet.is_stand_in:
        return Verdict.VERIFIED
    # A free bet was paid nothing, whatever came out: its multiplier tells.
    paid, expected = (bet.payout, bet.amount * reached) if bet.amount else (bet.round_result, reached)
    return Verdict.VERIFIED if _is_paid(paid, expected) else Verdict.UNVERIFIABLE


def _is_result(bet: BetToProve, safe_pumps: int) -> bool:
    is_exact = bet.round_result == MULTIPLIERS[bet.difficulty][safe_pumps]
    return is_exact or class_of(bet.difficulty, bet.round_result) == safe_pumps


def _is_paid(payout: float, expected: float) -> bool:
    return isclose(payout, expected, rel_tol=0.0, abs_tol=max(PAYOUT_RELATIVE * expected, PAYOUT_ABSOLUTE))
