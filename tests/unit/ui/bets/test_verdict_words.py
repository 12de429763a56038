"""What is said of a bet's proof."""

from dataclasses import replace

import pytest

from liveapp.domain.proof import Judgement
from liveapp.domain.verdicts import Verdict
from liveapp.ui.bets.verdict_words import SIGNS, WORDS, verdict_words
from tests.unit.ui.bets.values import stored_bet

EXPECTED = {
    Verdict.VERIFIED: "verified: ✓ result",
    Verdict.RESULT_DIFFERS: "differs: recorded 3.25×, the seeds give 1.02×",
    Verdict.PAYOUT_DIFFERS: "differs: 1.5 was paid, the target gives 1.02",
    Verdict.UNVERIFIABLE: "cannot be verified: neither a result nor a target of the table was recorded",
}


@pytest.mark.parametrize("verdict", Verdict)
def test_where_the_seeds_are_at_hand_it_is_said_what_would_have_been_right(verdict) -> None:
    assert verdict_words(stored_bet(verdict=verdict), Judgement(verdict, 1.02)) == EXPECTED[verdict]


@pytest.mark.parametrize(
    ("bet", "words"),
    [
        (stored_bet(round_target=2.33, difficulty="medium"), "✓ result, ✓ payout"),
        (stored_bet(round_target=2.2, difficulty="medium"), "✓ result"),
        (stored_bet(round_target=2.33, difficulty="medium", is_stand_in=True), "✓ payout"),
        (stored_bet(is_stand_in=True), "✓ payout"),
    ],
)
def test_of_a_verified_bet_it_is_said_what_could_be_compared(bet, words) -> None:
    assert verdict_words(replace(bet, verdict=Verdict.VERIFIED), None) == f"verified: {words}"


def test_without_them_the_verdict_alone_is_said() -> None:
    differing = (Verdict.RESULT_DIFFERS, Verdict.PAYOUT_DIFFERS)
    told = [verdict_words(stored_bet(verdict=verdict), None) for verdict in differing]
    assert told == ["result differs", "payout differs"]


def test_a_bet_without_a_verdict_says_what_is_missing() -> None:
    assert verdict_words(stored_bet(), None, is_revealed=False) == "the server seed is not known yet"
    assert verdict_words(stored_bet(), None) == "not compared yet"


def test_what_has_no_verdict_has_words_of_its_own_too() -> None:
    assert set(SIGNS) == set(WORDS) == {None, *Verdict}
    assert len(set(WORDS.values())) == len(WORDS)
