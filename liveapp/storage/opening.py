"""What is looked at before a database is opened: whether it is ours, whole, and one with its log.

Nothing here changes a file.
"""

import errno
import sqlite3
import time
from contextlib import suppress
from pathlib import Path

from liveapp.domain.errors import (
    DatabaseMissing,
    LogMismatch,
    StoreDamaged,
    StoreReadOnly,
    StoreTooNew,
    StoreUnavailable,
)
from liveapp.storage.connections import interruptible, leaving_no_trace, read_only
from liveapp.storage.copies import copies_of
from liveapp.storage.database_files import log_of, log_size
from liveapp.storage.faults import faults_of_a_file, is_damage, primary_code
from liveapp.storage.log_frames import has_lost_its_header
from liveapp.storage.log_marks import READ_MARK, log_belongs
from liveapp.storage.migrations import MIGRATIONS
from liveapp.storage.tables import (
    BetBookmark,
    LiveBet,
    LiveRound,
    LiveStream,
    MissedRange,
    SeedAlias,
    StreamTotal,
)

APPLICATION_ID = 0x4C495645
"""ASCII `LIVE`: marks the file as a liveapp database."""

SQLITE_MAGIC = b"SQLite format 3\x00"

OUR_TABLES = {"live_streams", "live_bets", "live_rounds", "seed_aliases"}
"""What every version of the schema has."""

LOOKS_AT_LOG = 3

CHECK_LIMIT_S = 1.5
"""How long a start is held up by a check; a longer one goes on beside it."""


def refuse_unusable(path: Path, newest: int, is_alone: bool = True, is_to_write: bool = True) -> None:
    """See that a database can be opened. A missing or an empty one can.

    `is_alone` is False where a program may be writing it, in another process than this one; `is_to_write` is
    False where it is only read.

    Raises:
        LogMismatch, StoreDamaged, StoreTooNew, StoreReadOnly
        sqlite3.Error: to be translated by the caller.
    """
    if not _has_content(path):
        return
    _refuse_other_files(path, "r+b" if is_to_write else "rb")
    if log_size(path):
        _refuse_other_logs(path)
    with (leaving_no_trace if is_alone else read_only)(path) as connection:
        _refuse_other_schemas(path, newest, connection)


def refuse_what_would_not_start(path: Path, is_alone: bool) -> None:
    """See, from outside the program, that it can use what is there, and that it is its own.

    Raises:
        StoreUnavailable: in its kinds.
    """
    with faults_of_a_file(path):
        refuse_to_forget(path)
        refuse_unusable(path, MIGRATIONS[-1].version, is_alone, is_to_write=False)


def is_one_with_its_log(path: Path) -> bool:
    """Whether database and log belong together; also while a program writes both.

    A log that begins anew between two looks, at the database and at itself, seems to belong elsewhere.
    """
    try:
        return any(log_belongs(path) for _ in range(LOOKS_AT_LOG))
    except FileNotFoundError:
        return True  # closed meanwhile: there is no log any more


def refuse_to_forget(path: Path) -> None:
    """See that a missing or empty database is made anew only where nothing is left of a former one.

    One that never got its tables out of its log is empty, too, once the log is gone.

    Raises:
        DatabaseMissing
        StoreUnavailable: a link has its name. SQLite would look for the log beside what it points to.
    """
    if path.is_symlink():
        raise StoreUnavailable(f"{path} is a link; name the folder of the database itself with --data-dir")
    if _has_content(path) and not _has_lost_its_tables(path):
        return
    kept = [copy.path for copy in copies_of(path) if copy.bets]
    if log_size(path):
        raise DatabaseMissing(
            f"{path} is missing or empty, but its log ({log_of(path).name}) is there and may hold bets",
            f"nothing was changed. `liveapp restore {kept[0] if kept else 'FILE'}` puts a backup in its"
            " place, and the window can save what the log holds",
        )
    if kept:
        raise DatabaseMissing(
            f"{path} is missing or empty, but copies of it are there",
            f"`liveapp restore {kept[0]}` brings the newest back. To begin a new database, move the copies"
            " away",
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
        raise damage(path, problem)
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


def damage(path: Path, problem: str) -> StoreDamaged:
    """The fault that tells of damage and what can be done about it."""
    return StoreDamaged(
        f"{path} is damaged ({problem})",
        "nothing was changed. `liveapp restore FILE` puts a backup in its place, and the window can save what"
        " is still readable",
    )


def _has_content(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _has_lost_its_tables(path: Path) -> bool:
    if log_size(path):
        return False
    try:
        with leaving_no_trace(path) as connection:
            return read_identity(connection) == (0, 0, set())
    except sqlite3.Error:
        return False  # whatever it is, it is not empty


def _refuse_other_files(path: Path, mode: str) -> None:
    # Before any connection: closing this handle later would drop SQLite's locks on the file.
    try:
        with path.open(mode) as file:
            header: bytes = file.read(100)
    except OSError as error:
        if error.errno == errno.EIO:
            raise damage(path, str(error.strerror)) from error
        raise StoreReadOnly(f"{path} cannot be read and written: {error.strerror}") from error
    if len(header) < 100 or not header.startswith(SQLITE_MAGIC):
        raise damage(path, "not a database")


def _refuse_other_logs(path: Path) -> None:
    if not is_one_with_its_log(path):
        raise LogMismatch(
            f"{path} and the log beside it ({log_of(path).name}) do not belong together: one of them was"
            " replaced",
            "nothing was changed. If this file is a backup that you put here, move the log away",
        )
    # Where it is closed meanwhile, there is no log any more.
    with suppress(FileNotFoundError), log_of(path).open("rb") as log:
        if has_lost_its_header(log):
            raise damage(path, "the beginning of its log cannot be read")


def _refuse_other_schemas(path: Path, newest: int, connection: sqlite3.Connection) -> None:
    version, application_id, tables = read_identity(connection)
    if application_id not in (APPLICATION_ID, 0) or (application_id == 0 and (version or tables)):
        raise StoreDamaged(f"{path} belongs to another program", "nothing was changed")
    if version > newest:
        raise StoreTooNew(
            f"{path} was written by a newer liveapp (schema {version}, this one knows {newest})",
            "nothing was changed. Install the newer liveapp",
        )
    if version < 0 or (version == 0 and tables):
        raise damage(path, f"its schema has the number {version}")
    if version and (lacking := OUR_TABLES - tables):
        raise damage(path, f"it lacks {', '.join(sorted(lacking))}")
    if version == newest == MIGRATIONS[-1].version:
        _refuse_other_columns(path, connection)


def _refuse_other_columns(path: Path, connection: sqlite3.Connection) -> None:
    questions = [READ_MARK]
    for model in (LiveStream, StreamTotal, LiveBet, BetBookmark, LiveRound, MissedRange, SeedAlias):
        columns = ", ".join(field.column_name for field in model._meta.sorted_fields)  # noqa: SLF001
        questions.append(f"SELECT {columns} FROM {model._meta.table_name} LIMIT 0")  # noqa: S608, SLF001
    try:
        for question in questions:
            connection.execute(question).fetchall()
    except sqlite3.OperationalError as error:
        if primary_code(error) != sqlite3.SQLITE_ERROR:
            raise
        raise damage(path, str(error)) from error


def read_identity(connection: sqlite3.Connection) -> tuple[int, int, set[str]]:
    """`user_version`, `application_id` and the names of the tables."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return version, application_id, {name for (name,) in names if not name.startswith("sqlite_")}
