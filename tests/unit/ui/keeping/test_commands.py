"""Keeping as one part of the window."""

from liveapp.domain.errors import StoreLocked
from liveapp.domain.jobs import Backup, DatabaseCheck, Failed, JobEnded


def test_each_of_its_commands_is_an_action_of_the_window(live_shell) -> None:
    names = live_shell.window.work.keeping.commands()
    assert set(names) == {"backUpNowAction", "restoreBackupAction", "checkDatabaseAction"}
    assert all(live_shell.window.actions_by_name[name].isEnabled() for name in names)


def test_faults_of_backups_and_checks_are_its_own(live_shell, qtbot) -> None:
    keeping = live_shell.window.work.keeping
    for request in (Backup(), DatabaseCheck()):
        with qtbot.waitSignal(keeping.fault_met):
            keeping.apply([JobEnded(1, request, Failed(StoreLocked("busy")))])
