"""Exploring a revealed seed pair: which of its rounds reach a multiplier, and how that compares with chance.

It is the past of a seed that is known. It tells nothing of the next one, so nothing here predicts.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from itertools import islice
from operator import sub
from typing import NamedTuple

from liveapp.domain.gaps import NonceRange
from liveapp.domain.outcome_classes import chance_of_reaching, least_pumps
from liveapp.domain.proof_jobs import Exploration, Explored
from liveapp.domain.pump import MULTIPLIERS, SeedPairOutcomes

MOST_ROUNDS = 10_000_000
"""So many are explored at once at most."""


class Hits(NamedTuple):
    """Rounds that reach what was asked for, in order: `nonces` ('q') and their `safe_pumps`, side by side.

    A tuple, since other processes send it.
    """

    nonces: array[int]
    safe_pumps: bytes


class Lot(NamedTuple):
    """A part of an exploration, `nonce_from` to `nonce_to`, as other processes get it."""

    server_seed: str
    client_seed: str
    difficulty: str
    nonce_from: int
    nonce_to: int
    least_pumps: int

    def __repr__(self) -> str:
        # It may get into a traceback; a seed may not.
        return f"Lot({self.difficulty}, {self.nonce_from} to {self.nonce_to})"


def rounds_of(exploration: Exploration) -> int:
    """How many rounds are explored."""
    return exploration.nonce_to - exploration.nonce_from + 1


def lots_of(exploration: Exploration, rounds: int) -> Iterable[Lot]:
    """The exploration in parts of so many rounds, in order; none where nothing can be reached.

    Raises:
        KeyError: no such difficulty.
    """
    pumps = least_pumps(exploration.difficulty, exploration.min_multiplier)
    if pumps is None:
        return
    for first in range(exploration.nonce_from, exploration.nonce_to + 1, rounds):
        last = min(first + rounds - 1, exploration.nonce_to)
        yield Lot(
            exploration.server_seed, exploration.client_seed, exploration.difficulty, first, last, pumps
        )


def hits_of(lot: Lot) -> Hits:
    """Those rounds of a part that survive enough pumps."""
    safe_pumps_of = SeedPairOutcomes(lot.server_seed, lot.client_seed).of(lot.difficulty)
    least, hits, pumps_of_hits = lot.least_pumps, array("q"), bytearray()
    for nonce in range(lot.nonce_from, lot.nonce_to + 1):
        pumps = safe_pumps_of(nonce)
        if pumps >= least:
            hits.append(nonce)
            pumps_of_hits.append(pumps)
    return Hits(hits, bytes(pumps_of_hits))


class HitGathering:
    """Puts the hits of consecutive parts together, and knows the longest run of rounds without one."""

    def __init__(self, exploration: Exploration) -> None:
        self._exploration = exploration
        self._nonces: array[int] = array("q")
        self._safe_pumps = bytearray()
        self._last_hit = exploration.nonce_from - 1
        self._longest: NonceRange | None = None

    def take(self, hits: Hits) -> None:
        """Take the hits that come next."""
        if not hits.nonces:
            return
        self._note_run(self._last_hit, hits.nonces[0])
        steps = array("q", map(sub, islice(hits.nonces, 1, None), hits.nonces))
        if steps:
            place = steps.index(max(steps))
            self._note_run(hits.nonces[place], hits.nonces[place + 1])
        self._last_hit = hits.nonces[-1]
        self._nonces.extend(hits.nonces)
        self._safe_pumps += hits.safe_pumps

    def explored(self) -> Explored:
        """All of them, once the last part is taken."""
        self._note_run(self._last_hit, self._exploration.nonce_to + 1)
        return Explored(self._exploration, self._nonces, bytes(self._safe_pumps), self._longest)

    def _note_run(self, hit: int, next_hit: int) -> None:
        """Note the rounds between two hits where they are more than ever before."""
        rounds = next_hit - hit - 1
        if rounds > 0 and (self._longest is None or rounds > self._longest[1] - self._longest[0] + 1):
            self._longest = (hit + 1, next_hit - 1)


def expected_hits(exploration: Exploration) -> float:
    """How many of the rounds reach the multiplier on average, were the seed any seed."""
    pumps = least_pumps(exploration.difficulty, exploration.min_multiplier)
    if pumps is None:
        return 0.0
    return float(rounds_of(exploration) * chance_of_reaching(exploration.difficulty, pumps))


def distance_at(explored: Explored, row: int) -> int | None:
    """How many nonces after the hit before a hit comes; None for the first."""
    return explored.nonces[row] - explored.nonces[row - 1] if row else None


def multiplier_at(explored: Explored, row: int) -> float:
    """The multiplier that a hit reaches."""
    return MULTIPLIERS[explored.request.difficulty][explored.safe_pumps[row]]
