"""Words about profit and return, each currency by itself."""

from math import floor, log10
from typing import TYPE_CHECKING, Protocol

from liveapp.domain.number_texts import amount_text, counted, profit_text, return_text
from liveapp.domain.statistics.words.chances import rounded_text

if TYPE_CHECKING:
    from liveapp.domain.statistics.money import CurrencyFigures

WINS_TO_COMPARE = 10
"""So many wins have to be expected before a profit is compared: before, one hit moves everything."""

LARGEST_ROUNDED = 1e300
"""Rounded up, the largest numbers would be beyond all."""

DIGITS = 3
"""Of a deviation, which is what an expectation is uncertain by."""

NOTHING_EXPECTED = (
    "Nothing tells what to expect of these bets: none has a target of the table, or they were picked by how"
    " they ended."
)

OUTSIDE = (
    "Outside two deviations, as 5 of 100 fair streams are at a single look, and 38 of 100 at some moment "
    "of 10,000 bets."
)


def profit_words(figures: "CurrencyFigures", is_partial: bool = False) -> str:
    """What was won or lost, what the targets cost on average, and whether that is far apart."""
    profit = f"{profit_text(figures.profit, figures.currency)} after {counted(figures.bets, 'bet', 'bets')}."
    if not figures.expected_over:
        return f"{profit} {NOTHING_EXPECTED}"
    over = "" if figures.expected_over == figures.bets else f" ({figures.expected_over:,} of the bets)"
    expected, deviation = with_meaning(figures.expected_profit, figures.profit_deviation)
    average = profit_text(expected, figures.currency)
    around = f"{average} on average, give or take {amount_text(deviation, figures.currency)}"
    compared = _compared(figures, is_partial)
    return " ".join(filter(None, (profit, f"The targets{over} give {around}.", compared)))


class Expectation(Protocol):
    """Of how many of some `bets` it is known what to expect, and how many wins that is."""

    @property
    def bets(self) -> int:
        """All of them."""
        ...

    @property
    def expected_over(self) -> int:
        """Those whose target is in the table."""
        ...

    @property
    def expected_wins(self) -> float:
        """How many of these win on average."""
        ...


def may_be_compared(figures: Expectation, is_partial: bool = False) -> bool:
    """Whether the expected profit's deviation may stand beside it: enough wins are expected, of all bets."""
    is_whole = figures.expected_over == figures.bets and not is_partial
    return is_whole and figures.expected_wins >= WINS_TO_COMPARE


def with_meaning(expected: float, deviation: float) -> tuple[float, float]:
    """Both to the digits that the deviation gives a meaning."""
    if not deviation or max(deviation, abs(expected)) > LARGEST_ROUNDED:
        return expected, deviation
    decimals = DIGITS - 1 - floor(log10(deviation))
    return round(expected, decimals), round(deviation, decimals)


def return_words(figures: "CurrencyFigures") -> str:
    """What part of the stakes came back, and how many bets tell anything of what the game pays."""
    if not figures.wagered:
        return "Nothing was staked."
    returned = f"{return_text(figures.paid_out, figures.wagered)} came back so far"
    if figures.needed_bets is None:
        return f"{returned}."
    if not figures.needed_bets:
        return f"{returned}, as it always does with these targets."
    needed = rounded_text(figures.needed_bets)
    return f"{returned}; with these targets it takes some {needed} bets to tell the return to within 1 %."


def _compared(figures: "CurrencyFigures", is_partial: bool) -> str:
    if is_partial or figures.expected_over < figures.bets:
        return ""
    if figures.expected_wins < WINS_TO_COMPARE:
        return f"With fewer than {WINS_TO_COMPARE} wins expected, a single hit decides: too early to compare."
    if not figures.profit_deviation:
        return ""
    distance = abs(figures.profit - figures.expected_profit) / figures.profit_deviation
    if distance <= 1:
        return "Well inside."
    if distance <= 2:
        return "Inside two deviations, as 95 of 100 fair streams are."
    return OUTSIDE
