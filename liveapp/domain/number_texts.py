"""Numbers as everything that is read shows them. Plain functions.

Digits are grouped by commas with a decimal point, whatever the system's language, so that what is
copied from one screen reads the same on another.
"""

import re
from decimal import Decimal

from liveapp.domain.clock import DAY_US, HOUR_US, MINUTE_US, SECOND_US

MISSING = "–"
"""Shown where a bot sent no value."""

MINUS = "−"

_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MAX_DECIMALS = 8
_CURRENCY_LENGTH = 16
_SCIENTIFIC_FROM = 1e15
_LEAST_EXPECTED = 0.001
_UNITS = ((DAY_US, "day", "days"), (HOUR_US, "h", "h"), (MINUTE_US, "min", "min"), (SECOND_US, "s", "s"))


def count_text(count: int) -> str:
    """A count with its thousands grouped."""
    return f"{count:,}"


def counted(count: int, singular: str, plural: str) -> str:
    """`1 bet`, `12,345 bets`."""
    return f"{count:,} {singular if count == 1 else plural}"


def number_text(value: float | None) -> str:
    """A number with 8 decimals at most and no zeros or rounding noise behind them."""
    if value is None:
        return MISSING
    return _signed(_decimals(abs(value), 0), value)


def signed_text(value: float) -> str:
    """A number like `number_text`, with a plus before what is more than nothing."""
    text = number_text(value)
    return f"+{text}" if value > 0 and text != "0" else text


def exact_text(value: float | None) -> str:
    """A number with every digit that it has, its thousands grouped."""
    if value is None:
        return MISSING
    digits = f"{abs(Decimal(repr(value))):,f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return _signed(digits, value)


def plain_number(value: float | None) -> str:
    """A number as a spreadsheet reads it: no groups, ASCII minus, nothing where it is missing."""
    if value is None:
        return ""
    return repr(value).removesuffix(".0")


def amount_text(value: float, currency: str | None) -> str:
    """An amount with its currency: `0.5 BTC`; without one only the amount."""
    return _in_currency(number_text(value), currency)


def profit_text(value: float, currency: str | None) -> str:
    """What was won or lost, with its sign and currency: `+50,000 DOGE`, `−3.21 BTC`."""
    return _in_currency(signed_text(value), currency)


def currency_text(currency: str) -> str:
    """A currency as it is written: `BTC`, however a bot spells it; the amounts beside it stay as they are."""
    return short_text(without_turns(currency).upper(), _CURRENCY_LENGTH)


def return_text(paid_out: float, wagered: float) -> str:
    """What part of the stakes came back: `98.21 %`."""
    return f"{_grouped(100 * (paid_out / wagered), 2)} %" if wagered else MISSING


def multiplier_text(value: float | None) -> str:
    """A multiplier with two decimals at least, so that points stand below each other, and its sign."""
    if value is None:
        return MISSING
    return _signed(_decimals(abs(value), 2), value) + "×"


def average_text(value: float | None) -> str:
    """A mean multiplier, to two decimals."""
    return MISSING if value is None else f"{_grouped(value, 2)}×"


def expected_text(hits: float) -> str:
    """A number of rounds that need not be whole: `12.4`, `0.031`."""
    if hits >= 1 or hits == 0:
        return f"{hits:,.1f}".removesuffix(".0")
    return f"{hits:.2g}" if hits >= _LEAST_EXPECTED else f"less than {_LEAST_EXPECTED}"


def duration_text(time_us: int) -> str:
    """`45 s`, `12 min`, `1 h 30 min`, `2 days 3 h`: two units at most."""
    parts = []
    for unit_us, one, many in _UNITS:
        number, time_us = divmod(time_us, unit_us)
        if number:
            parts.append(counted(number, one, many))
        elif parts:
            break
        if len(parts) == 2:
            break
    return " ".join(parts) or "0 s"


def without_turns(text: str) -> str:
    """`text` without the characters that turn the direction of all that stands behind them in the line."""
    return _TURNS.sub("", text)


def short_text(text: str, length: int) -> str:
    """`text` in one line of at most `length` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


def _in_currency(number: str, currency: str | None) -> str:
    return f"{number} {currency_text(currency)}" if currency else number


def _signed(digits: str, value: float) -> str:
    return MINUS + digits if value < 0 and digits.strip("0.,") else digits


def _grouped(value: float, decimals: int) -> str:
    return f"{value:.3e}" if abs(value) >= _SCIENTIFIC_FROM else f"{value:,.{decimals}f}"


def _decimals(value: float, at_least: int) -> str:
    if value >= _SCIENTIFIC_FROM:
        return f"{value:.6g}"
    whole, _, fraction = f"{value:,.{_MAX_DECIMALS}f}".partition(".")
    fraction = fraction.rstrip("0").ljust(at_least, "0")
    return f"{whole}.{fraction}" if fraction else whole
