"""Classes of many results: the same as one by one, for every result that there may be."""

from itertools import pairwise
from math import inf, nan, nextafter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.outcome_classes import ABSOLUTE_TOLERANCE, class_of
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.statistics.classes import classes_of
from liveapp.domain.statistics.columns import UNKNOWN

TABLE_VALUES = sorted({value for table in MULTIPLIERS.values() for value in table})

results = st.one_of(
    st.sampled_from(TABLE_VALUES),
    st.builds(float.__add__, st.sampled_from(TABLE_VALUES), st.floats(-0.03, 0.03)),
    st.builds(float.__mul__, st.sampled_from(TABLE_VALUES), st.floats(1 - 2e-6, 1 + 2e-6)),
    st.floats(allow_nan=True),
)
rounds = st.tuples(results, st.sampled_from([*range(len(DIFFICULTIES)), UNKNOWN]))


def one_by_one(result: float, code: int) -> int:
    found = None if code == UNKNOWN else class_of(DIFFICULTIES[code], result)
    return UNKNOWN if found is None else found


def many(pairs: list[tuple[float, int]]) -> list[int]:
    values = np.array([result for result, _ in pairs])
    return classes_of(values, np.array([code for _, code in pairs], np.uint8)).tolist()


@settings(max_examples=30)
@given(st.lists(rounds, max_size=30))
def test_many_at_a_time_are_what_each_is_by_itself(pairs: list[tuple[float, int]]) -> None:
    assert many(pairs) == [one_by_one(*pair) for pair in pairs]


def test_the_borders_of_every_class_and_the_middles_between_two_are_kept() -> None:
    pairs: list[tuple[float, int]] = [(value, 0) for value in (nan, inf, -inf, 0.0, -0.0, 1e308)]
    for code, difficulty in enumerate(DIFFICULTIES):
        table = MULTIPLIERS[difficulty]
        for lower, upper in pairwise(table):
            for near in (lower, lower + ABSOLUTE_TOLERANCE, upper - ABSOLUTE_TOLERANCE, (lower + upper) / 2):
                pairs += [(value, code) for value in (nextafter(near, 0), near, nextafter(near, inf))]
    assert many(pairs) == [one_by_one(*pair) for pair in pairs]


def test_more_than_a_piece_of_mixed_difficulties_is_classified_to_its_end() -> None:
    chance = np.random.default_rng(7)
    difficulties = chance.choice(np.array([0, 1, 2, 3, UNKNOWN], np.uint8), 50_000)
    values = chance.choice(np.array(TABLE_VALUES), 50_000)
    known = {
        (value, code): one_by_one(value, code) for value in TABLE_VALUES for code in (0, 1, 2, 3, UNKNOWN)
    }
    wanted = [known[pair] for pair in zip(values.tolist(), difficulties.tolist(), strict=True)]
    assert classes_of(values, difficulties).tolist() == wanted


def test_no_rounds_have_no_classes() -> None:
    assert many([]) == []
