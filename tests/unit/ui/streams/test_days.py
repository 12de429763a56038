"""The days that streams are grouped by."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from liveapp.ui.streams.days import Days

BERLIN = ZoneInfo("Europe/Berlin")


def us(text: str, zone=UTC) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp() * 1_000_000)


@pytest.fixture
def days() -> Days:
    """It is Wednesday noon."""
    return Days(us("2026-11-25 12:00:00"), UTC)


@pytest.mark.parametrize(
    ("moment", "name"),
    [
        ("2026-11-25 12:00:01", "Today"),
        ("2026-11-25 00:00:00", "Today"),
        ("2026-11-24 23:59:59", "Yesterday"),
        ("2026-11-23 08:00:00", "Monday"),
        ("2026-11-19 00:00:00", "Thursday"),
        ("2026-11-18 23:59:59", "2026-11-18"),
        ("2024-02-29 10:00:00", "2024-02-29"),
        ("0001-01-01 00:00:00", "0001-01-01"),
    ],
)
def test_days_of_the_last_week_have_names_and_older_ones_dates(days, moment, name) -> None:
    if moment.startswith("0001"):
        assert days.name(-62_135_596_800_000_000).endswith("1-01-01")
    else:
        assert days.name(us(moment)) == name


def test_what_is_still_to_come_is_of_today(days) -> None:
    assert days.name(us("2026-11-26 09:00:00")) == "Today"


def test_names_hold_until_midnight_and_not_for_a_clock_that_was_set_back(days) -> None:
    assert days.holds(us("2026-11-25 00:00:00"))
    assert days.holds(us("2026-11-25 23:59:59"))
    assert not days.holds(us("2026-11-26 00:00:00"))
    assert not days.holds(us("2026-11-24 23:59:59"))


def test_a_day_is_one_of_the_users_own_zone_also_when_clocks_change() -> None:
    days = Days(us("2026-10-26 01:00:00", BERLIN), BERLIN)  # the night before, clocks went back
    assert days.name(us("2026-10-25 00:30:00", BERLIN)) == "Yesterday"
    assert days.name(us("2026-10-24 23:30:00", BERLIN)) == "Saturday"


def test_without_a_zone_it_is_the_systems() -> None:
    now_us = us("2026-11-25 12:00:00")
    assert Days(now_us).name(now_us) == "Today"
