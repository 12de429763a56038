"""Deleting streams, and bringing them back for half a minute."""

import sqlite3
from time import monotonic, sleep

import pytest
from PySide6.QtWidgets import QPushButton

from liveapp.ui.faults.store_fault_dialog import StoreFaultDialog
from liveapp.ui.streams.delete_dialog import DeleteStreamDialog
from liveapp.ui.streams.deletions import Deletions
from tests.shell import FIRST_SEEDS, SECOND_SEEDS, button, visible_words


def texts(shell) -> list[str]:
    return [toast.text for toast in shell.window.toasts.toasts]


def confirm(shell) -> None:
    button(shell.window.findChild(DeleteStreamDialog), "Delete").click()


@pytest.fixture
def both_deleted(live_shell, qtbot):
    """The window after one command that deleted both streams."""
    live_shell.window.panel.menus.delete_requested.emit(live_shell.streams())
    confirm(live_shell)
    qtbot.waitUntil(lambda: "Deleted 2 streams with 25 bets" in texts(live_shell))
    qtbot.waitUntil(lambda: live_shell.window.panel.model.total == 0)
    return live_shell


def undo_action(shell):
    return shell.window.actions_by_name["undoDeleteAction"]


def test_a_deletion_is_told_and_one_undo_brings_all_of_it_back(both_deleted, qtbot) -> None:
    assert both_deleted.streams() == []
    (toast,) = both_deleted.window.toasts.toasts
    toast.findChild(QPushButton, "toastAction").click()
    qtbot.waitUntil(lambda: both_deleted.window.panel.model.total == 2)
    qtbot.waitUntil(lambda: both_deleted.window.page.stream is not None)
    assert both_deleted.window.page.stream.seeds == FIRST_SEEDS
    assert {stream.total_bets for stream in both_deleted.streams()} == {20, 5}
    assert "Brought back 2 streams" in texts(both_deleted)
    assert not undo_action(both_deleted).isEnabled()


def test_the_menu_undoes_the_latest_command_first(live_shell, qtbot) -> None:
    assert not undo_action(live_shell).isEnabled()
    for stream in live_shell.streams():
        live_shell.window.panel.menus.delete_requested.emit([stream])
        confirm(live_shell)
        qtbot.waitUntil(lambda short=stream.short_hash: any(short in text for text in texts(live_shell)))
        live_shell.window.findChildren(DeleteStreamDialog).clear()
    assert undo_action(live_shell).isEnabled()
    undo_action(live_shell).trigger()
    qtbot.waitUntil(lambda: [stream.seeds for stream in live_shell.streams()] == [SECOND_SEEDS])
    undo_action(live_shell).trigger()
    qtbot.waitUntil(lambda: len(live_shell.streams()) == 2)
    assert not undo_action(live_shell).isEnabled()
    # What was undone by the menu is offered neither by a toast nor by the bell.
    assert {message.action_text for message in live_shell.window.toasts.messages} == {None}


def test_after_its_time_nothing_offers_to_undo_it(live_shell, qtbot) -> None:
    window = live_shell.window
    deletions = Deletions(window, live_shell.store.writer, window.questions, window.toasts, undo_s=0.2)
    offered: list[bool] = []
    deletions.undo_offered.connect(offered.append)
    deletions.ask([live_shell.streams()[0]])
    confirm(live_shell)
    qtbot.waitUntil(lambda: offered == [True, False])
    deletions.undo_last()
    qtbot.waitUntil(lambda: not any("Deleted" in text for text in texts(live_shell)))
    assert len(live_shell.streams()) == 1


def test_an_undo_that_comes_too_late_for_the_store_says_so(both_deleted, qtbot, monkeypatch) -> None:
    both_deleted.store.writer._deletions._monotonic_s = lambda: 1e9
    undo_action(both_deleted).trigger()
    qtbot.waitUntil(lambda: "It is too late to undo that" in texts(both_deleted))


def test_an_undo_that_the_database_refuses_is_offered_again_while_there_is_time(both_deleted, qtbot) -> None:
    writer = both_deleted.store.writer
    writer._commits._lock_timeout_s = 0.2
    holder = sqlite3.connect(both_deleted.program.settings.database_path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    undo_action(both_deleted).trigger()
    qtbot.waitUntil(lambda: bool(both_deleted.window.findChildren(StoreFaultDialog)), timeout=30_000)
    holder.rollback()
    holder.close()
    assert undo_action(both_deleted).isEnabled()
    undo_action(both_deleted).trigger()
    qtbot.waitUntil(lambda: len(both_deleted.streams()) == 2)


def test_the_time_for_undoing_many_is_that_of_the_first_one(live_shell, qtbot, monkeypatch) -> None:
    window, writer = live_shell.window, live_shell.store.writer
    at_once = writer.delete_stream

    def slowly(*args, **options):
        sleep(0.3)
        return at_once(*args, **options)

    monkeypatch.setattr(writer, "delete_stream", slowly)
    deletions = Deletions(window, writer, window.questions, window.toasts, undo_s=0.4)
    left_s: list[float | None] = []

    def note(is_offered: bool) -> None:
        left_s.append(deletions._undoable[0][0].until_s - monotonic() if is_offered else None)

    deletions.undo_offered.connect(note)
    deletions._delete(live_shell.streams())
    qtbot.waitUntil(lambda: len(left_s) == 2)
    assert left_s[0] < 0
    assert left_s[1] is None


def test_what_was_deleted_elsewhere_meanwhile_is_told(live_shell, qtbot) -> None:
    stream = live_shell.streams()[0]
    live_shell.window.commands.deletions._delete([stream])
    live_shell.window.commands.deletions._delete([stream])
    qtbot.waitUntil(lambda: "That was deleted already" in texts(live_shell))


def test_the_question_follows_what_happens_to_its_streams(live_shell, qtbot) -> None:
    live_shell.window.panel.menus.delete_requested.emit(live_shell.streams())
    dialog = live_shell.window.findChild(DeleteStreamDialog)
    live_shell.record(FIRST_SEEDS, 21)
    qtbot.waitUntil(lambda: "26 bets" in visible_words(dialog))
    for stream in live_shell.streams():
        live_shell.store.writer.delete_stream(stream.id)
    qtbot.waitUntil(lambda: not live_shell.window.findChildren(DeleteStreamDialog))


def test_a_database_that_another_program_holds_is_told_when_deleting(live_shell, qtbot) -> None:
    live_shell.store.writer._commits._lock_timeout_s = 0.2
    holder = sqlite3.connect(live_shell.program.settings.database_path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    live_shell.window.actions_by_name["deleteStreamAction"].trigger()
    confirm(live_shell)
    qtbot.waitUntil(lambda: bool(live_shell.window.findChildren(StoreFaultDialog)), timeout=30_000)
    holder.rollback()
    holder.close()
    assert "Another program is using" in visible_words(live_shell.window.findChild(StoreFaultDialog))
    assert len(live_shell.streams()) == 2
    assert not undo_action(live_shell).isEnabled()
