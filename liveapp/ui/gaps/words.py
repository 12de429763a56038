"""What is said of missed rounds. Plain functions without Qt."""

from collections.abc import Sequence

from liveapp.domain.gaps import Gaps, NonceRange
from liveapp.domain.table_text import pasted_text
from liveapp.ui.widgets.formatting import count_text, counted
from liveapp.ui.widgets.missing_words import rounds_text

COPIED = ("First nonce", "Last nonce", "Rounds")
NO_ROUND = "No round is known yet"

OTHER_GAMES = (
    "Other games that are played on the same seed pair use up its nonces too: some of these may be theirs."
)
"""Always said where rounds are missing: nothing that is recorded tells a missed round from another game's."""


def gaps_words(gaps: Gaps) -> str:
    """`8,812 of nonces 1 to 8,830 · 18 missing`."""
    if gaps.first_nonce is None or gaps.last_nonce is None:
        return NO_ROUND
    return rounds_text(gaps.recorded, gaps.first_nonce, gaps.last_nonce, gaps.missing)


def more_words(gaps: Gaps) -> str:
    """What is missing behind the ranges that are listed; empty where all are."""
    if not gaps.is_truncated or not gaps.ranges:
        return ""
    listed = sum(last - first + 1 for first, last in gaps.ranges)
    more = counted(gaps.missing - listed, "more round is", "more rounds are")
    ranges, last = count_text(len(gaps.ranges)), count_text(gaps.ranges[-1][1])
    return f"The first {ranges} ranges are listed; {more} missing after nonce {last}."


def copied_text(ranges: Sequence[NonceRange]) -> str:
    """The ranges for a spreadsheet, one a line."""
    return pasted_text([COPIED, *((first, last, last - first + 1) for first, last in ranges)])
