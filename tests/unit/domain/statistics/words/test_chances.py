"""Chances and p-values in words."""

import pytest

from liveapp.domain.statistics.words.chances import (
    Band,
    band_of,
    chance_words,
    one_in,
    percent_text,
    share_words,
)


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (1.0, "1 in 1"),
        (0.13, "1 in 7.7"),
        (0.044, "1 in 23"),
        (0.004, "1 in 250"),
        (0.000_123_4, "1 in 8,100"),
        (1e-6, "1 in 1,000,000"),
        (0.999e-6, "less than 1 in a million"),
        (5e-324, "less than 1 in a million"),
        (0.0, "less than 1 in a million"),
    ],
)
def test_a_p_value_is_told_as_one_in_so_many(p: float, words: str) -> None:
    assert one_in(p) == words


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (1.0, "practically all fair streams"),
        (0.13, "13 of 100 fair streams"),
        (0.044, "4 of 100 fair streams"),
        (0.015, "15 of 1,000 fair streams"),
        (0.004, "4 of 1,000 fair streams"),
        (0.000_033, "1 in 30,300 fair streams"),
        (1e-9, "less than 1 in a million fair streams"),
    ],
)
def test_a_p_value_is_a_share_of_fair_streams(p: float, words: str) -> None:
    assert share_words(p) == words


@pytest.mark.parametrize(
    ("p", "band"),
    [
        (1.0, Band.ORDINARY),
        (0.0501, Band.ORDINARY),
        (0.05, Band.UNUSUAL),
        (0.0101, Band.UNUSUAL),
        (0.01, Band.RARE),
        (0.0, Band.RARE),
    ],
)
def test_bands_begin_at_1_in_20_and_1_in_100(p: float, band: Band) -> None:
    assert band_of(p) is band


def test_of_many_figures_one_is_the_oddest() -> None:
    assert band_of(0.044, watched=15) is Band.ORDINARY
    assert band_of(0.0033, watched=15) is Band.UNUSUAL
    assert band_of(0.000_6, watched=15) is Band.RARE
    assert band_of(0.044, watched=0) is Band.UNUSUAL


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (1.0, "100 %"),
        (0.22, "22 %"),
        (0.9999, "99.9 %"),
        (0.994, "99 %"),
        (0.0996, "10 %"),
        (0.044, "4.4 %"),
        (0.000_12, "0.012 %"),
        (1e-9, "less than 0.0001 %"),
        (0.0, "less than 0.0001 %"),
    ],
)
def test_shares_are_told_in_percent_with_two_digits_and_never_as_all_where_they_are_not(
    share: float, text: str
) -> None:
    assert percent_text(share) == text


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (1.0, "certain"),
        (0.48, "1 in 2.08"),
        (0.5, "1 in 2"),
        (0.108, "1 in 9.26"),
        (1 / 1087.6, "1 in 1,088"),
        (1 / 3_268_760, "1 in 3,268,760"),
        (0.0, "none"),
    ],
)
def test_the_chance_of_a_round_is_told_however_small(chance: float, words: str) -> None:
    assert chance_words(chance) == words
