"""Streams: all that was recorded under one seed pair."""

from dataclasses import dataclass
from uuid import UUID

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import NotesTooLong
from liveapp.domain.totals import CurrencyTotal

NOTES_MAX_LENGTH = 1000
"""Longest note of a stream, in characters."""


@dataclass(frozen=True, slots=True)
class Stream:
    """One seed pair with its running totals, which always agree with its recorded bets.

    `key` is the store's integer key; `id` is what other programs see. Multipliers are None while
    there are no bets. `last_nonce` is the highest nonce bet on so far. `totals` has one entry for each
    currency, in the order of its first bet. `notes_revision` rises with every change of the notes.
    """

    key: int
    id: UUID
    seeds: SeedPair
    created_us: int
    last_seen_us: int
    total_bets: int
    highest_multiplier: float | None
    lowest_multiplier: float | None
    sum_multipliers: float
    last_nonce: int | None
    totals: tuple[CurrencyTotal, ...]
    notes: str | None
    notes_revision: int

    @property
    def average_multiplier(self) -> float | None:
        """Mean multiplier of the recorded bets, None while there are none."""
        return self.sum_multipliers / self.total_bets if self.total_bets else None

    @property
    def short_hash(self) -> str:
        """First ten characters of the server seed's hash: how people tell streams apart."""
        return self.seeds.server_seed_hashed[:10]


def clean_notes(text: str | None) -> str | None:
    """Notes as they are kept: trimmed, None where blank.

    Raises:
        NotesTooLong: more than `NOTES_MAX_LENGTH` characters are left after trimming.
    """
    trimmed = (text or "").strip()
    if len(trimmed) > NOTES_MAX_LENGTH:
        raise NotesTooLong
    return trimmed or None
