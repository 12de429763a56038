"""Whole copies of a database, each in one file: made, made sure of, told apart and listed."""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from liveapp.domain.clock import EPOCH
from liveapp.domain.errors import StoreDamaged, StoreUnavailable
from liveapp.domain.jobs import Progress
from liveapp.domain.keeping import DatabaseCopy, Report, no_report
from liveapp.storage.connections import interruptible, leaving_no_trace
from liveapp.storage.log_marks import SEPARATE_MARK

BACKUPS_FOLDER = "backups"

RESCUED, REPLACED = "rescued-", "replaced-"
"""What stands after `liveapp-` in the name of a copy in the data folder, and tells why it is there."""

PAGES_AT_A_TIME = 64
"""A quarter of a megabyte: copied in less than a millisecond, then bets go first."""

COPIED = Progress(1, 1)
"""What is told while the copy is checked."""

_STAMP = "%Y%m%d-%H%M%S"
_NAME = re.compile(r"liveapp-(?:\w+-)?(\d{8}-\d{6})\.sqlite3")


def copy_database(source: sqlite3.Connection, target: Path, report: Report = no_report) -> tuple[int, int]:
    """Copy the database as it is now, its log included, to `target`; returns its streams and bets.

    In steps, `report` being told between them; bets that come meanwhile are not in the copy. The copy has
    a mark of its own, so that no log of the original is ever taken for its; it needs no log, and is checked.

    Raises:
        StoreDamaged: what was copied is not whole. The target is not to be used.
        OSError, sqlite3.Error: as above.
    """

    def tell(_status: int, remaining: int, total: int) -> None:
        report(Progress(total - remaining, total))

    with closing(sqlite3.connect(target, isolation_level=None)) as copy, _one_state(source):
        source.backup(copy, pages=PAGES_AT_A_TIME, progress=tell)
        copy.execute("PRAGMA journal_mode = delete")
        if has_marks(copy):
            copy.execute(SEPARATE_MARK)
        with interruptible(copy, lambda: report(COPIED)):
            problem = str(copy.execute("PRAGMA integrity_check(1)").fetchone()[0])
        if problem != "ok":
            raise StoreDamaged(f"The database is damaged: {' '.join(problem.split())}")
        return count(copy)


def count(connection: sqlite3.Connection) -> tuple[int, int]:
    """How many streams and bets there are, without those that are being deleted."""
    row = connection.execute(
        "SELECT count(*), coalesce(sum(total_bets), 0) FROM live_streams WHERE deleted_at IS NULL"
    ).fetchone()
    return row[0], row[1]


def has_marks(connection: sqlite3.Connection) -> bool:
    """Whether the schema has the table of the mark."""
    return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'log_marks'").fetchone())


def stamped(prefix: str, moment: datetime) -> str:
    """`liveapp-20261125-140200.sqlite3`, or with a word after `liveapp-`."""
    return f"liveapp-{prefix}{moment.strftime(_STAMP)}.sqlite3"


def moment_of(path: Path) -> datetime | None:
    """When a copy was made, by its name; None for other names."""
    found = _NAME.fullmatch(path.name)
    if found is None:
        return None
    with suppress(ValueError):
        return datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC)
    return None


def next_moment(now: datetime, others: Iterable[Path]) -> datetime:
    """Now in whole seconds, or as late as is needed to come after every other copy."""
    moments = [moment for other in others if (moment := moment_of(other)) is not None]
    earliest = max(moments, default=datetime.min.replace(tzinfo=UTC)) + timedelta(seconds=bool(moments))
    return max(now.replace(microsecond=0), earliest)


def backup_files(database_path: Path) -> list[Path]:
    """The backups by their names, newest first."""
    return _newest_first(database_path.parent / BACKUPS_FOLDER, "")


def rescued_copies(folder: Path) -> list[Path]:
    """The copies that were saved in a data folder when files went away, newest first."""
    return _newest_first(folder, RESCUED)


def copies_of(database_path: Path) -> list[DatabaseCopy]:
    """A database's backups and the copies saved of it, newest first; files that are none are left out."""
    files = (*backup_files(database_path), *rescued_copies(database_path.parent))
    found = [copy for copy in map(describe, files) if copy is not None]
    return sorted(found, key=lambda copy: copy.made_us, reverse=True)


def _newest_first(folder: Path, prefix: str) -> list[Path]:
    found = (path for path in folder.glob(f"liveapp-{prefix}*.sqlite3") if moment_of(path))
    return sorted(found, reverse=True)


def describe(path: Path) -> DatabaseCopy | None:
    """What a copy holds; None where it cannot be read as one."""
    moment = moment_of(path)
    if moment is None:
        return None
    try:
        with leaving_no_trace(path) as connection:
            streams, bets = count(connection)
    except (sqlite3.Error, OSError, StoreUnavailable):
        return None
    return DatabaseCopy(path, (moment - EPOCH) // timedelta(microseconds=1), streams, bets)


@contextmanager
def _one_state(source: sqlite3.Connection) -> Iterator[None]:
    """Keep reading one state: a copy would begin again with every commit in between."""
    if source.in_transaction:
        yield
        return
    source.execute("BEGIN")
    try:
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield
    finally:
        source.execute("ROLLBACK")
