"""Work on server seeds that outlasts a request: see `jobs`."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

from liveapp.domain.gaps import NonceRange
from liveapp.domain.streams import Stream


@dataclass(frozen=True, slots=True)
class SeedVerification:
    """Verify the bets without a verdict of all streams with this hash (in lower case), whose seed is known.

    The result is a `SeedVerified`; cancelled, of what was judged by then, which stays. Counted in bets.
    """

    server_seed_hashed: str


@dataclass(frozen=True, slots=True)
class SeedVerified:
    """What all bets of these streams have come to, those that had been judged before included."""

    streams: tuple[Stream, ...]


@dataclass(frozen=True, slots=True)
class Exploration:
    """Compute the rounds of a revealed seed pair, `nonce_from` to `nonce_to`, both included.

    The result is an `Explored`; cancelled, nothing. Counted in rounds.
    """

    server_seed: str = field(repr=False)
    client_seed: str = field(repr=False)
    difficulty: str
    nonce_from: int
    nonce_to: int
    min_multiplier: float


@dataclass(frozen=True, slots=True)
class Explored:
    """The rounds that reach the least multiplier, in order: `nonces` ('q') and `safe_pumps`, side by side.

    `longest_wait` is the first and the last nonce of the longest run of rounds that do not reach it, before
    the first and after the last one included; None where each round does.
    """

    request: Exploration
    nonces: array[int] = field(repr=False)
    safe_pumps: bytes = field(repr=False)
    longest_wait: NonceRange | None = None


@dataclass(frozen=True, slots=True)
class ExploredExport:
    """Write explored rounds to a CSV file. The result is the number of rounds; counted in them."""

    explored: Explored
    target: Path


MOST_REPORT_ROWS = 100_000
"""Bets in one file of a report: more would take a browser too long."""


class ReportRows(Enum):
    """Which bets stand in the report of a proof, as a table."""

    ALL = auto()
    """All of them, in several files where they are too many for one."""

    DIFFERING = auto()
    """Only those that differ."""


@dataclass(frozen=True, slots=True)
class ProofReport:
    """Write the proof of a stream, whose seed is known, as pages that need neither network nor program.

    The result is a `ProofWritten`. Counted in bets.
    """

    stream: Stream
    target: Path
    rows: ReportRows = ReportRows.ALL


@dataclass(frozen=True, slots=True)
class ProofWritten:
    """A report that is whole: its files, the first of them at the target, and how many bets they show."""

    paths: tuple[Path, ...]
    bets: int
