"""Streams: all that was recorded under one seed pair."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import AliasTooLong, NotesTooLong
from liveapp.domain.totals import CurrencyTotal
from liveapp.domain.verdicts import UNREVEALED, StreamProof

NOTES_MAX_LENGTH = 1000
"""Longest note of a stream, in characters."""

ALIAS_MAX_LENGTH = 80
"""Longest alias of a stream, in characters."""


LEAST_COMPARED, MOST_COMPARED = 2, 8
"""So many streams can be compared with each other at a time."""

UNDO_S = 30.0
"""For so long a deletion can be undone, while the program runs."""


@dataclass(frozen=True, slots=True)
class Stream:
    """One seed pair with its running totals, which always agree with its recorded bets.

    `key` is the store's integer key; `id` is what other programs see. Multipliers are None while
    there are no bets. `last_nonce` is the highest nonce bet on so far. `rounds` is how many nonces something
    is known of, by a bet or a heartbeat, `first_round` and `last_round` the lowest and highest of them.
    `totals` has one entry for each
    currency, in the order of its first bet. `notes_revision` rises with every change of the notes. `alias` is
    a name of the user's own; a pinned stream is kept at hand. `proof` tells how far its bets are verified.
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
    rounds: int
    first_round: int | None
    last_round: int | None
    totals: tuple[CurrencyTotal, ...]
    notes: str | None
    notes_revision: int
    alias: str | None
    is_pinned: bool
    proof: StreamProof = UNREVEALED

    @property
    def unjudged_bets(self) -> int:
        """How many bets a known server seed has yet to be compared with; 0 while none is known."""
        return self.total_bets - self.proof.judged if self.proof.is_revealed else 0

    @property
    def average_multiplier(self) -> float | None:
        """Mean multiplier of the recorded bets, None while there are none."""
        return self.sum_multipliers / self.total_bets if self.total_bets else None

    @property
    def missing_rounds(self) -> int:
        """How many nonces between the first and the last known round nothing is known of."""
        if self.first_round is None or self.last_round is None:
            return 0
        return self.last_round - self.first_round + 1 - self.rounds

    @property
    def short_hash(self) -> str:
        """First ten characters of the server seed's hash: how people tell streams apart."""
        return self.seeds.server_seed_hashed[:10]

    @property
    def name(self) -> str:
        """What the user calls the stream: its alias, else the beginning of its hash."""
        return self.alias or self.short_hash


@dataclass(frozen=True, slots=True)
class BetMoment:
    """When the bet of some nonce was placed: as its bot told, else when it was received."""

    nonce: int
    time_us: int


@dataclass(frozen=True, slots=True)
class StreamSpan:
    """A stream's bets of the lowest and the highest nonce, None without bets, and its `bookmarks`."""

    first: BetMoment | None
    last: BetMoment | None
    bookmarks: int

    def with_bets(self, moments: Iterable[BetMoment]) -> "StreamSpan":
        """The same with bets that may be known already."""
        known = [one for one in (self.first, self.last) if one is not None]
        all_known = [*known, *moments]
        if not all_known:
            return self
        lowest, highest = (one(all_known, key=lambda moment: moment.nonce) for one in (min, max))
        return StreamSpan(lowest, highest, self.bookmarks)


NO_BETS = StreamSpan(None, None, 0)
"""What a stream begins with."""


def clean_notes(text: str | None) -> str | None:
    """Notes as they are kept: trimmed, None where blank.

    Raises:
        NotesTooLong: more than `NOTES_MAX_LENGTH` characters are left after trimming.
    """
    trimmed = storable(text or "").strip()
    if len(trimmed) > NOTES_MAX_LENGTH:
        raise NotesTooLong
    return trimmed or None


def clean_alias(text: str | None) -> str | None:
    """An alias as it is kept: in one line, trimmed, None where blank.

    Raises:
        AliasTooLong: more than `ALIAS_MAX_LENGTH` characters are left after trimming.
    """
    line = " ".join(storable(text or "").split())
    if len(line) > ALIAS_MAX_LENGTH:
        raise AliasTooLong
    return line or None


def storable(text: str) -> str:
    """What a clipboard may hold and no database: halves of characters become question marks, NUL a blank."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
