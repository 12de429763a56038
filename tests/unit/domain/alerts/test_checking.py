"""Values of a rule that make no sense are refused in words that say what would."""

from dataclasses import replace
from math import inf, nan
from uuid import UUID

import pytest

from liveapp.domain.alerts.book import READY_RULES
from liveapp.domain.alerts.checking import (
    MOST_REST_S,
    MOST_ROUNDS,
    checked,
    checked_rule,
    checked_rules,
)
from liveapp.domain.alerts.rules import (
    MOST_RULES,
    AlertRule,
    Condition,
    LosingStreak,
    MultiplierReached,
    NoBet,
    NoMultiplier,
    ProfitBeyond,
    RoundsMissed,
)
from liveapp.domain.errors import RuleRefused
from liveapp.domain.pump import HIGHEST_MULTIPLIER

RULE = AlertRule(UUID(int=1), NoBet(5))


@pytest.mark.parametrize(
    "condition",
    [
        NoBet(0.1),
        NoBet(10_080.0),
        MultiplierReached(1.01),
        MultiplierReached(HIGHEST_MULTIPLIER),
        NoMultiplier(2.0, 1),
        NoMultiplier(2.0, MOST_ROUNDS),
        ProfitBeyond("BTC", -1e300, is_above=False),
        ProfitBeyond(None, 0.0, is_above=True),
        LosingStreak(2),
        LosingStreak(100_000),
        RoundsMissed(1),
        *(rule.condition for rule in READY_RULES),
    ],
)
def test_what_makes_sense_is_taken_as_it_is(condition: Condition) -> None:
    assert checked(condition) == condition


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (NoBet(0.09), r"minutes must be between 0\.1 and 10,080"),
        (NoBet(10_081), "minutes"),
        (NoBet(nan), "minutes"),
        (MultiplierReached(1.0), "multiplier must be more than 1 and at most 3,203,384.8"),
        (MultiplierReached(inf), "multiplier"),
        (NoMultiplier(4e6, 5), "multiplier"),
        (NoMultiplier(2.0, 0), "rounds must be between 1 and 10,000,000"),
        (NoMultiplier(2.0, MOST_ROUNDS + 1), "rounds"),
        (ProfitBeyond("BTC", nan, is_above=True), "amount must be a number"),
        (ProfitBeyond("B" * 17, 1.0, is_above=True), "cannot exceed 16 characters"),
        (LosingStreak(1), "bets in a row must be between 2 and 100,000"),
        (LosingStreak(100_001), "bets in a row"),
        (RoundsMissed(0), "rounds"),
    ],
)
def test_what_makes_none_is_refused(condition: Condition, words: str) -> None:
    with pytest.raises(RuleRefused, match=words):
        checked(condition)


def test_a_currency_is_trimmed_and_a_blank_one_is_none() -> None:
    assert checked(ProfitBeyond(" btc ", 1, is_above=True)) == ProfitBeyond("btc", 1.0, is_above=True)
    assert checked(ProfitBeyond("  ", 1, is_above=True)) == ProfitBeyond(None, 1.0, is_above=True)


def test_a_rule_rests_for_a_week_at_most() -> None:
    assert checked_rule(replace(RULE, rest_s=MOST_REST_S)).rest_s == 7 * 24 * 3600
    for rest_s in (-1, MOST_REST_S + 1):
        with pytest.raises(RuleRefused, match="rest must be between 0 and 604,800"):
            checked_rule(replace(RULE, rest_s=rest_s))


def test_rules_are_few_and_each_has_an_id_of_its_own() -> None:
    many = tuple(replace(RULE, id=UUID(int=number)) for number in range(MOST_RULES))
    assert checked_rules(many) == many
    with pytest.raises(RuleRefused, match="at most 100"):
        checked_rules((*many, replace(RULE, id=UUID(int=999))))
    with pytest.raises(RuleRefused, match="same id"):
        checked_rules((RULE, RULE))
