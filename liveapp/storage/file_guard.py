"""Whether the files that are written are still those that have their names.

A database that is moved, removed or replaced while it is open goes on taking commits, into files that nobody
will find again. SQLite does not look; this does, before a transaction, and after each commit before anybody
is told of it.
"""

import os
import sqlite3
import sys
import time
from io import FileIO
from pathlib import Path

from liveapp.storage.database_files import files_of, log_of
from liveapp.storage.log_frames import LOG_MAGIC

FRESH_S = 0.05
"""So long a look counts; within it, a bet whose files have just gone is refused but may have been stored."""

LOOKS = 100
LOOK_AGAIN_S = 0.01

_Identity = tuple[int, int]


class FileGuard:
    """Remembers, by device and inode, the database's files as they are when it is made.

    To be made once the connection has opened them. It opens the log alone: closing a handle of the database
    would drop SQLite's locks on it (POSIX locks belong to the process, not to the handle).

    The log is looked for by the name that its open file has by now (Linux): to ask for its times, as every
    `stat` does, has the next commit write them, and makes it a quarter slower.

    Every question raises an `OSError` where the system cannot say: that is no sign that files are gone.
    """

    def __init__(self, database_path: Path) -> None:
        # As texts: they are looked up twice for each commit.
        self._database, self._log_path, self._index = map(str, files_of(database_path))
        # Unbuffered: each look must see what is there now.
        self._log = log_of(database_path).open("rb", buffering=0)
        self._link = f"/proc/self/fd/{self._log.fileno()}"
        self._has_link = os.path.islink(self._link)  # noqa: PTH114 - as below
        self._places = self._look()
        self._looked_s = float("-inf")
        self._has_log = os.fstat(self._log.fileno()).st_size > 0

    def is_in_place(self) -> bool:
        """Whether all files are still found under their names. Any thread."""
        return self._look() == self._places or self._has_followed()

    def is_ready(self, connection: sqlite3.Connection) -> bool:
        """Whether `connection` is about to write into files that are found.

        What was looked at a moment ago, after the commit before, is not looked at again.
        """
        if time.monotonic() - self._looked_s < FRESH_S:
            return True
        return self.is_in_place() and (not self._has_log or self._has_beginning(connection))

    def is_commit_in_place(self, connection: sqlite3.Connection) -> bool:
        """Whether what `connection` committed just now is in files that are found. Cheap."""
        self._has_log = True
        self._looked_s = time.monotonic()
        return self.is_in_place() and self._has_beginning(connection)

    def _has_beginning(self, connection: sqlite3.Connection) -> bool:
        """Whether the log, which had commits, is still one.

        One without a beginning was emptied: by SQLite, in another program, after all of it had been
        copied into the database; or by an accident.
        """
        return _beginning(self._log) in LOG_MAGIC or _knows_of_empty_log(connection)

    def close(self) -> None:
        """Let go of the log. A second call does nothing."""
        self._log.close()

    def _look(self) -> tuple[object, ...]:
        """Another value once any of the files has lost its name, or the database its content."""
        log = os.readlink(self._link) if self._has_link else _identity(self._log_path)  # noqa: PTH115
        return _identity(self._database, least_bytes=1), log, _identity(self._index)

    def _has_followed(self) -> bool:
        """Whether the folder was moved, and its name follows it: a link that was pointed anew."""
        places = self._look()
        opened = os.fstat(self._log.fileno())
        is_same = _identity(self._log_path) == (opened.st_dev, opened.st_ino)
        if not is_same or (places[0], places[2]) != (self._places[0], self._places[2]):
            return False
        self._places = places
        return True


def _beginning(log: FileIO) -> bytes:
    """Read in one call to the system where that can be: in each, other threads get their turn first."""
    if sys.platform == "win32":
        log.seek(0)
        return log.read(len(LOG_MAGIC[0]))
    return os.pread(log.fileno(), len(LOG_MAGIC[0]), 0)


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


def _identity(path: str, least_bytes: int = 0) -> _Identity | None:
    """What tells a file from every other one; None where there is none, or one that was emptied."""
    try:
        found = os.stat(path)  # noqa: PTH116 - a Path's own costs several times as much
    except (FileNotFoundError, NotADirectoryError):
        return None
    return (found.st_dev, found.st_ino) if found.st_size >= least_bytes else None
