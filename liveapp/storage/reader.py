"""Questions to the database. Every answer is one consistent state; nothing here writes."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from uuid import UUID

from peewee import SQL, Tuple, fn

from liveapp.domain.bets import StoredBet
from liveapp.domain.bookmarks import Bookmark
from liveapp.domain.column_texts import BEFORE_ALL, ColumnSink
from liveapp.domain.gaps import MOST_RANGES, Gaps, NonceRange
from liveapp.domain.ports import BetPage, BetSequence, BetTail, PageWindow
from liveapp.domain.proof import BetToProve, Verification, mismatches_in
from liveapp.domain.queries import ALL_BETS, EXACT_COLUMNS, BetFilter, BetOrder
from liveapp.domain.streams import Stream, StreamSpan
from liveapp.domain.totals import BetSums, RunningProfit, running_profit
from liveapp.storage import proof_queries
from liveapp.storage.bet_columns import BET_FIELDS
from liveapp.storage.bet_queries import (
    SORT_EXPRESSIONS,
    bets_with_distance,
    bookmarks_of,
    filtered,
    gaps_before,
    ordered,
    page_ids,
    sums_of_currencies,
)
from liveapp.storage.column_reading import COUNT_STAND_INS, send_columns
from liveapp.storage.open_reads import OpenReads
from liveapp.storage.rows import (
    TOTAL_FIELDS,
    living_streams,
    totals_from_rows,
)
from liveapp.storage.statements import GAPS_ACROSS
from liveapp.storage.stream_spans import read_spans
from liveapp.storage.tables import LiveBet, LiveStream, StreamTotal

ROWS_AT_A_TIME = 2000
"""Rows fetched between two looks at whether anybody still wants them."""

EXPORT_ROWS_AT_A_TIME = 500
"""Rows that an export reads at a time: few, so that whoever else wants to run never waits long."""

_COUNT = TOTAL_FIELDS.index(StreamTotal.bets)


class Reader(OpenReads):
    """Implements `domain.ports.BetReader`."""

    def since(self, arrived_s: float | None) -> Reader:
        """The same reader for a request that came then (monotonic) and waits for locks from then on."""
        return Reader(self._database, self._on_fault, arrived_s)

    def stream(self, stream_id: UUID) -> Stream:
        """The stream with that id.

        Raises:
            StreamNotFound
        """
        with self._reading():
            return self._stream(stream_id)

    def streams(self, limit: int | None = None, offset: int = 0) -> tuple[list[Stream], int]:
        """Streams, last seen first, then by id; and how many there are in all."""
        query = living_streams().order_by(LiveStream.last_seen_at.desc(), LiveStream.uuid)
        with self._reading():
            total = living_streams().bind(self._database).count()
            return self._streams(query.limit(limit).offset(offset)), total

    def stream_spans(self) -> dict[int, StreamSpan]:
        """Of every stream, by its key: its first and last bet and how many bookmarks it has. Cheap."""
        with self._reading():
            return read_spans(lambda statement: self._database.execute_sql(statement).fetchall())

    def bet_sequence(
        self,
        stream_key: int,
        order: BetOrder,
        bet_filter: BetFilter,
        is_cancelled: Callable[[], bool],
    ) -> BetSequence | None:
        """Ids and sort keys of a stream's bets; None where `is_cancelled` said so meanwhile."""
        is_exact = order.column in EXACT_COLUMNS
        sort_key = SORT_EXPRESSIONS[order.column]
        # Missing values are ordered, and told, as lowest.
        key_column = sort_key if is_exact else fn.COALESCE(sort_key, SQL("-9e999"))
        query = filtered(LiveBet.select(LiveBet.id, key_column), stream_key, bet_filter)
        ids = array("q")
        keys: Any = array("q" if is_exact else "d")
        with self._reading():
            newest = self._last_id(stream_key)
            with self._while_wanted(is_cancelled):
                cursor = self._database.execute(ordered(query, order))
                while rows := cursor.fetchmany(ROWS_AT_A_TIME):
                    if is_cancelled():
                        return None
                    ids.extend([row[0] for row in rows])
                    keys.extend([row[1] for row in rows])
                return BetSequence(ids, keys, newest)
        return None

    def first_bets(
        self, stream_key: int, order: BetOrder, bet_filter: BetFilter, limit: int
    ) -> list[StoredBet]:
        """The first `limit` bets in that order."""
        # Ids first: where no index helps, sorting them takes half the time of sorting whole rows.
        ids = ordered(filtered(LiveBet.select(LiveBet.id), stream_key, bet_filter), order).limit(limit)
        query = ordered(LiveBet.select(*BET_FIELDS).where(LiveBet.id.in_(ids)), order)
        with self._reading():
            return self._bets(query)

    def sums(
        self, stream_key: int, bet_filter: BetFilter, is_cancelled: Callable[[], bool]
    ) -> BetSums | None:
        """What the bets that the filter lets through come to; None where `is_cancelled` said so meanwhile."""
        with self._reading():
            last_id = self._last_id(stream_key)
            kept = self._rows(StreamTotal.select(*TOTAL_FIELDS).where(StreamTotal.stream == stream_key))
            if bet_filter == ALL_BETS:
                return BetSums(bet_filter, totals_from_rows(kept), last_id)
            query = sums_of_currencies(stream_key, bet_filter, is_one=len(kept) == 1)
            with self._while_wanted(is_cancelled):
                rows = [row for row in self._rows(query) if row[_COUNT]]
                return BetSums(bet_filter, totals_from_rows(rows), last_id)
        return None

    def running_profit(self, stream_key: int, bets: int) -> RunningProfit:
        """How the profit of a stream went over so many bets of the highest nonces, in one currency."""
        last = self.first_bets(stream_key, BetOrder(descending=True), ALL_BETS, bets)
        return running_profit(last[::-1])

    def bets_by_id(self, ids: Sequence[int]) -> list[StoredBet]:
        """The bets with these ids, in the order given; ids that are gone are left out."""
        query = LiveBet.select(*BET_FIELDS).where(LiveBet.id.in_(list(ids)))
        with self._reading():
            found = {bet.id: bet for bet in self._bets(query)}
        return [found[one] for one in ids if one in found]

    def stream_with_last_bets(self, stream_id: UUID, limit: int) -> tuple[Stream, list[StoredBet]]:
        """A stream and its `limit` bets of the highest nonces, descending.

        Raises:
            StreamNotFound
        """
        with self._reading():
            stream = self._stream(stream_id)
            bets = filtered(LiveBet.select(*BET_FIELDS), stream.key, ALL_BETS)
            return stream, self._bets(ordered(bets, BetOrder(descending=True)).limit(limit))

    def page(
        self,
        stream_id: UUID,
        order: BetOrder,
        bet_filter: BetFilter,
        window: PageWindow,
        with_distance: bool = False,
        with_gap: bool = False,
    ) -> BetPage:
        """One page of a stream's bets, and how many the filter lets through in all.

        Raises:
            StreamNotFound
        """
        with self._reading():
            stream = self._stream(stream_id)
            matching = filtered(LiveBet.select(LiveBet.id), stream.key, bet_filter)
            is_filtered = bet_filter != ALL_BETS
            total = matching.bind(self._database).count() if is_filtered else stream.total_bets
            ids = page_ids(matching, order, window, total)
            if ids is None:
                return BetPage([], [], [], total)
            query = ordered(bets_with_distance(with_distance).where(LiveBet.id.in_(ids)), order)
            bets, distances = self._bets_and_distances(query)
            gaps = dict(self._rows(gaps_before(bets, stream, bet_filter, total))) if with_gap else {}
        return BetPage(bets, distances, [gaps.get(bet.id) for bet in bets], total)

    def tail(self, stream_id: UUID, since_id: int, limit: int, with_distance: bool) -> BetTail:
        """A stream's bets with ids over `since_id`, ids ascending.

        Raises:
            StreamNotFound
        """
        with self._reading():
            stream = self._stream(stream_id)
            query = filtered(bets_with_distance(with_distance), stream.key, ALL_BETS)
            query = query.where(LiveBet.id > since_id).order_by(LiveBet.id).limit(limit + 1)
            bets, distances = self._bets_and_distances(query)
        return BetTail(bets[:limit], distances[:limit], has_more=len(bets) > limit)

    def bookmarks(self, stream_id: UUID) -> list[Bookmark]:
        """A stream's bookmarks by nonce, then by the bets' ids.

        Raises:
            StreamNotFound
        """
        with self._reading():
            stream = self._stream(stream_id)
            return [Bookmark(*row) for row in self._rows(bookmarks_of(stream.key))]

    def server_seed(self, stream_id: UUID) -> str | None:
        """A stream's server seed, None before it is revealed.

        Raises:
            StreamNotFound
        """
        with self._reading():
            return self._seed_of(self._stream(stream_id))

    def streams_of_hash(self, server_seed_hashed: str) -> list[Stream]:
        """The streams that this hash (in any case of its letters) committed to, last seen first."""
        with self._reading():
            return self._streams(proof_queries.of_hash(living_streams(), server_seed_hashed))

    def unproven_streams(self) -> list[Stream]:
        """Streams whose server seed is known and some of whose bets have no verdict."""
        with self._reading():
            return self._streams(proof_queries.unproven(living_streams()))

    def bets_to_prove(self, stream_key: int, after_id: int, limit: int) -> list[BetToProve]:
        """The first `limit` bets of a stream with ids over `after_id` that have no verdict, ids ascending."""
        with self._reading():
            rows = self._rows(proof_queries.bets_without_verdict(stream_key, after_id, limit))
        return [proof_queries.bet_to_prove(row) for row in rows]

    def verification(self, stream_id: UUID, limit: int) -> Verification:
        """How far a stream is proven, with its first `limit` mismatches.

        Raises:
            StreamNotFound
        """
        with self._reading():
            stream = self._stream(stream_id)
            seed = self._seed_of(stream)
            rows = (
                self._rows(proof_queries.mismatches_of(stream.key, limit)) if stream.proof.mismatched else []
            )
        differing = [proof_queries.bet_to_prove(row) for row in rows]
        mismatches = () if seed is None else mismatches_in(seed, stream.seeds.client_seed, differing)
        return Verification(seed, stream.proof, stream.unjudged_bets, mismatches)

    def export(self, stream_id: UUID, bet_filter: BetFilter = ALL_BETS) -> tuple[Stream, Iterator[StoredBet]]:
        """A stream and, of the bets that its totals count, those that the filter lets through.

        They come by nonce, then id, and are read as they are taken.

        Raises:
            StreamNotFound: also later, by the iterator, where the stream is deleted meanwhile.
        """
        with self._reading():
            stream = self._stream(stream_id)
            last_id = self._last_id(stream.key)
        return stream, self._bets_until(stream, bet_filter, last_id)

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
        with self._reading():
            stream = self._stream(stream_id)
            keys = self._currency_keys(stream.key)
            send_columns(self._row, stream, keys, sink, is_cancelled, after_nonce)
            highest = LiveBet.round_result.desc(), LiveBet.nonce, LiveBet.id
            query = filtered(LiveBet.select(*BET_FIELDS), stream.key, ALL_BETS).order_by(*highest)
            return stream, self._bets(query.limit(peaks)) if peaks else []

    def stand_ins_between(self, stream_key: int, first: int, last: int) -> int:
        """How many rounds with nonces from `first` to `last` only stand-ins tell of."""
        with self._reading():
            (found,) = self._row(COUNT_STAND_INS, (stream_key, first, last))
        return int(found)

    def gaps(self, stream_id: UUID, limit: int = MOST_RANGES) -> Gaps:
        """Which rounds of a stream were missed, in at most `limit` ranges.

        Raises:
            StreamNotFound
        """
        with self._reading():
            stream = self._stream(stream_id)
            first, last = stream.first_round, stream.last_round
            ranges: list[NonceRange] = []
            if stream.missing_rounds and first is not None and last is not None:
                ranges = self._missing(stream.key, first, last, limit + 1)
        missing = stream.missing_rounds
        return Gaps(first, last, stream.rounds, missing, tuple(ranges[:limit]), len(ranges) > limit)

    def missing_between(self, stream_key: int, first: int, last: int, limit: int) -> list[NonceRange]:
        """The first `limit` missing ranges of a stream, cut to the nonces `first` to `last`."""
        with self._reading():
            return self._missing(stream_key, first, last, limit)

    def _missing(self, stream_key: int, first: int, last: int, limit: int) -> list[NonceRange]:
        """The same in an open read."""
        found = self._database.execute_sql(GAPS_ACROSS, (stream_key, first, last, limit)).fetchall()
        return [(max(begin, first), min(end, last)) for begin, end in found]

    def _bets_until(self, stream: Stream, bet_filter: BetFilter, last_id: int) -> Iterator[StoredBet]:
        """Bets by nonce up to an id, in short reads, so that no long one keeps the log from shrinking."""
        nonce, bet_id = 0, 0
        while True:
            query = ordered(filtered(LiveBet.select(*BET_FIELDS), stream.key, bet_filter), BetOrder())
            query = query.where(
                LiveBet.id <= last_id, Tuple(LiveBet.nonce, LiveBet.id) > Tuple(nonce, bet_id)
            )
            with self._reading():
                self._stream(stream.id)
                bets = self._bets(query.limit(EXPORT_ROWS_AT_A_TIME))
            yield from bets
            if len(bets) < EXPORT_ROWS_AT_A_TIME:
                return
            nonce, bet_id = bets[-1].nonce, bets[-1].id

    def _seed_of(self, stream: Stream) -> str | None:
        """The stream's server seed, inside an open read."""
        rows = self._rows(proof_queries.seed_of(stream.seeds.server_seed_hashed))
        return rows[0][0] if rows else None

    def _currency_keys(self, stream_key: int) -> dict[str, int]:
        """The ids of the first bets of a stream's currencies, ascending: what stands for them in columns."""
        query = StreamTotal.select(StreamTotal.currency, StreamTotal.first_bet_id)
        return dict(
            self._rows(query.where(StreamTotal.stream == stream_key).order_by(StreamTotal.first_bet_id))
        )
