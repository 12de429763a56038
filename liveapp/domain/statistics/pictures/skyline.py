"""Multipliers: when the big ones came. Of each pixel the highest, and what reached a chosen multiplier."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from liveapp.domain.statistics.columns import Floats, Integers
from liveapp.domain.statistics.growing import part_of
from liveapp.domain.statistics.hits import hit_places
from liveapp.domain.statistics.pictures.rows import Row, rows_of
from liveapp.domain.statistics.pictures.span import Shares, Span, highest, pixel_columns, shares
from liveapp.domain.statistics.rounds import ClassifiedRounds

MOST_HITS = 2_000
"""More hits than this are not told one by one: of each pixel the highest is."""


@dataclass(frozen=True, slots=True)
class Skyline:
    """The highest multiplier of each pixel, from the nonce in `firsts` to the one in `lasts`, both included.

    `multipliers` is NaN, and `nonces` -1, where no result is known. `hit_nonces` and `hit_multipliers`
    are the rounds that reached the chosen multiplier: all `hits` of the span, or where these are very many
    the highest of each pixel.
    """

    span: Span
    firsts: Integers
    lasts: Integers
    multipliers: Floats
    nonces: Integers
    multiplier: float | None
    hits: int
    hit_nonces: Integers
    hit_multipliers: Floats

    def rows(self) -> Iterator[Row]:
        """A header, and a row for each pixel in which a result is known."""
        known = self.nonces >= 0
        return rows_of(
            {
                "first_nonce": self.firsts[known],
                "last_nonce": self.lasts[known],
                "highest_multiplier": self.multipliers[known],
                "nonce_of_highest": self.nonces[known],
            }
        )


def skyline(rounds: ClassifiedRounds, multiplier: float | None, span: Span, width: int) -> Skyline:
    """Draw up the rounds of a span; `multiplier` is the one whose hits are marked."""
    columns = pixel_columns(span, width)
    parts = shares(rounds.nonces, span, width)
    highs, places = highest(rounds.results, parts)
    multipliers, nonces = np.full(len(columns.firsts), np.nan), np.full(len(columns.firsts), -1)
    multipliers[parts.columns] = highs
    nonces[parts.columns] = np.where(places < 0, -1, rounds.nonces[places])
    hits = _hits(rounds, multiplier, parts)
    shown = hits if len(hits) <= MOST_HITS else _highest_hits(rounds, hits, span, width)
    return Skyline(
        span=span,
        firsts=columns.firsts,
        lasts=columns.lasts,
        multipliers=multipliers,
        nonces=nonces,
        multiplier=multiplier,
        hits=len(hits),
        hit_nonces=rounds.nonces[shown],
        hit_multipliers=rounds.results[shown],
    )


def _hits(rounds: ClassifiedRounds, multiplier: float | None, parts: Shares) -> Integers:
    """Their places among all rounds."""
    if multiplier is None:
        return np.zeros(0, np.int64)
    return hit_places(part_of(rounds, slice(parts.start, parts.stop)), multiplier) + parts.start


def _highest_hits(rounds: ClassifiedRounds, hits: Integers, span: Span, width: int) -> Integers:
    parts = shares(rounds.nonces[hits], span, width)
    return hits[highest(rounds.results[hits], parts)[1]]
