from datetime import UTC, datetime, timedelta, timezone

import pytest

from liveapp.domain.bets import MAX_NONCE
from liveapp.ui.widgets.typed_values import (
    NotUnderstood,
    time_to_type,
    typed_amount,
    typed_count,
    typed_nonce,
    typed_number,
    typed_time,
)

ZONE = timezone(timedelta(hours=2))
NOW = datetime(2026, 1, 28, 21, 3, tzinfo=ZONE)


def us(*moment: int) -> int:
    return (datetime(*moment, tzinfo=ZONE) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("", None),
        ("  ", None),
        ("×", None),
        ("2x", 2.0),
        ("2", 2.0),
        ("1,5", 1.5),
        ("1.5", 1.5),
        ("1,50×", 1.5),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234,567", 1_234_567.0),
        ("1.234.567", 1_234_567.0),
        ("1 234,5", 1234.5),
        ("3,203,384.80×", 3_203_384.8),
        ("1,000", 1000.0),
        ("12,345", 12_345.0),
        ("1.000", 1.0),
        ("0,125", 0.125),
        ("1,0000", 1.0),
        ("1,", 1.0),
        (",5", 0.5),
        ("007", 7.0),
    ],
)
def test_commas_and_points_are_both_understood(typed: str, number: float | None) -> None:
    assert typed_number(typed) == number


@pytest.mark.parametrize(
    "junk",
    ["abc", "-1", "1e3", "nan", "inf", "x", ",", "1,23,4", "1.2.3", "1,2.3,4", "12,34.5", "٣", "1½", "2x3"],
)
def test_what_is_no_number_is_told_in_a_sentence(junk: str) -> None:
    with pytest.raises(NotUnderstood, match="is not a number"):
        typed_number(junk)


@pytest.mark.parametrize(
    ("typed", "nonce"),
    [("", None), ("0", 0), ("1,000", 1000), ("1.000", 1000), ("12 345", 12_345), ("9" * 30, MAX_NONCE)],
)
def test_nonces_are_whole_and_never_beyond_what_can_be_stored(typed: str, nonce: int | None) -> None:
    assert typed_nonce(typed) == nonce


@pytest.mark.parametrize("junk", ["x", "-1", "1e3", "²"])
def test_what_is_no_nonce_is_told(junk: str) -> None:
    with pytest.raises(NotUnderstood, match="is not a nonce"):
        typed_nonce(junk)


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("21:03", us(2026, 1, 28, 21, 3), us(2026, 1, 28, 21, 3, 59, 999_999)),
        ("9:03:07", us(2026, 1, 28, 9, 3, 7), us(2026, 1, 28, 9, 3, 7, 999_999)),
        ("2025-12-31", us(2025, 12, 31), us(2025, 12, 31, 23, 59, 59, 999_999)),
        ("2025-12-31 21:03", us(2025, 12, 31, 21, 3), us(2025, 12, 31, 21, 3, 59, 999_999)),
        (" 2025-12-31T21:03:07 ", us(2025, 12, 31, 21, 3, 7), us(2025, 12, 31, 21, 3, 7, 999_999)),
    ],
)
def test_the_end_of_a_span_is_all_of_the_day_minute_or_second_named(typed: str, start: int, end: int) -> None:
    assert typed_time(typed, NOW, is_end=False, zone=ZONE) == start
    assert typed_time(typed, NOW, is_end=True, zone=ZONE) == end


def test_nothing_is_no_time() -> None:
    assert typed_time(" ", NOW, is_end=True) is None


@pytest.mark.parametrize(
    "junk", ["T", "yesterday", "25:00", "21:60", "2026-02-30", "2026-13-01", "21", "9999-12-31"]
)
def test_what_is_no_time_is_told_with_an_example(junk: str) -> None:
    with pytest.raises(NotUnderstood, match="2026-01-28 21:03"):
        typed_time(junk, NOW, is_end=True, zone=ZONE)


@pytest.mark.parametrize("is_end", [False, True])
@pytest.mark.parametrize("typed", ["2026-01-28 21:03", "2026-01-28 21:03:07"])
def test_a_time_reads_as_it_was_typed(typed: str, is_end: bool) -> None:
    time_us = typed_time(typed, NOW, is_end, ZONE)
    assert time_us is not None
    assert time_to_type(time_us, is_end, ZONE) == typed


def test_times_at_the_ends_of_the_calendar_can_be_shown() -> None:
    first = (datetime(1, 1, 1, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
    assert time_to_type(first, False, timezone(timedelta(hours=-2))) == "0001-01-01 00:00"


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("-0,5", -0.5), ("−1,500.25", -1500.25), ("– 2", -2.0), ("+3", 3.0), ("0.5", 0.5), ("", None)],
)
def test_an_amount_may_have_a_sign(typed: str, amount: float | None) -> None:
    assert typed_amount(typed) == amount


@pytest.mark.parametrize("junk", ["-", "+", "--1", "1-", "much"])
def test_what_is_no_amount_is_told(junk: str) -> None:
    with pytest.raises(NotUnderstood, match="is not a number"):
        typed_amount(junk)


@pytest.mark.parametrize(
    ("typed", "count"), [("1.000", 1000), ("1,000,000", 1_000_000), ("12 000", 12_000), ("7", 7), (" ", None)]
)
def test_a_count_may_part_its_thousands_by_any_sign(typed: str, count: int | None) -> None:
    assert typed_count(typed) == count


@pytest.mark.parametrize("junk", ["2.5", "1,00", "-3", "9" * 19, "many"])
def test_what_is_no_whole_number_is_told(junk: str) -> None:
    with pytest.raises(NotUnderstood, match="is not a whole number"):
        typed_count(junk)
