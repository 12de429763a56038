"""What is said of a bet's proof."""

import pytest

from liveapp.domain.proof import Judgement
from liveapp.domain.verdicts import Verdict
from liveapp.ui.bets.verdict_words import SIGNS, WORDS, verdict_words
from tests.unit.ui.bets.values import stored_bet

EXPECTED = {
    Verdict.VERIFIED: "verified",
    Verdict.RESULT_DIFFERS: "differs: recorded 3.25×, the seeds give 1.02×",
    Verdict.PAYOUT_DIFFERS: "differs: 1.5 was paid, the target gives 1.02",
    Verdict.UNVERIFIABLE: "cannot be verified: neither a result nor a target of the table was recorded",
}


@pytest.mark.parametrize("verdict", Verdict)
def test_where_the_seeds_are_at_hand_it_is_said_what_would_have_been_right(verdict) -> None:
    assert verdict_words(stored_bet(verdict=verdict), Judgement(verdict, 1.02)) == EXPECTED[verdict]


def test_without_them_the_verdict_alone_is_said() -> None:
    differing = (Verdict.RESULT_DIFFERS, Verdict.PAYOUT_DIFFERS)
    told = [verdict_words(stored_bet(verdict=verdict), None) for verdict in differing]
    assert told == ["result differs", "payout differs"]


def test_a_bet_without_a_verdict_says_what_is_missing() -> None:
    assert verdict_words(stored_bet(), None, is_revealed=False) == "the server seed is not known yet"
    assert verdict_words(stored_bet(), None) == "not compared yet"


def test_every_verdict_has_a_sign_and_words() -> None:
    assert set(SIGNS) == set(WORDS) == {None, *Verdict}
    assert len({SIGNS[one] for one in (Verdict.VERIFIED, Verdict.RESULT_DIFFERS, Verdict.UNVERIFIABLE)}) == 3
    assert len(set(WORDS.values())) == len(WORDS)
