"""What people type into fields: numbers and local times, however they write them. No Qt."""

import re
from datetime import datetime, timedelta, tzinfo

from liveapp.domain.bets import MAX_NONCE
from liveapp.domain.clock import EPOCH

ONE_US = timedelta(microseconds=1)

MINUSES = ("-", "−", "–")
"""What people type, and what this program writes, before a number below 0."""

MOST_DIGITS = 18
"""Longer counts are none that anybody means."""

_GROUPS_ONLY = re.compile(r"[\s'’]")
_DIGITS = re.compile(r"[\d.,]*\d[\d.,]*", re.ASCII)
_ONE_THOUSANDS_COMMA = re.compile(r"[1-9]\d{0,2},\d{3}", re.ASCII)
_WHOLE = re.compile(r"\d+|\d{1,3}(?:[.,]\d{3})+", re.ASCII)
_TIME = re.compile(
    r"(?:(\d{4})-(\d{1,2})-(\d{1,2}))?[T ]?\s*(?:(\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII | re.IGNORECASE
)


class NotUnderstood(ValueError):
    """What was typed is no such value; the message says so in a sentence."""


def typed_number(text: str) -> float | None:
    """A number that is not negative, with or without `×`; None where nothing else stands there.

    Comma and point are both taken for the decimal sign: of two kinds the last one is, and one kind that
    stands there more than once only parts thousands. A single comma before exactly three digits parts
    thousands too, as it does everywhere in this window: `1,000` is a thousand, `1.000` and `1,00` are one.

    Raises:
        NotUnderstood
    """
    bare = _GROUPS_ONLY.sub("", text).removesuffix("×")
    if not bare:
        return None
    bare = bare.removesuffix("x")
    if not _DIGITS.fullmatch(bare):
        raise NotUnderstood(f"“{text.strip()}” is not a number.")
    whole, fraction = _parted(bare)
    if whole and not _WHOLE.fullmatch(whole):
        raise NotUnderstood(f"“{text.strip()}” is not a number.")
    return float(f"{re.sub('[.,]', '', whole) or '0'}.{fraction or '0'}")


def typed_amount(text: str) -> float | None:
    """A number as `typed_number` reads it, with or without a sign; None where nothing else stands there.

    Raises:
        NotUnderstood
    """
    bare = text.strip()
    sign, digits = (bare[0], bare[1:]) if bare[:1] in (*MINUSES, "+") else ("+", bare)
    try:
        number = typed_number(digits)
    except NotUnderstood:
        number = None
    if number is None and bare:
        raise NotUnderstood(f"“{bare}” is not a number.")
    return number if number is None or sign == "+" else -number


def typed_count(text: str) -> int | None:
    """A whole number that is not negative, thousands parted or not; None where nothing stands there.

    Raises:
        NotUnderstood
    """
    bare = _GROUPS_ONLY.sub("", text)
    if not bare:
        return None
    if not _WHOLE.fullmatch(bare) or len(bare) > MOST_DIGITS:
        raise NotUnderstood(f"“{text.strip()}” is not a whole number.")
    return int(re.sub("[.,]", "", bare))


def typed_nonce(text: str) -> int | None:
    """A nonce, thousands parted or not, at most the largest there is; None where nothing stands there.

    Raises:
        NotUnderstood
    """
    digits = re.sub("[.,]", "", _GROUPS_ONLY.sub("", text))
    if not digits:
        return None
    if not (digits.isascii() and digits.isdecimal()):
        raise NotUnderstood(f"“{text.strip()}” is not a nonce.")
    return min(int(digits), MAX_NONCE)


def typed_time(text: str, now: datetime, is_end: bool, zone: tzinfo | None = None) -> int | None:
    """A local time in microseconds since the epoch; None where nothing stands there.

    `14:05` is today's. Whoever names a day, a minute or a second as the end of a span means all of it.

    Raises:
        NotUnderstood
    """
    bare = text.strip()
    if not bare:
        return None
    try:
        start, unit = _read_time(bare, now, zone)
        moment = start + unit - ONE_US if is_end else start
        return (moment.astimezone() - EPOCH) // ONE_US
    except (ValueError, OverflowError, OSError) as error:
        raise NotUnderstood(
            f"“{bare}” is not a time such as 2026-01-28 21:03, or 21:03 for today."
        ) from error


def time_to_type(time_us: int, is_end: bool, zone: tzinfo | None = None) -> str:
    """The shortest local time to the second that `typed_time` reads as this one: `2026-01-28 21:03`."""
    try:
        moment = (EPOCH + timedelta(microseconds=time_us)).astimezone(zone)
    except (OverflowError, ValueError, OSError):  # years 1 and 9999 have no neighbours to shift into
        moment = EPOCH + timedelta(microseconds=time_us)
    is_whole_minute = moment.second == (59 if is_end else 0)
    return moment.replace(tzinfo=None).isoformat(" ", "minutes" if is_whole_minute else "seconds")


def _read_time(text: str, now: datetime, zone: tzinfo | None) -> tuple[datetime, timedelta]:
    """The time, and how much the last unit that is named takes."""
    found = _TIME.fullmatch(text)
    parts = [] if found is None else [None if one is None else int(one) for one in found.groups()]
    if all(one is None for one in parts):
        raise ValueError(text)
    year, month, day, hour, minute, second = parts
    date = (now.year, now.month, now.day) if year is None else (year, month or 0, day or 0)
    start = datetime(*date, hour or 0, minute or 0, second or 0, tzinfo=zone)
    if hour is None:
        return start, timedelta(days=1)
    return start, timedelta(minutes=1) if second is None else timedelta(seconds=1)


def _parted(bare: str) -> tuple[str, str]:
    """The digits before the decimal sign, with what parts their thousands, and those after it."""
    signs = [one for one in bare if one in ".,"]
    if not signs:
        return bare, ""
    is_grouped_alone = len(set(signs)) == 1 and len(signs) > 1
    if is_grouped_alone or _ONE_THOUSANDS_COMMA.fullmatch(bare):
        return bare, ""
    whole, _, fraction = bare.rpartition(signs[-1])
    return whole, fraction
