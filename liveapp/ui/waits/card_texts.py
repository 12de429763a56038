"""What a card says. No Qt; the words of figures are the domain's."""

from typing import TYPE_CHECKING, NamedTuple

from liveapp.domain.statistics import words

if TYPE_CHECKING:
    from liveapp.domain.statistics.figures import Figures
    from liveapp.domain.statistics.hits import MultiplierFigures

INDEPENDENT = "Rounds are independent: no wait, however long, changes the next round’s chance."
SEVERAL_DIFFICULTIES = (
    "The rounds are of several difficulties: hits and expected hits are told, and no more compared."
)


class CardTexts(NamedTuple):
    """The parts of a card, from top to bottom; an empty one is not shown."""

    hits: str
    compared: str = ""
    since: str = ""
    moments: str = ""
    longest: str = ""
    gaps: str = ""


NOTHING_YET = CardTexts("Counting…")


def card_texts(figures: "MultiplierFigures", watched: int, evidence: float, is_partial: bool) -> CardTexts:
    """What is said of one multiplier; `watched` is how many have cards, `evidence` the whole stream's."""
    if not figures.rounds:
        return CardTexts(words.since_words(figures))
    is_compared = figures.difficulty is not None
    moments = ("" if is_partial else words.moments_words(figures, watched), words.next_round_words(figures))
    return CardTexts(
        words.seen_words(figures, is_partial),
        words.compared_words(figures, watched, evidence, is_partial) if is_compared else "",
        words.since_words(figures),
        " ".join(filter(None, moments)),
        words.longest_wait_words(figures, is_partial),
        "" if is_partial else words.gaps_words(figures),
    )


def stream_words(figures: "Figures") -> str:
    """What concerns all cards: what is unknown, the evidence, and what never changes."""
    parts = (
        words.missing_caution(figures),
        SEVERAL_DIFFICULTIES if len(figures.outcomes) > 1 else "",
        words.evidence_sentence(figures),
        INDEPENDENT,
    )
    return " ".join(filter(None, parts))
