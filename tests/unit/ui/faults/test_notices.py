"""Which faults are told, where, and how often."""

import pytest

from liveapp.domain.errors import (
    LogMismatch,
    StoreClosed,
    StoreDamaged,
    StoreDetached,
    StoreLocked,
)
from liveapp.domain.keeping import Restored, SaveReadable
from liveapp.ui.faults.damage_dialog import DamageDialog
from liveapp.ui.faults.store_fault_dialog import StoreFaultDialog
from liveapp.ui.faults.unexpected_error_dialog import UnexpectedErrorDialog
from liveapp.ui.faults.way_out_dialog import WayOutDialog
from tests.keepers import copy_of
from tests.shell import button, visible_words


def test_a_locked_database_is_told_once_and_nothing_is_lost_from_the_window(live_shell, qtbot):
    window = live_shell.window
    for _ in range(20):
        window.faults.show_fault(StoreLocked("database is locked"))
    (dialog,) = window.findChildren(StoreFaultDialog)
    dialog.reject()
    window.faults.show_fault(StoreLocked("database is locked"))
    qtbot.waitUntil(lambda: not window.findChildren(StoreFaultDialog))
    assert window.bets.model.rowCount() == 20


def test_closing_the_program_is_no_trouble(live_shell):
    live_shell.window.faults.show_fault(StoreClosed())
    assert not live_shell.window.findChildren(StoreFaultDialog)


def damage_dialog(shell, qtbot):
    qtbot.waitUntil(lambda: shell.window.findChildren(DamageDialog) != [])
    (dialog,) = shell.window.findChildren(DamageDialog)
    return dialog


def test_damage_is_told_once_with_the_backups_that_there_are(live_shell, qtbot, tmp_path):
    live_shell.keeper.copies = [copy_of(tmp_path, 0, 3, 88_310)]
    for _ in range(3):
        live_shell.window.show_fault(StoreDamaged("malformed"))
    dialog = damage_dialog(live_shell, qtbot)
    dialog.reject()
    live_shell.window.show_fault(StoreDamaged("malformed"))
    qtbot.waitUntil(lambda: not live_shell.window.findChildren(DamageDialog))
    assert live_shell.program.ways_out == []


@pytest.mark.parametrize("fault", [StoreLocked("busy"), PermissionError(13, "Permission denied")])
def test_damage_is_told_also_where_the_backups_cannot_be_listed(live_shell, qtbot, fault):
    live_shell.keeper.fault = fault
    live_shell.window.show_fault(LogMismatch("salts differ"))
    assert "belongs to another one" in visible_words(damage_dialog(live_shell, qtbot))


def test_the_way_that_was_chosen_is_taken_by_the_program(live_shell, qtbot):
    live_shell.window.show_fault(StoreDamaged("malformed"))
    button(damage_dialog(live_shell, qtbot), "Continue").click()
    assert live_shell.program.ways_out == [SaveReadable()]


def test_ways_out_that_are_asked_for_are_shown_however_lately_they_were(live_shell, qtbot):
    live_shell.window.show_fault(StoreDamaged("malformed"))
    damage_dialog(live_shell, qtbot).reject()
    qtbot.waitUntil(lambda: not live_shell.window.findChildren(DamageDialog))
    live_shell.window.faults.offer_ways_out(StoreDamaged("malformed"))
    assert damage_dialog(live_shell, qtbot).isVisible()


def test_files_that_went_away_are_told_with_where_everything_was_saved(live_shell, tmp_path):
    live_shell.window.show_fault(StoreDetached(tmp_path / "saved.sqlite3"))
    assert str(tmp_path / "saved.sqlite3") in visible_words(live_shell.window.findChild(StoreFaultDialog))


def test_how_a_way_out_ended_is_told(live_shell):
    live_shell.window.show_way_out(Restored(3, 88_310, "former.sqlite3"))
    words = visible_words(live_shell.window.findChild(WayOutDialog))
    assert "Restored 88,310 bets in 3 streams." in words


@pytest.fixture
def dialog(live_shell):
    live_shell.window.show_unexpected_error("ValueError: odd", "Traceback\nValueError: odd")
    return live_shell.window.findChild(UnexpectedErrorDialog)


def test_more_errors_join_the_open_dialog(dialog, live_shell):
    live_shell.window.show_unexpected_error("KeyError: 'x'", "Traceback\nKeyError: 'x'")
    assert len(live_shell.window.findChildren(UnexpectedErrorDialog)) == 1
    assert "2 errors so far" in visible_words(dialog)
    assert "ValueError: odd" in dialog.details
    assert "KeyError" in dialog.details
