"""SQLite's errors turned into ours, sorted by whose fault they are."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

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


class translated_faults(AbstractContextManager[None]):  # noqa: N801 - used as a function
    """Raise SQLite's and Peewee's errors as domain errors; bugs pass as they are.

    `subject` begins the text, where it helps to say which file is meant. A class, as each commit has one:
    made of a generator it would take several times as long.
    """

    def __init__(self, subject: str = "") -> None:
        self._subject = subject

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Raise the error that `error` is here."""
        if isinstance(error, (sqlite3.Error, peewee.DatabaseError, peewee.InterfaceError)):
            translated = _translate(error, f"{self._subject}: " if self._subject else "")
            if translated is not None:
                raise translated from error


@contextmanager
def faults_of_a_file(path: Path) -> Iterator[None]:
    """As `translated_faults`; whatever else SQLite says of a file is damage too: tables that it lacks, say.

    Raises:
        StoreUnavailable: in its kinds; the text names the file.
    """
    try:
        with translated_faults(str(path)):
            yield
    except (sqlite3.Error, peewee.PeeweeException) as error:
        cause = error if isinstance(error, sqlite3.Error) else error.__cause__
        if primary_code(cause) in (sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_INTERRUPT):
            raise StoreUnavailable(f"{path} cannot be read now ({error})") from error
        raise StoreDamaged(f"{path} is no database of liveapp, or damaged ({error})") from error


def is_damage(error: sqlite3.Error) -> bool:
    """Whether SQLite says that the file is damaged, or none of its."""
    return primary_code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another program's lock is all that is in the way."""
    return primary_code(error) == sqlite3.SQLITE_BUSY


def primary_code(error: object) -> int:
    """The low byte of SQLite's code; the rest only says more about it."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _translate(error: Exception, start: str) -> LiveappError | None:
    cause = error if isinstance(error, sqlite3.Error) else error.__cause__ or error.__context__
    if isinstance(cause, sqlite3.IntegrityError):
        return BetRefused(str(cause))
    if isinstance(cause, sqlite3.ProgrammingError) and "closed" in str(cause):
        return StoreClosed()
    code = primary_code(cause)
    if code in _FAULTS:
        kind, text = _FAULTS[code]
        return kind(start + text)
    return None
