"""Missed rounds: the nonces of a stream that nothing is known of."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

NonceRange: TypeAlias = tuple[int, int]
"""The first and the last of consecutive nonces."""

MOST_RANGES = 1000
"""How many missing ranges are told of a stream."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is missing between the first and the last known round of a stream; None without any.

    `recorded` and `missing` count rounds; `ranges` are the first missing ones, ascending, and `is_truncated`
    says that there are more.
    """

    first_nonce: int | None
    last_nonce: int | None
    recorded: int
    missing: int
    ranges: tuple[NonceRange, ...]
    is_truncated: bool


def runs_of(nonces: Collection[int]) -> list[NonceRange]:
    """Nonces in any order, each as often as it likes, as ranges, ascending, of which no two touch."""
    first, last = min(nonces), max(nonces)
    if len(nonces) == 1 or last - first + 1 == len(set(nonces)):
        return [(first, last)]
    ordered = sorted(nonces)
    ends = [(before, after) for before, after in pairwise(ordered) if after > before + 1]
    firsts = [first, *(after for _, after in ends)]
    lasts = [*(before for before, _ in ends), last]
    return list(zip(firsts, lasts, strict=True))
