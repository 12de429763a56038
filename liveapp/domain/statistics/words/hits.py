"""Words about one multiplier: its hits, its waits and its gaps."""

from math import ceil, log, log1p
from typing import TYPE_CHECKING

from liveapp.domain.bets import MAX_NONCE
from liveapp.domain.number_texts import count_text, counted, expected_text, multiplier_text
from liveapp.domain.statistics.words.chances import (
    CERTAIN_FROM,
    RARE_FROM,
    UNUSUAL_FROM,
    Band,
    band_of,
    chance_words,
    percent_text,
    share_words,
)
from liveapp.domain.statistics.words.evidence import evidence_text

if TYPE_CHECKING:
    from liveapp.domain.statistics.hits import MultiplierFigures

HITS_TO_COMPARE = 10
"""So many hits have to be expected before gaps are compared: long gaps do not fit into short streams."""

WHOLE_GAPS_FROM = 100


def hits_words(
    figures: "MultiplierFigures", watched: int, evidence: float | None = None, is_partial: bool = False
) -> str:
    """What was seen of a multiplier, what a fair game gives, and how often it is at least this far off."""
    seen = f"{multiplier_text(figures.multiplier)} or more: {seen_words(figures, is_partial)}"
    return " ".join(filter(None, (seen, compared_words(figures, watched, evidence, is_partial))))


def seen_words(figures: "MultiplierFigures", is_partial: bool = False) -> str:
    """`14 hits in 10,000 rounds, 9.2 expected.`"""
    recorded = "recorded round" if is_partial else "round"
    return (
        f"{counted(figures.count, 'hit', 'hits')} in {counted(figures.rounds, recorded, recorded + 's')}, "
        f"{expected_text(figures.expected)} expected."
    )


def compared_words(
    figures: "MultiplierFigures", watched: int, evidence: float | None = None, is_partial: bool = False
) -> str:
    """How often a fair game is at least this far off, with the caution that belongs to it.

    `watched` is how many multipliers are looked at, `evidence` the whole stream's. Where rounds are missing,
    or of several difficulties, nothing is compared.
    """
    if not figures.rounds:
        return ""
    if is_partial:
        return "Too much is missing to compare them."
    if figures.p_value is None:
        return "The rounds are of several difficulties: only the expected number can be told."
    if figures.p_value >= CERTAIN_FROM:
        return "Nothing could be more ordinary."
    share = share_words(figures.p_value)
    if figures.p_value > UNUSUAL_FROM:
        return f"{share} of this length are at least this far off."
    amount = "More" if figures.count > figures.expected else "Fewer"
    words = f"{amount} than expected: {share} differ as much{_caution(figures.p_value, watched)}"
    if figures.p_value <= RARE_FROM and evidence is not None:
        return f"{words} The evidence, which allows for all looks, is {evidence_text(evidence)}."
    return words


def wait_words(figures: "MultiplierFigures", watched: int = 1) -> str:
    """How long the wait is, and how often a fair game waits at least that long."""
    return " ".join(filter(None, (since_words(figures), moments_words(figures, watched))))


def since_words(figures: "MultiplierFigures") -> str:
    """`3,410 rounds since the last hit.`"""
    if not figures.rounds:
        return "No round is known yet."
    if not figures.rounds_since:
        return "The last round was a hit."
    rounds = counted(figures.rounds_since, "round", "rounds")
    return f"{rounds} since the last hit." if figures.count else f"No hit in {rounds}."


def moments_words(figures: "MultiplierFigures", watched: int = 1) -> str:
    """At how many moments a fair game has waited at least that long; `watched` multipliers are looked at."""
    if not figures.rounds_since or not figures.expected:
        return ""
    share = percent_text(figures.streak_chance)
    words = f"At {share} of all moments a fair game has waited this long or longer"
    if figures.streak_chance > UNUSUAL_FROM or watched == 1:
        return f"{words}."
    return f"{words}; of {watched} multipliers one or another does more often."


def next_round_words(figures: "MultiplierFigures") -> str:
    """What no wait ever changes; nothing where rounds are of several difficulties."""
    if figures.expected_gap is None:
        return ""
    return f"The next round’s chance is {chance_words(1 / figures.expected_gap)}, as always."


def longest_wait_words(figures: "MultiplierFigures", is_partial: bool = False) -> str:
    """The longest wait, and how many fair streams have one as long."""
    longest = f"Longest wait {counted(figures.longest_wait, 'round', 'rounds')}"
    if is_partial or figures.chance_of_longer_wait is None or not figures.longest_wait:
        return f"{longest}."
    share = share_words(figures.chance_of_longer_wait)
    return f"{longest}; {share} of {counted(figures.rounds, 'round', 'rounds')} have one at least as long."


def gaps_words(figures: "MultiplierFigures") -> str:
    """The gaps beside those of a fair game, once enough hits are expected to compare them."""
    if figures.expected_gap is None or figures.mean_gap is None or figures.median_gap is None:
        return ""
    if figures.expected < HITS_TO_COMPARE:
        return (
            f"Too early to compare gaps: from {HITS_TO_COMPARE} expected hits on. Long gaps do not fit into "
            "a short stream."
        )
    return (
        f"Mean gap {gap_text(figures.mean_gap)} nonces (fair: {gap_text(figures.expected_gap)}), "
        f"median {gap_text(figures.median_gap)} (fair: {count_text(median_gap(1 / figures.expected_gap))})."
    )


def wait_text(first: int, last: int) -> str:
    """A range of waits: `1`, `14 to 70`; the one that takes in all longer waits is `71 and more`."""
    if last == MAX_NONCE:
        return f"{first:,} and more"
    return f"{first:,}" if first == last else f"{first:,} to {last:,}"


def gap_text(gap: float) -> str:
    """A mean or median gap: `1,088`, `2.1`."""
    return f"{gap:,.0f}" if gap >= WHOLE_GAPS_FROM else f"{gap:.1f}".removesuffix(".0")


def median_gap(chance: float) -> int:
    """The gap that half of a fair game's gaps reach at most."""
    return 1 if chance >= 1 else max(1, ceil(log(0.5) / log1p(-chance)))


def _caution(p: float, watched: int) -> str:
    """What belongs to a small p-value: how many figures are watched, and how often they are looked at."""
    band = band_of(p, watched)
    if band is Band.ORDINARY:
        return f" at a single look, and {watched} multipliers are watched: somewhere that is ordinary."
    among = "" if watched == 1 else f", also among {watched} multipliers"
    if band is Band.UNUSUAL:
        return f": {band.value}{among}, and met now and then by who looks all evening."
    return f": {band.value}{among}."
