"""Whether outcomes fit their distribution as a whole: Pearson's chi-square over joined classes."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, exp, lgamma, log, sqrt

from liveapp.domain.outcome_classes import draws_by_class

LEAST_EXPECTED = 5
"""Classes are joined until so many rounds are expected: below, one rare hit would look like a bad fit."""


@dataclass(frozen=True, slots=True)
class Group:
    """Classes `first` to `last` (numbers of safe pumps, both included), joined."""

    first: int
    last: int
    expected: float
    observed: int


@dataclass(frozen=True, slots=True)
class Fit:
    """How outcomes fit: `expected` by class, `groups` from the highest down. Fewer than two have no p."""

    expected: tuple[float, ...]
    groups: tuple[Group, ...]
    chi_square: float
    degrees_of_freedom: int
    p_value: float | None


def tail(x: float, degrees_of_freedom: int) -> float:
    """The chance that a chi-square of so many degrees (from 1 on) is at least x.

    Degrees are whole, so the incomplete gamma function is a closed sum of positive terms (Abramowitz and
    Stegun 26.4.4 and 26.4.5): nothing cancels, however far out.
    """
    if x <= 0:
        return 1.0
    half = x / 2
    first = 0.5 if degrees_of_freedom % 2 else 0.0
    powers = (first + step for step in range(degrees_of_freedom // 2))
    terms = [exp(power * log(half) - half - lgamma(power + 1)) for power in powers]
    return min(1.0, sum(terms) + (erfc(sqrt(half)) if first else 0.0))


def goodness_of_fit(difficulty: str, counts: Sequence[int]) -> Fit:
    """How rounds, counted by class, fit what a fair game gives.

    Raises:
        KeyError: no such difficulty.
    """
    rounds, draws = sum(counts), draws_by_class(difficulty)
    groups = _groups(draws, counts)
    chi_square = sum((group.observed - group.expected) ** 2 / group.expected for group in groups if rounds)
    degrees = len(groups) - 1
    return Fit(
        expected=tuple(rounds * own / sum(draws) for own in draws),
        groups=groups,
        chi_square=chi_square if degrees else 0.0,
        degrees_of_freedom=degrees,
        p_value=tail(chi_square, degrees) if degrees else None,
    )


def _groups(draws: Sequence[int], counts: Sequence[int]) -> tuple[Group, ...]:
    """From the highest class down, joined until enough is expected, in whole numbers: floats miss a tie.

    What is left over at the low end joins the last group.
    """
    rounds, all_draws = sum(counts), sum(draws)
    firsts: list[int] = []
    lasts = [len(draws) - 1]
    for first in reversed(range(len(draws))):
        if rounds * sum(draws[first : lasts[-1] + 1]) >= LEAST_EXPECTED * all_draws:
            firsts.append(first)
            lasts.append(first - 1)
    places = [slice(first, last + 1) for first, last in zip([*firsts[:-1], 0], lasts, strict=False)]
    return tuple(
        Group(place.start, place.stop - 1, rounds * sum(draws[place]) / all_draws, sum(counts[place]))
        for place in places
    )
