"""What is said of the chart of the outcomes. Plain functions without Qt."""

from liveapp.domain.statistics.pictures.outcomes import OutcomesPicture
from liveapp.ui.widgets.formatting import count_text, counted, expected_text, multiplier_text
from liveapp.ui.widgets.missing_words import range_text

NOTHING = "No round of a known difficulty yet."


def reading_words(picture: OutcomesPicture, pumps: int) -> str:
    """One outcome: how often it was seen, is expected, and is seen in fair streams."""
    seen = int(picture.observed[pumps])
    expected = expected_text(float(picture.expected[pumps]))
    multiplier = multiplier_text(float(picture.multipliers[pumps]))
    name = f"{counted(pumps, 'safe pump', 'safe pumps')} ({multiplier})"
    counts = f"{name}: seen {count_text(seen)}, expected {expected}"
    if not len(picture.lows):
        return counts
    between = range_text(int(picture.lows[pumps]), int(picture.highs[pumps]))
    return f"{counts}; 998 of 1,000 fair streams see {between}"
