"""What alerts say: sentences of what was seen; nothing is due, hot or rigged."""

from dataclasses import replace

import numpy as np
import pytest

from liveapp.domain.alerts import wording
from liveapp.domain.alerts.rules import MultiplierReached, NoBet, NoMultiplier, ProfitBeyond
from liveapp.domain.statistics.hits import MultiplierFigures, RunningHits
from tests.values import make_stream

STREAM = make_stream(alias="evening", rounds=5, first_round=1, last_round=1_234)


def figures(multiplier: float, *rounds: int) -> MultiplierFigures:
    """Those of so many rounds of each difficulty, easiest first, without a hit."""
    by_difficulty = np.zeros(4, np.int64)
    by_difficulty[: len(rounds)] = rounds
    return RunningHits(multiplier).figures(by_difficulty)


def test_other_streams_are_named_up_to_three() -> None:
    streams = [replace(STREAM, alias=name) for name in "abcdef"]
    assert wording.also_words([]) == ""
    assert wording.also_words(streams[:1]) == "Also in a."
    assert wording.also_words(streams[:3]) == "Also in a, b and c."
    assert wording.also_words(streams) == "Also in a, b, c and 3 more."


@pytest.mark.parametrize(
    ("minutes", "title"),
    [(1, "No bet for 1 minute"), (2.5, "No bet for 2.5 minutes"), (90, "No bet for 90 minutes")],
)
def test_a_silence_says_how_long(minutes: float, title: str) -> None:
    told, text = wording.no_bet_words(NoBet(minutes), STREAM)
    assert told == title
    assert text.endswith("The last was of evening, whose highest nonce is 1,234.")


def test_a_wait_of_one_difficulty_says_how_often_a_fair_game_has_one() -> None:
    title, text = wording.wait_words(NoMultiplier(100, 500), STREAM, figures(100, 0, 0, 0, 512))
    assert title == "512 rounds without 100.00× or more"
    assert text == (
        "evening: No hit in 512 rounds. At 4.7 % of all moments a fair game has waited this long or longer. "
        "A fair game has a wait of 500 rounds or more about once in 3,320 rounds. "
        "The next round’s chance is 1 in 168, as always."
    )


def test_a_wait_of_several_difficulties_says_what_can_be_said() -> None:
    _, text = wording.wait_words(NoMultiplier(10, 20), STREAM, figures(10, 10, 12))
    assert text == (
        "evening: No hit in 22 rounds. At 13 % of all moments a fair game has waited this long or longer. "
        "The next round’s chance is as always."
    )


def test_a_wait_that_never_comes_has_words_too() -> None:
    _, text = wording.wait_words(NoMultiplier(2.0, 1_000_000), STREAM, figures(2.0, 1_000_000))
    assert "less than once in 1,000,000,000,000,000 rounds" in text


ALL = [
    wording.no_bet_words(NoBet(5), None),
    wording.reached_words(MultiplierReached(10), STREAM, 7, 12.5, 3),
    wording.wait_words(NoMultiplier(2.0, 10), STREAM, figures(2.0, 12)),
    wording.profit_words(ProfitBeyond("btc", -1e-8, is_above=False), STREAM, -0.5),
    wording.streak_words(STREAM, 25),
    wording.differs_words(STREAM, 1, 7),
    wording.differs_words(STREAM, 12, None),
    wording.missed_words(STREAM, 3),
]


@pytest.mark.parametrize(("title", "text"), ALL, ids=[title for title, _ in ALL])
def test_nothing_is_said_to_be_due_or_wrong(title: str, text: str) -> None:
    for word in ("due", "hot", "cold", "rigged", "unusual", "rare", "expect", "should", "soon", "luck"):
        assert word not in f"{title} {text}".lower()
    assert text.endswith(".")
    assert not title.endswith(".")


def test_amounts_are_in_their_currency() -> None:
    assert ALL[3] == ("Profit below −0.00000001 BTC", "evening: the profit is −0.5 BTC.")
