"""What verdicts come to."""

from liveapp.domain.verdicts import DIFFERING, UNREVEALED, StreamProof, Verdict


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
