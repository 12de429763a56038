"""The line about the last backup."""

import pytest

from liveapp.domain.errors import StoreLocked
from liveapp.domain.jobs import Backup, Failed, Finished, JobEnded, JobStarted
from liveapp.ui.settings.backup_line import BackupLine
from liveapp.ui.settings.dialog import SettingsDialog
from tests.keepers import copy_of


@pytest.fixture
def make_line(qtbot, light_theme, keeper, questions):
    def make() -> BackupLine:
        line = BackupLine(keeper, questions)
        qtbot.addWidget(line)
        return line

    return make


def test_it_tells_of_the_newest_backup(make_line, keeper, qtbot, tmp_path) -> None:
    keeper.copies = [copy_of(tmp_path, 0, 2, 88_310), copy_of(tmp_path, 10**12, 1, 1)]
    line = make_line()
    qtbot.waitUntil(lambda: line.text.startswith("today ") and line.text.endswith(", 88,310 bets"))


def test_no_backup_is_told_too(make_line, qtbot) -> None:
    line = make_line()
    qtbot.waitUntil(lambda: line.text == "No backup yet")


@pytest.mark.parametrize("fault", [StoreLocked("busy"), PermissionError(13, "denied")])
def test_backups_that_cannot_be_listed_are_no_trouble(make_line, keeper, qtbot, fault) -> None:
    keeper.fault = fault
    line = make_line()
    qtbot.waitUntil(lambda: line.text == "The backups cannot be listed")


def test_it_is_as_high_before_the_answer_as_after_it(make_line, qtbot) -> None:
    line = make_line()
    before = line.sizeHint().height()
    qtbot.waitUntil(lambda: line.text == "No backup yet")
    assert line.sizeHint().height() == before


def test_a_backup_that_runs_is_told_and_none_can_be_asked_for(make_line, qtbot, tmp_path) -> None:
    line = make_line()
    qtbot.waitUntil(lambda: line.text == "No backup yet")
    line.apply([JobStarted(1, Backup())])
    assert line.text == "Being made …"
    assert not line.button.isEnabled()
    line.apply([JobEnded(1, Backup(), Finished(copy_of(tmp_path, 0, 2, 7)))])
    assert line.text.endswith(", 7 bets")
    assert line.button.isEnabled()


def test_after_one_that_failed_it_tells_of_the_one_before(make_line, qtbot) -> None:
    line = make_line()
    line.apply([JobStarted(1, Backup()), JobEnded(1, Backup(), Failed(OSError(28, "full")))])
    qtbot.waitUntil(lambda: line.text == "No backup yet")


def test_the_settings_back_up_now(shell, qtbot) -> None:
    shell.window.actions_by_name["settingsAction"].trigger()
    dialog = shell.window.findChild(SettingsDialog)
    line = dialog.findChild(BackupLine)
    line.button.click()
    qtbot.waitUntil(lambda: line.text.endswith(", 25 bets"))
    assert dialog.isVisible()
