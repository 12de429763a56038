from datetime import UTC, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveapp.domain.clock import DAY_US, HOUR_US, MINUTE_US, SECOND_US
from liveapp.ui.widgets import formatting


def test_a_moment_of_today_is_told_by_its_time_alone() -> None:
    zone = timezone(timedelta(hours=2))
    time_us = 1_795_000_000_000_001  # 13:06:40 there
    assert formatting.brief_time_text(time_us, time_us + HOUR_US, zone) == "13:06:40"
    assert formatting.brief_time_text(time_us, time_us + 11 * HOUR_US, zone) == "2026-11-18 13:06:40"


def test_times_are_local_and_exact_in_utc() -> None:
    time_us = 1_795_000_000_000_001
    zone = timezone(timedelta(hours=2))
    assert formatting.local_time_text(time_us, zone) == "2026-11-18 13:06:40"
    assert formatting.utc_time_text(time_us) == "2026-11-18 11:06:40.000001 UTC"
    assert formatting.local_time_text(None) == formatting.utc_time_text(None) == "–"


@pytest.mark.parametrize("time_us", [-62_135_596_800_000_000, 253_402_300_799_999_999])
@pytest.mark.parametrize("hours", [-14, 14])
def test_the_first_and_last_moment_of_the_calendar_can_be_shown(time_us, hours) -> None:
    assert formatting.local_time_text(time_us, timezone(timedelta(hours=hours)))


@pytest.mark.parametrize(
    ("age_us", "text"),
    [
        (-5, "0 s ago"),
        (3 * SECOND_US, "3 s ago"),
        (MINUTE_US - 1, "59 s ago"),
        (5 * MINUTE_US, "5 min ago"),
        (HOUR_US, "1 h ago"),
        (DAY_US, "1 day ago"),
        (40 * DAY_US, "40 days ago"),
    ],
)
def test_ages_are_told_in_one_unit(age_us, text) -> None:
    assert formatting.age_text(0, age_us) == text


@given(time_us=st.integers(0, 10**17), age_us=st.integers(-DAY_US, 100 * DAY_US))
def test_an_age_reads_the_same_until_its_next_change(time_us, age_us) -> None:
    now_us = time_us + age_us
    change_us = formatting.next_age_change_us(time_us, now_us)
    assert change_us > now_us
    assert formatting.age_text(time_us, change_us - 1) == formatting.age_text(time_us, now_us)
    assert formatting.age_text(time_us, change_us) != formatting.age_text(time_us, now_us)


NOON_US = formatting.HOUR_US * 12


@pytest.mark.parametrize(
    ("age_us", "text"),
    [
        (0, "today 12:00"),
        (12 * HOUR_US, "today 00:00"),
        (12 * HOUR_US + MINUTE_US, "yesterday 23:59"),
        (36 * HOUR_US + MINUTE_US, "1970-01-08 23:59"),
        (-DAY_US, "1970-01-11 12:00"),
    ],
)
def test_moments_of_today_and_yesterday_are_named_so(age_us: int, text: str) -> None:
    now_us = 9 * DAY_US + NOON_US
    assert formatting.day_time_text(now_us - age_us, now_us, UTC) == text


def test_a_moment_that_no_zone_can_tell_is_told_in_utc() -> None:
    year_9999_us = 253_402_300_799 * SECOND_US
    zone = timezone(timedelta(hours=14))
    assert formatting.day_time_text(year_9999_us, 0, zone) == "9999-12-31 23:59:59 UTC"


def test_contents_count_streams_and_bets() -> None:
    assert formatting.contents_text(1, 88_310) == "1 stream, 88,310 bets"


def test_a_reason_leaves_out_the_systems_numbers() -> None:
    assert formatting.reason_text(OSError(28, "No space left on device")) == "No space left on device"
    assert formatting.reason_text(ValueError("odd")) == "odd"
