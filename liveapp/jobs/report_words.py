"""What the report of a proof says of bets, and what its own script has to say."""

from liveapp.domain.verdicts import VERDICT_SIGNS, VERDICT_WORDS, StreamProof, Verdict, differ_words

CELL_WORDS = {verdict: f"{VERDICT_SIGNS[verdict]} {VERDICT_WORDS[verdict]}" for verdict in Verdict}
"""A bet's verdict in its row."""


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
        words += f"; {differ_words(proof.mismatched)}"
    if proof.unverifiable:
        have = "has" if proof.unverifiable == 1 else "have"
        words += f"; {proof.unverifiable:,} {have} nothing that could be compared"
    return f"{words}."
