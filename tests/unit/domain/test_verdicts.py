"""What verdicts come to."""

from liveapp.domain.verdicts import (
    DIFFERING,
    UNREVEALED,
    VERDICT_SIGNS,
    VERDICT_WORDS,
    StreamProof,
    Verdict,
    counts_words,
    differ_words,
)


def test_a_bet_with_any_verdict_counts_as_judged() -> None:
    assert StreamProof(is_revealed=True, verified=5, mismatched=2, unverifiable=1).judged == 8
    assert UNREVEALED.judged == 0


def test_the_numbers_of_the_verdicts_are_those_in_databases() -> None:
    assert [(verdict.name, verdict.value) for verdict in Verdict] == [
        ("VERIFIED", 0),
        ("RESULT_DIFFERS", 1),
        ("PAYOUT_DIFFERS", 2),
        ("UNVERIFIABLE", 3),
    ]
    assert [verdict.value for verdict in DIFFERING] == [1, 2]


def test_counts_are_one_sentence() -> None:
    assert counts_words(StreamProof(True, 12_345, 0, 3)) == "12,345 right · 0 differ · 3 cannot be computed"
    assert counts_words(StreamProof(True, 0, 1, 0)) == "0 right · 1 differs · 0 cannot be computed"


def test_what_differs_may_be_told_of_all() -> None:
    assert differ_words(1_003, "12,345 bets") == "1,003 of 12,345 bets differ"


def test_every_verdict_has_a_sign_and_words_of_its_own() -> None:
    assert set(VERDICT_SIGNS) == set(VERDICT_WORDS) == set(Verdict)
    assert len(set(VERDICT_WORDS.values())) == len(Verdict)
    of_differing = {VERDICT_SIGNS[verdict] for verdict in DIFFERING}
    assert len(of_differing) == 1
    assert len(set(VERDICT_SIGNS.values())) == 3
