"""Backups and checks, beside the bets that arrive."""

from liveapp.domain.jobs import Backup, DatabaseCheck, JobControl, Progress
from liveapp.domain.keeping import CheckResult, DatabaseCopy, Report, StoreKeeper
from liveapp.domain.right_of_way import RightOfWay


def back_up(
    keeper: StoreKeeper, right_of_way: RightOfWay, _request: Backup, control: JobControl
) -> DatabaseCopy:
    """Make a backup.

    Raises:
        JobCancelled, StoreUnavailable, OSError: there is none, and every older one is still there.
    """
    return keeper.back_up(_giving_way(right_of_way, control))


def check_database(
    keeper: StoreKeeper, right_of_way: RightOfWay, request: DatabaseCheck, control: JobControl
) -> CheckResult | None:
    """Check everything that is stored; after an unclean end the pages only, which is over sooner.

    Returns what was found; None where only the pages were checked, and are whole.

    Raises:
        JobCancelled
        StoreDamaged: the pages are not whole. Nothing is written any more.
        StoreUnavailable: the database cannot be read now.
    """
    report = _giving_way(right_of_way, control)
    if request.is_asked_for:
        return keeper.check(report)
    keeper.check_pages(report)
    return None


def _giving_way(right_of_way: RightOfWay, control: JobControl) -> Report:
    def report(progress: Progress) -> None:
        right_of_way.give_way()
        control.report(progress)

    return report
