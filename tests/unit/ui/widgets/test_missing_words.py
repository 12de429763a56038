"""Missed rounds in words."""

import pytest

from liveapp.domain.bets import MAX_NONCE
from liveapp.ui.widgets.missing_words import missing_text, range_text, rounds_text


@pytest.mark.parametrize(
    ("first", "last", "words"), [(3035, 3037, "3,035–3,037"), (3051, 3051, "3,051"), (1, 2, "1–2")]
)
def test_a_range_names_both_its_ends_unless_they_are_one(first, last, words) -> None:
    assert range_text(first, last) == words


def test_all_about_the_rounds_stands_in_one_sentence() -> None:
    assert rounds_text(8812, 1, 8830, 18) == "8,812 of nonces 1 to 8,830 · 18 missing"
    assert rounds_text(8830, 1, 8830, 0) == "8,830 of nonces 1 to 8,830 · none missing"


def test_the_short_form_stays_short_whatever_is_missing() -> None:
    assert missing_text(18) == "18 missing"
    assert missing_text(999_999_999) == "999,999,999 missing"
    assert missing_text(MAX_NONCE) == "over 999,999,999 missing"
