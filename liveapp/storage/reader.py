"""Questions to the database. Every answer is one consistent state; nothing here writes."""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias
from uuid import UUID

from peewee import SQL, Case, ModelSelect, Tuple, fn

from liveapp.domain.bets import DIFFICULTIES, StoredBet
from liveapp.domain.errors import StoreDamaged, StoreDetached, StoreUnavailable, StreamNotFound
from liveapp.domain.ports import BetPage, BetSequence, BetTail, PageWindow
from liveapp.domain.queries import EXACT_COLUMNS, BetColumn, BetFilter, BetOrder
from liveapp.domain.streams import Stream
from liveapp.storage.bet_columns import BET_FIELDS
from liveapp.storage.connections import BUSY_TIMEOUT_S
from liveapp.storage.database import GuardedReaders
from liveapp.storage.faults import translated_faults
from liveapp.storage.rows import STREAM_FIELDS, stream_from_row
from liveapp.storage.tables import LiveBet, LiveStream

ROWS_AT_A_TIME = 2000
"""Rows fetched between two looks at whether anybody still wants them."""

EXPORT_ROWS_AT_A_TIME = 500
"""Rows that an export reads at a time: few, so that whoever else wants to run never waits long."""

_SORT_EXPRESSIONS: dict[BetColumn, Any] = {
    BetColumn.NONCE: LiveBet.nonce,
    BetColumn.DATE_TIME: fn.COALESCE(LiveBet.date_time, LiveBet.received_at),
    BetColumn.AMOUNT: LiveBet.amount,
    BetColumn.ROUND_RESULT: LiveBet.round_result,
    BetColumn.PAYOUT_MULTIPLIER: fn.COALESCE(
        LiveBet.payout_multiplier, LiveBet.payout / fn.NULLIF(LiveBet.amount, 0)
    ),
    BetColumn.PAYOUT: LiveBet.payout,
    BetColumn.PROFIT: LiveBet.payout - LiveBet.amount,
    BetColumn.DIFFICULTY: Case(LiveBet.difficulty, tuple((name, n) for n, name in enumerate(DIFFICULTIES))),
    BetColumn.ROUND_TARGET: LiveBet.round_target,
    BetColumn.RECEIVED: LiveBet.id,
}


BetQuery: TypeAlias = "ModelSelect[LiveBet]"


class Reader:
    """Implements `domain.ports.BetReader` on a pool of read-only connections.

    `on_fault` hears, in the asking thread, of damage and of files that are no longer in their place, and
    returns what the asker is told.
    """

    def __init__(
        self,
        database: GuardedReaders,
        on_fault: Callable[[StoreUnavailable], StoreUnavailable] = lambda fault: fault,
        arrived_s: float | None = None,
    ) -> None:
        self._database = database
        self._on_fault = on_fault
        self._arrived_s = arrived_s

    def since(self, arrived_s: float | None) -> Reader:
        """The same reader for a request that came then (monotonic) and waits for locks from then on."""
        return Reader(self._database, self._on_fault, arrived_s)

    def close(self) -> None:
        """Close every connection; questions after that raise `StoreClosed`."""
        self._database.stop()

    def stream(self, stream_id: UUID) -> Stream:
        """The stream with that id.

        Raises:
            StreamNotFound
        """
        with self._reading():
            return self._stream(stream_id)

    def streams(self, limit: int | None = None, offset: int = 0) -> tuple[list[Stream], int]:
        """Streams, last seen first, then by id; and how many there are in all."""
        query = _living_streams().order_by(LiveStream.last_seen_at.desc(), LiveStream.uuid)
        with self._reading():
            total = _living_streams().bind(self._database).count()
            rows = self._rows(query.limit(limit).offset(offset))
        return [stream_from_row(row) for row in rows], total

    def bet_sequence(
        self,
        stream_key: int,
        order: BetOrder,
        bet_filter: BetFilter,
        is_cancelled: Callable[[], bool],
    ) -> BetSequence | None:
        """Ids and sort keys of a stream's bets; None where `is_cancelled` said so meanwhile."""
        is_exact = order.column in EXACT_COLUMNS
        sort_key = _SORT_EXPRESSIONS[order.column]
        # Missing values are ordered, and told, as lowest.
        key_column = sort_key if is_exact else fn.COALESCE(sort_key, SQL("-9e999"))
        query = _filtered(LiveBet.select(LiveBet.id, key_column), stream_key, bet_filter)
        ids = array("q")
        keys: Any = array("q" if is_exact else "d")
        with self._reading():
            last_id = LiveBet.select(fn.MAX(LiveBet.id)).where(LiveBet.stream == stream_key)
            newest = last_id.bind(self._database).scalar() or 0
            cursor = self._database.execute(_ordered(query, order))
            while rows := cursor.fetchmany(ROWS_AT_A_TIME):
                if is_cancelled():
                    return None
                ids.extend([row[0] for row in rows])
                keys.extend([row[1] for row in rows])
        return BetSequence(ids, keys, newest)

    def first_bets(
        self, stream_key: int, order: BetOrder, bet_filter: BetFilter, limit: int
    ) -> list[StoredBet]:
        """The first `limit` bets in that order."""
        # Ids first: where no index helps, sorting them takes half the time of sorting whole rows.
        ids = _ordered(_filtered(LiveBet.select(LiveBet.id), stream_key, bet_filter), order).limit(limit)
        query = _ordered(LiveBet.select(*BET_FIELDS).where(LiveBet.id.in_(ids)), order)
        with self._reading():
            return self._bets(query)

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
            query = _ordered(
                _filtered(LiveBet.select(*BET_FIELDS), stream.key, BetFilter()), BetOrder(descending=True)
            )
            return stream, self._bets(query.limit(limit))

    def page(
        self,
        stream_id: UUID,
        order: BetOrder,
        bet_filter: BetFilter,
        window: PageWindow,
        with_distance: bool,
    ) -> BetPage:
        """One page of a stream's bets, and how many the filter lets through in all.

        Raises:
            StreamNotFound
        """
        with self._reading():
            stream = self._stream(stream_id)
            matching = _filtered(LiveBet.select(LiveBet.id), stream.key, bet_filter)
            is_filtered = bet_filter != BetFilter()
            total = matching.bind(self._database).count() if is_filtered else stream.total_bets
            ids = _page_ids(matching, order, window, total)
            if ids is None:
                return BetPage([], [], total)
            query = _ordered(_with_distance(with_distance).where(LiveBet.id.in_(ids)), order)
            bets, distances = self._bets_and_distances(query)
        return BetPage(bets, distances, total)

    def tail(self, stream_id: UUID, since_id: int, limit: int, with_distance: bool) -> BetTail:
        """A stream's bets with ids over `since_id`, ids ascending.

        Raises:
            StreamNotFound
        """
        with self._reading():
            stream = self._stream(stream_id)
            query = _filtered(_with_distance(with_distance), stream.key, BetFilter())
            query = query.where(LiveBet.id > since_id).order_by(LiveBet.id).limit(limit + 1)
            bets, distances = self._bets_and_distances(query)
        return BetTail(bets[:limit], distances[:limit], has_more=len(bets) > limit)

    def export(self, stream_id: UUID) -> tuple[Stream, Iterator[StoredBet]]:
        """A stream and exactly the bets that its totals count, by nonce, then id, read as they are taken.

        Raises:
            StreamNotFound: also later, by the iterator, where the stream is deleted meanwhile.
        """
        with self._reading():
            stream = self._stream(stream_id)
            newest = LiveBet.select(fn.MAX(LiveBet.id)).where(LiveBet.stream == stream.key)
            last_id = newest.bind(self._database).scalar() or 0
        return stream, self._bets_until(stream, last_id)

    def _bets_until(self, stream: Stream, last_id: int) -> Iterator[StoredBet]:
        """Bets by nonce up to an id, in short reads, so that no long one keeps the log from shrinking."""
        nonce, bet_id = 0, 0
        while True:
            query = _ordered(_filtered(LiveBet.select(*BET_FIELDS), stream.key, BetFilter()), BetOrder())
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

    def _stream(self, stream_id: UUID) -> Stream:
        """The stream, inside an open read."""
        query = _living_streams().where(LiveStream.uuid == str(stream_id))
        rows = self._rows(query)
        if not rows:
            raise StreamNotFound(stream_id)
        return stream_from_row(rows[0])

    def _rows(self, query: ModelSelect[Any]) -> list[tuple[Any, ...]]:
        # Past Peewee's conversions, which cost more than the rows: strict tables give the right types.
        rows: list[tuple[Any, ...]] = self._database.execute(query).fetchall()
        return rows

    def _bets(self, query: BetQuery) -> list[StoredBet]:
        return [StoredBet(*row) for row in self._rows(query)]

    def _bets_and_distances(self, query: BetQuery) -> tuple[list[StoredBet], list[int | None]]:
        rows = self._rows(query)
        return [StoredBet(*row[:-1]) for row in rows], [row[-1] for row in rows]

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """A connection from the pool and a transaction: all that is read is one state."""
        try:
            with translated_faults(), self._database.connection_context():
                self._database.execute_sql(f"PRAGMA busy_timeout = {self._patience_ms()}")
                with self._database.atomic("DEFERRED"):
                    yield
        except (StoreDamaged, StoreDetached) as fault:
            raise self._on_fault(fault) from fault

    def _patience_ms(self) -> int:
        """How long another program's lock is waited for."""
        waited_s = 0.0 if self._arrived_s is None else time.monotonic() - self._arrived_s
        return max(0, round((BUSY_TIMEOUT_S - waited_s) * 1000))


def _living_streams() -> ModelSelect[LiveStream]:
    return LiveStream.select(*STREAM_FIELDS).where(LiveStream.deleted_at.is_null())


def _filtered(query: BetQuery, stream_key: int, bet_filter: BetFilter) -> BetQuery:
    query = query.where(LiveBet.stream == stream_key)
    if bet_filter.min_multiplier is not None:
        query = query.where(LiveBet.round_result >= bet_filter.min_multiplier)
    if bet_filter.difficulty is not None:
        query = query.where(LiveBet.difficulty == bet_filter.difficulty)
    return query


def _ordered(query: BetQuery, order: BetOrder) -> BetQuery:
    keys: list[Any] = [_SORT_EXPRESSIONS[order.column], LiveBet.id]
    return query.order_by(*[key.desc() if order.descending else key.asc() for key in keys])


def _with_distance(is_wanted: bool) -> BetQuery:
    """Bets with one column more: nonces since the stream's previous bet with the same result, or null."""
    if not is_wanted:
        return LiveBet.select(*BET_FIELDS, SQL("NULL"))
    earlier = LiveBet.alias()
    previous_nonce = (
        earlier.select(earlier.nonce)
        .where(
            earlier.stream == LiveBet.stream,
            earlier.round_result == LiveBet.round_result,
            Tuple(earlier.nonce, earlier.id) < Tuple(LiveBet.nonce, LiveBet.id),
        )
        .order_by(earlier.nonce.desc(), earlier.id.desc())
        .limit(1)
    )
    return LiveBet.select(*BET_FIELDS, LiveBet.nonce - previous_nonce)


def _page_ids(matching: BetQuery, order: BetOrder, window: PageWindow, total: int) -> BetQuery | None:
    """The ids of a page, counted off in the index from the nearer end; None past the last one."""
    count = min(window.limit, total - window.offset)
    if count <= 0:
        return None
    rows_behind = total - window.offset - count
    if rows_behind < window.offset:
        order = BetOrder(order.column, not order.descending)
        return _ordered(matching, order).limit(count).offset(rows_behind)
    return _ordered(matching, order).limit(count).offset(window.offset)
