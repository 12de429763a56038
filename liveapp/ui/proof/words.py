"""How far a stream is proven, and why it is not, in words."""

from liveapp.domain.patterns import Pattern, PatternKind
from liveapp.domain.streams import Stream
from liveapp.ui.widgets.formatting import count_text, counted

QUOTED = {" ": "␣", "\t": "⇥"}
"""How blanks are shown where they matter."""


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
    fit = (
        f"{count_text(pattern.explained)} of {count_text(pattern.compared)} bets that differ and were looked"
        " at are right"
    )
    match pattern.kind:
        case PatternKind.NONCES_SHIFTED:
            shift = pattern.nonce_shift
            how = f"too low by {shift}" if shift > 0 else f"too high by {-shift}"
            return f"The recorded nonces seem to be {how}: {fit} by the nonces that follow from that."
        case PatternKind.OTHER_DIFFICULTY:
            return f"The rounds seem to have been played on {pattern.difficulty}: {fit} by that table."
        case PatternKind.CLIENT_SEED_SPACED:
            return (
                f"The client seed seems to have other blanks around it than was recorded: {fit} with"
                f" {_with_blanks(pattern.client_seed or '')}, where ␣ is a blank."
            )


def _with_blanks(client_seed: str) -> str:
    """A client seed whose blanks at its ends can be seen."""
    core = client_seed.strip()
    begin, _, end = client_seed.partition(core)
    return f"{_visible(begin)}{core}{_visible(end)}"


def _visible(blanks: str) -> str:
    return "".join(QUOTED.get(blank, "␣") for blank in blanks)
