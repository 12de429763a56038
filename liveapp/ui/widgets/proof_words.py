"""How far streams are proven, in words. Plain functions without Qt."""

from collections.abc import Sequence
from enum import Enum, auto

from liveapp.domain.streams import Stream
from liveapp.ui.widgets.formatting import count_text, counted

ARRIVING = 50
"""Bets that come in are compared a moment later: of so few that wait nothing is said, and no sign is lost."""


class ProofSign(Enum):
    """What is told of a stream by a sign alone."""

    PROVEN = auto()
    """Bets were compared, and none differs."""

    DIFFERS = auto()
    """Some bet is other than its seeds give."""


def is_told(stream: Stream) -> bool:
    """Whether there is anything to say: a server seed, and bets."""
    return stream.proof.is_revealed and stream.total_bets > 0


def proof_sign(stream: Stream) -> ProofSign | None:
    """A stream's sign; None before its server seed is known, and while most is yet to be compared."""
    proof = stream.proof
    if proof.mismatched:
        return ProofSign.DIFFERS
    is_compared = stream.unjudged_bets <= min(ARRIVING, proof.judged)
    return ProofSign.PROVEN if proof.verified and is_compared else None


def proof_sentence(streams: Sequence[Stream]) -> str:
    """`12,345 of 12,345 bets proven`, or `3 of 12,345 bets differ`, of all these streams together."""
    bets = counted(sum(stream.total_bets for stream in streams), "bet", "bets")
    differing = sum(stream.proof.mismatched for stream in streams)
    if differing:
        return f"{count_text(differing)} of {bets} {'differs' if differing == 1 else 'differ'}"
    return f"{count_text(sum(stream.proof.verified for stream in streams))} of {bets} proven"


def proof_details(stream: Stream) -> str:
    """All counts of a stream: `12,000 proven · 3 differ · 340 cannot be verified · 2 not compared yet`."""
    proof = stream.proof
    parts = [f"{count_text(proof.verified)} proven", f"{count_text(proof.mismatched)} differ"]
    if proof.unverifiable:
        parts.append(f"{count_text(proof.unverifiable)} cannot be verified")
    if stream.unjudged_bets:
        parts.append(f"{count_text(stream.unjudged_bets)} not compared yet")
    return " · ".join(parts)
