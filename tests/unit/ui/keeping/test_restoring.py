"""Restoring from the window: asked, then done by the program."""

import pytest

from liveapp.domain.errors import StoreLocked
from liveapp.domain.keeping import RestoreCopy
from liveapp.ui.keeping.restore_dialog import RestoreDialog
from tests.keepers import copy_of
from tests.shell import button, delete_what_waits, visible_words


@pytest.fixture
def open_dialog(live_shell, qtbot):
    def open_it() -> RestoreDialog:
        live_shell.window.actions_by_name["restoreBackupAction"].trigger()
        return live_shell.window.findChild(RestoreDialog)

    return open_it


def test_the_chosen_backup_is_restored_by_the_program(live_shell, open_dialog, qtbot, tmp_path) -> None:
    live_shell.keeper.copies = [copy_of(tmp_path, 0, 2, 25)]
    dialog = open_dialog()
    qtbot.waitUntil(lambda: dialog.chosen is not None)
    button(dialog, "Restore").click()
    assert live_shell.program.ways_out == [RestoreCopy(live_shell.keeper.copies[0].path)]


def test_cancel_restores_nothing_and_forgets_the_dialog(live_shell, open_dialog, qtbot, tmp_path) -> None:
    live_shell.keeper.copies = [copy_of(tmp_path, 0, 2, 25)]
    dialog = open_dialog()
    qtbot.waitUntil(lambda: dialog.chosen is not None)
    button(dialog, "Cancel").click()
    delete_what_waits()
    assert live_shell.program.ways_out == []
    assert not live_shell.window.findChildren(RestoreDialog)


@pytest.mark.parametrize("fault", [StoreLocked("busy"), PermissionError(13, "busy")])
def test_backups_that_cannot_be_listed_are_told_in_the_dialog(live_shell, open_dialog, qtbot, fault) -> None:
    live_shell.keeper.fault = fault
    dialog = open_dialog()
    qtbot.waitUntil(lambda: "The backups cannot be listed: busy" in visible_words(dialog))
