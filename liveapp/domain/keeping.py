"""Keeping what was recorded: backups, checks, and what is saved of a damaged database. Plain values."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from liveapp.domain.jobs import Progress

Report = Callable[[Progress], None]
"""Told how far long work is; may raise `JobCancelled` to end it. Called often: to be cheap."""


def no_report(_progress: Progress) -> None:
    """For work that nobody watches."""


@dataclass(frozen=True, slots=True)
class DatabaseCopy:
    """A whole database in a file of its own. `made_us` is when it was made, by its name."""

    path: Path
    made_us: int
    streams: int
    bets: int


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found: `ok`, or in words what is wrong.

    `integrity` is SQLite's own check, foreign keys, and whether the log belongs to the file;
    `totals` tells whether each stream's totals are those of its bets.
    """

    integrity: str
    totals: str
    streams: int
    bets: int

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return self.integrity == OK and self.totals == OK


OK = "ok"


@dataclass(frozen=True, slots=True)
class Restored:
    """A backup is in the place of the database now. `kept` is the former one's name, None where none was."""

    streams: int
    bets: int
    kept: str | None


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What could be read of a damaged database is in its place now.

    `bets_read` came from it, `bets_from_backup` from the newest backup (`backup` is its name);
    `bets_missing` are known from the streams' totals to have been there. `kept` is the name of the
    damaged one now.
    """

    bets_read: int
    bets_from_backup: int
    bets_missing: int
    backup: str | None
    kept: str | None


@dataclass(frozen=True, slots=True)
class RestoreCopy:
    """Put a copy in the database's place; the former one is kept under another name."""

    path: Path


@dataclass(frozen=True, slots=True)
class SaveReadable:
    """Put what can be read of the database, its log and the newest backup in its place."""


@dataclass(frozen=True, slots=True)
class LeaveLogAside:
    """Go on with the database alone; the log that does not belong to it is kept under another name."""


@dataclass(frozen=True, slots=True)
class StartEmpty:
    """Begin a new database; the former one is kept under another name."""


WayOut = RestoreCopy | SaveReadable | LeaveLogAside | StartEmpty
"""What a user may choose where the database cannot be used. None of them overwrites anything."""


@dataclass(frozen=True, slots=True)
class StartedOver:
    """The database was begun anew, or goes on without its log; `kept` is what was set aside."""

    kept: str | None


WentOut = Restored | Salvaged | StartedOver
"""How a way out ended."""


@dataclass(frozen=True, slots=True)
class StoreHealth:
    """How the store is. `fault` says why nothing can be written, None where it can.

    `last_backup` is None before the first one; `log_bytes` is the size of the write-ahead log;
    `deletions_pending` counts streams that are hidden and whose rows are still being removed.
    """

    fault: str | None
    is_damaged: bool
    deletions_pending: int
    log_bytes: int
    last_backup: DatabaseCopy | None

    @property
    def is_writable(self) -> bool:
        """Whether a bet that came now would be taken."""
        return self.fault is None


@dataclass(frozen=True, slots=True)
class StoreContents:
    """How much is stored, without what is being deleted. `rounds` are those that something is known of."""

    streams: int
    bets: int
    rounds: int
    database_bytes: int
    schema_version: int
    sqlite_version: str


class StoreKeeper(Protocol):
    """Looks after what is stored. Any thread; what is long reports how far it is."""

    def back_up(self, report: Report = no_report) -> DatabaseCopy:
        """Make a backup beside the database, checked and on disk, then drop the oldest ones.

        Raises:
            StoreUnavailable, OSError, JobCancelled: no backup was made, and no older one is lost.
        """
        ...

    def backups(self) -> list[DatabaseCopy]:
        """The backups and other saved copies, newest first; files that are none are left out."""
        ...

    def newest_backup(self) -> DatabaseCopy | None:
        """The newest backup; None before the first one."""
        ...

    def check(self, report: Report = no_report) -> CheckResult:
        """Check everything that is stored. Reads only, beside whatever else goes on.

        Raises:
            StoreUnavailable, JobCancelled
        """
        ...

    def check_pages(self, report: Report = no_report) -> None:
        """Check what a start had no time to check.

        Raises:
            StoreDamaged: and nothing is written any more.
            StoreUnavailable, JobCancelled
        """
        ...

    def health(self, arrived_s: float | None = None) -> StoreHealth:
        """How the store is now; tries whether it can be written, waiting for locks from `arrived_s` on."""
        ...

    def contents(self) -> StoreContents:
        """How much is stored, by the streams' totals: as quick with a million bets as with one.

        Raises:
            StoreUnavailable, OSError
        """
        ...
