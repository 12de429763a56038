"""The one place that writes: what can be asked for, and what each of it does to the tables."""

import logging
import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from peewee import SqliteDatabase

from liveapp.domain.bets import Observation
from liveapp.domain.bookmarks import Bookmark, clean_bookmark_note
from liveapp.domain.errors import (
    Refused,
    StoreFull,
    StoreUnavailable,
)
from liveapp.domain.events import StoreEvent, StoreListener
from liveapp.domain.ports import Recorded, Revealed
from liveapp.domain.streams import Stream, clean_alias, clean_notes
from liveapp.domain.verdicts import Verdict
from liveapp.storage.backup import utc_now
from liveapp.storage.bookmarks import remove_bookmark, set_bookmark
from liveapp.storage.connections import BUSY_TIMEOUT_S
from liveapp.storage.deletion import Deletions
from liveapp.storage.file_guard import FileGuard
from liveapp.storage.group_commit import GroupCommit
from liveapp.storage.rescue import Rescue
from liveapp.storage.seeds import reveal_seed, set_verdicts
from liveapp.storage.shared_transaction import Transaction
from liveapp.storage.stream_commands import set_alias, set_notes, set_pinned

logger = logging.getLogger(__name__)

Result = TypeVar("Result")

LEAST_FREE_BYTES = 256 * 1024
"""With less than this left on the disk, the database is said not to be writable."""


class Writer:
    """Implements `domain.ports.BetWriter` on one connection, whose files `guard` knows.

    `on_halted` hears, in any thread, why nothing can be written any more.
    """

    def __init__(
        self,
        database: SqliteDatabase,
        guard: FileGuard,
        clock_us: Callable[[], int],
        on_halted: Callable[[StoreUnavailable], None] = lambda _fault: None,
        lock_timeout_s: float = BUSY_TIMEOUT_S,
        monotonic_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder = Path(database.database).parent
        self._guard = guard
        self._listeners: tuple[StoreListener, ...] = ()
        rescue = Rescue(self._folder, utc_now)
        self._commits = GroupCommit(database, guard, clock_us, lock_timeout_s, self._tell, rescue, on_halted)
        self._deletions = Deletions(database.connection(), monotonic_s)

    def record(
        self, observations: Sequence[Observation], arrived_s: float | None = None, is_live: bool = True
    ) -> list[Recorded | Refused]:
        """Store observations; each one's outcome stands at its place. A refused one hurts no other.

        `is_live` is False for those that are imported.

        Raises:
            StoreUnavailable: none was stored.
        """
        return self._commits.record(observations, arrived_s, is_live)

    def set_notes(
        self,
        stream_id: UUID,
        notes: str | None,
        expected_revision: int | None,
        arrived_s: float | None = None,
    ) -> Stream:
        """Replace a stream's notes and return the stream; an expected revision must be the present one.

        Raises:
            StreamNotFound, NotesTooLong, NotesChangedMeanwhile, StoreUnavailable: nothing was changed.
        """
        command = partial(set_notes, stream_id, clean_notes(notes), expected_revision)
        return self._commits.run(command, arrived_s)

    def set_alias(self, stream_id: UUID, alias: str | None) -> Stream:
        """Give a stream a name of the user's own, or none where it is blank; returns the stream.

        Raises:
            StreamNotFound, AliasTooLong, StoreUnavailable: nothing was changed.
        """
        return self._commits.run(partial(set_alias, stream_id, clean_alias(alias)))

    def set_pinned(self, stream_id: UUID, is_pinned: bool) -> Stream:
        """Pin a stream, or let go of it; returns the stream.

        Raises:
            StreamNotFound, StoreUnavailable: nothing was changed.
        """
        return self._commits.run(partial(set_pinned, stream_id, is_pinned))

    def set_bookmark(
        self, stream_id: UUID, bet_id: int, note: str | None, arrived_s: float | None = None
    ) -> Bookmark:
        """Mark a bet, or give its bookmark another note, none where it is blank; returns the bookmark.

        Raises:
            StreamNotFound, BetNotFound, BookmarkNoteTooLong, StoreUnavailable: nothing was changed.
        """
        command = partial(set_bookmark, stream_id, bet_id, clean_bookmark_note(note))
        return self._commits.run(command, arrived_s)

    def remove_bookmark(self, stream_id: UUID, bet_id: int, arrived_s: float | None = None) -> None:
        """Unmark a bet.

        Raises:
            StreamNotFound, BetNotFound, BookmarkNotFound, StoreUnavailable: nothing was changed.
        """
        self._commits.run(partial(remove_bookmark, stream_id, bet_id), arrived_s)

    def reveal_seed(self, server_seed: str, arrived_s: float | None = None) -> Revealed:
        """Keep a server seed, as it is, for the streams with its hash; one that is kept already stays.

        Raises:
            SeedOfNobody, StoreUnavailable: nothing was changed.
        """
        return self._commits.run(partial(reveal_seed, server_seed), arrived_s)

    def set_verdicts(self, stream_key: int, verdicts: Sequence[tuple[int, Verdict]]) -> None:
        """Give bets (by id) of a stream their verdicts; bets that have one, or are gone, are left alone.

        Raises:
            StoreUnavailable: nothing was changed.
        """
        if verdicts:
            self._commits.run(partial(set_verdicts, stream_key, verdicts))

    def delete_stream(
        self, stream_id: UUID, arrived_s: float | None = None, can_be_undone: bool = False
    ) -> int:
        """Delete a stream and return how many bets it had. It is gone from every list and query.

        The rows of a small one go with it, unless the deletion `can_be_undone`; those of others wait for
        `purge_some`.

        Raises:
            StreamNotFound, StoreUnavailable: nothing was changed.
        """
        return self._commits.run(partial(self._deletions.hide, stream_id, can_be_undone), arrived_s)

    def undelete_stream(self, stream_id: UUID) -> Stream:
        """Bring back a stream whose deletion can be undone; returns it as it is now.

        Where another one has begun with the same seeds since, the older of the two takes in the newer one.

        Raises:
            StreamNotFound: it is too late. StoreUnavailable: nothing was changed.
        """
        return self._commits.run(partial(self._deletions.undo, stream_id))

    def purge_some(self) -> float | None:
        """Remove some rows of a deleted stream.

        Returns how long (seconds) to wait before more can be removed, None where nothing is left to remove.

        Raises:
            StoreUnavailable: what is left is still to be removed.
        """
        return self._commits.run(self._deletions.purge_some)

    @property
    def deletions_pending(self) -> int:
        """How many deleted streams still have rows that are to be removed."""
        return self._deletions.pending

    def check(self, arrived_s: float | None = None) -> None:
        """Have a commit reach the disk.

        Raises:
            StoreUnavailable: it could not, or so little space is left that the next bet may not.
        """
        self._commits.run(_write_mark, arrived_s)
        # A disk that is all but full may still take what was written just now, and no bet.
        try:
            free_bytes = shutil.disk_usage(self._folder).free
        except OSError as error:
            raise StoreUnavailable(f"The data folder cannot be reached: {error.strerror}") from error
        if free_bytes < LEAST_FREE_BYTES:
            raise StoreFull("The disk is full")

    def look_at_files(self) -> None:
        """Have it noticed where the database's files are no longer in their place, and all saved. Cheap."""
        with suppress(StoreUnavailable, OSError):
            if not self._guard.is_in_place():
                self._commits.run(_write_mark)

    def stop_waiting(self) -> None:
        """Wait for no other program's lock any more: whoever waits for one is told so."""
        self._commits.stop_waiting()

    def halt_on_damage(self, error: Exception, is_told: bool = True) -> None:
        """Write nothing from now on where `error` tells of damage, whoever met it.

        `is_told` is False where whoever met it tells of it himself.
        """
        self._commits.halt_on_damage(error, is_told)

    @property
    def halted(self) -> StoreUnavailable | None:
        """Why nothing is written until the program is started again; None while it is."""
        return self._commits.halted

    def subscribe(self, listener: StoreListener) -> Callable[[], None]:
        """Have `listener` called after each commit that changed something; returns what ends that."""
        self._listeners = (*self._listeners, listener)

        def unsubscribe() -> None:
            self._listeners = tuple(other for other in self._listeners if other is not listener)

        return unsubscribe

    def close(self) -> None:
        """Commit what waits, refuse what comes later, close the connection. A second call does nothing."""
        self._commits.close()

    def _tell(self, events: Sequence[StoreEvent]) -> None:
        for listener in self._listeners:
            try:
                listener(events)
            except Exception:
                # The commit is on disk: a listener's fault must not turn it into an error.
                logger.exception("A listener failed")


def _write_mark(transaction: Transaction) -> None:
    """Change what changes with every commit, and nothing else: proves that the disk takes one."""
    transaction.execute("UPDATE log_marks SET id = id")
