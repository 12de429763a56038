"""What every question to the database needs: a connection, one state of all that is read, rows as values."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from peewee import ModelSelect, OperationalError, fn

from liveapp.domain.bets import StoredBet
from liveapp.domain.errors import (
    StoreClosed,
    StoreDamaged,
    StoreDetached,
    StoreUnavailable,
    StreamNotFound,
)
from liveapp.domain.streams import Stream
from liveapp.storage.bet_columns import bet_from_row
from liveapp.storage.bet_queries import BetQuery
from liveapp.storage.connections import BUSY_TIMEOUT_S
from liveapp.storage.database import GuardedReaders, ReaderInHand
from liveapp.storage.faults import translated_faults
from liveapp.storage.rows import (
    STREAM_FIELDS,
    TOTAL_FIELDS,
    living_streams,
    stream_from_row,
    totals_from_rows,
)
from liveapp.storage.tables import LiveBet, LiveStream, StreamTotal

STEPS_BETWEEN_LOOKS = 200_000
"""SQLite's own steps between two looks at whether anybody still wants an answer: some milliseconds. Each look
waits for the interpreter."""

MOST_KEYS = 500
"""Streams whose totals are asked for by their keys; for more of them those of all streams are read."""

_KEY = STREAM_FIELDS.index(LiveStream.id)


class OpenReads:
    """Reads by a pool of read-only connections, or by one: all of it within a block of `_reading`.

    `on_fault` hears, in the asking thread, of damage and of files that are no longer in their place, and
    returns what the asker is told. Locks of other programs are waited for from `arrived_s` (monotonic) on, or
    from each question.
    """

    def __init__(
        self,
        database: GuardedReaders | ReaderInHand,
        on_fault: Callable[[StoreUnavailable], StoreUnavailable] = lambda fault: fault,
        arrived_s: float | None = None,
    ) -> None:
        self._database = database
        self._on_fault = on_fault
        self._arrived_s = arrived_s

    def close(self) -> None:
        """Interrupt what is being read and close every connection: questions then raise `StoreClosed`."""
        self._database.stop()

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
        except (sqlite3.OperationalError, OperationalError) as error:
            if self._database.is_stopped:
                raise StoreClosed from error
            raise

    def _patience_ms(self) -> int:
        """How long another program's lock is waited for."""
        waited_s = 0.0 if self._arrived_s is None else time.monotonic() - self._arrived_s
        return max(0, round((BUSY_TIMEOUT_S - waited_s) * 1000))

    @contextmanager
    def _while_wanted(self, is_cancelled: Callable[[], bool]) -> Iterator[None]:
        """Have SQLite leave off in the middle of a query once `is_cancelled` says so; the block ends then."""
        connection = self._database.connection()
        connection.set_progress_handler(is_cancelled, STEPS_BETWEEN_LOOKS)
        try:
            yield
        except (sqlite3.OperationalError, OperationalError):
            if not is_cancelled():
                raise
        finally:
            connection.set_progress_handler(None, 0)

    def _rows(self, query: ModelSelect[Any]) -> list[tuple[Any, ...]]:
        # Past Peewee's conversions, which cost more than the rows: strict tables give the right types.
        rows: list[tuple[Any, ...]] = self._database.execute(query).fetchall()
        return rows

    def _row(self, statement: str, values: Sequence[Any]) -> tuple[Any, ...]:
        """The one row of an answer that has one."""
        row: tuple[Any, ...] = self._database.execute_sql(statement, values).fetchone()
        return row

    def _stream(self, stream_id: UUID) -> Stream:
        """The stream with that id.

        Raises:
            StreamNotFound
        """
        streams = self._streams(living_streams().where(LiveStream.uuid == str(stream_id)))
        if not streams:
            raise StreamNotFound(stream_id)
        return streams[0]

    def _streams(self, query: ModelSelect[LiveStream]) -> list[Stream]:
        """The streams with their totals by currency, in two questions however many they are."""
        rows = self._rows(query)
        keys = [row[_KEY] for row in rows]
        totals = StreamTotal.select(StreamTotal.stream, *TOTAL_FIELDS)
        if len(keys) <= MOST_KEYS:
            totals = totals.where(StreamTotal.stream.in_(keys))
        by_stream: dict[int, list[tuple[Any, ...]]] = {}
        for key, *total in self._rows(totals):
            by_stream.setdefault(key, []).append(tuple(total))
        return [
            stream_from_row(row, totals_from_rows(by_stream.get(key, ())))
            for key, row in zip(keys, rows, strict=True)
        ]

    def _last_id(self, stream_key: int) -> int:
        """The highest id of a stream's bets, 0 without any."""
        (found,) = self._rows(LiveBet.select(fn.MAX(LiveBet.id)).where(LiveBet.stream == stream_key))
        return found[0] or 0

    def _bets(self, query: BetQuery) -> list[StoredBet]:
        return [bet_from_row(row) for row in self._rows(query)]

    def _bets_and_distances(self, query: BetQuery) -> tuple[list[StoredBet], list[int | None]]:
        rows = self._rows(query)
        return [bet_from_row(row[:-1]) for row in rows], [row[-1] for row in rows]
