"""Commands on streams: each asks, works in the background and tells how it went."""

import sqlite3

import pytest

from liveapp.ui.faults.store_fault_dialog import StoreFaultDialog
from liveapp.ui.streams.delete_dialog import DeleteStreamDialog
from tests.shell import button, visible_words


@pytest.fixture
def dialog(live_shell):
    live_shell.window.actions_by_name["deleteStreamAction"].trigger()
    return live_shell.window.findChild(DeleteStreamDialog)


def test_delete_deletes_and_says_so(dialog, live_shell, qtbot):
    button(dialog, "Delete").click()
    qtbot.waitUntil(lambda: len(live_shell.streams()) == 1)
    texts = lambda: [toast.text for toast in live_shell.window.toasts.toasts]  # noqa: E731
    qtbot.waitUntil(lambda: "Deleted stream 1a2b3c4d5e with 20 bets" in texts())
    assert live_shell.window.panel.model.rowCount() == 1


def test_the_question_goes_when_the_stream_is_deleted_elsewhere(dialog, live_shell, qtbot):
    live_shell.store.writer.delete_stream(live_shell.window.page.stream.id)
    qtbot.waitUntil(lambda: not live_shell.window.findChildren(DeleteStreamDialog))


def test_a_database_that_another_program_holds_is_told_when_deleting(live_shell, qtbot):
    holder = sqlite3.connect(live_shell.program.settings.database_path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    live_shell.window.actions_by_name["deleteStreamAction"].trigger()
    button(live_shell.window.findChild(DeleteStreamDialog), "Delete").click()
    qtbot.waitUntil(lambda: bool(live_shell.window.findChildren(StoreFaultDialog)), timeout=30_000)
    holder.rollback()
    holder.close()
    assert "Another program is using" in visible_words(live_shell.window.findChild(StoreFaultDialog))
    assert len(live_shell.streams()) == 2
