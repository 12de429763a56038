"""Whether the files that are written are still those that have their names.

A database that is moved, removed or replaced while it is open goes on taking commits, into files that nobody
will find again. SQLite does not look; this does, after each commit, before anybody is told of it.
"""

import os
import sqlite3
import time
from pathlib import Path

from liveapp.storage.database_files import files_of, log_of
from liveapp.storage.log_marks import LOG_HEADER_BYTES, LOG_MAGIC, SALTS

LOOKS = 100
LOOK_AGAIN_S = 0.01

_Identity = tuple[int, int]


class FileGuard:
    """Remembers, by device and inode, the database's files as they are when it is made.

    To be made once the connection has opened them. It opens the log alone: closing a handle of the database
    would drop SQLite's locks on it (POSIX locks belong to the process, not to the handle).

    Every question raises an `OSError` where the system cannot say: that is no sign that files are gone.
    """

    def __init__(self, database_path: Path) -> None:
        self._paths = tuple(files_of(database_path))
        # Unbuffered: each look must see what is there now.
        self._log = log_of(database_path).open("rb", buffering=0)
        self._identities = self._look()
        self._salts = self._read_log_header()[SALTS]

    def is_in_place(self) -> bool:
        """Whether all files are still found under their names. Any thread."""
        return self._look() == self._identities

    def is_log_empty(self) -> bool:
        """Whether the next commit is the log's first."""
        return os.fstat(self._log.fileno()).st_size == 0

    def is_commit_in_place(self, connection: sqlite3.Connection) -> bool:
        """Whether what `connection` committed just now is in files that are found. Cheap.

        A log without a beginning was emptied: by SQLite, in another program, after all of it had been
        copied into the database; or by an accident.
        """
        if not self.is_in_place():
            return False
        return self._read_log_header().startswith(LOG_MAGIC) or _knows_of_empty_log(connection)

    def has_log_begun_anew(self) -> bool:
        """Whether the log was begun anew since this was last asked."""
        before, self._salts = self._salts, self._read_log_header()[SALTS]
        return before != self._salts

    def close(self) -> None:
        """Let go of the log. A second call does nothing."""
        self._log.close()

    def _look(self) -> tuple[_Identity | None, ...]:
        database, *beside = self._paths
        return (_identity(database, least_bytes=1), *(_identity(path, least_bytes=0) for path in beside))

    def _read_log_header(self) -> bytes:
        self._log.seek(0)
        return self._log.read(LOG_HEADER_BYTES)


def _knows_of_empty_log(connection: sqlite3.Connection) -> bool:
    """Whether SQLite finds no commits in the log either, rather than commits that it cannot read."""
    for _ in range(LOOKS):
        try:
            is_busy, frames, _copied = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        except sqlite3.Error:
            return False
        if not is_busy:
            return bool(frames == 0)
        time.sleep(LOOK_AGAIN_S)  # whoever empties it is at it again
    return False


def _identity(path: Path, least_bytes: int) -> _Identity | None:
    """What tells a file from every other one; None where there is none, or one that was emptied."""
    try:
        found = os.stat(path)  # noqa: PTH116 - after each commit: a Path's own costs twice as much
    except (FileNotFoundError, NotADirectoryError):
        return None
    return (found.st_dev, found.st_ino) if found.st_size >= least_bytes else None
