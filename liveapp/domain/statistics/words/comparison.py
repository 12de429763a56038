"""Words about several streams side by side: what each shows, and that none of it ranks them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from liveapp.domain.number_texts import counted, currency_text, profit_text

if TYPE_CHECKING:
    from liveapp.domain.statistics.pictures.comparison import ComparedCurve, ComparisonPicture

COMPARED = (
    "Fair streams differ by chance alone: of any few, one has won the most and one the least. Their order says "
    "nothing about their seeds, nor about bets to come."
)

NO_CURRENCY = "no currency"


def comparison_alternative(picture: "ComparisonPicture", names: Sequence[str], currency: str | None) -> str:
    """Of each stream how many bets it has, how far its profit went in what is shown, and where it ended."""
    named = NO_CURRENCY if currency is None else currency_text(currency)
    told = "; ".join(
        f"{name}: {_curve(curve, currency)}" for name, curve in zip(names, picture.curves, strict=True)
    )
    return f"Profit in {named} over the number of bets. {told}. {COMPARED}"


def _curve(curve: "ComparedCurve", currency: str | None) -> str:
    if not curve.bets:
        return "no bets in it"
    bets = f"{counted(curve.bets, 'bet', 'bets')}, {profit_text(curve.profit, currency)} at the end"
    if not len(curve.numbers):
        return f"{bets}, none in this range"
    low, high = profit_text(float(curve.lows.min()), currency), profit_text(float(curve.highs.max()), currency)
    return f"{bets}, from {low} to {high} in this range"
