"""Pictures in words, for who cannot see them: what they show, and what stands out, with its nonces."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from liveapp.domain.number_texts import (
    amount_text,
    count_text,
    counted,
    currency_text,
    duration_text,
    expected_text,
    multiplier_text,
    profit_text,
)
from liveapp.domain.statistics.words.comparison import COMPARED
from liveapp.domain.statistics.words.hits import wait_text
from liveapp.domain.statistics.words.money import NOTHING_EXPECTED, WINS_TO_COMPARE, with_meaning

if TYPE_CHECKING:
    from liveapp.domain.statistics.pictures.comparison import ComparedCurve, ComparisonPicture
    from liveapp.domain.statistics.pictures.outcomes import OutcomesPicture
    from liveapp.domain.statistics.pictures.pace import PacePicture
    from liveapp.domain.statistics.pictures.profit import ProfitPicture
    from liveapp.domain.statistics.pictures.skyline import Skyline
    from liveapp.domain.statistics.pictures.waits import WaitsPicture

MOST_LISTED = 5


def profit_alternative(picture: "ProfitPicture", currency: str | None) -> str:
    """Where the profit begins, how far it goes and where it ends, beside what the targets let one expect."""
    if not len(picture.firsts):
        return "Profit over nonces: no bet lies in this range."
    low, high = int(picture.lows.argmin()), int(picture.highs.argmax())
    shown = (
        f"Profit over nonces {_nonces(int(picture.firsts[0]), int(picture.lasts[-1]))}: "
        f"lowest {profit_text(float(picture.lows[low]), currency)} near nonce {picture.lasts[low]:,}, "
        f"highest {profit_text(float(picture.highs[high]), currency)} near nonce {picture.lasts[high]:,}, "
        f"{profit_text(float(picture.profits[-1]), currency)} at the end."
    )
    if not picture.expected_over:
        return f"{shown} {NOTHING_EXPECTED}"
    average, deviation = with_meaning(float(picture.expected[-1]), float(picture.deviations[-1]))
    expected = f"Expected at the end: {profit_text(average, currency)}"
    if not picture.is_compared:
        over = f"{picture.expected_over:,} of {counted(picture.bets, 'bet', 'bets')}"
        return f"{shown} {expected}, over {over}; too little is known to compare them."
    if picture.band_from is None:
        return f"{shown} {expected}; fewer than {WINS_TO_COMPARE} wins are expected, so there is no band."
    return f"{shown} {expected}, give or take {amount_text(deviation, currency)} for one deviation."


def skyline_alternative(picture: "Skyline") -> str:
    """The highest multipliers of the range, and how many hits are marked."""
    known = picture.nonces >= 0
    if not known.any():
        return "Multipliers over nonces: no result is known in this range."
    nonces, multipliers = picture.nonces[known], picture.multipliers[known]
    order = (-multipliers).argsort(kind="stable")[:MOST_LISTED]
    listed = ", ".join(
        f"{multiplier_text(float(multipliers[place]))} at nonce {nonces[place]:,}" for place in order
    )
    shown = (
        f"Multipliers over nonces {_nonces(int(picture.firsts[0]), int(picture.lasts[-1]))}, highest first: "
        f"{listed}."
    )
    if picture.multiplier is None:
        return shown
    return f"{shown} {counted(picture.hits, 'hit', 'hits')} of {multiplier_text(picture.multiplier)} or more."


def outcomes_alternative(picture: "OutcomesPicture") -> str:
    """Each number of safe pumps: seen and expected; and which lie outside their range."""
    columns = (picture.multipliers.tolist(), picture.observed.tolist(), picture.expected.tolist())
    listed = "; ".join(
        f"{multiplier_text(multiplier)} {count_text(observed)} of {expected_text(expected)}"
        for multiplier, observed, expected in zip(*columns, strict=True)
    )
    rounds = counted(picture.rounds, f"{picture.difficulty} round", f"{picture.difficulty} rounds")
    shown = f"Outcomes of {rounds}, seen of expected: {listed}."
    if not len(picture.lows):
        return shown
    outside = ((picture.observed < picture.lows) | (picture.observed > picture.highs)).nonzero()[0].tolist()
    where = ", ".join(multiplier_text(float(picture.multipliers[place])) for place in outside)
    ranges = (
        f"Outside the range of 998 of 1,000 fair streams: {where}. Of all classes together, some one is "
        "outside in 2 to 4 of 100 fair streams."
        if where
        else "All are inside the range of 998 of 1,000 fair streams."
    )
    return f"{shown} {ranges}"


def waits_alternative(picture: "WaitsPicture") -> str:
    """How many waits are in each bin beside what is expected, and where the running wait stands."""
    name = f"Waits for {multiplier_text(picture.multiplier)} or more: {counted(picture.hits, 'hit', 'hits')}"
    current = f"The running wait is {counted(picture.current, 'round', 'rounds')}."
    if not len(picture.firsts):
        return f"{name}, too few to compare their waits. {current}"
    bins = zip(
        picture.firsts.tolist(),
        picture.lasts.tolist(),
        picture.observed.tolist(),
        picture.expected.tolist(),
        strict=True,
    )
    listed = "; ".join(
        f"{wait_text(first, last)} {count_text(observed)} of {expected_text(expected)}"
        for first, last, observed, expected in bins
    )
    shown = f"{name}, waits in rounds, seen of expected: {listed}."
    if not len(picture.lows):
        return f"{shown} {current}"
    outside = int(((picture.observed < picture.lows) | (picture.observed > picture.highs)).sum())
    ranges = (
        f"{outside} of {len(picture.firsts)} are outside the range of 998 of 1,000 fair streams."
        if outside
        else "All are inside the range of 998 of 1,000 fair streams."
    )
    return f"{shown} {ranges} {current}"


def pace_alternative(picture: "PacePicture") -> str:
    """The highest and the usual pace, and the pauses."""
    if not len(picture.counts):
        return "Bets a minute over time: no bet lies in this range."
    bets = counted(int(picture.counts.sum()), "bet", "bets")
    shown = f"Bets a minute over time: {bets}, {picture.bets_a_minute.max():,.0f} a minute at most."
    if not picture.pauses:
        return f"{shown} No pause."
    pauses = counted(picture.pauses, "pause", "pauses")
    least, together = duration_text(picture.pause_us), duration_text(picture.paused_us)
    return f"{shown} {pauses} of {least} or longer, {together} together."


def comparison_alternative(picture: "ComparisonPicture", names: Sequence[str], currency: str | None) -> str:
    """Of each stream how many bets it has, how far its profit went in what is shown, and where it ended."""
    named = "no currency" if currency is None else currency_text(currency)
    told = "; ".join(
        f"{name}: {_curve_words(curve, currency)}" for name, curve in zip(names, picture.curves, strict=True)
    )
    return f"Profit in {named} over the number of bets. {told}. {COMPARED}"


def _nonces(first: int, last: int) -> str:
    return f"{first:,} to {last:,}"


def _curve_words(curve: "ComparedCurve", currency: str | None) -> str:
    if not curve.bets:
        return "no bets in it"
    bets = f"{counted(curve.bets, 'bet', 'bets')}, {profit_text(curve.profit, currency)} at the end"
    if not len(curve.numbers):
        return f"{bets}, none in this range"
    low, high = (
        profit_text(float(curve.lows.min()), currency),
        profit_text(float(curve.highs.max()), currency),
    )
    return f"{bets}, from {low} to {high} in this range"
