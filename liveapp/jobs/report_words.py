"""What the report of a proof says of bets, as the window says it, and as its own script has to say it."""

from liveapp.domain.verdicts import StreamProof, Verdict

VERDICT_WORDS = {
    Verdict.VERIFIED: "✓ verified",
    Verdict.RESULT_DIFFERS: "≠ result differs",
    Verdict.PAYOUT_DIFFERS: "≠ payout differs",
    Verdict.UNVERIFIABLE: "? cannot be verified",
}


def counts_words(proof: StreamProof) -> str:
    """`12,344 right · 1 differs · 3 cannot be computed`."""
    return f"{proof.verified:,} right · {_differing(proof)} · {proof.unverifiable:,} cannot be computed"


def proven_words(proof: StreamProof) -> str:
    """What is proven, in one sentence."""
    if not proof.judged:
        return "No bet was recorded under these seeds: there is nothing to prove."
    if proof.verified == proof.judged:
        bets = "The 1 recorded bet is" if proof.judged == 1 else f"All {proof.judged:,} recorded bets are"
        return f"{bets} what these seeds give."
    are = "is" if proof.verified == 1 else "are"
    words = f"{proof.verified:,} of {proof.judged:,} recorded bets {are} what these seeds give"
    if proof.mismatched:
        words += f"; {_differing(proof)}"
    if proof.unverifiable:
        have = "has" if proof.unverifiable == 1 else "have"
        words += f"; {proof.unverifiable:,} {have} nothing that could be compared"
    return f"{words}."


def _differing(proof: StreamProof) -> str:
    return f"{proof.mismatched:,} {'differs' if proof.mismatched == 1 else 'differ'}"
