"""Looking after what is stored: backups, checks, and how the store is."""

import logging
import sqlite3
from contextlib import suppress
from pathlib import Path

from liveapp.domain.errors import StoreDamaged, StoreUnavailable
from liveapp.domain.keeping import (
    OK,
    CheckResult,
    DatabaseCopy,
    Report,
    StoreContents,
    StoreHealth,
    no_report,
)
from liveapp.storage.backup import make_backup
from liveapp.storage.checks import check_database, check_pages
from liveapp.storage.connections import read_only
from liveapp.storage.copies import backup_files, copies_of, count, describe
from liveapp.storage.database_files import log_size
from liveapp.storage.faults import translated_faults
from liveapp.storage.writer import Writer

logger = logging.getLogger(__name__)

KNOWN_ROUNDS = "SELECT coalesce(sum(rounds), 0) FROM live_streams WHERE deleted_at IS NULL"


class Keeper:
    """Implements `domain.keeping.StoreKeeper` beside a writer, which it stops where it finds damage."""

    def __init__(self, path: Path, writer: Writer) -> None:
        self._path = path
        self._writer = writer
        self._described: dict[Path, DatabaseCopy | None] = {}

    def back_up(self, report: Report = no_report) -> DatabaseCopy:
        """Make a backup beside the database, checked and on disk, then drop the oldest ones.

        Raises:
            StoreUnavailable, OSError, JobCancelled: no backup was made, and no older one is lost.
        """
        # Not of files that are others by now, nor of what is known to be damaged.
        self._writer.look_at_files()
        if self._writer.halted is not None:
            raise self._writer.halted
        try:
            made = make_backup(self._path, report)
        except StoreDamaged as error:
            self.check_pages(report)
            raise StoreUnavailable(f"The backup was not whole, though the database is: {error}") from error
        logger.info("Backed up %s bets as %s", made.bets, made.path.name)
        return made

    def backups(self) -> list[DatabaseCopy]:
        """The backups and other saved copies, newest first; files that are none are left out."""
        return copies_of(self._path)

    def check(self, report: Report = no_report) -> CheckResult:
        """Check everything that is stored. Reads only, beside whatever else goes on.

        Raises:
            StoreUnavailable, JobCancelled
        """
        result = check_database(self._path, report)
        if result.integrity != OK:
            # Not all that is wrong is damage of the pages, which a start would refuse.
            with suppress(StoreDamaged):
                self.check_pages(report, is_told=False)
        return result

    def check_pages(self, report: Report = no_report, is_told: bool = True) -> None:
        """Check what a start had no time to check; damage stops the writer.

        `is_told` is False where whoever asked tells of it.

        Raises:
            StoreDamaged: and nothing is written any more.
            StoreUnavailable, JobCancelled
        """
        try:
            check_pages(self._path, report)
        except StoreDamaged as error:
            self._writer.halt_on_damage(error, is_told)
            raise

    def health(self, arrived_s: float | None = None) -> StoreHealth:
        """How the store is now; tries whether it can be written, waiting for locks from `arrived_s` on."""
        fault: str | None = None
        try:
            self._writer.check(arrived_s)
        except StoreUnavailable as error:
            fault = str(error)
        return StoreHealth(
            fault,
            isinstance(self._writer.halted, StoreDamaged),
            self._writer.deletions_pending,
            log_size(self._path),
            self.newest_backup(),
        )

    def contents(self) -> StoreContents:
        """How much is stored, by the streams' totals: as quick with a million bets as with one.

        Raises:
            StoreUnavailable, OSError
        """
        with translated_faults(), read_only(self._path) as connection:
            streams, bets = count(connection)
            (rounds,) = connection.execute(KNOWN_ROUNDS).fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
        return StoreContents(
            streams, bets, rounds, self._path.stat().st_size, version, sqlite3.sqlite_version
        )

    def newest_backup(self) -> DatabaseCopy | None:
        """The newest backup, None before the first one. What it holds is looked up once."""
        newest = next(iter(backup_files(self._path)), None)
        if newest is None:
            return None
        if newest not in self._described:
            self._described = {newest: describe(newest)}
        return self._described[newest]
