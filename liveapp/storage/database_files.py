"""A database's files: itself, its write-ahead log, the log's index."""

from pathlib import Path

LOG, INDEX, JOURNAL = "-wal", "-shm", "-journal"
"""What SQLite puts behind a database's name."""


def log_of(database_path: Path) -> Path:
    """The write-ahead log of a database."""
    return _beside(database_path, LOG)


def index_of(database_path: Path) -> Path:
    """The index of a database's log, which processes share; made anew where it is missing."""
    return _beside(database_path, INDEX)


def journal_of(database_path: Path) -> Path:
    """What undoes a transaction of a program that has the database without a log, and did not end it."""
    return _beside(database_path, JOURNAL)


def files_of(database_path: Path) -> list[Path]:
    """The database, its log and the log's index."""
    return [database_path, log_of(database_path), index_of(database_path)]


def log_size(database_path: Path) -> int:
    """How large a database's log is in bytes; 0 where none is found.

    It is larger than 0 where the program runs or has not ended cleanly: the last to close removes it.
    """
    try:
        return log_of(database_path).stat().st_size
    except OSError:
        return 0


def remove_beside(database_path: Path) -> None:
    """Remove what SQLite left beside a database that nobody has open, and that needs none of it."""
    for end in (LOG, INDEX, JOURNAL):
        _beside(database_path, end).unlink(missing_ok=True)


def _beside(database_path: Path, end: str) -> Path:
    return database_path.with_name(database_path.name + end)
