"""What is said of missed rounds."""

from liveapp.domain.gaps import Gaps
from liveapp.ui.gaps.words import copied_text, gaps_words, more_words

SHORT = Gaps(1, 8830, 8812, 18, ((3035, 3037), (5000, 5014)), is_truncated=False)


def test_the_sentence_says_how_many_are_known_and_how_many_are_not() -> None:
    assert gaps_words(SHORT) == "8,812 of nonces 1 to 8,830 · 18 missing"
    assert gaps_words(Gaps(None, None, 0, 0, (), is_truncated=False)) == "No round is known yet"


def test_what_is_missing_behind_the_listed_ranges_is_told_only_where_they_are_not_all() -> None:
    assert more_words(SHORT) == ""
    cut = Gaps(1, 90_000, 40_000, 50_000, ((2, 2), (5, 6)), is_truncated=True)
    assert more_words(cut) == "The first 2 ranges are listed; 49,997 more rounds are missing after nonce 6."
    last = Gaps(1, 9, 5, 4, ((2, 2), (5, 6)), is_truncated=True)
    assert more_words(last) == "The first 2 ranges are listed; 1 more round is missing after nonce 6."


def test_ranges_are_copied_as_plain_numbers_for_a_spreadsheet() -> None:
    assert copied_text(SHORT.ranges) == "First nonce\tLast nonce\tRounds\n3035\t3037\t3\n5000\t5014\t15\n"
