"""A keeper of backups that are named, not made: the window asks the same of the real one."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from liveapp.domain.clock import now_us
from liveapp.domain.errors import StoreDamaged
from liveapp.domain.jobs import Progress
from liveapp.domain.keeping import (
    OK,
    CheckResult,
    DatabaseCopy,
    Report,
    StoreContents,
    StoreHealth,
    no_report,
)

HOUR_US = 3_600_000_000
PAGES = 4


def copy_of(folder: Path, age_us: int, streams: int, bets: int) -> DatabaseCopy:
    """A backup of that age in a folder, as its name would tell it."""
    made_us = now_us() - age_us
    return DatabaseCopy(folder / f"liveapp-{made_us}.sqlite3", made_us, streams, bets)


class NamedCopies:
    """Implements `StoreKeeper`. Its attributes say what there is; `fault` is raised instead of answers."""

    def __init__(self, folder: Path, copies: Sequence[DatabaseCopy] = ()) -> None:
        self.folder = folder
        self.copies = list(copies)
        self.fault: Exception | None = None
        self.result = CheckResult(OK, OK, 2, 25)
        self.stored = StoreContents(2, 25, 27, 12_500_000, 16, "3.40.1")
        self.state = StoreHealth(
            fault=None, is_damaged=False, deletions_pending=0, log_bytes=4_120_000, last_backup=None
        )

    def back_up(self, report: Report = no_report) -> DatabaseCopy:
        self._fail()
        report(Progress(PAGES, PAGES))
        self.copies.insert(0, copy_of(self.folder, 0, 2, 25))
        return self.copies[0]

    def backups(self) -> list[DatabaseCopy]:
        self._fail()
        return list(self.copies)

    def newest_backup(self) -> DatabaseCopy | None:
        self._fail()
        return self.copies[0] if self.copies else None

    def check(self, report: Report = no_report) -> CheckResult:
        self._fail()
        report(Progress(PAGES, PAGES))
        return self.result

    def check_pages(self, report: Report = no_report) -> None:
        self._fail()
        report(Progress(PAGES, PAGES))
        if not self.result.is_sound:
            raise StoreDamaged(self.result.integrity)

    def health(self, arrived_s: float | None = None) -> StoreHealth:
        self._fail()
        return replace(self.state, last_backup=self.copies[0] if self.copies else None)

    def contents(self) -> StoreContents:
        self._fail()
        return self.stored

    def _fail(self) -> None:
        if self.fault is not None:
            raise self.fault
