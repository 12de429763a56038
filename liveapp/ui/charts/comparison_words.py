"""What is said of the chart that compares profits. Plain functions without Qt."""

from collections.abc import Sequence

from liveapp.domain.statistics.pictures.comparison import ComparedCurve, ComparisonPicture
from liveapp.domain.statistics.words import COMPARED
from liveapp.ui.charts.curve_styles import LETTERS
from liveapp.ui.widgets.formatting import count_text, currency_text, profit_text

CAPTION = "Each line is the profit of one stream over its own bets, from its first on."
EXPECTED = "Thin lines: what the targets give on average."


def in_currency(currency: str | None) -> str:
    """`in BTC`, or that these bets name none."""
    return "without a currency" if currency is None else f"in {currency_text(currency)}"


def caption(picture: ComparisonPicture, is_expected_shown: bool) -> str:
    """What is drawn and what is not, and that it is no order of rank."""
    if not picture.longest:
        return "No bets yet."
    said = [CAPTION]
    if is_expected_shown:
        without = [
            letter
            for letter, curve in zip(LETTERS, picture.curves, strict=False)
            if curve.bets and not curve.has_expectation
        ]
        said.append(EXPECTED)
        if without:
            said.append(f"{', '.join(without)}: none, as not all bets have a target of the table.")
    if picture.bets_a_step > 1:
        said.append(f"Long streams are kept in steps of up to {count_text(picture.bets_a_step)} bets.")
    return " ".join((*said, COMPARED))


def legend_names(names: Sequence[str], picture: ComparisonPicture | None, currency: str | None) -> list[str]:
    """The streams' names, with a word about those that have nothing to draw."""
    if picture is None:
        return list(names)
    return [
        name if curve.bets else f"no bets {in_currency(currency)} · {name}"
        for name, curve in zip(names, picture.curves, strict=True)
    ]


def reading_words(curves: Sequence[ComparedCurve], number: int, currency: str | None) -> str:
    """Every stream's profit after so many of its bets, or after its last one where it has fewer."""
    told = [
        f"{letter} {_value_at(curve, number)}"
        for letter, curve in zip(LETTERS, curves, strict=False)
        if curve.bets
    ]
    unit = "" if currency is None else f" {currency_text(currency)}"
    return f"Bet {count_text(number)}: {' · '.join(told)}{unit}"


def _value_at(curve: ComparedCurve, number: int) -> str:
    place = curve.place_at(number)
    if place is None:
        return f"ended at {profit_text(curve.profit, None)}" if number > curve.bets else "–"
    return profit_text(float(curve.profits[place]), None)
