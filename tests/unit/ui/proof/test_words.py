"""How far a stream is proven, and why it is not, in words."""

import pytest

from liveapp.domain.patterns import Pattern, PatternKind
from liveapp.domain.verdicts import StreamProof
from liveapp.ui.proof.words import counts_words, more_words, pattern_words, waiting_words
from tests.unit.ui.streams.values import make_stream

BLANKS = "The client seed seems to have been played with other blanks around it than were recorded: with"


def stream(bets: int, *counts: int):
    return make_stream(total_bets=bets, proof=StreamProof(True, *counts))


def test_counts_are_one_sentence() -> None:
    assert counts_words(stream(12_348, 12_345, 0, 3)) == "12,345 right · 0 differ · 3 cannot be computed"
    assert counts_words(stream(2, 1, 1, 0)) == "1 right · 1 differs · 0 cannot be computed"
    assert counts_words(stream(0, 0, 0, 0)) == "There are no bets to compare yet"


def test_what_waits_is_told_while_something_waits() -> None:
    assert waiting_words(stream(12_000, 4_000, 0, 0)) == "8,000 bets are yet to be compared"
    assert waiting_words(stream(2, 1, 0, 0)) == "1 bet is yet to be compared"
    assert waiting_words(stream(2, 1, 1, 0)) == ""


def test_it_is_told_how_many_more_differ_than_are_listed() -> None:
    assert more_words(100, 1_234) == "and 1,134 more"
    assert more_words(100, 100) == more_words(0, 5) == ""


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (
            Pattern(PatternKind.NONCES_SHIFTED, nonce_shift=1),
            "The recorded nonces seem to be too low by 1: with 1 added to them, ",
        ),
        (
            Pattern(PatternKind.NONCES_SHIFTED, nonce_shift=-2),
            "The recorded nonces seem to be too high by 2: with 2 taken off them, ",
        ),
        (
            Pattern(PatternKind.OTHER_DIFFICULTY, difficulty="hard"),
            "The rounds seem to have been played on hard: by its table, ",
        ),
        (
            Pattern(PatternKind.CLIENT_SEED_SPACED, client_seed=" a b\t\t"),
            f"{BLANKS} ␣a b␣␣ (each ␣ is a blank), ",
        ),
        (
            Pattern(PatternKind.CLIENT_SEED_SPACED, client_seed="abc"),
            f"{BLANKS} abc (each ␣ is a blank), ",
        ),
        (
            Pattern(
                PatternKind.CLIENT_SEED_SPACED, client_seed=" begins-here-" + "x" * 99 + "-and-ends-here"
            ),
            f"{BLANKS} ␣begins-here-…nd-ends-here (each ␣ is a blank), ",
        ),
    ],
)
def test_what_differing_bets_have_in_common_is_told_with_how_many_it_explains(pattern, words) -> None:
    explained = Pattern(pattern.kind, pattern.nonce_shift, pattern.difficulty, pattern.client_seed, 198, 200)
    assert pattern_words(explained) == f"{words}198 of 200 bets that were tried are right."
