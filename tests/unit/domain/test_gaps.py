"""Missed rounds, from what is known."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from liveapp.domain.gaps import missing_ranges, runs_of

nonces = st.lists(st.integers(min_value=1, max_value=40), min_size=1, max_size=60)


def numbers(ranges: list[tuple[int, int]]) -> list[int]:
    """Every nonce of some ranges."""
    return [nonce for first, last in ranges for nonce in range(first, last + 1)]


@given(nonces)
def test_runs_hold_each_nonce_once_and_never_touch(known: list[int]) -> None:
    runs = runs_of(known)
    assert numbers(runs) == sorted(set(known))
    assert all(after[0] > before[1] + 1 for before, after in pairwise(runs))


@given(nonces, st.integers(min_value=0, max_value=42), st.integers(min_value=0, max_value=42))
def test_what_is_missing_lies_between_known_rounds_and_in_the_part_asked_for(
    known: list[int], first: int, last: int
) -> None:
    ranges = missing_ranges(runs_of(known), first, last)
    missing = set(range(min(known), max(known))) - set(known)
    assert numbers(ranges) == sorted(nonce for nonce in missing if first <= nonce <= last)


def test_nothing_is_missing_without_runs_or_beside_a_single_one() -> None:
    assert missing_ranges([], 1, 9) == missing_ranges([(3, 5)], 1, 9) == []


def test_the_largest_nonces_are_nonces_like_others() -> None:
    largest = 2**63 - 1
    assert runs_of([largest, 1, largest - 1]) == [(1, 1), (largest - 1, largest)]
    assert missing_ranges([(1, 1), (largest, largest)], 1, largest) == [(2, largest - 1)]
