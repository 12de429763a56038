"""What is kept of the alerts from one start to the next, as JSON text; and what can be read of such a text.

The text may be anybody's: whatever in it is not as this program writes it is left out.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import timedelta
from math import isfinite
from typing import Any, TypeVar
from uuid import UUID

from liveapp.domain.alerts.checking import checked_rule
from liveapp.domain.alerts.rules import (
    MOST_HISTORY,
    MOST_RULES,
    Alert,
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
from liveapp.domain.bets import MAX_NONCE
from liveapp.domain.clock import EPOCH
from liveapp.domain.errors import RuleRefused
from liveapp.domain.number_texts import short_text
from liveapp.domain.streams import storable

MOST_MARKS = 10_000
"""So many situations that were told are remembered; the oldest go first."""

TITLE_LENGTH = 200
TEXT_LENGTH = 1_000
"""Longest title and text of an alert, in characters."""

KINDS: Mapping[str, type[Condition]] = {
    "no bet": NoBet,
    "multiplier": MultiplierReached,
    "no multiplier": NoMultiplier,
    "profit": ProfitBeyond,
    "losing streak": LosingStreak,
    "proof": ProofDiffers,
    "missed rounds": RoundsMissed,
}
_NAMES = {kind: name for name, kind in KINDS.items()}
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Mark:
    """A situation that was told: a rule's, of a stream, None where it is about all of them together.

    `at` tells it from the next one of the stream, where the rule's kind needs that, else it is 0.
    """

    rule_id: UUID
    stream_id: UUID | None
    at: int = 0

    @property
    def place(self) -> tuple[UUID, UUID | None]:
        """What there is one mark of."""
        return self.rule_id, self.stream_id


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is kept. `history` has the newest first; `spoke_us` tells when rules spoke last."""

    rules: tuple[AlertRule, ...] = ()
    history: tuple[Alert, ...] = ()
    marks: tuple[Mark, ...] = ()
    spoke_us: tuple[tuple[UUID, int], ...] = ()


def text_of(kept: Kept) -> str:
    """What is kept, as JSON; texts of strangers in it are such that any file can hold them."""
    values = {
        "rules": [_rule_values(rule) for rule in kept.rules],
        "history": [_values(alert) for alert in kept.history],
        "marks": [_values(mark) for mark in kept.marks],
        "spoke": {str(rule_id): moment_us for rule_id, moment_us in kept.spoke_us},
    }
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def read(text: str) -> tuple[Kept, int]:
    """What a text holds that this program could have written, and how many items were left out.

    Raises:
        ValueError: it is no JSON, or no object; RecursionError: it is nested too deep.
    """
    values = json.loads(text)
    if not isinstance(values, dict):
        raise ValueError("it is no object")  # noqa: TRY004  # as for all that is in the text
    rules, refused_rules = _all(_items(values, "rules"), _rule, MOST_RULES)
    history, refused_alerts = _all(_items(values, "history"), _alert, MOST_HISTORY)
    marks, refused_marks = _all(_items(values, "marks"), _mark, MOST_MARKS)
    spoke = values.get("spoke")
    moments = list(spoke.items()) if isinstance(spoke, dict) else []
    spoke_us, refused_moments = _all(moments, _moment, MOST_RULES)
    once = {rule.id: rule for rule in reversed(rules)}
    kept = Kept(tuple(rule for rule in rules if once[rule.id] is rule), history, marks, spoke_us)
    return kept, refused_rules + refused_alerts + refused_marks + refused_moments


def trimmed(alert: Alert) -> Alert:
    """The alert with texts that are no longer than what is kept, in one line each, and that can be stored."""
    return replace(
        alert,
        title=short_text(storable(alert.title), TITLE_LENGTH),
        text=short_text(storable(alert.text), TEXT_LENGTH),
    )


def _values(item: Alert | Mark) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, UUID) else value for name, value in asdict(item).items()}


def _rule_values(rule: AlertRule) -> dict[str, Any]:
    return {
        "id": str(rule.id),
        "kind": _NAMES[type(rule.condition)],
        "values": asdict(rule.condition),
        "is_on": rule.is_on,
        "stream_id": None if rule.stream_id is None else str(rule.stream_id),
        "rest_s": rule.rest_s,
        "notifies": rule.notifies,
        "sounds": rule.sounds,
    }


def _items(values: dict[str, Any], name: str) -> list[Any]:
    items = values.get(name)
    return items if isinstance(items, list) else []


def _all(items: list[Any], make: Callable[[Any], Item], most: int) -> tuple[tuple[Item, ...], int]:
    """The first of the items that are as they should be, and how many are not, or too many."""
    made: list[Item] = []
    for item in items:
        if len(made) == most:
            break
        try:
            made.append(make(item))
        except (KeyError, TypeError, ValueError, OverflowError, RuleRefused):
            continue
    return tuple(made), len(items) - len(made)


def _rule(values: Any) -> AlertRule:
    return checked_rule(
        AlertRule(
            id=UUID(_text(values["id"])),
            condition=_condition(values),
            is_on=_flag(values["is_on"]),
            stream_id=_optional(UUID, values["stream_id"]),
            rest_s=_integer(values["rest_s"]),
            notifies=_flag(values["notifies"]),
            sounds=_flag(values["sounds"]),
        )
    )


def _condition(values: Any) -> Condition:
    kind = KINDS[_text(values["kind"])]
    given = values["values"]
    return kind(**{field.name: _AS_MEANT[str(field.type)](given[field.name]) for field in fields(kind)})


def _alert(values: Any) -> Alert:
    return trimmed(
        Alert(
            rule_id=UUID(_text(values["rule_id"])),
            stream_id=_optional(UUID, values["stream_id"]),
            raised_us=_moment_us(values["raised_us"]),
            title=_text(values["title"]),
            text=_text(values["text"]),
            notifies=_flag(values["notifies"]),
            sounds=_flag(values["sounds"]),
        )
    )


def _mark(values: Any) -> Mark:
    rule_id, stream_id = UUID(_text(values["rule_id"])), _optional(UUID, values["stream_id"])
    return Mark(rule_id, stream_id, _integer(values["at"]))


def _moment(item: tuple[str, Any]) -> tuple[UUID, int]:
    return UUID(item[0]), _integer(item[1])


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _integer(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    if not -MAX_NONCE <= value <= MAX_NONCE:
        raise ValueError
    return value


def _moment_us(value: object) -> int:
    moment_us = _integer(value)
    _ = EPOCH + timedelta(microseconds=moment_us)  # raises where no calendar has it: nothing could show it
    return moment_us


def _float(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not isfinite(value):
        raise TypeError
    return float(value)


def _optional(make: Callable[[str], Item], value: object) -> Item | None:
    return None if value is None else make(_text(value))


def _optional_text(value: object) -> str | None:
    return _optional(str, value)


_AS_MEANT: Mapping[str, Callable[[Any], Any]] = {
    str(float): _float,
    str(int): _integer,
    str(bool): _flag,
    str(str | None): _optional_text,
}
"""How a value of a condition is read, by the type that its field has."""
