"""Backups: whole copies in `backups/` beside the database, of which the newest are kept."""

import shutil
import sqlite3
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from liveapp.domain.errors import StoreFull, StoreUnavailable
from liveapp.domain.keeping import DatabaseCopy, Report, no_report
from liveapp.files import make_private_folder, replacing, sync_folder
from liveapp.storage.connections import leaving_no_trace, read_only
from liveapp.storage.copies import (
    BACKUPS_FOLDER,
    backup_files,
    copy_database,
    describe,
    next_moment,
    stamped,
)
from liveapp.storage.database_files import files_of, log_size
from liveapp.storage.faults import faults_of_a_file
from liveapp.storage.opening import APPLICATION_ID, read_identity

RESERVED_BYTES = 2 * 2**20
"""What a backup leaves of the disk, for the bets that come meanwhile."""

KEPT = 5
"""How many backups are kept, the newest."""


def utc_now() -> datetime:
    """The system's clock."""
    return datetime.now(UTC)


def backups_folder(database_path: Path) -> Path:
    """Where the backups of a database lie."""
    return database_path.parent / BACKUPS_FOLDER


def make_backup(
    database_path: Path,
    report: Report = no_report,
    spared: Collection[Path] = (),
    now: Callable[[], datetime] = utc_now,
    is_alone: bool = False,
) -> DatabaseCopy:
    """Copy the database into `backups/`, then drop the oldest beyond `KEPT`, but none of `spared`.

    The copy gets its name once it is whole, checked and on disk. Works while the program runs; `is_alone`
    says that it does not, so that nothing is left beside the database.

    Raises:
        StoreUnavailable, OSError, JobCancelled: there is no new backup, and every older one is still there.
    """
    folder = backups_folder(database_path)
    make_private_folder(folder)
    _refuse_to_fill_disk(database_path, folder)
    older = backup_files(database_path)
    target = folder / stamped("", next_moment(now(), older))
    copy_to(database_path, target, report, is_alone)
    for old in backup_files(database_path)[KEPT:]:
        if not any(old.samefile(one) for one in spared if one.exists()):
            old.unlink(missing_ok=True)
    sync_folder(folder)
    made = describe(target)
    if made is None:
        raise StoreUnavailable("The backup cannot be read again")
    return made


def copy_to(
    database_path: Path, target: Path, report: Report = no_report, is_alone: bool = False
) -> tuple[int, int]:
    """Copy the database to a file, whole or not at all; returns its streams and bets. As in `make_backup`.

    Raises:
        StoreUnavailable, OSError, JobCancelled: `target` is as it was.
    """
    reading = leaving_no_trace if is_alone else read_only
    with faults_of_a_file(database_path), replacing(target) as unfinished, reading(database_path) as source:
        return copy_database(source, unfinished, report)


def _refuse_to_fill_disk(database_path: Path, folder: Path) -> None:
    """See that a backup leaves room for the bets that come meanwhile.

    Raises:
        StoreFull
    """
    needed = database_path.stat().st_size + log_size(database_path) + RESERVED_BYTES
    if shutil.disk_usage(folder).free < needed:
        raise StoreFull(f"The disk of {folder} has too little room for a backup")


def is_liveapp_database(path: Path) -> bool:
    """Whether a file is a database of this program, of any version."""
    try:
        with read_only(path) as connection:
            return read_identity(connection)[1] == APPLICATION_ID
    except sqlite3.Error:
        return False


def refuse_target(database_path: Path, target: Path) -> None:
    """See that a copy may be written to a path that a user names.

    Raises:
        StoreUnavailable: it is the database itself or its log, a folder, or a file of something else.
    """
    if target.is_dir():
        raise StoreUnavailable(f"{target} is a folder")
    if target.exists() and not target.is_file():
        raise StoreUnavailable(f"{target} is no file")
    is_here = target.parent.resolve() == database_path.parent.resolve()
    if is_here and target.name.startswith(database_path.name):
        raise StoreUnavailable(f"{target} would be taken for a part of the database itself")
    for path in files_of(database_path):
        with suppress(OSError):
            if target.resolve() == path.resolve() or target.samefile(path):
                raise StoreUnavailable(f"{target} is the database itself")
    if log_size(target):
        raise StoreUnavailable(f"{target} has a log beside it that would be taken for its own")
    if target.exists() and target.stat().st_size and not is_liveapp_database(target):
        raise StoreUnavailable(f"{target} is no database of liveapp; it was left as it is")
