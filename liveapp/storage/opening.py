"""What is looked at before a database is opened: whether it is ours, whole, and one with its log.

Nothing here changes a file.
"""

import errno
import sqlite3
import time
from pathlib import Path

from liveapp.domain.errors import (
    DatabaseMissing,
    LogMismatch,
    StoreDamaged,
    StoreReadOnly,
    StoreTooNew,
)
from liveapp.storage.connections import interruptible, leaving_no_trace
from liveapp.storage.copies import copies_of
from liveapp.storage.database_files import log_of, log_size
from liveapp.storage.faults import is_damage
from liveapp.storage.log_marks import log_belongs

APPLICATION_ID = 0x4C495645
"""ASCII `LIVE`: marks the file as a liveapp database."""

SQLITE_MAGIC = b"SQLite format 3\x00"

OUR_TABLES = {"live_streams", "live_bets", "live_rounds", "seed_aliases"}
"""What every version of the schema has."""

CHECK_LIMIT_S = 1.5
"""How long a start is held up by a check; a longer one goes on beside it."""


def refuse_unusable(path: Path, newest: int) -> None:
    """See that a database can be opened. A missing or an empty one can.

    Raises:
        LogMismatch, StoreDamaged, StoreTooNew, StoreReadOnly
        sqlite3.Error: to be translated by the caller.
    """
    if not _has_content(path):
        return
    _refuse_other_files(path)
    if log_size(path) and not log_belongs(path):
        raise LogMismatch(
            f"{path} and the log beside it ({log_of(path).name}) do not belong together: one of them was"
            " replaced. Nothing was changed. If this file is a backup that you put here, move the log away"
        )
    _refuse_other_schemas(path, newest)


def refuse_to_forget(path: Path) -> None:
    """See that a missing or empty database is made anew only where nothing is left of a former one.

    Raises:
        DatabaseMissing
    """
    if _has_content(path):
        return
    if log_size(path):
        raise DatabaseMissing(
            f"{path} is missing or empty, but its log ({log_of(path).name}) is there and may hold bets;"
            " nothing was changed. `liveapp restore FILE` puts a backup in its place, and the window can save"
            " what the log holds"
        )
    if kept := [copy.path for copy in copies_of(path) if copy.bets]:
        raise DatabaseMissing(
            f"{path} is missing or empty, but copies of it are there; `liveapp restore {kept[0]}` brings the"
            " newest back. To begin a new database, move the copies away"
        )


def has_ended_cleanly(path: Path) -> bool:
    """Whether whoever wrote the database last has closed it."""
    return not log_size(path)


def is_checked_in_time(path: Path, limit_s: float = CHECK_LIMIT_S) -> bool:
    """Check a database that was not closed cleanly; False where that takes longer than `limit_s`.

    Raises:
        StoreDamaged: it is not whole.
        sqlite3.Error: to be translated by the caller.
    """
    deadline_s = time.monotonic() + limit_s

    def look() -> None:
        if time.monotonic() > deadline_s:
            raise TimeoutError

    try:
        with leaving_no_trace(path) as connection, interruptible(connection, look):
            problem = quick_check(connection)
    except TimeoutError:
        return False
    if problem is not None:
        raise StoreDamaged(damage_words(path, problem))
    return True


def quick_check(connection: sqlite3.Connection) -> str | None:
    """What is wrong with the database's pages, in SQLite's words; None where nothing is."""
    try:
        problem = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return str(error)
    return None if problem == "ok" else " ".join(problem.split())


def damage_words(path: Path, problem: str) -> str:
    """One line that tells of damage and what can be done about it."""
    return (
        f"{path} is damaged ({problem}); nothing was changed. `liveapp restore FILE` puts a backup in its"
        " place, and the window can save what is still readable"
    )


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _refuse_other_files(path: Path) -> None:
    # Before any connection: closing this handle later would drop SQLite's locks on the file.
    try:
        with path.open("r+b") as file:
            header = file.read(100)
    except OSError as error:
        if error.errno == errno.EIO:
            raise StoreDamaged(damage_words(path, str(error.strerror))) from error
        raise StoreReadOnly(f"{path} cannot be read and written: {error.strerror}") from error
    if len(header) < 100 or not header.startswith(SQLITE_MAGIC):
        raise StoreDamaged(damage_words(path, "not a database"))


def _refuse_other_schemas(path: Path, newest: int) -> None:
    with leaving_no_trace(path) as connection:
        version, application_id, tables = read_identity(connection)
    if application_id not in (APPLICATION_ID, 0) or (application_id == 0 and (version or tables)):
        raise StoreDamaged(f"{path} belongs to another program; nothing was changed")
    if version > newest:
        raise StoreTooNew(
            f"{path} was written by a newer liveapp (schema {version}, this one knows {newest});"
            " nothing was changed. Install the newer liveapp"
        )
    if version < 0 or (version == 0 and tables):
        raise StoreDamaged(damage_words(path, f"its schema has the number {version}"))
    if version and (lacking := OUR_TABLES - tables):
        raise StoreDamaged(damage_words(path, f"it lacks {', '.join(sorted(lacking))}"))


def read_identity(connection: sqlite3.Connection) -> tuple[int, int, set[str]]:
    """`user_version`, `application_id` and the names of the tables."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return version, application_id, {name for (name,) in names if not name.startswith("sqlite_")}
