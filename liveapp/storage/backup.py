"""Copies of the database that hold what its write-ahead log holds too."""

import sqlite3
from contextlib import closing
from pathlib import Path

from liveapp.files import make_private_folder, replacing


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the database to `target` (0600), through SQLite's backup API; replaces an older copy.

    Raises:
        OSError, sqlite3.Error: no copy was made; an older one is still there.
    """
    make_private_folder(target.parent)
    with replacing(target) as unfinished, closing(sqlite3.connect(unfinished)) as copy:
        connection.backup(copy)
