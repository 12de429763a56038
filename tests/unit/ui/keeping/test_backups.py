"""Backups from the window: in the background, told at their end, the daily ones only where they fail."""

import pytest

from liveapp.domain.errors import LiveappError, StoreDamaged, StoreLocked
from liveapp.domain.jobs import Backup, Cancelled, Failed, Finished, JobEnded, JobOutcome
from liveapp.ui.faults.store_fault_dialog import StoreFaultDialog
from liveapp.ui.jobs.line import JobLine
from tests.keepers import copy_of
from tests.shell import button

DAILY = Backup(is_asked_for=False)


def texts(window) -> list[str]:
    return [toast.text for toast in window.toasts.toasts]


def end(shell, request: Backup, outcome: JobOutcome) -> None:
    shell.window.apply_job_events([JobEnded(99, request, outcome)])


def test_its_end_is_told_with_a_way_to_the_file(live_shell, qtbot, opened) -> None:
    live_shell.window.actions_by_name["backUpNowAction"].trigger()
    qtbot.waitUntil(lambda: texts(live_shell.window) == ["Backed up 25 bets"])
    live_shell.keeper.folder.mkdir(exist_ok=True)
    button(live_shell.window.toasts.toasts[0], "Show in folder").click()
    assert opened.paths == [live_shell.keeper.folder]


def test_asked_for_twice_it_is_made_once_and_can_be_made_again_later(live_shell, qtbot) -> None:
    live_shell.window.work.keeping.backups.back_up()
    live_shell.window.work.keeping.backups.back_up()
    qtbot.waitUntil(lambda: texts(live_shell.window) == ["Backed up 25 bets"])
    live_shell.window.work.keeping.backups.back_up()
    qtbot.waitUntil(lambda: len(texts(live_shell.window)) == 2)
    assert len(live_shell.keeper.copies) == 2


def test_a_failure_is_told_with_its_reason(live_shell, qtbot, log_watch) -> None:
    log_watch.expect("Backup ended early")
    live_shell.keeper.fault = OSError(28, "No space left on device")
    live_shell.window.work.keeping.backups.back_up()
    qtbot.waitUntil(lambda: bool(texts(live_shell.window)))
    assert texts(live_shell.window) == ["The backup could not be made: No space left on device"]


def test_a_fault_of_the_database_is_told_in_its_dialog_too(live_shell) -> None:
    end(live_shell, Backup(), Failed(StoreLocked("busy")))
    assert texts(live_shell.window) == ["The backup could not be made: busy"]
    assert live_shell.window.findChild(StoreFaultDialog).isVisible()


def test_a_cancelled_backup_says_that_older_ones_are_kept(live_shell) -> None:
    end(live_shell, Backup(), Cancelled(None))
    assert texts(live_shell.window) == ["Backup cancelled; older ones are kept"]


def test_the_daily_backup_is_silent_where_it_succeeds_or_is_stopped(live_shell, tmp_path) -> None:
    end(live_shell, DAILY, Finished(copy_of(tmp_path, 0, 1, 1)))
    end(live_shell, DAILY, Cancelled(None))
    assert texts(live_shell.window) == []


@pytest.mark.parametrize("error", [OSError(28, "disk full"), StoreDamaged("disk full")])
def test_a_daily_backup_that_fails_is_told_in_a_toast_only(live_shell, error) -> None:
    end(live_shell, DAILY, Failed(error))
    assert texts(live_shell.window) == ["The daily backup failed: disk full; it is tried again"]
    assert not live_shell.window.faults._tells_store_fault


def test_a_program_that_stops_makes_none(live_shell) -> None:
    live_shell.jobs.stop()
    live_shell.window.work.keeping.backups.back_up()
    assert not live_shell.window.findChildren(JobLine)
    assert texts(live_shell.window) == []


def test_a_name_that_looks_like_html_is_shown_as_it_is(live_shell) -> None:
    end(live_shell, Backup(), Failed(LiveappError("<b>x</b>")))
    assert texts(live_shell.window) == ["The backup could not be made: <b>x</b>"]
