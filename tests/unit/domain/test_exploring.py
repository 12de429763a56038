"""Exploring a seed pair: hits, distances, the longest wait, against outcomes computed one by one."""

import pickle
from array import array
from dataclasses import replace
from itertools import pairwise

import pytest

from liveapp.domain.bets import DIFFICULTIES, MAX_NONCE
from liveapp.domain.exploring import (
    HitGathering,
    Hits,
    distance_at,
    expected_hits,
    hits_of,
    lots_of,
    multiplier_at,
    rounds_of,
)
from liveapp.domain.proof_jobs import Exploration, Explored
from liveapp.domain.pump import MULTIPLIERS, multiplier

SERVER_SEED = "a server seed that was revealed"
ASKED = Exploration(SERVER_SEED, "my-client", "expert", 0, 2_999, 9.08)


def explored(exploration: Exploration, rounds: int = 700) -> Explored:
    gathering = HitGathering(exploration)
    for lot in lots_of(exploration, rounds):
        gathering.take(hits_of(lot))
    return gathering.explored()


def one_by_one(asked: Exploration) -> list[tuple[int, float]]:
    """The nonces and multipliers of the hits, each computed by itself."""
    rounds = (
        (nonce, multiplier(asked.server_seed, asked.client_seed, nonce, asked.difficulty))
        for nonce in range(asked.nonce_from, asked.nonce_to + 1)
    )
    return [(nonce, reached) for nonce, reached in rounds if reached >= asked.min_multiplier]


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_the_hits_are_the_rounds_that_reach_the_multiplier(difficulty: str) -> None:
    asked = replace(ASKED, difficulty=difficulty, min_multiplier=MULTIPLIERS[difficulty][4])
    found = explored(asked)
    told = [(nonce, multiplier_at(found, row)) for row, nonce in enumerate(found.nonces)]
    assert told == one_by_one(asked)
    assert 0 < len(told) < 3_000


def test_how_the_rounds_are_parted_changes_nothing() -> None:
    whole = explored(ASKED, 3_000)
    assert [explored(ASKED, rounds) for rounds in (1, 7, 1_000, 2_999, 9_999)] == [whole] * 5


def test_both_ends_are_included_up_to_the_highest_nonce() -> None:
    asked = replace(ASKED, nonce_from=MAX_NONCE - 2, nonce_to=MAX_NONCE, min_multiplier=1.0)
    assert list(explored(asked, 2).nonces) == [MAX_NONCE - 2, MAX_NONCE - 1, MAX_NONCE]
    assert rounds_of(asked) == 3


def test_distances_are_between_neighbours_and_the_first_has_none() -> None:
    found = explored(ASKED)
    nonces = [nonce for nonce, _ in one_by_one(ASKED)]
    distances = [distance_at(found, row) for row in range(len(nonces))]
    assert distances == [None, *(later - earlier for earlier, later in pairwise(nonces))]


def gathered(first: int, last: int, *parts: list[int]) -> tuple[int, int] | None:
    """The longest wait of rounds `first` to `last` whose hits come in these parts."""
    gathering = HitGathering(replace(ASKED, nonce_from=first, nonce_to=last))
    for nonces in parts:
        gathering.take(Hits(array("q", nonces), bytes(len(nonces))))
    return gathering.explored().longest_wait


@pytest.mark.parametrize(
    ("parts", "longest"),
    [
        ([[12, 14, 19]], (15, 18)),
        ([[12], [14], [19]], (15, 18)),
        ([[12, 14], [], [19]], (15, 18)),
        ([[17, 19]], (10, 16)),
        ([[10, 12]], (13, 20)),
        ([[12, 15, 18]], (10, 11)),
        ([[11, 14, 17, 19]], (12, 13)),
        ([[10, 11, 12, 13, 14], [16, 17, 18, 19, 20]], (15, 15)),
        ([[], []], (10, 20)),
        ([list(range(10, 21))], None),
    ],
)
def test_the_longest_wait_is_told_by_its_first_run_of_rounds_without_a_hit(
    parts: list[list[int]], longest: tuple[int, int] | None
) -> None:
    assert gathered(10, 20, *parts) == longest


def test_the_longest_wait_of_real_rounds_has_no_hit_inside() -> None:
    found = explored(ASKED)
    hits = {nonce for nonce, _ in one_by_one(ASKED)}
    runs, start = [], 0
    for nonce in [*sorted(hits), 3_000]:
        runs.append((nonce - start, -start))
        start = nonce + 1
    rounds, first = max(runs)
    assert found.longest_wait == (-first, -first + rounds - 1)


def test_what_cannot_be_reached_is_expected_never_and_found_nowhere() -> None:
    asked = replace(ASKED, min_multiplier=4e6)
    assert expected_hits(asked) == 0
    assert explored(asked) == Explored(asked, array("q"), b"", (0, 2_999))


def test_what_is_expected_is_the_chance_times_the_rounds() -> None:
    assert expected_hits(replace(ASKED, min_multiplier=1)) == 3_000
    assert expected_hits(replace(ASKED, difficulty="easy", min_multiplier=24.5)) == 120
    found = explored(replace(ASKED, difficulty="easy", min_multiplier=24.5))
    assert len(found.nonces) == pytest.approx(120, abs=60)


def test_parts_and_hits_travel_to_other_processes_and_say_no_seed() -> None:
    lot = next(iter(lots_of(ASKED, 100)))
    assert hits_of(pickle.loads(pickle.dumps(lot))) == hits_of(lot)
    assert pickle.loads(pickle.dumps(hits_of(lot))) == hits_of(lot)
    for one in (lot, ASKED, explored(ASKED), [lot], {"asked": ASKED}):
        assert SERVER_SEED not in repr(one)
        assert "my-client" not in f"{one}"
