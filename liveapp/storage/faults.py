"""SQLite's errors turned into ours, sorted by whose fault they are."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import peewee

from liveapp.domain.errors import (
    BetRefused,
    LiveappError,
    StoreClosed,
    StoreDamaged,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreUnavailable,
)

LOCKED = "The database is locked by another program"

_FAULTS: dict[int, tuple[type[StoreUnavailable], str]] = {
    sqlite3.SQLITE_BUSY: (StoreLocked, LOCKED),
    sqlite3.SQLITE_LOCKED: (StoreLocked, LOCKED),
    sqlite3.SQLITE_FULL: (StoreFull, "The disk is full"),
    sqlite3.SQLITE_READONLY: (StoreReadOnly, "The database may not be written"),
    sqlite3.SQLITE_PERM: (StoreReadOnly, "The database may not be written"),
    sqlite3.SQLITE_CANTOPEN: (StoreUnavailable, "The database file cannot be opened"),
    sqlite3.SQLITE_IOERR: (StoreUnavailable, "The disk reports an error"),
    sqlite3.SQLITE_CORRUPT: (StoreDamaged, "The database is damaged"),
    sqlite3.SQLITE_NOTADB: (StoreDamaged, "The file is not a database"),
}


@contextmanager
def translated_faults(subject: str = "") -> Iterator[None]:
    """Raise SQLite's and Peewee's errors as domain errors; bugs pass as they are.

    `subject` begins the text, where it helps to say which file is meant.
    """
    try:
        yield
    except (sqlite3.Error, peewee.DatabaseError, peewee.InterfaceError) as error:
        translated = _translate(error, f"{subject}: " if subject else "")
        if translated is None:
            raise
        raise translated from error


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another program's lock is all that is in the way."""
    return _primary_code(error) == sqlite3.SQLITE_BUSY


def _primary_code(error: object) -> int:
    """The low byte of SQLite's code; the rest only says more about it."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _translate(error: Exception, start: str) -> LiveappError | None:
    cause = error if isinstance(error, sqlite3.Error) else error.__cause__ or error.__context__
    if isinstance(cause, sqlite3.IntegrityError):
        return BetRefused(str(cause))
    if isinstance(cause, sqlite3.ProgrammingError) and "closed" in str(cause):
        return StoreClosed()
    code = _primary_code(cause)
    if code in _FAULTS:
        kind, text = _FAULTS[code]
        return kind(start + text)
    return None
