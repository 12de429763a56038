"""The hits of one multiplier one by one."""

import numpy as np

from liveapp.domain.bets import DIFFICULTIES, MAX_NONCE
from liveapp.domain.statistics.classes import classes_of
from liveapp.domain.statistics.columns import UNKNOWN
from liveapp.domain.statistics.hit_list import hit_list
from liveapp.domain.statistics.rounds import ClassifiedRounds


def rounds(*known: tuple[int, float, str | None]) -> ClassifiedRounds:
    nonces, results, names = zip(*known, strict=True)
    codes = np.array([UNKNOWN if name is None else DIFFICULTIES.index(name) for name in names], np.uint8)
    results = np.array(results)
    return ClassifiedRounds(np.array(nonces, np.int64), results, codes, classes_of(results, codes))


def test_hits_are_the_rounds_whose_class_reaches_the_multiplier_in_their_own_table() -> None:
    found = hit_list(
        rounds(
            (1, 6.08, "hard"),
            (2, 4.9, "easy"),
            (3, 6.13, "easy"),
            (9, 999.9, None),
            (MAX_NONCE, 9.08, "expert"),
        ),
        6.0,
    )
    assert found.nonces.tolist() == [1, 3, MAX_NONCE]
    assert found.results.tolist() == [6.08, 6.13, 9.08]
    assert [found.distance_at(place) for place in range(len(found))] == [None, 2, MAX_NONCE - 3]


def test_a_list_goes_on_where_only_later_hits_are_added() -> None:
    first = hit_list(rounds((1, 24.5, "easy"), (5, 24.5, "easy")), 24.5)
    more = hit_list(rounds((1, 24.5, "easy"), (5, 24.5, "easy"), (6, 24.5, "easy")), 24.5)
    late = hit_list(rounds((1, 24.5, "easy"), (3, 24.5, "easy"), (5, 24.5, "easy")), 24.5)
    other = hit_list(rounds((1, 24.5, "easy"), (5, 24.5, "easy"), (6, 24.5, "easy")), 12.25)
    assert more.goes_on(first)
    assert first.goes_on(first)
    assert not first.goes_on(more)
    assert not late.goes_on(first)
    assert not other.goes_on(first)


def test_what_is_kept_is_no_view_of_the_streams_arrays() -> None:
    known = rounds((1, 24.5, "easy"))
    found = hit_list(known, 24.5)
    assert not np.shares_memory(found.nonces, known.nonces)
    assert not np.shares_memory(found.results, known.results)
