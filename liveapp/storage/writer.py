"""The one place that writes: what can be asked for, and what each of it does to the tables."""

import logging
import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

from peewee import SqliteDatabase

from liveapp.domain.bets import Observation
from liveapp.domain.errors import (
    NotesChangedMeanwhile,
    Refused,
    StoreFull,
    StoreUnavailable,
    StreamNotFound,
)
from liveapp.domain.events import NotesChanged, StoreEvent, StoreListener, StreamDeleted
from liveapp.domain.ports import Recorded
from liveapp.domain.streams import Stream, clean_notes
from liveapp.storage import statements
from liveapp.storage.database import APPLICATION_ID, BUSY_TIMEOUT_S
from liveapp.storage.group_commit import GroupCommit, Transaction
from liveapp.storage.rows import stream_from_row

logger = logging.getLogger(__name__)

PURGE_ROWS = 1000
"""Rows that a deletion takes at a time, so that bets that arrive meanwhile never wait long."""

LEAST_FREE_BYTES = 256 * 1024
"""With less than this left on the disk, the database is said not to be writable."""


class Writer:
    """Implements `domain.ports.BetWriter` on one connection."""

    def __init__(
        self, database: SqliteDatabase, clock_us: Callable[[], int], lock_timeout_s: float = BUSY_TIMEOUT_S
    ) -> None:
        self._folder = Path(database.database).parent
        self._listeners: tuple[StoreListener, ...] = ()
        self._is_purging_allowed = True
        self._commits = GroupCommit(database, clock_us, lock_timeout_s, self._tell)

    def record(self, observations: Sequence[Observation]) -> list[Recorded | Refused]:
        """Store observations; each one's outcome stands at its place. A refused one hurts no other.

        Raises:
            StoreUnavailable: none was stored.
        """
        return self._commits.record(observations)

    def set_notes(self, stream_id: UUID, notes: str | None, expected_revision: int | None) -> Stream:
        """Replace a stream's notes and return the stream; an expected revision must be the present one.

        Raises:
            StreamNotFound, NotesTooLong, NotesChangedMeanwhile, StoreUnavailable: nothing was changed.
        """
        return self._commits.run(partial(_set_notes, stream_id, clean_notes(notes), expected_revision))

    def delete_stream(self, stream_id: UUID) -> int:
        """Delete a stream and return how many bets it had. It vanishes at once; its rows go piece by piece.

        Raises:
            StreamNotFound: nothing was changed.
            StoreUnavailable: the stream is as it was, or has vanished and its rows go at the next start.
        """
        key, bets = self._commits.run(partial(_hide_stream, stream_id))
        self._purge(key)
        return bets

    def finish_deletions(self) -> None:
        """Remove what is left of streams whose deletion was interrupted."""
        for key in self._commits.run(_hidden_streams):
            self._purge(key)

    def check(self) -> None:
        """Have a commit reach the disk.

        Raises:
            StoreUnavailable: it could not, or so little space is left that the next bet may not.
        """
        # A disk that is all but full may still take what is written here, and no bet.
        try:
            free_bytes = shutil.disk_usage(self._folder).free
        except OSError as error:
            raise StoreUnavailable(f"The data folder cannot be reached: {error.strerror}") from error
        if free_bytes < LEAST_FREE_BYTES:
            raise StoreFull("The disk is full")
        self._commits.run(_write_header)

    def subscribe(self, listener: StoreListener) -> Callable[[], None]:
        """Have `listener` called after each commit that changed something; returns what ends that."""
        self._listeners = (*self._listeners, listener)

        def unsubscribe() -> None:
            self._listeners = tuple(other for other in self._listeners if other is not listener)

        return unsubscribe

    def close(self) -> None:
        """Commit what waits, refuse what comes later, close the connection. A second call does nothing."""
        self._commits.close()

    def interrupt_deletions(self) -> None:
        """Have deletions under way return soon; what they leave is removed at the next start."""
        self._is_purging_allowed = False

    def _purge(self, key: int) -> None:
        while self._is_purging_allowed and not self._commits.run(partial(_purge_some, key)):
            pass

    def _tell(self, events: Sequence[StoreEvent]) -> None:
        for listener in self._listeners:
            try:
                listener(events)
            except Exception:
                # The commit is on disk: a listener's fault must not turn it into an error.
                logger.exception("A listener failed")


def _set_notes(
    stream_id: UUID, notes: str | None, expected_revision: int | None, transaction: Transaction
) -> Stream:
    row = transaction.execute(statements.SELECT_STREAM, (str(stream_id),)).fetchone()
    if row is None:
        raise StreamNotFound(stream_id)
    stream = stream_from_row(row)
    if expected_revision is not None and expected_revision != stream.notes_revision:
        raise NotesChangedMeanwhile
    if notes == stream.notes:
        return stream
    (row,) = transaction.execute(statements.SET_NOTES, (notes, stream.key)).fetchall()
    changed = stream_from_row(row)
    transaction.events.append(NotesChanged(changed))
    return changed


def _hide_stream(stream_id: UUID, transaction: Transaction) -> tuple[int, int]:
    """Take a stream out of every list; its key and how many bets it had."""
    rows = transaction.execute(statements.HIDE_STREAM, (transaction.now_us, str(stream_id))).fetchall()
    if not rows:
        raise StreamNotFound(stream_id)
    key, bets = rows[0]
    transaction.events.append(StreamDeleted(key, stream_id))
    return key, bets


def _hidden_streams(transaction: Transaction) -> list[int]:
    return [key for (key,) in transaction.execute(statements.SELECT_HIDDEN_STREAMS).fetchall()]


def _purge_some(key: int, transaction: Transaction) -> bool:
    """Remove some rows of a hidden stream; True once all are gone."""
    if transaction.execute(statements.PURGE_BETS, (key, PURGE_ROWS)).rowcount:
        return False
    if transaction.execute(statements.PURGE_ROUNDS, {"key": key, "limit": PURGE_ROWS}).rowcount:
        return False
    transaction.execute(statements.PURGE_STREAM, (key,))
    return True


def _write_header(transaction: Transaction) -> None:
    """Write the file's first page as it is: proves that the disk takes a commit."""
    transaction.execute(f"PRAGMA application_id = {APPLICATION_ID}")
