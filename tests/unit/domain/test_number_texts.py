import pytest

from liveapp.domain import number_texts
from liveapp.domain.clock import DAY_US, HOUR_US, MINUTE_US, SECOND_US


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (0.1 + 0.2, "0.3"),
        (0.1 + 0.2 - 0.3, "0"),
        (-(0.1 + 0.2 - 0.3), "0"),
        (1e-8, "0.00000001"),
        (-3.21, "−3.21"),
        (1234567.5, "1,234,567.5"),
        (1e300, "1e+300"),
        (None, "–"),
    ],
)
def test_numbers_have_8_decimals_at_most_and_no_noise(value, text) -> None:
    assert number_texts.number_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.0, "1.00×"), (24.5, "24.50×"), (11200.65, "11,200.65×"), (1.02345678, "1.02345678×"), (None, "–")],
)
def test_multipliers_have_two_decimals_at_least(value, text) -> None:
    assert number_texts.multiplier_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.5, "+0.5"), (-0.5, "−0.5"), (0.0, "0"), (1e-12, "0"), (1234.0, "+1,234")]
)
def test_what_was_won_has_a_plus_and_what_was_lost_a_minus(value, text) -> None:
    assert number_texts.signed_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1 + 0.2, "0.30000000000000004"),
        (1e-12, "0.000000000001"),
        (-1e-12, "−0.000000000001"),
        (3203384.8, "3,203,384.8"),
        (100.0, "100"),
        (0.0, "0"),
        (2.5e16, "25,000,000,000,000,000"),
        (None, "–"),
    ],
)
def test_exact_numbers_keep_every_digit(value, text) -> None:
    assert number_texts.exact_text(value) == text


def test_averages_have_two_decimals() -> None:
    assert number_texts.average_text(1.9649) == "1.96×"
    assert number_texts.average_text(None) == "–"


def test_long_texts_are_cut_to_one_line() -> None:
    assert number_texts.short_text("one\ntwo  three", 50) == "one two three"
    assert number_texts.short_text("abcdef", 4) == "abc…"


@pytest.mark.parametrize(
    ("value", "currency", "text"),
    [
        (50_000.0, "doge", "+50,000 DOGE"),
        (-3.21, "btc", "−3.21 BTC"),
        (0.0, "usdt", "0 USDT"),
        (0.1 + 0.2 - 0.3, None, "0"),
        (0.5, None, "+0.5"),
        (0.5, "", "+0.5"),
        (1.0, "two\nlines", "+1 TWO LINES"),
    ],
)
def test_profits_carry_sign_and_currency(value, currency, text) -> None:
    assert number_texts.profit_text(value, currency) == text
    assert number_texts.amount_text(value, currency) == text.removeprefix("+")


def test_a_return_is_a_part_of_the_stakes_and_missing_without_any() -> None:
    assert number_texts.return_text(0.79, 4.0) == "19.75 %"
    assert number_texts.return_text(0.0, 0.0) == "–"
    assert number_texts.return_text(1.5e308, 1.5e308) == "100.00 %"
    assert number_texts.return_text(1e200, 1.0) == "1.000e+202 %"


def test_a_currency_turns_no_figures_around() -> None:
    assert number_texts.profit_text(-5.25, "\u202ebtc\u2066\u200f") == "−5.25 BTC"


@pytest.mark.parametrize(
    ("hits", "text"),
    [
        (0.0, "0"),
        (1.0, "1"),
        (12.44, "12.4"),
        (12_345.67, "12,345.7"),
        (0.96, "0.96"),
        (0.031_4, "0.031"),
        (0.000_99, "less than 0.001"),
    ],
)
def test_an_expected_number_need_not_be_whole(hits: float, text: str) -> None:
    assert number_texts.expected_text(hits) == text


@pytest.mark.parametrize(
    ("time_us", "text"),
    [
        (0, "0 s"),
        (45 * SECOND_US, "45 s"),
        (MINUTE_US, "1 min"),
        (90 * MINUTE_US + SECOND_US, "1 h 30 min"),
        (HOUR_US + SECOND_US, "1 h"),
        (2 * DAY_US + 3 * HOUR_US + MINUTE_US, "2 days 3 h"),
    ],
)
def test_a_time_is_told_in_two_units_at_most(time_us: int, text: str) -> None:
    assert number_texts.duration_text(time_us) == text


@pytest.mark.parametrize(("value", "text"), [(1234.5, "1234.5"), (1.0, "1"), (-0.5, "-0.5"), (None, "")])
def test_numbers_for_spreadsheets_are_plain(value, text) -> None:
    assert number_texts.plain_number(value) == text
