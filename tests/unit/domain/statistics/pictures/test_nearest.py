"""What stands nearest to the pointer."""

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveapp.domain.bets import MAX_NONCE
from liveapp.domain.statistics.pictures.nearest import nearest_place

NONCES = st.one_of(st.integers(0, 40), st.integers(MAX_NONCE - 40, MAX_NONCE))


@settings(max_examples=60)
@given(st.lists(NONCES, min_size=1, max_size=20), NONCES)
def test_the_nearest_is_found_the_lower_in_a_tie_and_the_first_of_equals(
    nonces: list[int], nonce: int
) -> None:
    nonces.sort()
    wanted = min(nonces, key=lambda other: (abs(other - nonce), other))
    assert nearest_place(np.array(nonces), nonce) == nonces.index(wanted)


@pytest.mark.parametrize(
    ("value", "place"), [(4.4, 0), (4.6, 1), (4.5, 0), (-inf, 0), (-3, 0), (inf, 1), (1e30, 1)]
)
def test_a_place_between_nonces_or_beyond_them_has_a_nearest_too(value: float, place: int) -> None:
    assert nearest_place(np.array([4, 5]), value) == place


def test_of_several_bets_of_one_nonce_the_first_is_nearest() -> None:
    assert nearest_place(np.array([1, 4, 4, 4, 9]), 5) == 1


def test_nothing_is_nearest_where_there_is_nothing() -> None:
    assert nearest_place(np.zeros(0, np.int64), 3) is None
