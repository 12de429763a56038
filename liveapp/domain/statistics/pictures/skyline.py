"""Multipliers: when the big ones came. Of each pixel the highest, and what reached a chosen multiplier."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.statistics.chances import bound_of
from liveapp.domain.statistics.columns import UNKNOWN, Booleans, Floats, Integers
from liveapp.domain.statistics.pictures.rows import Row, rows_of
from liveapp.domain.statistics.pictures.span import (
    PixelColumns,
    Span,
    first_places_of,
    pixel_columns,
    reduced,
    shares,
)
from liveapp.domain.statistics.rounds import ClassifiedRounds

MOST_HITS = 2_000
"""More hits than this are not told one by one: of each pixel the highest is."""


@dataclass(frozen=True, slots=True)
class Skyline:
    """The highest multiplier of each pixel, from the nonce in `firsts` to the one in `lasts`.

    `multipliers` is NaN, and `nonces` -1, where no result is known. `hit_nonces` and `hit_multipliers`
    are the rounds that reached the chosen multiplier, all `hits` of them where they are few.
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
        known = ~np.isnan(self.multipliers)
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
    raise NotImplementedError
