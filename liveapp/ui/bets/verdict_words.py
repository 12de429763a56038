"""What is said of a bet's proof. Plain functions without Qt."""

from liveapp.domain.bets import StoredBet
from liveapp.domain.outcome_classes import class_of
from liveapp.domain.proof import Judgement
from liveapp.domain.verdicts import VERDICT_SIGNS, VERDICT_WORDS, Verdict
from liveapp.ui.widgets.formatting import multiplier_text, number_text

SIGNS: dict[Verdict | None, str] = {None: ""} | VERDICT_SIGNS

WORDS: dict[Verdict | None, str] = {None: "not compared yet"} | VERDICT_WORDS
"""In few words, as they are copied."""

SEED_UNKNOWN = "the server seed is not known yet"


def verdict_words(bet: StoredBet, judgement: Judgement | None, is_revealed: bool = True) -> str:
    """What came of computing a bet's round again; with a judgement also what would have been right."""
    verdict = bet.verdict
    if verdict is None and not is_revealed:
        return SEED_UNKNOWN
    if verdict is Verdict.UNVERIFIABLE:
        return f"{WORDS[verdict]}: neither a result nor a target of the table was recorded"
    if verdict is Verdict.VERIFIED:
        return f"{WORDS[verdict]}: {_what_is_right(bet)}"
    if judgement is None:
        return WORDS[verdict]
    if verdict is Verdict.RESULT_DIFFERS:
        recorded, expected = multiplier_text(bet.round_result), multiplier_text(judgement.expected)
        return f"differs: recorded {recorded}, the seeds give {expected}"
    if verdict is Verdict.PAYOUT_DIFFERS:
        paid, expected = number_text(bet.payout), number_text(judgement.expected)
        return f"differs: {paid} was paid, the target gives {expected}"
    return WORDS[verdict]


def _what_is_right(bet: StoredBet) -> str:
    """What of a verified bet could be compared: `✓ result, ✓ payout`, or the one that was recorded."""
    has_target = bet.round_target is not None and class_of(bet.difficulty, bet.round_target) is not None
    compared = {"result": not bet.is_stand_in, "payout": has_target or bet.is_stand_in}
    return ", ".join(
        f"{SIGNS[Verdict.VERIFIED]} {name}" for name, is_compared in compared.items() if is_compared
    )
