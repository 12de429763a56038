"""Classes of results: the contract's tolerance, ties, and chances from exact fractions."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.outcome_classes import (
    chance_of_reaching,
    chances_by_class,
    class_of,
    draws_by_class,
    least_pumps,
)
from liveapp.domain.pump import MULTIPLIERS


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_every_multiplier_of_a_table_is_its_own_class(difficulty: str) -> None:
    assert [class_of(difficulty, value) for value in MULTIPLIERS[difficulty]] == list(
        range(len(MULTIPLIERS[difficulty]))
    )


@pytest.mark.parametrize(
    ("difficulty", "value", "pumps"),
    [
        ("easy", 1.01, 0),  # as near to 1.0 as to 1.02: the lower
        ("easy", 1.012, 1),
        ("easy", 0.99, 0),
        ("easy", 0.98, None),
        ("easy", 1.045, None),
        ("easy", 24.511, 24),
        ("easy", 24.52, None),
        ("expert", 9.09, 4),
        ("expert", 9.0, None),
        ("expert", 3203384.8, 15),
        ("expert", 3203388.0, 15),  # within a millionth
        ("expert", 3203389.0, None),
        ("expert", 291217.09, 14),
        ("medium", 0.0, None),
        ("medium", 1e300, None),
    ],
)
def test_what_is_near_enough_belongs_to_the_class(difficulty: str, value: float, pumps: int | None) -> None:
    assert class_of(difficulty, value) == pumps


@given(difficulty=st.sampled_from(DIFFICULTIES), value=st.floats(0, 4e6))
def test_no_other_class_is_nearer(difficulty: str, value: float) -> None:
    table = MULTIPLIERS[difficulty]
    found = class_of(difficulty, value)
    nearest = min(abs(value - other) for other in table)
    if found is None:
        assert nearest > 0.011
    else:
        assert abs(value - table[found]) == nearest
        assert nearest <= max(0.011, 1e-6 * table[found])


def test_an_unknown_difficulty_is_no_silent_none() -> None:
    with pytest.raises(KeyError):
        class_of("mild", 1.0)


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_every_round_survives_none_and_chances_fall_from_there(difficulty: str) -> None:
    chances = [chance_of_reaching(difficulty, pumps) for pumps in range(len(MULTIPLIERS[difficulty]))]
    assert chances[0] == 1
    assert chances == sorted(set(chances), reverse=True)


@pytest.mark.parametrize(
    ("difficulty", "pumps", "chance"),
    [
        ("easy", 1, Fraction(24, 25)),
        ("easy", 24, Fraction(1, 25)),
        ("medium", 22, Fraction(1, 2300)),
        ("expert", 1, Fraction(3, 5)),
        ("expert", 15, Fraction(1, 3268760)),
        ("expert", 16, Fraction(0)),
    ],
)
def test_chances_are_those_of_drawing_without_replacement(
    difficulty: str, pumps: int, chance: Fraction
) -> None:
    assert chance_of_reaching(difficulty, pumps) == chance


@pytest.mark.parametrize(
    ("difficulty", "asked", "pumps"),
    [
        ("expert", 0.0, 0),
        ("expert", 1.0, 0),
        ("expert", 1.01, 1),
        ("expert", 400, 9),
        ("expert", 400.02, 9),
        ("expert", 400.021, 10),
        ("expert", 400.03, 10),
        ("expert", 3_203_384.8, 15),
        ("expert", 3_203_385, None),
        ("easy", 24.5, 24),
        ("easy", 25, None),
        ("easy", float("inf"), None),
    ],
)
def test_a_multiplier_stands_for_the_safe_pumps_that_reach_it(
    difficulty: str, asked: float, pumps: int | None
) -> None:
    assert least_pumps(difficulty, asked) == pumps


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_what_reaches_a_class_is_it_or_a_higher_one(difficulty: str) -> None:
    draws = draws_by_class(difficulty)
    for pumps, chance in enumerate(chances_by_class(difficulty)):
        assert Fraction(sum(draws[pumps:]), sum(draws)) == chance_of_reaching(difficulty, pumps)
        more = chance_of_reaching(difficulty, pumps + 1)
        assert chance == float(chance_of_reaching(difficulty, pumps) - more)
