"""What the receiver and the window ask of the store. `liveapp.storage` provides it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from liveapp.domain.bets import Observation, StoredBet
from liveapp.domain.bookmarks import Bookmark
from liveapp.domain.column_texts import BEFORE_ALL, ColumnSink
from liveapp.domain.errors import Refused, StoreUnavailable
from liveapp.domain.events import StoreListener
from liveapp.domain.gaps import MOST_RANGES, Gaps, NonceRange
from liveapp.domain.proof import BetToProve, Verification
from liveapp.domain.queries import ALL_BETS, BetFilter, BetOrder
from liveapp.domain.streams import Stream, StreamSpan
from liveapp.domain.totals import BetSums, RunningProfit
from liveapp.domain.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Recorded:
    """An observation that is on disk: `accepted` is False where it was known before."""

    stream_id: UUID
    accepted: bool


@dataclass(frozen=True, slots=True)
class Revealed:
    """A server seed that is kept: its hash, and the streams that it belongs to."""

    server_seed_hashed: str
    streams: tuple[Stream, ...]


@dataclass(frozen=True, slots=True)
class BetSequence:
    """Every bet that a filter lets through, in order: parallel arrays of ids and sort keys.

    `ids` has type code 'q'; `sort_keys` has 'q' for nonce and arrival, 'd' otherwise, and holds
    `queries.sort_key` of each bet. `last_id` is the highest bet id of the whole stream that the
    read could see (0 without bets): later bets come as events.
    """

    ids: array[int]
    sort_keys: array[int] | array[float]
    last_id: int


@dataclass(frozen=True, slots=True)
class PageWindow:
    """Which part of a list is wanted: `limit` rows after the first `offset`."""

    limit: int
    offset: int


@dataclass(frozen=True, slots=True)
class BetPage:
    """A page of bets and how many the filter lets through in all.

    `distances` and `gaps` stand beside `bets`: nonces since the stream's previous bet with the same result,
    and since the previous bet by nonce, then id, that the filter lets through; None where there is none or
    where it was not asked for.
    """

    bets: list[StoredBet]
    distances: list[int | None]
    gaps: list[int | None]
    total: int


@dataclass(frozen=True, slots=True)
class BetTail:
    """The next bets by arrival; `has_more` tells whether others follow. `distances` as in `BetPage`."""

    bets: list[StoredBet]
    distances: list[int | None]
    has_more: bool


class BetWriter(Protocol):
    """The one place that changes data. Every method returns after its commit is on disk.

    All raise `StoreUnavailable` where nothing could be stored. `arrived_s` is when the request came
    (monotonic seconds; None is now): from then on another program's lock is waited for.
    """

    def record(
        self, observations: Sequence[Observation], arrived_s: float | None = None, is_live: bool = True
    ) -> list[Recorded | Refused]:
        """Store observations in one transaction; a refused one never hurts the others.

        `is_live` is False for those that are imported.
        """
        ...

    def set_notes(
        self,
        stream_id: UUID,
        notes: str | None,
        expected_revision: int | None,
        arrived_s: float | None = None,
    ) -> Stream:
        """Replace a stream's notes, unless its `notes_revision` is not the expected one.

        Raises:
            StreamNotFound, NotesTooLong, NotesChangedMeanwhile
        """
        ...

    def set_alias(self, stream_id: UUID, alias: str | None) -> Stream:
        """Give a stream a name of the user's own; a blank one is none.

        Raises:
            StreamNotFound, AliasTooLong
        """
        ...

    def set_pinned(self, stream_id: UUID, is_pinned: bool) -> Stream:
        """Pin a stream, so that it is kept at hand, or let go of it.

        Raises:
            StreamNotFound
        """
        ...

    def set_bookmark(
        self, stream_id: UUID, bet_id: int, note: str | None, arrived_s: float | None = None
    ) -> Bookmark:
        """Mark a bet, or give its bookmark another note; a blank one is none.

        Raises:
            StreamNotFound, BetNotFound, BookmarkNoteTooLong
        """
        ...

    def remove_bookmark(self, stream_id: UUID, bet_id: int, arrived_s: float | None = None) -> None:
        """Unmark a bet.

        Raises:
            StreamNotFound, BetNotFound, BookmarkNotFound
        """
        ...

    def reveal_seed(self, server_seed: str, arrived_s: float | None = None) -> Revealed:
        """Keep a server seed, as it is, for the streams with its hash; one that is kept already stays.

        Raises:
            SeedOfNobody
        """
        ...

    def set_verdicts(self, stream_key: int, verdicts: Sequence[tuple[int, Verdict]]) -> None:
        """Give bets (by id) of a stream their verdicts; bets that have one, or are gone, are left alone.

        At most `VERDICTS_AT_A_TIME`, so that nobody waits long for the same commit.
        """
        ...

    def delete_stream(
        self, stream_id: UUID, arrived_s: float | None = None, can_be_undone: bool = False
    ) -> int:
        """Delete a stream: it is in no list and no query any more; returns how many bets it had.

        Its rows go with it where they are few, else piece by piece by `purge_some`: where the deletion
        `can_be_undone`, not before `streams.UNDO_S` have passed, or at the next start of the program.

        Raises:
            StreamNotFound
        """
        ...

    def undelete_stream(self, stream_id: UUID) -> Stream:
        """Bring back a stream with all its bets, within the time in which its deletion can be undone.

        Where another one has begun with the same seeds since, the older of the two takes in the newer one,
        and is returned.

        Raises:
            StreamNotFound: the time is over, or nothing was to be undone.
        """
        ...

    @property
    def deletions_pending(self) -> int:
        """How many deleted streams still have rows that are to be removed."""
        ...

    def purge_some(self) -> float | None:
        """Remove some rows of a deleted stream.

        Returns how long (seconds) to wait before more can be removed, None where nothing is left to remove.
        """
        ...

    def look_at_files(self) -> None:
        """Have it noticed where the database's files are no longer in their place. Cheap."""
        ...

    def stop_waiting(self) -> None:
        """Wait for no other program's lock any more: whoever waits for one is told so."""
        ...

    @property
    def halted(self) -> StoreUnavailable | None:
        """Why nothing is written until the program is started again; None while it is."""
        ...

    def subscribe(self, listener: StoreListener) -> Callable[[], None]:
        """Have `listener` called after each commit; returns what ends that."""
        ...


class BetReader(Protocol):
    """Questions about what is stored. Safe in any thread; each answer is one consistent state.

    All raise `StoreUnavailable` where the database cannot be read.
    """

    def since(self, arrived_s: float | None) -> BetReader:
        """The same for a request that came then (monotonic) and waits for locks from then on."""
        ...

    def stream(self, stream_id: UUID) -> Stream:
        """The stream with that id.

        Raises:
            StreamNotFound
        """
        ...

    def streams(self, limit: int | None = None, offset: int = 0) -> tuple[list[Stream], int]:
        """Streams by `last_seen_us` descending, then id; and how many there are in all."""
        ...

    def stream_spans(self) -> dict[int, StreamSpan]:
        """Of every stream, by its key: its first and last bet, and how many are bookmarked. Cheap."""
        ...

    def bet_sequence(
        self,
        stream_key: int,
        order: BetOrder,
        bet_filter: BetFilter,
        is_cancelled: Callable[[], bool],
    ) -> BetSequence | None:
        """Ids and sort keys of a stream's bets; None where `is_cancelled` said so meanwhile."""
        ...

    def first_bets(
        self, stream_key: int, order: BetOrder, bet_filter: BetFilter, limit: int
    ) -> list[StoredBet]:
        """The first `limit` bets in that order."""
        ...

    def sums(
        self, stream_key: int, bet_filter: BetFilter, is_cancelled: Callable[[], bool]
    ) -> BetSums | None:
        """What the bets that the filter lets through come to; None where `is_cancelled` said so meanwhile."""
        ...

    def running_profit(self, stream_key: int, bets: int) -> RunningProfit:
        """How the profit of a stream went over so many bets of the highest nonces, in one currency."""
        ...

    def bets_by_id(self, ids: Sequence[int]) -> list[StoredBet]:
        """The bets with these ids, in the order given; ids that are gone are left out."""
        ...

    def stream_with_last_bets(self, stream_id: UUID, limit: int) -> tuple[Stream, list[StoredBet]]:
        """A stream and its `limit` bets of the highest nonces, descending.

        Raises:
            StreamNotFound
        """
        ...

    def page(
        self,
        stream_id: UUID,
        order: BetOrder,
        bet_filter: BetFilter,
        window: PageWindow,
        with_distance: bool = False,
        with_gap: bool = False,
    ) -> BetPage:
        """One page of a stream's bets.

        Raises:
            StreamNotFound
        """
        ...

    def tail(self, stream_id: UUID, since_id: int, limit: int, with_distance: bool) -> BetTail:
        """A stream's bets with ids over `since_id`, ids ascending.

        Raises:
            StreamNotFound
        """
        ...

    def server_seed(self, stream_id: UUID) -> str | None:
        """A stream's server seed, None before it is revealed.

        Raises:
            StreamNotFound
        """
        ...

    def streams_of_hash(self, server_seed_hashed: str) -> list[Stream]:
        """The streams that this hash (in any case of its letters) committed to, last seen first."""
        ...

    def unproven_streams(self) -> list[Stream]:
        """Streams whose server seed is known and some of whose bets have no verdict."""
        ...

    def bets_to_prove(self, stream_key: int, after_id: int, limit: int) -> list[BetToProve]:
        """The first `limit` bets of a stream with ids over `after_id` that have no verdict, ids ascending."""
        ...

    def verification(self, stream_id: UUID, limit: int) -> Verification:
        """How far a stream is proven, with its first `limit` mismatches.

        Raises:
            StreamNotFound
        """
        ...

    def bookmarks(self, stream_id: UUID) -> list[Bookmark]:
        """A stream's bookmarks by nonce, then by the bets' ids.

        Raises:
            StreamNotFound
        """
        ...

    def read_columns(
        self,
        stream_id: UUID,
        sink: ColumnSink,
        is_cancelled: Callable[[], bool],
        after_nonce: int = BEFORE_ALL,
        peaks: int = 0,
    ) -> tuple[Stream, list[StoredBet]]:
        """Give `sink` all rounds and bets of a stream with nonces over one, unless cancelled meanwhile.

        Returns the stream as it was then and so many of its bets of the highest multipliers: highest
        first, then lowest nonce, then lowest id.

        Raises:
            StreamNotFound
        """
        ...

    def stand_ins_between(self, stream_key: int, first: int, last: int) -> int:
        """How many rounds with nonces from `first` to `last` only stand-ins tell of."""
        ...

    def gaps(self, stream_id: UUID, limit: int = MOST_RANGES) -> Gaps:
        """Which rounds of a stream were missed, in at most `limit` ranges. Cheap however many it has.

        Raises:
            StreamNotFound
        """
        ...

    def missing_between(self, stream_key: int, first: int, last: int, limit: int) -> list[NonceRange]:
        """The missing ranges of a stream, cut to the nonces `first` to `last`: the first `limit` of them.

        Nothing is missing before the first known round and after the last one.
        """
        ...

    def export(self, stream_id: UUID, bet_filter: BetFilter = ALL_BETS) -> tuple[Stream, Iterator[StoredBet]]:
        """A stream and, of the bets that its totals count, those that the filter lets through.

        They come by nonce, then id, are read as they are taken, in constant memory, and hold no transaction
        open.

        Raises:
            StreamNotFound: also later, by the iterator, where the stream is deleted meanwhile.
        """
        ...
