"""Which faults are told, where, and how often."""

import pytest

from liveapp.domain.errors import (
    StoreClosed,
    StoreLocked,
)
from liveapp.ui.faults.store_fault_dialog import StoreFaultDialog
from liveapp.ui.faults.unexpected_error_dialog import UnexpectedErrorDialog
from tests.shell import visible_words


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
