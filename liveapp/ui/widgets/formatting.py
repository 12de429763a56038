"""Times and words as the window shows them, beside the numbers. Plain functions without Qt."""

from datetime import timedelta, tzinfo

from liveapp.domain.clock import DAY_US, EPOCH, HOUR_US, MINUTE_US, SECOND_US
from liveapp.domain.number_texts import MINUS as MINUS
from liveapp.domain.number_texts import MISSING as MISSING
from liveapp.domain.number_texts import amount_text as amount_text
from liveapp.domain.number_texts import average_text as average_text
from liveapp.domain.number_texts import count_text as count_text
from liveapp.domain.number_texts import counted as counted
from liveapp.domain.number_texts import currency_text as currency_text
from liveapp.domain.number_texts import duration_text as duration_text
from liveapp.domain.number_texts import exact_text as exact_text
from liveapp.domain.number_texts import expected_text as expected_text
from liveapp.domain.number_texts import multiplier_text as multiplier_text
from liveapp.domain.number_texts import number_text as number_text
from liveapp.domain.number_texts import plain_number as plain_number
from liveapp.domain.number_texts import profit_text as profit_text
from liveapp.domain.number_texts import return_text as return_text
from liveapp.domain.number_texts import short_text as short_text
from liveapp.domain.number_texts import signed_text as signed_text

_DAY_WORDS = {0: "today", 1: "yesterday"}


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
