"""Hits, waits and gaps of a multiplier."""

import numpy as np
import pytest

from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.statistics.columns import UNKNOWN
from liveapp.domain.statistics.growing import part_of
from liveapp.domain.statistics.hits import (
    MultiplierFigures,
    RunningHits,
    highest_classes,
    hit_places,
    rounds_by_difficulty,
)
from liveapp.domain.statistics.rounds import ClassifiedRounds
from tests.unit.domain.statistics.makers import classes_of_rounds, code_of, joined
from tests.unit.domain.statistics.vectors import VECTORS, near


def figures_of(multiplier: float, *pieces: ClassifiedRounds) -> MultiplierFigures:
    hits, before = RunningHits(multiplier), np.zeros(4, np.int64)
    for piece in pieces:
        if hits.may_be_among(highest_classes(piece)):
            hits.extend(piece, before)
        before = before + rounds_by_difficulty(piece.difficulties)
    return hits.figures(before)


def in_a_row(difficulty: str, number: int, first: int = 1) -> ClassifiedRounds:
    """So many rounds that reach nothing."""
    return classes_of_rounds(difficulty, *((nonce, 0) for nonce in range(first, first + number)))


def test_gaps_and_waits_are_those_of_the_vector() -> None:
    vector = VECTORS["gaps and waits"]
    table = MULTIPLIERS[vector["input"]["difficulty"]]
    rounds = [(nonce, table.index(result)) for nonce, result in vector["input"]["rounds"]]
    whole = classes_of_rounds(vector["input"]["difficulty"], *rounds)
    for split in range(len(rounds) + 1):
        parts = part_of(whole, slice(0, split)), part_of(whole, slice(split, len(rounds)))
        found = figures_of(vector["input"]["multiplier"], *parts)
        for name, wanted in vector["want"].items():
            assert getattr(found, name) == near(wanted), name


def test_chances_of_streaks_are_those_of_the_vector() -> None:
    vector = VECTORS["chance of a streak"]
    for given, wanted in zip(vector["input"], vector["want"], strict=True):
        rounds = [in_a_row(difficulty, number) for difficulty, number in given["rounds"].items()]
        found = figures_of(given["multiplier"], in_a_row("easy", 0), *rounds)
        assert found.streak_chance == near(wanted["streak_chance"])


def test_mixed_difficulties_expect_what_the_vector_says_and_have_no_p_value() -> None:
    vector = VECTORS["expected hits of mixed difficulties"]
    wanted = vector["want"]
    rounds = [in_a_row(difficulty, number) for difficulty, number in vector["input"]["rounds"].items()]
    found = figures_of(vector["input"]["multiplier"], *rounds)
    assert (found.expected, found.deviation) == (near(wanted["expected"]), near(wanted["deviation"]))
    assert (found.p_value, found.expected_gap, found.chance) == (None, None, None)
    assert (found.chance_of_longer_wait, found.difficulty) == (None, None)


@pytest.mark.parametrize("name", ["binomial p-value, two-sided", "binomial p-value, far out and at the ends"])
def test_p_values_of_counted_hits_are_those_of_the_vectors(name: str) -> None:
    for given, wanted in zip(VECTORS[name]["input"], VECTORS[name]["want"], strict=True):
        top = len(MULTIPLIERS[given["difficulty"]]) - 1
        classes = [top] * given["hits"] + [0] * (given["rounds"] - given["hits"])
        found = figures_of(
            given["multiplier"], classes_of_rounds(given["difficulty"], *enumerate(classes, start=1))
        )
        assert (found.count, found.p_value) == (given["hits"], near(wanted["p_value"]))
        assert found.expected == near(wanted.get("expected", found.expected))


def test_without_rounds_nothing_is_said() -> None:
    found = figures_of(2.0, in_a_row("easy", 0))
    assert (found.count, found.expected, found.rounds_since, found.longest_wait) == (0, 0, 0, 0)
    assert (found.streak_chance, found.deviation) == (1.0, 0.0)
    assert (
        found.last_nonce is found.p_value is found.difficulty is found.mean_gap is found.expected_gap is None
    )


def test_a_multiplier_that_every_round_reaches_and_one_that_none_can() -> None:
    rounds = in_a_row("hard", 9)
    always, never = figures_of(1.0, rounds), figures_of(60_000, rounds)
    assert (always.count, always.rounds_since, always.longest_wait, always.p_value) == (9, 0, 0, 1.0)
    assert (always.expected_gap, always.std_gap, always.streak_chance) == (1.0, 0.0, 1.0)
    assert (never.count, never.rounds_since, never.longest_wait, never.p_value) == (0, 9, 9, 1.0)
    assert (never.expected_gap, never.streak_chance, never.chance) == (None, 1.0, 0.0)


def test_a_wait_goes_on_from_piece_to_piece() -> None:
    hit = classes_of_rounds("expert", (50, 5))
    waits = in_a_row("expert", 3), in_a_row("expert", 4, 4), hit, in_a_row("expert", 6, 51)
    assert [figures_of(17, *waits[:end]).longest_wait for end in (1, 2, 3, 4)] == [3, 7, 7, 7]
    assert [figures_of(17, *waits[:end]).rounds_since for end in (1, 2, 3, 4)] == [3, 7, 0, 6]


def test_a_copy_counts_on_by_itself() -> None:
    hits = RunningHits(1.63)
    hits.extend(classes_of_rounds("expert", (1, 1), (3, 0), (7, 1)), np.zeros(4, np.int64))
    three, five = np.array([0, 0, 0, 3]), np.array([0, 0, 0, 5])
    before, other = hits.figures(three), hits.copy()
    other.extend(classes_of_rounds("expert", (9, 1), (10, 0)), three)
    assert hits.figures(three) == before
    after = other.figures(five)
    assert (after.count, after.last_nonce, after.rounds_since, after.min_gap) == (3, 9, 1, 2)


def test_hits_are_found_among_rounds_of_several_difficulties_and_none_without_a_class() -> None:
    unknown = ClassifiedRounds(
        np.array([90, 91]),
        np.array([1e6, 1e6]),
        np.array([UNKNOWN, code_of("easy")], np.uint8),
        np.array([UNKNOWN, UNKNOWN], np.uint8),
    )
    rounds = joined(
        classes_of_rounds("easy", (1, 23), (2, 24)), classes_of_rounds("expert", (3, 5), (4, 6)), unknown
    )
    assert hit_places(rounds, 20.0).tolist() == [1, 3]
    assert highest_classes(part_of(rounds, slice(0, 4))) == [24, -1, -1, 6]
    assert highest_classes(part_of(rounds, slice(0, 1))) == [23, -1, -1, -1]
    assert highest_classes(part_of(rounds, slice(0, 0))) == [-1, -1, -1, -1]
    assert hit_places(unknown, 0.1).tolist() == []
    assert rounds_by_difficulty(part_of(rounds, slice(0, 4)).difficulties).tolist() == [2, 0, 0, 2]
