"""What is said of figures, in the window and wherever else they are told: one wording of each.

Three kinds of sentence are honest: what was seen, what a fair game gives, how often it is at least this far
off. None is about the next round, and none says that anything has to come.
"""

from liveapp.domain.statistics.words.alternatives import (
    comparison_alternative,
    outcomes_alternative,
    pace_alternative,
    profit_alternative,
    skyline_alternative,
    waits_alternative,
)
from liveapp.domain.statistics.words.chances import (
    chance_words,
    share_words,
)
from liveapp.domain.statistics.words.comparison import COMPARED
from liveapp.domain.statistics.words.evidence import (
    Evidence,
    evidence_level,
    evidence_sentence,
    evidence_text,
    is_partial,
    missing_caution,
)
from liveapp.domain.statistics.words.hits import (
    compared_words,
    gaps_words,
    hits_words,
    longest_wait_words,
    moments_words,
    next_round_words,
    seen_words,
    since_words,
    wait_text,
    wait_words,
)
from liveapp.domain.statistics.words.money import may_be_compared, profit_words, return_words, with_meaning
from liveapp.domain.statistics.words.outcomes import fit_words

__all__ = [
    "COMPARED",
    "Evidence",
    "chance_words",
    "compared_words",
    "comparison_alternative",
    "evidence_level",
    "evidence_sentence",
    "evidence_text",
    "fit_words",
    "gaps_words",
    "hits_words",
    "is_partial",
    "longest_wait_words",
    "may_be_compared",
    "missing_caution",
    "moments_words",
    "next_round_words",
    "outcomes_alternative",
    "pace_alternative",
    "profit_alternative",
    "profit_words",
    "return_words",
    "seen_words",
    "share_words",
    "since_words",
    "skyline_alternative",
    "wait_text",
    "wait_words",
    "waits_alternative",
    "with_meaning",
]
