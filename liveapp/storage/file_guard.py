"""Whether the files that are written are still those that have their names.

A database that is moved, removed or replaced while it is open goes on taking commits, into files that nobody
will find again. SQLite does not look; this does, after each commit, before anybody is told of it.
"""

import os
from pathlib import Path

from liveapp.storage.log_marks import LOG_HEADER_BYTES, LOG_MAGIC, SALTS, log_of

_Identity = tuple[int, int]


class FileGuard:
    """Remembers, by device and inode, the database and its log as they are when it is made.

    To be made once the connection has opened both. It opens the log alone: closing a handle of the database
    would drop SQLite's locks on it (POSIX locks belong to the process, not to the handle).
    """

    def __init__(self, database_path: Path) -> None:
        self._database_path, self._log_path = database_path, log_of(database_path)
        # Unbuffered: each look must see what is there now.
        self._log = self._log_path.open("rb", buffering=0)
        self._identities = self._look()
        self._salts = self._read_log_header()[SALTS]

    def is_in_place(self) -> bool:
        """Whether both files are still found under their names. Any thread."""
        return self._look() == self._identities

    def is_log_empty(self) -> bool:
        """Whether the next commit is the log's first."""
        return os.fstat(self._log.fileno()).st_size == 0

    def is_commit_in_place(self) -> bool:
        """Whether what was committed just now is in files that are found, in a log that is one. Cheap."""
        return self.is_in_place() and self._read_log_header().startswith(LOG_MAGIC)

    def has_log_begun_anew(self) -> bool:
        """Whether the log was begun anew since this was last asked."""
        before, self._salts = self._salts, self._read_log_header()[SALTS]
        return before != self._salts

    def close(self) -> None:
        """Let go of the log. A second call does nothing."""
        self._log.close()

    def _look(self) -> tuple[_Identity | None, _Identity | None]:
        return _identity(self._database_path, least_bytes=1), _identity(self._log_path, least_bytes=0)

    def _read_log_header(self) -> bytes:
        self._log.seek(0)
        return self._log.read(LOG_HEADER_BYTES)


def _identity(path: Path, least_bytes: int) -> _Identity | None:
    """What tells a file from every other one; None where there is none, or one that was emptied."""
    try:
        found = os.stat(path)  # noqa: PTH116 - after each commit: a Path's own costs twice as much
    except OSError:
        return None
    return (found.st_dev, found.st_ino) if found.st_size >= least_bytes else None
