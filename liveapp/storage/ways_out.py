"""Ways out of a database that cannot be used, and back to an older one. Nothing is ever overwritten.

All work on a data folder that nobody has open; whoever calls holds its lock.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from liveapp.domain.errors import StoreDamaged, StoreLocked, StoreUnavailable
from liveapp.domain.keeping import (
    LeaveLogAside,
    Report,
    RestoreCopy,
    Restored,
    Salvaged,
    SaveReadable,
    StartedOver,
    StartEmpty,
    WayOut,
    WentOut,
    no_report,
)
from liveapp.files import make_private_folder, replacing
from liveapp.storage.backup import make_backup, utc_now
from liveapp.storage.connections import BUSY_TIMEOUT_S, interruptible, leaving_no_trace
from liveapp.storage.copies import (
    COPIED,
    REPLACED,
    copies_of,
    count,
    has_marks,
    next_moment,
    stamped,
)
from liveapp.storage.database import open_database
from liveapp.storage.database_files import LOG, log_of, log_size, remove_beside
from liveapp.storage.faults import faults_of_a_file, translated_faults
from liveapp.storage.log_marks import SEPARATE_MARK, log_belongs
from liveapp.storage.migrations import MIGRATIONS
from liveapp.storage.opening import quick_check, refuse_unusable
from liveapp.storage.swap import NEW_FILE, Swap, finish_swap, swap

if TYPE_CHECKING:
    from liveapp.storage.salvage.filling import Source

Clock = Callable[[], datetime]


def take_way_out(
    database_path: Path, way: WayOut, report: Report = no_report, now: Clock = utc_now
) -> WentOut:
    """Do what a user chose. What was in the database's place is kept under another name.

    Raises:
        StoreUnavailable, OSError, JobCancelled: nothing was changed.
    """
    match way:
        case RestoreCopy(path):
            return restore(database_path, path, report, now)
        case SaveReadable():
            return save_readable(database_path, report, now)
        case LeaveLogAside():
            return StartedOver(_set_aside(database_path, None, now, only_log=True))
        case StartEmpty():
            return _start_empty(database_path, now)


def restore(database_path: Path, source: Path, report: Report = no_report, now: Clock = utc_now) -> Restored:
    """Put a copy of `source` in the database's place, after a backup of the present one where it is whole.

    Killed at any moment, either the former or the new database is there once the folder is opened again.

    Raises:
        StoreUnavailable, OSError, JobCancelled: nothing was changed. `source` may be damaged, newer, foreign.
    """
    folder = database_path.parent
    if database_path.exists() and source.exists() and database_path.samefile(source):
        raise StoreUnavailable(f"{source} is the database itself")
    make_private_folder(folder)
    finish_swap(folder)
    with replacing(folder / NEW_FILE) as unfinished:
        streams, bets = _copy_checked(source, unfinished, report)
    try:
        if _is_whole(database_path):
            _empty_log(database_path)
            make_backup(database_path, report, spared=[source], now=now, is_alone=True)
    except StoreDamaged:
        pass  # it cannot be backed up, only kept
    except BaseException:
        (folder / NEW_FILE).unlink(missing_ok=True)
        raise
    return Restored(streams, bets, _set_aside(database_path, NEW_FILE, now))


def save_readable(database_path: Path, report: Report = no_report, now: Clock = utc_now) -> Salvaged:
    """Put all that can be read of the database, its log and the newest backup in the database's place.

    Raises:
        StoreDamaged: nothing can be read. StoreUnavailable, OSError, JobCancelled: nothing was changed.
    """
    # No start has a use for it.
    from liveapp.storage.salvage.filling import salvage

    folder = database_path.parent
    finish_swap(folder)
    backup = next((copy.path for copy in copies_of(database_path)), None)
    new = folder / NEW_FILE
    counts = salvage(_sources(database_path, backup), new, report)
    try:
        _refuse_half(new)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    kept = _set_aside(database_path, NEW_FILE, now)
    name = None if backup is None else backup.name
    return Salvaged(counts.bets_read, counts.bets_from_backup, counts.bets_missing, name, kept)


def _refuse_half(new: Path) -> None:
    with translated_faults(), leaving_no_trace(new) as connection:
        problem = quick_check(connection)
    if problem is not None:
        raise StoreUnavailable(f"What was saved is not whole ({problem}); nothing was changed")


def _sources(database_path: Path, backup: Path | None) -> "list[Source]":
    """What a salvage reads, the most trusted first: a log that belongs elsewhere is read by itself."""
    from liveapp.storage.salvage.filling import Source

    log = log_of(database_path) if log_size(database_path) else None
    has_database = database_path.exists() and database_path.stat().st_size > 0
    sources = []
    if has_database and (log is None or log_belongs(database_path)):
        sources.append(Source("the database", database_path, log))
    else:
        if has_database:
            sources.append(Source("the database", database_path))
        if log is not None:
            sources.append(Source("the log", None, log))
    if backup is not None:
        sources.append(Source(backup.name, backup, is_backup=True))
    return sources


def _start_empty(database_path: Path, now: Clock) -> StartedOver:
    """Put a new database in the former one's place: a place that is merely empty would be refused again."""
    finish_swap(database_path.parent)
    new = database_path.with_name(NEW_FILE)
    with faults_of_a_file(new):
        open_database(new).close()
    return StartedOver(_set_aside(database_path, NEW_FILE, now))


def _set_aside(database_path: Path, new: str | None, now: Clock, only_log: bool = False) -> str | None:
    """Give the former files other names and `new` the database's; the name that it has now."""
    folder = database_path.parent
    # A log may have been kept alone.
    others = (Path(path.name.removesuffix(LOG)) for path in folder.glob(f"liveapp-{REPLACED}*"))
    kept = stamped(REPLACED, next_moment(now(), others))
    had_any = database_path.exists() and database_path.stat().st_size > 0
    swap(folder, Swap(database_path.name, new, kept, only_log))
    if only_log:
        return log_of(Path(kept)).name
    return kept if had_any else None


def _is_whole(database_path: Path) -> bool:
    """Whether the present database is sound and one with its log: only then may that be emptied into it."""
    if not database_path.exists() or not database_path.stat().st_size:
        return False
    try:
        with translated_faults():
            refuse_unusable(database_path, MIGRATIONS[-1].version)
            with leaving_no_trace(database_path) as connection:
                return quick_check(connection) is None
    except StoreLocked:
        raise
    except StoreUnavailable:
        return False


def _empty_log(database_path: Path) -> None:
    """Have all of the log in the database, so that the former one is a single file."""
    with translated_faults(), closing(_writing(database_path)) as connection:
        # Not while another program is writing: what it commits would be lost with the former database.
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _copy_checked(source: Path, target: Path, report: Report) -> tuple[int, int]:
    """Make a whole file of `source` and its log at `target`; returns its streams and bets."""
    if not source.is_file():
        raise StoreUnavailable(f"{source} is not there, or no file")
    with _without_rest(target):
        shutil.copyfile(source, target)
        if log_size(source):
            shutil.copyfile(log_of(source), log_of(target))
        if not target.stat().st_size:
            raise StoreDamaged(f"{source} is empty")
        with faults_of_a_file(source):
            _say_of(source, lambda: refuse_unusable(target, MIGRATIONS[-1].version), target)
            with closing(_writing(target)) as connection, interruptible(connection, lambda: report(COPIED)):
                connection.execute("PRAGMA journal_mode = delete").fetchone()
                problem = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
                if problem != "ok":
                    raise StoreDamaged(
                        f"{source} is damaged ({' '.join(problem.split())})", "nothing was changed"
                    )
                if has_marks(connection):
                    connection.execute(SEPARATE_MARK)
                return count(connection)


def _say_of(source: Path, look: Callable[[], None], copied: Path) -> None:
    """Have what is wrong with a copy told of what it was copied from, without advice for the database."""
    try:
        look()
    except StoreUnavailable as error:
        raise type(error)(error.what.replace(str(copied), str(source)), "nothing was changed") from error


@contextmanager
def _without_rest(target: Path) -> Iterator[None]:
    """Leave none of the files that SQLite made beside `target`."""
    try:
        yield
    finally:
        with suppress(OSError):
            remove_beside(target)


def _writing(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
