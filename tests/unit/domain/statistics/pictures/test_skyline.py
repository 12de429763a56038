"""The highest multiplier of each pixel, and the hits of one."""

from math import nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveapp.domain.bets import DIFFICULTIES, MAX_NONCE
from liveapp.domain.column_texts import RoundTexts
from liveapp.domain.outcome_classes import class_of
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.statistics.columns import UNKNOWN, ColumnArrays
from liveapp.domain.statistics.pictures.skyline import MOST_HITS, skyline
from liveapp.domain.statistics.pictures.span import Span, pixel_columns
from liveapp.domain.statistics.rounds import classified
from tests.unit.domain.statistics.pictures.makers import EXPERT, bets_of, rounds_of

NONCES = st.one_of(st.integers(0, 60), st.integers(MAX_NONCE - 30, MAX_NONCE))
RESULTS = st.sampled_from([1.0, 1.63, 4.95, 34.68, 3203384.8, 7.77, nan])
CODES = st.sampled_from([*range(len(DIFFICULTIES)), UNKNOWN])


def reaches(result: float, code: int, multiplier: float) -> bool:
    if code == UNKNOWN:
        return False
    reached = class_of(DIFFICULTIES[code], result)
    return reached is not None and MULTIPLIERS[DIFFICULTIES[code]][reached] >= multiplier - 0.005


@settings(max_examples=60)
@given(
    st.dictionaries(NONCES, st.tuples(RESULTS, CODES), max_size=30),
    NONCES,
    NONCES,
    st.integers(0, 12),
    st.sampled_from([None, 0.5, 1.63, 4.95, 1e9]),
)
def test_each_pixel_has_its_highest_known_result_with_its_nonce_and_no_hit_is_lost(
    rounds: dict[int, tuple[float, int]], first: int, last: int, width: int, multiplier: float | None
) -> None:
    nonces = sorted(rounds)
    results, codes = [rounds[nonce][0] for nonce in nonces], [rounds[nonce][1] for nonce in nonces]
    span = Span(first, last)
    picture = skyline(rounds_of(nonces, results, difficulties=codes), multiplier, span, width)
    columns = pixel_columns(span, width)
    assert picture.firsts.tolist() == columns.firsts.tolist()
    assert picture.lasts.tolist() == columns.lasts.tolist()
    for column, (begin, end) in enumerate(zip(picture.firsts, picture.lasts, strict=True)):
        known = [(rounds[n][0], -n) for n in nonces if begin <= n <= end and rounds[n][0] == rounds[n][0]]
        if known:
            assert (picture.multipliers[column], -picture.nonces[column]) == max(known)
        else:
            assert (np.isnan(picture.multipliers[column]), picture.nonces[column]) == (True, -1)
    hits = (
        []
        if multiplier is None
        else [nonce for nonce in nonces if nonce in span.numbers and reaches(*rounds[nonce], multiplier)]
    )
    assert picture.hit_nonces.tolist() == hits
    assert picture.hit_multipliers.tolist() == [rounds[nonce][0] for nonce in hits]
    assert picture.hits == len(hits)


def test_of_very_many_hits_each_pixel_shows_its_highest() -> None:
    count = 3 * MOST_HITS
    results = np.tile([1.63, 4.95, 2.8], MOST_HITS)
    picture = skyline(rounds_of(range(count), results), 1.63, Span(0, count - 1), 100)
    assert picture.hits == count
    assert picture.hit_nonces.tolist() == picture.nonces.tolist()
    assert set(picture.hit_multipliers.tolist()) == {4.95}


def test_a_higher_result_that_is_no_hit_hides_none() -> None:
    count = 2 * MOST_HITS + 2
    results = np.tile([7.77, 1.63], count // 2)
    picture = skyline(rounds_of(range(count), results), 1.63, Span(0, count - 1), 10)
    assert picture.hits == count // 2
    assert set(picture.multipliers.tolist()) == {7.77}
    assert set(picture.hit_multipliers.tolist()) == {1.63}
    assert len(picture.hit_nonces) == 10


def test_what_was_paid_is_no_result_where_only_a_stand_in_tells_of_a_round() -> None:
    arrays = ColumnArrays()
    arrays.begin(3, 0, ())
    arrays.take_rounds(RoundTexts(3, "5,6,7", "4.95,34.68,1.63", "pPp"))
    rounds = classified(arrays.rounds, bets_of([]), EXPERT)
    picture = skyline(rounds, 1.0, Span(5, 7), 800)
    assert picture.nonces.tolist() == [5, -1, 7]
    assert picture.multipliers.tolist() == pytest.approx([4.95, nan, 1.63], nan_ok=True)
    assert picture.hit_nonces.tolist() == [5, 7]


def test_the_rows_hold_the_pixels_in_which_something_is_known() -> None:
    picture = skyline(rounds_of([1, 2, 6], [1.63, 4.95, 1.0]), None, Span(1, 6), 3)
    assert list(picture.rows()) == [
        ("first_nonce", "last_nonce", "highest_multiplier", "nonce_of_highest"),
        (1, 2, 4.95, 2),
        (5, 6, 1.0, 6),
    ]
