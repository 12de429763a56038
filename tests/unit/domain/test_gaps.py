"""Missed rounds, from what is known."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from liveapp.domain.gaps import runs_of

nonces = st.lists(st.integers(min_value=1, max_value=40), min_size=1, max_size=60)


def numbers(ranges: list[tuple[int, int]]) -> list[int]:
    """Every nonce of some ranges."""
    return [nonce for first, last in ranges for nonce in range(first, last + 1)]


@given(nonces)
def test_runs_hold_each_nonce_once_and_never_touch(known: list[int]) -> None:
    runs = runs_of(known)
    assert numbers(runs) == sorted(set(known))
    assert all(after[0] > before[1] + 1 for before, after in pairwise(runs))


def test_the_largest_nonces_are_nonces_like_others() -> None:
    largest = 2**63 - 1
    assert runs_of([largest, 1, largest - 1]) == [(1, 1), (largest - 1, largest)]
