"""How far a stream is proven, and why it is not, in words."""

from liveapp.domain.patterns import Pattern, PatternKind
from liveapp.domain.streams import Stream
from liveapp.ui.widgets.formatting import count_text, counted

BLANK = "␣"
"""How a blank is shown where it matters."""

END_LENGTH = 12
"""So much of a long seed is shown at each of its ends."""


def counts_words(stream: Stream) -> str:
    """`12,345 right · 0 differ · 3 cannot be computed`."""
    proof = stream.proof
    if not stream.total_bets:
        return "There are no bets to compare yet"
    differ = "differs" if proof.mismatched == 1 else "differ"
    return (
        f"{count_text(proof.verified)} right · {count_text(proof.mismatched)} {differ}"
        f" · {count_text(proof.unverifiable)} cannot be computed"
    )


def waiting_words(stream: Stream) -> str:
    """How many bets are yet to be compared; empty where none is."""
    waiting = stream.unjudged_bets
    return f"{counted(waiting, 'bet is', 'bets are')} yet to be compared" if waiting else ""


def more_words(shown: int, mismatched: int) -> str:
    """How many more bets differ than are shown; empty where all are."""
    return f"and {count_text(mismatched - shown)} more" if mismatched > shown > 0 else ""


def pattern_words(pattern: Pattern) -> str:
    """What most bets that differ have in common."""
    right = (
        f"{count_text(pattern.explained)} of {count_text(pattern.compared)} bets that were tried are right."
    )
    match pattern.kind:
        case PatternKind.NONCES_SHIFTED:
            shift = pattern.nonce_shift
            how = f"too low by {shift}: with {shift} added to them," if shift > 0 else ""
            how = how or f"too high by {-shift}: with {-shift} taken off them,"
            return f"The recorded nonces seem to be {how} {right}"
        case PatternKind.OTHER_DIFFICULTY:
            return f"The rounds seem to have been played on {pattern.difficulty}: by its table, {right}"
        case PatternKind.CLIENT_SEED_SPACED:
            return (
                "The client seed seems to have been played with other blanks around it than were recorded:"
                f" with {_with_blanks(pattern.client_seed or '')} (each ␣ is a blank), {right}"
            )


def _with_blanks(client_seed: str) -> str:
    """A client seed whose blanks at its ends can be seen; of a long one the middle is left out."""
    core = client_seed.strip()
    before = len(client_seed) - len(client_seed.lstrip())
    after = len(client_seed) - before - len(core)
    if len(core) > 2 * END_LENGTH:
        core = f"{core[:END_LENGTH]}…{core[-END_LENGTH:]}"
    return f"{BLANK * before}{core}{BLANK * after}"
