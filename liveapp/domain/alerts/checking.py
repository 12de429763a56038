"""Which values of a rule make sense, and what is said of the others."""

from dataclasses import replace
from math import isfinite

from liveapp.domain.alerts.rules import (
    MOST_RULES,
    AlertRule,
    Condition,
    LosingStreak,
    MultiplierReached,
    NoBet,
    NoMultiplier,
    ProfitBeyond,
    ProofDiffers,
    RoundsMissed,
)
from liveapp.domain.clock import DAY_US, SECOND_US
from liveapp.domain.errors import RuleRefused
from liveapp.domain.pump import HIGHEST_MULTIPLIER
from liveapp.domain.streams import storable

LEAST_MINUTES = 0.1
MOST_MINUTES = 7 * 24 * 60
MOST_ROUNDS = 10_000_000
LEAST_STREAK = 2
MOST_STREAK = 100_000
MOST_REST_S = 7 * DAY_US // SECOND_US
MOST_CURRENCY = 16
"""Longest name of a currency, in characters: as it is shown."""


def checked(condition: Condition) -> Condition:
    """The condition as it is kept: a currency trimmed, a blank one None.

    Raises:
        RuleRefused: a value makes no sense; the text says which, and what would.
    """
    match condition:
        case NoBet(minutes):
            return NoBet(_number(minutes, "The minutes", LEAST_MINUTES, MOST_MINUTES))
        case MultiplierReached(multiplier):
            return MultiplierReached(_multiplier(multiplier))
        case NoMultiplier(multiplier, rounds):
            return NoMultiplier(_multiplier(multiplier), _whole(rounds, "The rounds", 1, MOST_ROUNDS))
        case ProfitBeyond(currency, amount, is_above):
            return ProfitBeyond(_currency(currency), _amount(amount), is_above)
        case LosingStreak(bets):
            return LosingStreak(_whole(bets, "The bets in a row", LEAST_STREAK, MOST_STREAK))
        case RoundsMissed(rounds):
            return RoundsMissed(_whole(rounds, "The rounds", 1, MOST_ROUNDS))
        case ProofDiffers():
            return condition


def checked_rule(rule: AlertRule) -> AlertRule:
    """The rule with its condition `checked`, and its rest.

    Raises:
        RuleRefused: a value makes no sense.
    """
    rest_s = _whole(rule.rest_s, "The seconds of rest", 0, MOST_REST_S)
    return replace(rule, condition=checked(rule.condition), rest_s=rest_s)


def checked_rules(rules: tuple[AlertRule, ...]) -> tuple[AlertRule, ...]:
    """The rules, each as `checked_rule` gives it.

    Raises:
        RuleRefused: a value makes no sense, two have one id, or they are too many.
    """
    if len(rules) > MOST_RULES:
        raise RuleRefused(f"There can be at most {MOST_RULES} rules")
    if len({rule.id for rule in rules}) < len(rules):
        raise RuleRefused("Two rules have the same id")
    return tuple(map(checked_rule, rules))


def _number(value: float, what: str, least: float, most: float) -> float:
    if not (isfinite(value) and least <= value <= most):
        raise RuleRefused(f"{what} must be between {least:,} and {most:,}")
    return float(value)


def _whole(value: int, what: str, least: int, most: int) -> int:
    if not least <= value <= most:
        raise RuleRefused(f"{what} must be between {least:,} and {most:,}")
    return value


def _multiplier(value: float) -> float:
    if not (isfinite(value) and 1 < value <= HIGHEST_MULTIPLIER):
        raise RuleRefused(
            f"The multiplier must be more than 1 and at most {HIGHEST_MULTIPLIER:,}: no round reaches more"
        )
    return float(value)


def _amount(value: float) -> float:
    if not isfinite(value):
        raise RuleRefused("The amount must be a number")
    return float(value)


def _currency(name: str | None) -> str | None:
    trimmed = storable(name or "").strip()
    if len(trimmed) > MOST_CURRENCY:
        raise RuleRefused(f"A currency's name cannot exceed {MOST_CURRENCY} characters")
    return trimmed or None
