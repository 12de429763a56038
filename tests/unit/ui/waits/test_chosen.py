"""Which multipliers have cards."""

import pytest

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.pump import MULTIPLIERS
from liveapp.ui.waits.chosen import MOST, ChosenMultipliers, NotChosen, first_multipliers, main_difficulty


@pytest.fixture
def chosen() -> ChosenMultipliers:
    return ChosenMultipliers()


def test_at_first_there_are_steps_for_one_in_10_100_1000_and_10000_as_far_as_a_table_has_them() -> None:
    assert first_multipliers("expert") == (9.08, 73.21, 1066.73, 11200.65)
    assert first_multipliers("hard") == (8.41, 112.7, 929.77, 8677.9)
    assert first_multipliers("medium") == (10.25, 112.7, 563.5, 2254.0)
    assert first_multipliers("easy") == (8.17, 24.5)


def test_what_is_added_stands_at_its_place_and_only_in_its_difficulty(chosen) -> None:
    chosen.add("expert", 400.02)
    assert chosen.of("expert") == (9.08, 73.21, 400.02, 1066.73, 11200.65)
    chosen.remove("expert", 9.08)
    chosen.remove("expert", 9.08)
    assert chosen.of("expert") == (73.21, 400.02, 1066.73, 11200.65)
    assert chosen.of("easy") == first_multipliers("easy")


@pytest.mark.parametrize(
    ("multiplier", "words"),
    [
        (0.0, "Every round reaches 1.00×: choose more."),
        (1.0, "Every round reaches 1.00×: choose more."),
        (24.51, "The highest of easy is 24.50×."),
        (float("inf"), "The highest of easy is 24.50×."),
        (8.17, "8.17× is there already."),
    ],
)
def test_what_gets_no_card_is_told_why(chosen, multiplier: float, words: str) -> None:
    with pytest.raises(NotChosen, match=words.replace(".", r"\.")):
        chosen.add("easy", multiplier)
    assert chosen.of("easy") == first_multipliers("easy")


def test_a_step_may_be_typed_a_little_too_high(chosen) -> None:
    chosen.add("easy", 24.504)
    assert 24.504 in chosen.of("easy")


def test_there_are_fifty_at_most(chosen) -> None:
    for number in range(MOST - 4):
        chosen.add("expert", 2 + number / 10)
    assert len(chosen.of("expert")) == MOST
    with pytest.raises(NotChosen, match="There are 50 cards"):
        chosen.add("expert", 1000)


def test_what_is_kept_comes_back_also_an_empty_list(chosen) -> None:
    chosen.add("hard", 1234.5678)
    for multiplier in chosen.of("easy"):
        chosen.remove("easy", multiplier)
    again = ChosenMultipliers()
    again.take_texts(chosen.texts())
    assert all(again.of(difficulty) == chosen.of(difficulty) for difficulty in DIFFICULTIES)
    assert again.of("easy") == ()


@pytest.mark.parametrize("text", ["x", "9.08 nan", "9.08 inf", "0", "9.08 9.08", "1e400", "2 " * 51, "<b>"])
def test_what_cannot_be_read_changes_nothing(chosen, text: str) -> None:
    chosen.take_texts({"multipliers_expert": text})
    assert chosen.of("expert") == first_multipliers("expert")


def test_every_step_but_the_first_can_have_a_card(chosen) -> None:
    for difficulty in DIFFICULTIES:
        for multiplier in MULTIPLIERS[difficulty][1:]:
            if multiplier not in chosen.of(difficulty):
                chosen.add(difficulty, multiplier)
        assert chosen.of(difficulty) == MULTIPLIERS[difficulty][1:]


def test_the_cards_are_of_the_difficulty_that_is_played_most_and_do_not_flicker() -> None:
    assert main_difficulty({}, None) is None
    assert main_difficulty({}, "easy") == "easy"
    assert main_difficulty({"easy": 1, "expert": 2}, None) == "expert"
    assert main_difficulty({"easy": 1, "expert": 2}, "easy") == "easy"
    assert main_difficulty({"easy": 1, "expert": 3}, "easy") == "expert"
    assert main_difficulty({"expert": 3}, "easy") == "expert"
