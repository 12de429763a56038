"""What is said of the chart of the waits. Plain functions without Qt."""

from liveapp.domain.number_texts import count_text, counted, expected_text, multiplier_text
from liveapp.domain.statistics.pictures.waits import NO_END, WaitsPicture
from liveapp.ui.widgets.missing_words import range_text

NOTHING = "No multiplier is chosen."
QUANTILES = (
    "In a fair game half of the waits are under 0.69 mean waits, 5 of 100 over 3.0, 1 of 100 over 4.6."
)

SMALL_CHANCE = 0.02
"""Of a multiplier whose chance is larger, waits are whole numbers too small for these."""


def rounds_words(picture: WaitsPicture, place: int) -> str:
    """Which waits a bin takes in: `1–52 rounds`, `208 rounds or more`."""
    first, last = int(picture.firsts[place]), int(picture.lasts[place])
    if last == NO_END:
        return f"{counted(first, 'round', 'rounds')} or more"
    return f"{range_text(first, last)} {'round' if last == 1 else 'rounds'}"


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
    return f"{drawn} {QUANTILES}" if picture.chance <= SMALL_CHANCE else drawn


def reading_words(picture: WaitsPicture, place: int) -> str:
    """One bin: how often it was seen, is expected, and is seen in fair streams."""
    seen, expected = int(picture.observed[place]), expected_text(float(picture.expected[place]))
    between = range_text(int(picture.lows[place]), int(picture.highs[place]))
    return (
        f"{rounds_words(picture, place)}: seen {count_text(seen)}, expected {expected}; "
        f"998 of 1,000 fair streams see {between}"
    )


def alternative_words(picture: WaitsPicture | None) -> str:
    """How many bins are outside of their range, and which."""
    if picture is None or not len(picture.firsts):
        return caption(picture)
    outside = [
        place
        for place in range(len(picture.firsts))
        if not picture.lows[place] <= picture.observed[place] <= picture.highs[place]
    ]
    told = "; ".join(reading_words(picture, place) for place in outside)
    bins = f"{len(picture.firsts)} ranges of waits that are about equally likely"
    if not outside:
        return f"{bins}: each was seen as often as in 998 of 1,000 fair streams. {caption(picture)}"
    return f"{bins}: all but {len(outside)} were seen as often as in 998 of 1,000. {told}. {caption(picture)}"
