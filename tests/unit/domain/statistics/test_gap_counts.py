"""Gaps are counted in any pieces, and what is told of them is exact however large they are."""

from fractions import Fraction
from itertools import chain
from math import sqrt
from statistics import median

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveapp.domain.statistics.gap_counts import GapCounts, GapFigures

gaps = st.one_of(st.integers(1, 12), st.integers(1, 500), st.integers(2**40 - 5, 2**40 + 5))


def counted(*pieces: list[int]) -> GapCounts:
    counts = GapCounts()
    for piece in pieces:
        counts.add(np.array(piece, np.int64))
    return counts


@settings(max_examples=40)
@given(st.lists(st.lists(gaps, max_size=12), min_size=1, max_size=4))
def test_gaps_in_pieces_come_to_what_each_of_them_says(pieces: list[list[int]]) -> None:
    found, all_gaps = counted(*pieces).figures(), list(chain(*pieces))
    if not all_gaps:
        assert found is None
        return
    mean = Fraction(sum(all_gaps), len(all_gaps))
    variance = sum((gap - mean) ** 2 for gap in all_gaps) / len(all_gaps)
    wanted = (float(mean), float(median(all_gaps)), sqrt(variance))
    assert found is not None
    assert (found.mean, found.median, found.std) == pytest.approx(wanted, rel=1e-12)
    assert (found.lowest, found.highest) == (min(all_gaps), max(all_gaps))


def test_gaps_beyond_the_digits_of_floats_keep_their_deviation() -> None:
    far = 2**61
    assert counted([far, far + 2]).figures() == GapFigures(float(far + 1), float(far + 1), 1.0, far, far + 2)


def test_a_copy_counts_on_by_itself() -> None:
    first = counted([3, 4])
    other = first.copy()
    other.add(np.array([4, 9]))
    assert (first.figures(), other.figures()) == (counted([3, 4]).figures(), counted([3, 4, 4, 9]).figures())
