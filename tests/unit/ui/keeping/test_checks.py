"""Checks of the database: a report where one was asked for, else only what is wrong."""

from dataclasses import replace

from liveapp.domain.errors import StoreDamaged, StoreLocked
from liveapp.domain.jobs import Cancelled, DatabaseCheck, Failed, Finished, JobEnded, JobOutcome
from liveapp.domain.keeping import OK, CheckResult
from liveapp.ui.faults.damage_dialog import DamageDialog
from liveapp.ui.faults.store_fault_dialog import StoreFaultDialog
from liveapp.ui.keeping.check_report_dialog import CheckReportDialog
from tests.shell import button, visible_words

SOUND = CheckResult(OK, OK, 2, 25)
UNSOUND = replace(SOUND, integrity="page 3 is torn", totals="1a2b: 3 counted, 4 found")
UNASKED = DatabaseCheck(is_asked_for=False)


def texts(window) -> list[str]:
    return [toast.text for toast in window.toasts.toasts]


def end(shell, request: DatabaseCheck, outcome: JobOutcome) -> None:
    shell.window.apply_job_events([JobEnded(99, request, outcome)])


def report(shell, qtbot) -> CheckReportDialog:
    qtbot.waitUntil(lambda: shell.window.findChildren(CheckReportDialog) != [])
    (dialog,) = shell.window.findChildren(CheckReportDialog)
    return dialog


def test_help_checks_and_reports(live_shell, qtbot) -> None:
    live_shell.window.actions_by_name["checkDatabaseAction"].trigger()
    live_shell.window.work.keeping.checks.check()
    assert "The database is sound." in visible_words(report(live_shell, qtbot))


def test_what_is_wrong_can_be_done_something_about(live_shell, qtbot) -> None:
    live_shell.keeper.result = UNSOUND
    live_shell.window.work.keeping.checks.check()
    button(report(live_shell, qtbot), "What can be done…").click()
    qtbot.waitUntil(lambda: live_shell.window.findChild(DamageDialog) is not None)
    words = visible_words(live_shell.window.findChild(DamageDialog))
    assert "Reason given: page 3 is torn; 1a2b: 3 counted, 4 found" in words


def test_a_check_that_nobody_asked_for_is_silent_where_all_is_sound(live_shell) -> None:
    end(live_shell, UNASKED, Finished(SOUND))
    end(live_shell, UNASKED, Cancelled(None))
    assert texts(live_shell.window) == []
    assert not live_shell.window.findChildren(CheckReportDialog)
    assert not live_shell.window.faults._tells_store_fault


def test_what_it_finds_wrong_is_told_once_though_the_program_tells_of_it_too(live_shell, qtbot) -> None:
    end(live_shell, UNASKED, Finished(UNSOUND))
    live_shell.window.show_fault(StoreDamaged("page 3 is torn"))
    qtbot.waitUntil(lambda: live_shell.window.findChildren(DamageDialog) != [])
    assert len(live_shell.window.findChildren(DamageDialog)) == 1
    assert not live_shell.window.findChildren(CheckReportDialog)


def test_a_check_that_could_not_be_finished_says_why(live_shell) -> None:
    end(live_shell, DatabaseCheck(), Failed(StoreLocked("busy")))
    assert texts(live_shell.window) == ["The database could not be checked: busy"]
    assert live_shell.window.findChild(StoreFaultDialog).isVisible()


def test_a_cancelled_check_says_so(live_shell) -> None:
    end(live_shell, DatabaseCheck(), Cancelled(None))
    assert texts(live_shell.window) == ["Check cancelled"]


def test_a_program_that_stops_checks_nothing(live_shell) -> None:
    live_shell.jobs.stop()
    live_shell.window.work.keeping.checks.check()
    assert texts(live_shell.window) == []
