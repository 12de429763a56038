"""What is typed into the form of a rule is read as it is meant, and what makes no sense is told in words."""

from typing import get_args

import pytest

from liveapp.domain.alerts.checking import checked
from liveapp.domain.alerts.rules import (
    USUAL,
    Condition,
    LosingStreak,
    MultiplierReached,
    NoBet,
    NoMultiplier,
    ProfitBeyond,
    RoundsMissed,
)
from liveapp.ui.alerts.kinds import KINDS, numbers_of
from liveapp.ui.widgets.typed_values import NotUnderstood


def field(kind: type[Condition], name: str):
    return next(one for one in KINDS[kind].fields if one.name == name)


def test_every_condition_that_there_is_can_be_chosen() -> None:
    assert set(KINDS) == set(get_args(Condition))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_begins_with_what_makes_sense_and_reads_it_back(kind: type[Condition]) -> None:
    first = USUAL[kind]
    assert checked(first) == first
    numbers = numbers_of(first)
    read = {one.name: one.value(one.text(numbers[one.name])) for one in KINDS[kind].fields}
    assert read == numbers
    assert KINDS[kind].make(read) == first


@pytest.mark.parametrize(
    ("kind", "name", "typed", "value"),
    [
        (NoBet, "minutes", "2,5", 2.5),
        (MultiplierReached, "multiplier", "1,000", 1000),
        (MultiplierReached, "multiplier", "112.70×", 112.7),
        (NoMultiplier, "rounds", "1.000", 1000),
        (ProfitBeyond, "amount", "-0,5", -0.5),
        (ProfitBeyond, "amount", "−1,500.25", -1500.25),
        (RoundsMissed, "rounds", "3", 3),
    ],
)
def test_comma_and_point_are_both_understood(kind, name, typed, value) -> None:
    assert field(kind, name).value(typed) == value


@pytest.mark.parametrize(
    ("kind", "name", "typed", "words"),
    [
        (NoBet, "minutes", "", "A number is needed."),
        (NoBet, "minutes", "0", "The minutes must be between 0.1 and 10,080."),
        (MultiplierReached, "multiplier", "1", "The multiplier must be more than 1"),
        (MultiplierReached, "multiplier", "5000000", "no round reaches more."),
        (NoMultiplier, "rounds", "2.5", "“2.5” is not a whole number."),
        (NoMultiplier, "rounds", "0", "The rounds must be between 1 and 10,000,000."),
        (LosingStreak, "bets", "1", "The bets in a row must be between 2 and 100,000."),
        (ProfitBeyond, "amount", "a lot", "“a lot” is not a number."),
    ],
)
def test_what_makes_no_sense_is_told_in_words(kind, name, typed, words) -> None:
    with pytest.raises(NotUnderstood, match=words.replace(".", r"\.")):
        field(kind, name).value(typed)
