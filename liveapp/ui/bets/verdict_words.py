"""What is said of a bet's proof. Plain functions without Qt."""

from liveapp.domain.bets import StoredBet
from liveapp.domain.proof import Judgement
from liveapp.domain.verdicts import Verdict
from liveapp.ui.widgets.formatting import multiplier_text, number_text

SIGNS: dict[Verdict | None, str] = {
    None: "",
    Verdict.VERIFIED: "✓",
    Verdict.RESULT_DIFFERS: "≠",
    Verdict.PAYOUT_DIFFERS: "≠",
    Verdict.UNVERIFIABLE: "?",
}

WORDS: dict[Verdict | None, str] = {
    None: "not compared yet",
    Verdict.VERIFIED: "verified",
    Verdict.RESULT_DIFFERS: "result differs",
    Verdict.PAYOUT_DIFFERS: "payout differs",
    Verdict.UNVERIFIABLE: "cannot be verified",
}
"""In few words, as they are copied."""

SEED_UNKNOWN = "the server seed is not known yet"


def verdict_words(bet: StoredBet, judgement: Judgement | None, is_revealed: bool = True) -> str:
    """What came of computing a bet's round again; with a judgement also what would have been right."""
    verdict = bet.verdict
    if verdict is None and not is_revealed:
        return SEED_UNKNOWN
    if verdict is Verdict.UNVERIFIABLE:
        return f"{WORDS[verdict]}: neither a result nor a target of the table was recorded"
    if judgement is None:
        return WORDS[verdict]
    if verdict is Verdict.RESULT_DIFFERS:
        recorded, expected = multiplier_text(bet.round_result), multiplier_text(judgement.expected)
        return f"differs: recorded {recorded}, the seeds give {expected}"
    if verdict is Verdict.PAYOUT_DIFFERS:
        paid, expected = number_text(bet.payout), number_text(judgement.expected)
        return f"differs: {paid} was paid, the target gives {expected}"
    return WORDS[verdict]
