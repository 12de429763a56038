"""What is said of the chart of the profit. Plain functions without Qt."""

from liveapp.domain.statistics.pictures.profit import ProfitPicture
from liveapp.domain.statistics.words import with_meaning
from liveapp.domain.statistics.words.money import NOTHING_EXPECTED, WINS_TO_COMPARE
from liveapp.ui.widgets.formatting import amount_text, counted, profit_text

CAPTION = "Line: profit. Dashed: what the targets give on average."
BANDS = (
    "Areas: one and two deviations around it; 38 of 100 fair paths leave the outer one at some moment of"
    " 10,000 bets."
)


def caption(picture: ProfitPicture, is_shaded: bool = False) -> str:
    """What is drawn, and what it leaves out."""
    if not picture.bets:
        return "No bets yet."
    if not picture.expected_over:
        return f"Line: profit. {NOTHING_EXPECTED}"
    said = [CAPTION]
    if not picture.is_compared:
        said.append(_why_not_compared(picture))
    elif picture.band_from is None:
        said.append(f"Deviations are drawn from {WINS_TO_COMPARE} expected wins on.")
    else:
        said.append(BANDS)
    if is_shaded:
        said.append("Shaded: how far it is below its highest so far.")
    return " ".join(said)


def _why_not_compared(picture: ProfitPicture) -> str:
    if picture.expected_over == picture.bets:
        return "Too much is missing to compare them."
    over = f"{picture.expected_over:,} of {counted(picture.bets, 'bet', 'bets')}"
    return f"The expectation is that of {over}, whose targets are in the table: no areas are drawn."


def reading_words(picture: ProfitPicture, place: int, currency: str | None) -> str:
    """The values after the last bet of a pixel."""
    nonce = f"Nonce {int(picture.lasts[place]):,}"
    profit = f"{nonce}: profit {profit_text(float(picture.profits[place]), currency)}"
    if not picture.expected_over:
        return profit
    expected, deviation = with_meaning(float(picture.expected[place]), float(picture.deviations[place]))
    said = f"{profit}, expected {profit_text(expected, currency)}"
    return f"{said} ± {amount_text(deviation, currency)}" if picture.is_compared else said
