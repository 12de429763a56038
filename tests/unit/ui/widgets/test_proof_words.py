"""How far streams are proven, in words and by a sign."""

import pytest

from liveapp.domain.verdicts import StreamProof
from liveapp.ui.widgets.proof_words import (
    ARRIVING,
    ProofSign,
    is_told,
    proof_details,
    proof_sentence,
    proof_sign,
)
from tests.unit.ui.streams.values import make_stream


def stream(verified: int = 0, mismatched: int = 0, unverifiable: int = 0, bets: int = 12_345):
    return make_stream(total_bets=bets, proof=StreamProof(True, verified, mismatched, unverifiable))


def test_nothing_is_told_before_a_seed_is_known_or_without_bets() -> None:
    assert not is_told(make_stream())
    assert not is_told(stream(bets=0))
    assert is_told(stream())
    assert proof_sign(make_stream()) is None
    assert proof_sign(stream(bets=0)) is None


@pytest.mark.parametrize(
    ("told", "sign"),
    [
        (stream(12_345), ProofSign.PROVEN),
        (stream(12_000, unverifiable=345), ProofSign.PROVEN),
        (stream(12_342, mismatched=3), ProofSign.DIFFERS),
        (stream(0, mismatched=1), ProofSign.DIFFERS),
        (stream(4_000), None),
        (stream(0, unverifiable=12_345), None),
    ],
)
def test_a_sign_stands_for_what_was_compared(told, sign) -> None:
    assert proof_sign(told) is sign


def test_bets_that_come_in_take_no_sign_away_but_many_that_wait_do() -> None:
    assert ARRIVING >= 500  # what a bot may send at once
    assert proof_sign(stream(12_345 - ARRIVING)) is ProofSign.PROVEN
    assert proof_sign(stream(12_345 - ARRIVING - 1)) is None
    assert proof_sign(stream(2, bets=5)) is None


def test_the_sentence_is_over_all_streams_and_of_what_differs_first() -> None:
    assert proof_sentence([stream(12_345)]) == "12,345 of 12,345 bets proven"
    assert proof_sentence([stream(1, bets=1)]) == "1 of 1 bet proven"
    assert proof_sentence([stream(12_342, mismatched=3)]) == "3 of 12,345 bets differ"
    assert proof_sentence([stream(9, mismatched=1, bets=10)]) == "1 of 10 bets differs"
    assert proof_sentence([stream(5, bets=5), stream(6, bets=7)]) == "11 of 12 bets proven"


def test_details_name_what_there_is() -> None:
    assert proof_details(stream(12_345)) == "12,345 proven · 0 differ"
    assert proof_details(stream(12_000, 3, 340)) == (
        "12,000 proven · 3 differ · 340 cannot be verified · 2 not compared yet"
    )
