"""The notes of a stream: written, counted, saved, and never lost to a change by others."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QPlainTextEdit

from liveapp.domain.errors import StoreFull
from liveapp.ui.faults.store_fault_dialog import StoreFaultDialog
from liveapp.ui.streams.notes_dialog import NotesDialog
from tests.shell import FIRST_SEEDS, button, visible_words


@pytest.fixture
def dialog(live_shell):
    live_shell.window.actions_by_name["editNotesAction"].trigger()
    return live_shell.window.findChild(NotesDialog)


def write(dialog, text):
    dialog.findChild(QPlainTextEdit).setPlainText(text)


def save_button(dialog):
    return dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save)


def stored(shell):
    return next(stream.notes for stream in shell.streams() if stream.seeds == FIRST_SEEDS)


def test_ctrl_enter_saves_and_the_page_shows_them(dialog, live_shell, qtbot):
    write(dialog, "  a lucky evening\n")
    qtbot.keyClick(dialog.findChild(QPlainTextEdit), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: live_shell.window.page.stream.notes == "a lucky evening")
    qtbot.waitUntil(lambda: not live_shell.window.findChildren(NotesDialog))
    assert stored(live_shell) == "a lucky evening"


def test_enter_alone_is_a_new_line(dialog, live_shell, qtbot):
    edit = dialog.findChild(QPlainTextEdit)
    qtbot.keyClicks(edit, "one")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert edit.toPlainText() == "one\n"


def test_characters_are_counted_as_they_are_kept(dialog):
    write(dialog, "  grün 🍀  ")
    assert "6 of 1,000 characters" in visible_words(dialog)


def test_a_thousand_characters_can_be_saved_and_one_more_cannot(dialog, live_shell, qtbot):
    write(dialog, "x" * 1001)
    assert "1 too many" in visible_words(dialog)
    assert not save_button(dialog).isEnabled()
    qtbot.keyClick(dialog.findChild(QPlainTextEdit), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.isVisible()
    write(dialog, "x" * 1000)
    save_button(dialog).click()
    qtbot.waitUntil(lambda: stored(live_shell) == "x" * 1000)


def test_cancel_keeps_what_was(dialog, live_shell, qtbot):
    write(dialog, "never mind")
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Cancel).click()
    qtbot.waitUntil(lambda: not live_shell.window.findChildren(NotesDialog))
    assert stored(live_shell) is None


def test_empty_notes_are_cleared(dialog, live_shell, qtbot):
    live_shell.store.writer.set_notes(live_shell.window.page.stream.id, "old", None)
    qtbot.waitUntil(lambda: "changed meanwhile" in visible_words(dialog))
    write(dialog, "   ")
    save_button(dialog).click()
    qtbot.waitUntil(lambda: stored(live_shell) is None)


def test_notes_changed_meanwhile_are_shown_at_once_and_not_overwritten(dialog, live_shell, qtbot):
    write(dialog, "mine")
    live_shell.store.writer.set_notes(live_shell.window.page.stream.id, "theirs", None)
    qtbot.waitUntil(lambda: "changed meanwhile" in visible_words(dialog))
    shown = [edit.toPlainText() for edit in dialog.findChildren(QPlainTextEdit)]
    assert shown == ["mine", "theirs"]
    assert stored(live_shell) == "theirs"


def test_a_change_that_no_event_told_of_is_shown_when_saving(dialog, live_shell, qtbot):
    live_shell.window.commands.blockSignals(True)
    live_shell.store.writer.set_notes(live_shell.window.page.stream.id, "theirs", None)
    write(dialog, "mine")
    save_button(dialog).click()
    qtbot.waitUntil(lambda: "changed meanwhile" in visible_words(dialog))
    assert stored(live_shell) == "theirs"


def test_after_seeing_the_others_notes_saving_replaces_them(dialog, live_shell, qtbot):
    live_shell.store.writer.set_notes(live_shell.window.page.stream.id, "theirs", None)
    qtbot.waitUntil(lambda: "changed meanwhile" in visible_words(dialog))
    write(dialog, "mine after all")
    save_button(dialog).click()
    qtbot.waitUntil(lambda: stored(live_shell) == "mine after all")


def test_the_others_notes_can_be_taken_over(dialog, live_shell, qtbot):
    write(dialog, "mine")
    live_shell.store.writer.set_notes(live_shell.window.page.stream.id, "theirs", None)
    qtbot.waitUntil(lambda: "changed meanwhile" in visible_words(dialog))
    button(dialog, "Use these instead").click()
    assert dialog.notes() == "theirs"


def test_notes_of_a_stream_deleted_meanwhile_say_so_and_keep_the_text(dialog, live_shell, qtbot):
    write(dialog, "mine")
    live_shell.store.writer.delete_stream(live_shell.window.page.stream.id)
    qtbot.waitUntil(lambda: "was deleted meanwhile" in visible_words(dialog))
    assert dialog.notes() == "mine"


def test_notes_that_cannot_be_stored_stay_in_the_dialog(dialog, live_shell, qtbot, monkeypatch):
    def refuse(*_):
        raise StoreFull("disk full")

    monkeypatch.setattr(live_shell.store.writer, "set_notes", refuse)
    write(dialog, "mine")
    save_button(dialog).click()
    qtbot.waitUntil(lambda: "could not be saved" in visible_words(dialog))
    assert dialog.notes() == "mine"
    assert save_button(dialog).isEnabled()
    assert "disk is full" in visible_words(live_shell.window.findChild(StoreFaultDialog))
