"""Words about the evidence against a fair game, and about what comes before any evidence."""

from enum import Enum
from math import floor
from typing import TYPE_CHECKING

from liveapp.domain.number_texts import count_text, number_text
from liveapp.domain.statistics.words.chances import percent_text

if TYPE_CHECKING:
    from liveapp.domain.statistics.figures import Figures

MISSING_SHARE_TOLD = 0.01
"""Where more of the rounds are unknown, what is recorded may be a selection: no verdict then."""

_WHOLE_FROM = 10
_DIGITS = 3
_POWERS_FROM = 1e9


class Evidence(Enum):
    """How much the highest evidence so far says; the value is the evidence from which on it says so.

    Of fair streams, at most one in `value` ever gets there, however long one looks.
    """

    NONE = 0
    WORTH_WATCHING = 20
    STRONG = 100
    VERY_STRONG = 1_000


def evidence_level(highest: float) -> Evidence:
    """What the highest evidence so far says."""
    return max((level for level in Evidence if highest >= level.value), key=lambda level: level.value)


def evidence_sentence(figures: "Figures") -> str:
    """What the evidence says, with ordinary causes first; nothing where too much is missing for it."""
    if is_partial(figures):
        return ""
    said = evidence_words(figures.evidence, figures.highest_evidence)
    is_telling = evidence_level(figures.highest_evidence) is not Evidence.NONE
    return f"{ordinary_causes()} {said}" if is_telling else said


def evidence_words(now: float, highest: float) -> str:
    """The evidence with its threshold and its highest so far."""
    figures = f"{evidence_text(now)} now, {evidence_text(highest)} at its highest"
    return f"{_VERDICTS[evidence_level(highest)]} ({figures})."


def evidence_text(evidence: float) -> str:
    """The bare figure: `0.06`, `2.4`, `19`, `129`, `72,300`, `8.1e+30`; never rounded up to a threshold."""
    if evidence < _WHOLE_FROM:
        return number_text(float(f"{evidence:.{2 if evidence >= 1 else 1}g}"))
    if evidence >= _POWERS_FROM:
        return f"{evidence:.2g}"
    whole = floor(evidence)
    return count_text(whole - whole % 10 ** max(0, len(str(whole)) - _DIGITS))


def ordinary_causes() -> str:
    """What to look for before anything else, wherever a figure is far off."""
    return (
        "Ordinary causes come first: another difficulty than recorded, missing rounds, another table of "
        "multipliers, a rule that says when to stop or what to record. Once the server seed is revealed, "
        "the proof decides."
    )


def is_partial(figures: "Figures") -> bool:
    """Whether so much is unknown that the recorded rounds may be a selection."""
    return _share_missing(figures) > MISSING_SHARE_TOLD or _share_unclassified(figures) > MISSING_SHARE_TOLD


def missing_caution(figures: "Figures") -> str:
    """What is unknown, where it is too much for a verdict; else nothing."""
    parts = []
    if _share_missing(figures) > MISSING_SHARE_TOLD:
        parts.append(f"{percent_text(_share_missing(figures))} of the nonces are missing")
    if _share_unclassified(figures) > MISSING_SHARE_TOLD:
        parts.append(
            f"{percent_text(_share_unclassified(figures))} of the rounds have no result of their "
            "difficulty’s table"
        )
    if not parts:
        return ""
    return f"{' and '.join(parts)}: these figures are of the recorded rounds, and give no verdict."


_EVER = "fair streams ever gets here, however long one looks"

_VERDICTS = {
    Evidence.NONE: "No evidence against a fair game",
    Evidence.WORTH_WATCHING: f"Worth watching: at most 1 in 20 {_EVER}",
    Evidence.STRONG: f"Strong evidence: at most 1 in 100 {_EVER}",
    Evidence.VERY_STRONG: f"Very strong evidence: at most 1 in 1,000 {_EVER}",
}


def _share_missing(figures: "Figures") -> float:
    known = figures.rounds
    return figures.missing / (known + figures.missing) if figures.missing else 0.0


def _share_unclassified(figures: "Figures") -> float:
    return figures.unclassified / figures.rounds if figures.rounds else 0.0
