"""What a report says of all bets together."""

import pytest

from liveapp.domain.verdicts import StreamProof
from liveapp.jobs.report_words import counts_words, proven_words


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((12_345, 0, 3), "12,345 right · 0 differ · 3 cannot be computed"),
        ((0, 1, 0), "0 right · 1 differs · 0 cannot be computed"),
    ],
)
def test_counts_are_told_as_the_window_tells_them(counts: tuple[int, int, int], words: str) -> None:
    assert counts_words(StreamProof(True, *counts)) == words


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((12_345, 0, 0), "All 12,345 recorded bets are what these seeds give."),
        ((1, 0, 0), "The 1 recorded bet is what these seeds give."),
        ((1, 1, 0), "1 of 2 recorded bets is what these seeds give; 1 differs."),
        (
            (1, 2, 1),
            "1 of 4 recorded bets is what these seeds give; 2 differ; 1 has nothing that could be compared.",
        ),
        ((0, 0, 0), "No bet was recorded under these seeds: there is nothing to prove."),
    ],
)
def test_one_sentence_says_what_is_proven(counts: tuple[int, int, int], words: str) -> None:
    assert proven_words(StreamProof(True, *counts)) == words
