"""What is said of amounts wherever currencies stand together. Plain functions without Qt."""

from liveapp.domain.statistics import words
from liveapp.ui.widgets.formatting import counted, number_text, signed_text

CURRENCIES_SHOWN = 3
"""The ones with the most bets, where there is room for few."""


def more_currencies_words(more: int) -> str:
    """How many currencies are not shown; nothing where all are."""
    return f"and {counted(more, 'currency', 'currencies')} more, with fewer bets" if more > 0 else ""


def expected_texts(expected: float, deviation: float) -> tuple[str, str]:
    """An expected profit and its deviation, both to the digits that the deviation gives a meaning."""
    expected, deviation = words.with_meaning(expected, deviation)
    return signed_text(expected), number_text(deviation)
