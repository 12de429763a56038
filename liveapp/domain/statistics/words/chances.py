"""Chances and p-values in words: never as bare decimals, and never without what they are about."""

from enum import Enum
from math import floor, log10

UNUSUAL_FROM = 0.05
RARE_FROM = 0.01
LEAST_TOLD = 1e-6
CERTAIN_FROM = 0.995
"""Shares from here on are as good as all."""

_TWO_DECIMALS_UNDER = 10
_THREE_DIGITS_FROM = 1_000
_HUNDREDS_FROM = 0.02
_THOUSANDS_FROM = 0.001
_NOT_ALL_FROM = 99.5
"""Rounded to whole percents, it would be said of all."""

_WHOLE_PERCENTS_FROM = 9.95


class Band(Enum):
    """How a p-value is spoken of, beside its figure. No band is told by a colour, and none is an alarm:
    that is the evidence's.
    """

    ORDINARY = "as fair streams show"
    UNUSUAL = "unusual for a single look"
    RARE = "rare for a single look"


def band_of(p: float, watched: int = 1) -> Band:
    """The band of a p-value, where so many like it are watched and one had to be the oddest."""
    among_all = p * max(1, watched)
    if among_all > UNUSUAL_FROM:
        return Band.ORDINARY
    return Band.UNUSUAL if among_all > RARE_FROM else Band.RARE


def one_in(p: float) -> str:
    """How often something as far off is seen: `1 in 250`; `less than 1 in a million`."""
    return "less than 1 in a million" if p < LEAST_TOLD else f"1 in {_odds(p)}"


def chance_words(chance: float) -> str:
    """The chance of one round, however small: `1 in 2.08`, `1 in 3,268,760`, `certain`, `none`."""
    if chance <= 0:
        return "none"
    if chance >= 1:
        return "certain"
    return f"1 in {_plain(1 / chance, 2 if chance > 1 / _TWO_DECIMALS_UNDER else 0)}"


def share_words(p: float) -> str:
    """Of how many fair streams something holds: `13 of 100 fair streams`, `1 in 30,000 fair streams`."""
    if p >= CERTAIN_FROM:
        return "practically all fair streams"
    if p >= _HUNDREDS_FROM:
        return f"{round(100 * p)} of 100 fair streams"
    return f"{round(1000 * p)} of 1,000 fair streams" if p >= _THOUSANDS_FROM else f"{one_in(p)} fair streams"


def percent_text(share: float) -> str:
    """A share of all moments: `4.4 %`, `22 %`, `0.012 %`, `less than 0.0001 %`."""
    if share < LEAST_TOLD:
        return "less than 0.0001 %"
    percent = 100 * share
    if _NOT_ALL_FROM <= percent < 100:
        return f"{floor(10 * percent) / 10:.1f} %"
    return f"{percent:.0f} %" if percent >= _WHOLE_PERCENTS_FROM else f"{rounded_text(percent, 2)} %"


def rounded_text(value: float, digits: int = 3) -> str:
    """`value`, which is more than 0, rounded to so many digits, its thousands grouped."""
    decimals = digits - 1 - floor(log10(value))
    return _plain(round(value, decimals), max(0, decimals))


def _odds(p: float) -> str:
    """1 / p, to three digits at most."""
    odds = 1 / p
    if odds < _TWO_DECIMALS_UNDER:
        return _plain(odds, 1)
    return _plain(odds, 0) if odds < _THREE_DIGITS_FROM else rounded_text(odds)


def _plain(value: float, decimals: int) -> str:
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if decimals else text
