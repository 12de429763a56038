"""A filter as plain texts, for the next start."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from math import isfinite
from typing import Any

from liveapp.domain.bets import DIFFICULTIES, MAX_NONCE, BetOutcome
from liveapp.domain.clock import EPOCH
from liveapp.domain.queries import BetFilter
from liveapp.domain.verdicts import Verdict


def filter_to_texts(bet_filter: BetFilter) -> dict[str, str]:
    """Every part of the filter under its name, empty where it is off."""
    outcome = bet_filter.outcome
    values = {name: getattr(bet_filter, name) for name in _READERS}
    values["outcome"] = None if outcome is None else outcome.value
    values["verdicts"] = ",".join(verdict.name for verdict in bet_filter.verdicts)
    return {name: "" if value is None or value is False else str(value) for name, value in values.items()}


def filter_from_texts(texts: Mapping[str, str]) -> BetFilter:
    """What `filter_to_texts` gave; a part that cannot be read is off."""
    return BetFilter(**{name: _read(reader, texts.get(name, "")) for name, reader in _READERS.items()})


def _read(reader: Callable[[str], Any], text: str) -> Any:
    try:
        return reader(text)
    except (ValueError, OverflowError):
        return None


def _multiplier(text: str) -> float:
    multiplier = float(text)
    if not isfinite(multiplier) or multiplier <= 0:
        raise ValueError(text)
    return multiplier


def _integer(text: str) -> int:
    number = int(text[:20])
    if abs(number) > MAX_NONCE:
        raise ValueError(text)
    return number


def _time(text: str) -> int:
    time_us = _integer(text)
    _ = EPOCH + timedelta(microseconds=time_us)  # no time of the calendar could be shown otherwise
    return time_us


def _difficulty(text: str) -> str:
    return DIFFICULTIES[DIFFICULTIES.index(text)]


def _verdicts(text: str) -> tuple[Verdict, ...]:
    names = text.split(",")
    return tuple(verdict for verdict in Verdict if verdict.name in names)


def _is_on(text: str) -> bool:
    return text == str(True)


_READERS: dict[str, Callable[[str], Any]] = {
    "min_multiplier": _multiplier,
    "difficulty": _difficulty,
    "outcome": BetOutcome,
    "target": _multiplier,
    "nonce_from": _integer,
    "nonce_to": _integer,
    "time_from_us": _time,
    "time_to_us": _time,
    "is_bookmarked": _is_on,
    "verdicts": _verdicts,
}
"""By the filter's own names."""
