"""What the receiver answers about server seeds and proof."""

import sys
from typing import Literal
from uuid import UUID

from pydantic import Field

from liveapp.domain.computed_rounds import ComputedRound
from liveapp.domain.ports import Revealed
from liveapp.domain.proof import Mismatch, Verification
from liveapp.domain.verdicts import Verdict
from liveapp.schemas.replies import ReplyModel

MOST_MISMATCHES = 100
"""So many are listed; `mismatched` counts them all."""

_REASONS: dict[Verdict, Literal["result", "payout"]] = {
    Verdict.RESULT_DIFFERS: "result",
    Verdict.PAYOUT_DIFFERS: "payout",
}


class SeedKept(ReplyModel):
    """Answer to a server seed: it is kept, and the bets of its streams are being verified."""

    server_seed_hashed: str
    streams: list[UUID] = Field(description="The streams with this hash, the one that was last seen first.")

    @classmethod
    def of(cls, revealed: Revealed) -> "SeedKept":
        """The reply for a seed that is kept."""
        return cls(
            server_seed_hashed=revealed.server_seed_hashed,
            streams=[stream.id for stream in revealed.streams],
        )


class MismatchOut(ReplyModel):
    """A bet that differs from what the seeds give."""

    id: int
    nonce: int
    recorded: float = Field(description="Multiplier, or payout where that is the reason.")
    expected: float
    reason: Literal["result", "payout"] = Field(
        description="`payout`: the result is right, but what was paid is not what the target gives."
    )

    @classmethod
    def of(cls, mismatch: Mismatch) -> "MismatchOut":
        """The reply for a bet that differs."""
        return cls(
            id=mismatch.id,
            nonce=mismatch.nonce,
            recorded=mismatch.recorded,
            # Amount times target can be more than any float, and JSON knows no infinity.
            expected=min(mismatch.expected, sys.float_info.max),
            reason=_REASONS[mismatch.verdict],
        )


class VerificationOut(ReplyModel):
    """How far a stream is proven: its bets by what came of computing their rounds again."""

    server_seed: str | None = Field(description="Null until it is revealed; all counts are 0 until then.")
    verified: int
    mismatched: int
    unverifiable: int = Field(description="Neither a result nor a target was recorded to compare with.")
    pending: int = Field(description="Not compared yet.")
    mismatches: list[MismatchOut] = Field(
        max_length=MOST_MISMATCHES, description="The first that differ, by nonce, then by id."
    )

    @classmethod
    def of(cls, verification: Verification) -> "VerificationOut":
        """The reply for a stream's verification."""
        proof = verification.proof
        return cls(
            server_seed=verification.server_seed,
            verified=proof.verified,
            mismatched=proof.mismatched,
            unverifiable=proof.unverifiable,
            pending=verification.pending,
            mismatches=[MismatchOut.of(one) for one in verification.mismatches],
        )


class RoundOut(ReplyModel):
    """One computed round."""

    server_seed_hashed: str
    client_seed: str
    nonce: int
    difficulty: Literal["easy", "medium", "hard", "expert"]
    safe_pumps: int
    multiplier: float

    @classmethod
    def of(cls, computed: ComputedRound) -> "RoundOut":
        """The reply for a computed round."""
        return cls(
            server_seed_hashed=computed.server_seed_hashed,
            client_seed=computed.client_seed,
            nonce=computed.nonce,
            difficulty=computed.difficulty,
            safe_pumps=computed.safe_pumps,
            multiplier=computed.multiplier,
        )
