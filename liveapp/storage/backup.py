"""Copies of the database that hold what its write-ahead log holds too."""

import os
import sqlite3
from pathlib import Path


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the database to `target` (0600), through SQLite's backup API; replaces an older copy.

    Raises:
        OSError, sqlite3.Error: no copy was made; an older one is still there.
    """
    target.parent.mkdir(mode=0o700, exist_ok=True)
    unfinished = target.with_name(target.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    copy = sqlite3.connect(unfinished)
    try:
        connection.backup(copy)
    finally:
        copy.close()
    unfinished.replace(target)
