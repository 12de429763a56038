"""Chances of multipliers: the vectors, and the exact fractions."""

from typing import Any

import numpy as np
import pytest

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.outcome_classes import chance_of_reaching
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.statistics.chances import bound_of, chance_of, reaching
from tests.unit.domain.statistics.vectors import cases, near


@pytest.mark.parametrize(("given", "wanted"), cases("chance to reach a target"))
def test_a_targets_chance_is_that_of_the_vectors(given: Any, wanted: Any) -> None:
    difficulty, target = given["difficulty"], given["target"]
    assert bound_of(difficulty, target) == wanted["safe_pumps"]
    assert str(chance_of_reaching(difficulty, wanted["safe_pumps"])) == wanted["chance"]
    assert chance_of(difficulty, target) == near(wanted["chance_float"])
    assert 1 / chance_of(difficulty, target) == near(wanted["one_in"])


@pytest.mark.parametrize(("given", "wanted"), cases("chance of a hit for any multiplier asked"))
def test_any_multiplier_needs_the_next_one_of_the_table(given: Any, wanted: Any) -> None:
    assert bound_of(given["difficulty"], given["multiplier"]) == wanted["safe_pumps"]
    chance = chance_of(given["difficulty"], given["multiplier"])
    assert chance == near(wanted["chance_float"])
    assert 900 * chance == near(wanted["expected_in_900_rounds"])


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_every_step_of_a_table_is_its_own_bound_with_its_exact_chance(difficulty: str) -> None:
    table = MULTIPLIERS[difficulty]
    exact = [float(chance_of_reaching(difficulty, bound)) for bound in range(len(table))]
    assert [bound_of(difficulty, value) for value in table] == list(range(len(table)))
    assert [chance_of(difficulty, value) for value in table] == reaching(difficulty).tolist() == exact


@pytest.mark.parametrize(("multiplier", "bound"), [(1e308, None), (24.506, None), (24.504, 24), (1e-300, 0)])
def test_beyond_the_table_nothing_is_reached_and_below_it_all(multiplier: float, bound: int | None) -> None:
    assert bound_of("easy", multiplier) == bound


def test_nobody_can_change_the_chances_that_all_share() -> None:
    with pytest.raises(ValueError, match="read-only"):
        reaching("easy")[0] = 0.5
    assert isinstance(reaching("easy"), np.ndarray)


def test_an_unknown_difficulty_is_no_silent_zero() -> None:
    with pytest.raises(KeyError):
        chance_of("mild", 2.0)
