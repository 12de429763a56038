"""Deleting streams: they are hidden, and so gone, then removed piece by piece; before that some come back.

See `docs/decisions/0003-deletion-in-pieces.md`.
"""

import json
import sqlite3
from collections.abc import Callable
from uuid import UUID

from liveapp.domain.errors import StreamNotFound
from liveapp.domain.events import StreamDeleted, StreamRestored
from liveapp.domain.streams import UNDO_S, Stream
from liveapp.storage import statements
from liveapp.storage.merging import merge
from liveapp.storage.shared_transaction import Transaction
from liveapp.storage.stream_commands import living_stream

PURGE_ROWS = 1000
"""Rows that a deletion takes at a time, so that bets that arrive meanwhile never wait long."""

GRACE_S = 2.0
"""A stream is kept for so long beyond the time in which its deletion may be undone: a click takes its way."""

_STEPS_OF_SMALL = 4
"""Its bets, its rounds, their gaps, the stream itself. One with more rounds than bets may need more steps:
not at once then."""


class Deletions:
    """What becomes of deleted streams. Its methods are commands to the writer; none is safe in two threads.

    `pending` is how many streams are hidden, as the tables had it last. What can be undone is known here
    only: whatever is hidden when the program starts is to be removed.
    """

    def __init__(self, connection: sqlite3.Connection, monotonic_s: Callable[[], float]) -> None:
        self._monotonic_s = monotonic_s
        self._kept_until_s: dict[int, float] = {}
        self.pending = _count_hidden(connection.execute)

    def hide(self, stream_id: UUID, can_be_undone: bool, transaction: Transaction) -> int:
        """Take a stream out of every list; returns how many bets it had.

        A small one's rows go with it, and its server seed if that is no other stream's, unless the deletion
        `can_be_undone`.

        Raises:
            StreamNotFound
        """
        rows = transaction.execute(statements.HIDE_STREAM, (transaction.now_us, str(stream_id))).fetchall()
        if not rows:
            raise StreamNotFound(stream_id)
        key, bets = rows[0]
        transaction.events.append(StreamDeleted(key, stream_id))
        if can_be_undone:
            self._kept_until_s[key] = self._monotonic_s() + UNDO_S + GRACE_S
        else:
            # It may have been deleted and brought back before.
            self._kept_until_s.pop(key, None)
            self._drop_seeds(transaction)
            if bets <= PURGE_ROWS:
                _purge_at_once(key, transaction)
        self.pending = _count_hidden(transaction.execute)
        return int(bets)

    def undo(self, stream_id: UUID, transaction: Transaction) -> Stream:
        """Bring a stream back as it was; returns it.

        Where another one has begun with the same seeds since, the older of the two takes in the newer one.

        Raises:
            StreamNotFound: it is not deleted, or the time for this is over.
        """
        row = transaction.execute(statements.FIND_HIDDEN_STREAM, (str(stream_id),)).fetchone()
        if row is None or not self._is_kept(row[0]):
            raise StreamNotFound(stream_id)
        key, *seeds = row
        living = transaction.execute(statements.FIND_STREAM, seeds).fetchone()
        restored_id = stream_id
        if living is not None and living[0] > key:
            merge(living[0], key, transaction)
            transaction.events.append(StreamDeleted(living[0], UUID(living[1])))
        elif living is not None:
            merge(key, living[0], transaction)
            restored_id = UUID(living[1])
        transaction.execute(statements.UNHIDE_STREAM, (str(restored_id),))
        self.pending = _count_hidden(transaction.execute)
        stream = living_stream(restored_id, transaction)
        transaction.events.append(StreamRestored(stream))
        return stream

    def purge_some(self, transaction: Transaction) -> float | None:
        """Remove some rows of the first hidden stream that nobody can bring back.

        Returns how long (seconds) to wait before more can be removed, None where nothing is left to remove.
        """
        hidden = [key for (key,) in transaction.execute(statements.HIDDEN_STREAMS).fetchall()]
        kept = {key: until_s for key, until_s in self._kept_until_s.items() if self._is_kept(key)}
        self._kept_until_s = kept
        due = [key for key in hidden if key not in kept]
        if due:
            self._drop_seeds(transaction)
            _purge_some(due[0], transaction)
        self.pending = _count_hidden(transaction.execute)
        if due or not hidden:
            return 0.0 if due else None
        return min(kept[key] for key in hidden) - self._monotonic_s()

    def _drop_seeds(self, transaction: Transaction) -> None:
        """Forget server seeds whose last stream is gone: nobody can bring it back."""
        kept = [key for key in self._kept_until_s if self._is_kept(key)]
        transaction.execute(statements.DROP_SEEDS_OF_NOBODY, (json.dumps(kept),))

    def _is_kept(self, key: int) -> bool:
        return key in self._kept_until_s and self._monotonic_s() < self._kept_until_s[key]


def _purge_at_once(key: int, transaction: Transaction) -> None:
    """Remove a small stream's rows; where that fails it stays hidden, with all its rows."""
    transaction.execute("SAVEPOINT purge")
    try:
        for _ in range(_STEPS_OF_SMALL):
            _purge_some(key, transaction)
    except sqlite3.Error:
        # The fault will show itself to whoever removes the rows later; where it has ended the
        # transaction, this raises, and nothing was changed.
        transaction.execute("ROLLBACK TO purge")
    transaction.execute("RELEASE purge")


def _purge_some(key: int, transaction: Transaction) -> None:
    """Remove some rows of a hidden stream: of its bets, else rounds, else gaps, else the stream itself."""
    if transaction.execute(statements.PURGE_BETS, (key, PURGE_ROWS)).rowcount:
        return
    for statement in (statements.PURGE_ROUNDS, statements.PURGE_GAPS):
        if transaction.execute(statement, {"key": key, "limit": PURGE_ROWS}).rowcount:
            return
    transaction.execute(statements.PURGE_STREAM, (key,))


def _count_hidden(execute: Callable[..., sqlite3.Cursor]) -> int:
    (count,) = execute(statements.COUNT_HIDDEN_STREAMS).fetchone()
    return int(count)
