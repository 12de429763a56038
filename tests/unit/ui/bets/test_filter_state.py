import pytest

from liveapp.domain.bets import BetOutcome
from liveapp.domain.queries import ALL_BETS, BetFilter
from liveapp.domain.verdicts import DIFFERING, Verdict
from liveapp.ui.bets.filter_state import filter_from_texts, filter_to_texts


@pytest.mark.parametrize(
    "bet_filter",
    [
        ALL_BETS,
        BetFilter(1.123456789012, "hard", BetOutcome.WON, 2.5, 0, 2**63 - 1, -5, 1_700_000_000_000_000),
        BetFilter(outcome=BetOutcome.LOST),
        BetFilter(is_bookmarked=True),
        BetFilter(verdicts=DIFFERING),
        BetFilter(verdicts=(Verdict.VERIFIED,)),
    ],
)
def test_a_filter_comes_back_from_its_texts_exactly(bet_filter: BetFilter) -> None:
    texts = filter_to_texts(bet_filter)
    assert all(isinstance(text, str) for text in texts.values())
    assert filter_from_texts(texts) == bet_filter


@pytest.mark.parametrize(
    "texts",
    [
        {},
        {"min_multiplier": "nan", "target": "inf", "difficulty": "?", "outcome": "draw"},
        {
            "min_multiplier": "-1",
            "target": "0",
            "nonce_from": "1.5",
            "nonce_to": "9" * 5000,
            "time_to_us": "x",
        },
        {"time_from_us": str(-(2**63 - 1)), "time_to_us": str(2**63 - 1)},
        {"time_to_us": "253402300800000000"},
        {"is_bookmarked": "False"},
        {"is_bookmarked": "1"},
        {"verdicts": "0"},
        {"verdicts": "verified;,,\u202e"},
    ],
)
def test_what_cannot_be_read_is_no_filter(texts: dict[str, str]) -> None:
    assert filter_from_texts(texts) == ALL_BETS


def test_one_part_that_cannot_be_read_leaves_the_others() -> None:
    assert filter_from_texts({"min_multiplier": "?", "nonce_from": "7"}) == BetFilter(nonce_from=7)
