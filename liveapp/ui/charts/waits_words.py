"""What is said of the chart of the waits. Plain functions without Qt."""

from liveapp.domain.statistics.pictures.waits import WaitsPicture
from liveapp.domain.statistics.words import wait_text
from liveapp.ui.widgets.formatting import count_text, counted, expected_text, multiplier_text
from liveapp.ui.widgets.missing_words import range_text

NOTHING = "No multiplier is chosen."
QUANTILES = (
    "In a fair game half of the waits are under 0.69 mean waits, 5 of 100 over 3.0, 1 of 100 over 4.6."
)

SMALL_CHANCE = 0.02
"""Of a multiplier whose chance is larger, waits are whole numbers too small for these."""


def caption(picture: WaitsPicture | None) -> str:
    """What is drawn, or why nothing is; and how long it is now since the last hit."""
    if picture is None:
        return NOTHING
    multiplier = multiplier_text(picture.multiplier)
    if picture.chance is None:
        return f"{multiplier}: the rounds are not all of one difficulty: there is nothing to compare with."
    hits = counted(picture.hits, "hit", "hits")
    if not len(picture.firsts):
        return f"{hits} of {multiplier} or more: too few to compare their waits."
    since = counted(picture.current, "round", "rounds")
    drawn = f"Rounds that each of {hits} of {multiplier} or more took. Dashed: {since} since the last one."
    if not len(picture.lows):
        return f"{drawn} Too much is missing to compare them."
    return f"{drawn} {QUANTILES}" if picture.chance <= SMALL_CHANCE else drawn


def reading_words(picture: WaitsPicture, place: int) -> str:
    """One bin: how often it was seen, is expected, and is seen in fair streams."""
    wait = wait_text(int(picture.firsts[place]), int(picture.lasts[place]))
    seen, expected = int(picture.observed[place]), expected_text(float(picture.expected[place]))
    counts = f"Waits of {wait} rounds: seen {count_text(seen)}, expected {expected}"
    if not len(picture.lows):
        return counts
    between = range_text(int(picture.lows[place]), int(picture.highs[place]))
    return f"{counts}; 998 of 1,000 fair streams see {between}"
