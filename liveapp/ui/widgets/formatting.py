"""Numbers, times and words as the window shows them. Plain functions without Qt.

Digits are grouped by commas with a decimal point, whatever the system's language, so that what is
copied from one screen reads the same on another.
"""

from datetime import timedelta, tzinfo
from decimal import Decimal

from liveapp.domain.clock import EPOCH

MISSING = "–"
"""Shown where a bot sent no value."""

MINUS = "−"
SECOND_US = 1_000_000
MINUTE_US = 60 * SECOND_US
HOUR_US = 60 * MINUTE_US
DAY_US = 24 * HOUR_US

_DAY_WORDS = {0: "today", 1: "yesterday"}
_MAX_DECIMALS = 8
_CURRENCY_LENGTH = 16
_SCIENTIFIC_FROM = 1e15


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


def amount_text(value: float, currency: str | None) -> str:
    """An amount with its currency: `0.5 BTC`; without one only the amount."""
    return _in_currency(number_text(value), currency)


def profit_text(value: float, currency: str | None) -> str:
    """What was won or lost, with its sign and currency: `+50,000 DOGE`, `−3.21 BTC`."""
    return _in_currency(signed_text(value), currency)


def currency_text(currency: str) -> str:
    """A currency as it is written: `BTC`, however a bot spells it."""
    return short_text(currency.upper(), _CURRENCY_LENGTH)


def return_text(paid_out: float, wagered: float) -> str:
    """What part of the stakes came back: `98.21 %`."""
    return f"{100 * paid_out / wagered:,.2f} %" if wagered else MISSING


def multiplier_text(value: float | None) -> str:
    """A multiplier with two decimals at least, so that points stand below each other, and its sign."""
    if value is None:
        return MISSING
    return _signed(_decimals(abs(value), 2), value) + "×"


def average_text(value: float | None) -> str:
    """A mean multiplier, to two decimals."""
    return MISSING if value is None else f"{_grouped(value, 2)}×"


def plain_number(value: float | None) -> str:
    """A number as a spreadsheet reads it: no groups, ASCII minus, nothing where it is missing."""
    if value is None:
        return ""
    return repr(value).removesuffix(".0")


def local_time_text(time_us: int | None, zone: tzinfo | None = None) -> str:
    """Date and time to the second, in `zone` (the system's where None)."""
    if time_us is None:
        return MISSING
    moment = EPOCH + timedelta(microseconds=time_us)
    try:
        return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S")
    except (OverflowError, ValueError, OSError):  # years 1 and 9999 have no neighbours to shift into
        return moment.strftime("%Y-%m-%d %H:%M:%S UTC")


def brief_time_text(time_us: int, now_us: int, zone: tzinfo | None = None) -> str:
    """Only the time of a moment that is of the same day as now; of any other also the date."""
    text, now = local_time_text(time_us, zone), local_time_text(now_us, zone)
    day = now[: len("2026-01-28 ")]
    return text[len(day) :] if text.startswith(day) else text


def day_time_text(time_us: int, now_us: int, zone: tzinfo | None = None) -> str:
    """A moment that passed, as people name it: `today 14:02`, `yesterday 09:30`, `2026-01-28 21:03`."""
    try:
        moment, now = ((EPOCH + timedelta(microseconds=one)).astimezone(zone) for one in (time_us, now_us))
    except (OverflowError, ValueError, OSError):
        return local_time_text(time_us, zone)
    days = (now.date() - moment.date()).days
    return f"{_DAY_WORDS.get(days, f'{moment:%Y-%m-%d}')} {moment:%H:%M}"


def utc_time_text(time_us: int | None) -> str:
    """Date and time to the microsecond, in UTC."""
    if time_us is None:
        return MISSING
    return (EPOCH + timedelta(microseconds=time_us)).strftime("%Y-%m-%d %H:%M:%S.%f UTC")


def contents_text(streams: int, bets: int) -> str:
    """What a database holds: `3 streams, 88,310 bets`."""
    return f"{counted(streams, 'stream', 'streams')}, {counted(bets, 'bet', 'bets')}"


def reason_text(error: BaseException) -> str:
    """Why something failed, without the system's error numbers."""
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)


def age_text(time_us: int, now_us: int) -> str:
    """How long ago a moment was, in one unit: `3 s ago`, `5 min ago`."""
    age_us = max(0, now_us - time_us)
    if age_us < MINUTE_US:
        return f"{age_us // SECOND_US} s ago"
    if age_us < HOUR_US:
        return f"{age_us // MINUTE_US} min ago"
    if age_us < DAY_US:
        return f"{age_us // HOUR_US} h ago"
    return counted(age_us // DAY_US, "day", "days") + " ago"


def next_age_change_us(time_us: int, now_us: int) -> int:
    """The moment after `now_us` at which `age_text` reads differently."""
    age_us = max(0, now_us - time_us)
    unit_us = next(
        unit
        for unit, limit in ((SECOND_US, MINUTE_US), (MINUTE_US, HOUR_US), (HOUR_US, DAY_US), (DAY_US, None))
        if limit is None or age_us < limit
    )
    return time_us + (age_us // unit_us + 1) * unit_us


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
