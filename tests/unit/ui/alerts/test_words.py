"""Rules in words, without a word of what is to come."""

from dataclasses import replace

import pytest

from liveapp.domain.alerts.rules import (
    Condition,
    LosingStreak,
    MultiplierReached,
    NoBet,
    NoMultiplier,
    ProfitBeyond,
    ProofDiffers,
    RoundsMissed,
)
from liveapp.ui.alerts.words import (
    chance_sentences,
    condition_words,
    copied_text,
    removed_words,
    rest_sentence,
    rest_words,
    toast_words,
    told_words,
    ways_words,
)
from tests.unit.ui.alerts.values import HIGH, PROFIT, QUIET, TOLD, told


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (NoBet(5), "No bet for 5 minutes"),
        (NoBet(1), "No bet for 1 minute"),
        (NoBet(2.5), "No bet for 2.5 minutes"),
        (MultiplierReached(1000), "A multiplier of at least 1,000×"),
        (NoMultiplier(100, 500), "No multiplier of at least 100× for 500 rounds"),
        (ProfitBeyond("btc", 0.5, is_above=True), "Profit above 0.5 BTC"),
        (ProfitBeyond(None, -2, is_above=False), "Profit below −2 (no currency)"),
        (LosingStreak(12), "12 bets lost in a row"),
        (ProofDiffers(), "A bet differs from its seed"),
        (RoundsMissed(1), "1 round missed"),
        (RoundsMissed(3), "3 rounds missed"),
    ],
)
def test_each_condition_is_a_sentence(condition: Condition, words: str) -> None:
    assert condition_words(condition) == words


def test_a_rule_says_how_it_tells_and_rests() -> None:
    assert ways_words(QUIET) == "Told by a message in the window."
    everything = "Told by a message in the window, a notification of the system and a sound."
    assert ways_words(PROFIT) == everything
    assert rest_sentence(QUIET) == "Then it is silent for 5 min."
    assert rest_sentence(HIGH) == "It tells each time."
    assert (rest_words(0), rest_words(5_400)) == ("none", "1 h 30 min")


def test_the_chance_of_a_wait_is_that_of_so_many_rounds_without_a_hit_by_difficulty() -> None:
    # 100 is reached on medium and hard from 112.7 on: 20 of 2,300 and 462 of 53,130 draws, 1 in 115.
    assert round((1 - 20 / 2300) ** -500) == 79
    assert chance_sentences(100, 500) == (
        "Of all waits for 100×, by chance 1 in 79 (medium), 1 in 79 (hard) and 1 in 20 (expert) are "
        "500 rounds or longer. Easy never reaches it. None of this says anything of the next round."
    )


def test_waits_that_nearly_all_or_hardly_any_come_to_are_told_as_such() -> None:
    words = chance_sentences(1_000_000, 1)
    assert "by chance nearly all (expert) are 1 round or longer" in words
    assert "Easy, medium and hard never reach it." in words
    assert "less than 1 in a million (easy)" in chance_sentences(2, 1_000)


def test_a_multiplier_beyond_every_table_has_no_waits() -> None:
    assert chance_sentences(9e9, 5).startswith("Easy, medium, hard and expert never reach it.")


def test_a_removed_rule_is_named_by_its_sentence() -> None:
    assert removed_words(HIGH) == "Removed the alert “A multiplier of at least 1,000×”"


def test_several_alerts_are_told_together_by_their_titles() -> None:
    assert told_words([TOLD]) == (TOLD.title, TOLD.text)
    assert toast_words([told(1), told(2)]) == "2 alerts: Alert 1 and Alert 2"
    assert toast_words([TOLD]) == f"{TOLD.title}. {TOLD.text}"
    assert toast_words([replace(TOLD, text="")]) == TOLD.title
    assert told_words([told(1), told(2), told(2)]) == ("3 alerts", "Alert 1 and Alert 2")
    many = told_words([told(number) for number in range(5)])
    assert many == ("5 alerts", "Alert 0, Alert 1, Alert 2 and 2 more")


def test_copied_alerts_stay_one_a_line_whatever_stands_in_them() -> None:
    odd = replace(TOLD, text="tab\there\nand a line")
    header, line = copied_text([(odd, "my\nstream")]).splitlines()
    assert header.split("\t") == ["Time (UTC)", "Alert", "What was seen", "Stream"]
    assert line.split("\t")[1:] == ["No bet for 5 minutes", "tab here and a line", "my stream"]
