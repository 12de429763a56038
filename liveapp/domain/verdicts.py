"""What a revealed server seed says of recorded bets: of each by itself, and of a stream's all together.

The words for it are the same wherever it is told.
"""

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """What came of computing a bet's round again. The numbers are those that the database keeps."""

    VERIFIED = 0
    """What was recorded is what the seeds give."""

    RESULT_DIFFERS = 1
    """Another result was recorded than the seeds give."""

    PAYOUT_DIFFERS = 2
    """The recorded result, if any, is right, but what was paid is not what the target gives."""

    UNVERIFIABLE = 3
    """Neither a result nor a target was recorded that could be compared."""


DIFFERING = (Verdict.RESULT_DIFFERS, Verdict.PAYOUT_DIFFERS)
"""Verdicts that speak against a bet."""

VERDICT_SIGNS = {
    Verdict.VERIFIED: "✓",
    Verdict.RESULT_DIFFERS: "≠",
    Verdict.PAYOUT_DIFFERS: "≠",
    Verdict.UNVERIFIABLE: "?",
}

VERDICT_WORDS = {
    Verdict.VERIFIED: "verified",
    Verdict.RESULT_DIFFERS: "result differs",
    Verdict.PAYOUT_DIFFERS: "payout differs",
    Verdict.UNVERIFIABLE: "cannot be verified",
}

VERDICTS_AT_A_TIME = 1000
"""Verdicts that are best stored together: more would save next to nothing, and have new bets wait longer."""


@dataclass(frozen=True, slots=True)
class StreamProof:
    """How many of a stream's bets are verified, differ, or cannot be verified; all 0 before a seed is known.

    The seed itself is asked for where it is shown, so that it gets into no log by accident.
    """

    is_revealed: bool = False
    verified: int = 0
    mismatched: int = 0
    unverifiable: int = 0

    @property
    def judged(self) -> int:
        """Bets that have a verdict."""
        return self.verified + self.mismatched + self.unverifiable


UNREVEALED = StreamProof()
"""The proof of a stream whose server seed is not known."""


def differ_words(count: int, of: str = "") -> str:
    """`1 differs`, `3 differ`, `3 of 12,345 bets differ`."""
    return f"{count:,}{f' of {of}' if of else ''} {'differs' if count == 1 else 'differ'}"


def counts_words(proof: StreamProof) -> str:
    """`12,344 right · 1 differs · 3 cannot be computed`."""
    differing = differ_words(proof.mismatched)
    return f"{proof.verified:,} right · {differing} · {proof.unverifiable:,} cannot be computed"
