"""How often rounds reached a multiplier, how often a fair game does, and how long the waits were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log1p, sqrt
from operator import le

import numpy as np

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.statistics import binomial
from liveapp.domain.statistics.chances import bound_of, chance_of
from liveapp.domain.statistics.columns import UNKNOWN, Codes, Integers
from liveapp.domain.statistics.gap_counts import GapCounts
from liveapp.domain.statistics.rounds import ClassifiedRounds

_UNREACHED = UNKNOWN - 1
"""Over every class: the bound of a multiplier that is beyond a difficulty's table."""


@dataclass(frozen=True, slots=True)
class MultiplierFigures:
    """Hits of one multiplier: classified rounds whose class's table value is at least it.

    `rounds` are the classified ones. `difficulty` and `chance` (of a hit in one round) are None unless all of
    these have one difficulty; so are `p_value`, `chance_of_longer_wait` and `expected_gap`, which is None
    also where no hit is possible. `expected` and `deviation` are of a fair game's number of hits. Waits count
    rounds, gaps are differences of neighbouring hits' nonces; without two hits there are none.
    """

    multiplier: float
    rounds: int
    difficulty: str | None
    chance: float | None
    count: int
    expected: float
    deviation: float
    p_value: float | None
    last_nonce: int | None
    rounds_since: int
    streak_chance: float
    longest_wait: int
    chance_of_longer_wait: float | None
    mean_gap: float | None
    median_gap: float | None
    std_gap: float | None
    min_gap: int | None
    max_gap: int | None
    expected_gap: float | None


class RunningHits:
    """Hits of one multiplier, counted as rounds come.

    Rounds among which there is none may be left out: waits follow from how many rounds there were in all.
    """

    def __init__(self, multiplier: float) -> None:
        self.multiplier = multiplier
        self._bounds = _bounds(multiplier)[: len(DIFFICULTIES)].tolist()
        self._count = 0
        self._last_nonce: int | None = None
        self._longest_wait = 0
        self._rounds_until_hit: Integers = np.zeros(len(DIFFICULTIES), np.int64)
        self._gaps = GapCounts()

    def may_be_among(self, highest: Sequence[int]) -> bool:
        """Whether there is a hit among rounds that have these `highest_classes`."""
        return any(map(le, self._bounds, highest))

    def extend(self, rounds: ClassifiedRounds, before: Integers) -> None:
        """Go on with these, which all have a class, and higher nonces than those before.

        `before` are the numbers of classified rounds by difficulty until then.
        """
        places = hit_places(rounds, self.multiplier)
        if not len(places):
            return
        first_wait = int(before.sum() - self._rounds_until_hit.sum()) + int(places[0])
        longest = int(np.diff(places).max(initial=1)) - 1
        self._longest_wait = max(self._longest_wait, first_wait, longest)
        self._rounds_until_hit = before + rounds_by_difficulty(rounds.difficulties[: places[-1] + 1])
        self._take_hits(rounds.nonces[places])

    def _take_hits(self, nonces: Integers) -> None:
        if self._last_nonce is not None:
            self._gaps.add(nonces[:1] - self._last_nonce)
        self._gaps.add(np.diff(nonces))
        self._count += len(nonces)
        self._last_nonce = int(nonces[-1])

    def copy(self) -> RunningHits:
        """Another that counts on by itself."""
        other = RunningHits(self.multiplier)
        other._count, other._last_nonce = self._count, self._last_nonce
        other._longest_wait, other._rounds_until_hit = self._longest_wait, self._rounds_until_hit
        other._gaps = self._gaps.copy()
        return other

    def figures(self, rounds: Integers) -> MultiplierFigures:
        """What was counted. `rounds` are the numbers of classified rounds by difficulty."""
        numbers, since = rounds.tolist(), (rounds - self._rounds_until_hit).tolist()
        chances = [chance_of(difficulty, self.multiplier) for difficulty in DIFFICULTIES]
        played = [code for code, number in enumerate(numbers) if number]
        number, one = sum(numbers), played[0] if len(played) == 1 else None
        longest = max(self._longest_wait, sum(since))
        chance = None if one is None else chances[one]
        gaps = self._gaps.figures()
        return MultiplierFigures(
            multiplier=self.multiplier,
            rounds=number,
            difficulty=None if one is None else DIFFICULTIES[one],
            chance=chance,
            count=self._count,
            expected=sum(n * p for n, p in zip(numbers, chances, strict=True)),
            deviation=sqrt(sum(n * p * (1 - p) for n, p in zip(numbers, chances, strict=True))),
            p_value=None if chance is None else binomial.p_value(self._count, number, chance),
            last_nonce=self._last_nonce,
            rounds_since=sum(since),
            streak_chance=_chance_of_no_hit(since, chances),
            longest_wait=longest,
            chance_of_longer_wait=(
                None if chance is None else binomial.chance_of_longer_wait(number, longest, chance)
            ),
            mean_gap=None if gaps is None else gaps.mean,
            median_gap=None if gaps is None else gaps.median,
            std_gap=None if gaps is None else gaps.std,
            min_gap=None if gaps is None else gaps.lowest,
            max_gap=None if gaps is None else gaps.highest,
            expected_gap=1 / chance if chance else None,
        )


def hit_places(rounds: ClassifiedRounds, multiplier: float) -> Integers:
    """Which of the rounds are hits of a multiplier, as their places, ascending."""
    difficulties = rounds.difficulties
    bounds = _bounds(multiplier)[difficulties[:1] if _is_alike(difficulties) else difficulties]
    return np.flatnonzero((rounds.classes >= bounds) & (rounds.classes != UNKNOWN))


@lru_cache(maxsize=256)
def _bounds(multiplier: float) -> Codes:
    """The lowest class that is a hit, by the difficulty's code."""
    bounds = np.full(UNKNOWN + 1, _UNREACHED, np.uint8)
    for code, difficulty in enumerate(DIFFICULTIES):
        bound = bound_of(difficulty, multiplier)
        bounds[code] = _UNREACHED if bound is None else bound
    return bounds


def highest_classes(rounds: ClassifiedRounds) -> list[int]:
    """The highest class of each difficulty's rounds, which all have one; -1 without rounds."""
    highest = np.full(len(DIFFICULTIES), -1, np.int64)
    if _is_alike(rounds.difficulties):
        highest[rounds.difficulties[:1]] = rounds.classes.max(initial=0)
    else:
        np.maximum.at(highest, rounds.difficulties, rounds.classes)
    found: list[int] = highest.tolist()
    return found


def rounds_by_difficulty(difficulties: Codes) -> Integers:
    """How many classified rounds have each difficulty."""
    if _is_alike(difficulties):
        numbers = np.zeros(len(DIFFICULTIES), np.int64)
        numbers[difficulties[:1]] = len(difficulties)
        return numbers
    return np.bincount(difficulties, minlength=len(DIFFICULTIES))


def _is_alike(codes: Codes) -> bool:
    """Whether all are the same: quick, since most streams have one difficulty."""
    return bool((codes == codes[:1]).all())


def _chance_of_no_hit(rounds: Sequence[int], chances: Sequence[float]) -> float:
    """How likely so many rounds of each difficulty pass without a hit."""
    # A certain hit has no rounds since.
    return exp(sum(number * log1p(-chance) for number, chance in zip(rounds, chances, strict=True) if number))
