"""The gallery's pictures of backups, checks, diagnostics and damage."""

from liveapp.domain.errors import DatabaseMissing, LogMismatch, StoreDamaged, StoreFull
from liveapp.domain.jobs import (
    Backup,
    Cancelled,
    DatabaseCheck,
    Failed,
    Finished,
    JobEnded,
    JobProgressed,
    JobStarted,
    Progress,
)
from liveapp.domain.keeping import CheckResult, Restored, Salvaged, SaveReadable, StartedOver
from liveapp.ui.faults.damage_dialog import DamageDialog
from liveapp.ui.faults.way_out_dialog import WayOutDialog
from liveapp.ui.faults.working_dialog import WorkingDialog
from liveapp.ui.keeping.check_report_dialog import CheckReportDialog
from tests.gallery_tools import Gallery, opened_dialog, take_dialog, wait
from tests.keepers import HOUR_US, copy_of
from tests.shell import Shell, delete_what_waits

DAMAGES = (
    StoreDamaged("database disk image is malformed"),
    LogMismatch("the salts differ"),
    DatabaseMissing("liveapp.sqlite3-wal is there without it"),
)
WENT_OUT = (
    Restored(3, 88_310, "liveapp-former-20260128-210301.sqlite3"),
    Salvaged(
        88_120,
        150,
        40,
        "liveapp-20260128-140200.sqlite3",
        "liveapp-damaged-20260128-210301.sqlite3",
    ),
    StartedOver("liveapp-former-20260128-210301.sqlite3"),
    StoreFull("database or disk is full"),
)
UNSOUND = CheckResult(
    "*** in database main ***\nTree 4 page 812 cell 3: Rowid 88123 out of order\n"
    "Tree 4 page 813: btreeInitPage() returns error code 11",
    "1a2b3c4d5e: 12,345 bets counted, 12,344 found",
    3,
    88_310,
)
DAY_US = 24 * HOUR_US


def show_keeping(gallery: Gallery, shell: Shell) -> None:
    window, keeper = shell.window, shell.keeper
    window.actions_by_name["restoreBackupAction"].trigger()
    wait(100)
    gallery.take("restore-without-backups", opened_dialog(window))
    opened_dialog(window).reject()
    delete_what_waits()
    database = shell.program.settings.database_path
    take_dialog(gallery, "working", WorkingDialog(SaveReadable()))
    take_dialog(gallery, "damage-without-backups", DamageDialog(DAMAGES[0], database, (), window))
    keeper.copies = [
        copy_of(keeper.folder, days * DAY_US, 3, 88_310 - 2_120 * days) for days in (0, 1, 2, 30)
    ]
    for name in ("restoreBackupAction", "diagnosticsAction", "settingsAction"):
        window.actions_by_name[name].trigger()
        wait(150)
        gallery.take_themes(name.removesuffix("Action"), opened_dialog(window))
        opened_dialog(window).reject()
        delete_what_waits()
    for error in DAMAGES:
        take_dialog(gallery, type(error).__name__, DamageDialog(error, database, keeper.copies, window))
    take_dialog(gallery, "damage-before-start", DamageDialog(DAMAGES[0], database, keeper.copies[:1]))
    for outcome in WENT_OUT:
        folder = shell.program.settings.data_dir
        take_dialog(gallery, f"way-out-{type(outcome).__name__}", WayOutDialog(outcome, folder, window))
    for result in (keeper.result, UNSOUND):
        is_sound = "sound" if result.is_sound else "unsound"
        take_dialog(gallery, f"check-{is_sound}", CheckReportDialog(result, window))
    show_keeping_jobs(gallery, shell)


def show_keeping_jobs(gallery: Gallery, shell: Shell) -> None:
    window = shell.window
    requests = (Backup(), DatabaseCheck(is_asked_for=False))
    window.apply_job_events([JobStarted(number, one) for number, one in enumerate(requests)])
    window.apply_job_events([JobProgressed(0, Progress(412, 1_000)), JobProgressed(1, Progress(2, 5))])
    window.apply_job_events(
        [
            JobEnded(9, Backup(), Finished(copy_of(shell.keeper.folder, 0, 3, 88_310))),
            JobEnded(9, Backup(is_asked_for=False), Failed(OSError(28, "No space left on device"))),
        ]
    )
    gallery.take_themes("backup-and-check-run", window)
    window.job_strip.apply([JobEnded(number, one, Cancelled(None)) for number, one in enumerate(requests)])
