"""The note of a bookmark: nothing that was written is lost, nothing is overwritten unseen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from liveapp.ui.bets import note_field
from liveapp.ui.bets.note_field import NoteField

Control = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def field(theme, qtbot) -> NoteField:
    made = NoteField()
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    made.show_note(1, "stored")
    return made


def write(field: NoteField, text: str) -> None:
    field.edit.setPlainText(text)


def words(field: NoteField) -> str:
    return field._counter.text()


def test_it_shows_what_is_stored_and_counts_it(field) -> None:
    assert field.note() == "stored"
    assert words(field) == "6 of 1,000 characters"
    assert not field.save_button.isEnabled()
    write(field, "more than that")
    assert words(field) == "14 of 1,000 characters · not saved"
    assert field.save_button.isEnabled()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_ctrl_and_enter_save_and_enter_alone_begins_a_line(field, qtbot, key) -> None:
    write(field, "new")
    qtbot.keyClick(field.edit, key)
    assert field.is_changed is False or "\n" in field.edit.toPlainText()
    with qtbot.waitSignal(field.save_requested):
        qtbot.keyClick(field.edit, key, Control)


def test_ctrl_enter_is_claimed_before_it_opens_the_notes_of_the_stream(field) -> None:
    event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, Qt.Key.Key_Return, Control)
    event.ignore()
    QApplication.sendEvent(field.edit, event)
    assert event.isAccepted()


def test_a_note_that_is_too_long_or_as_it_was_is_not_saved(field, qtbot) -> None:
    with qtbot.assertNotEmitted(field.save_requested):
        qtbot.keyClick(field.edit, Qt.Key.Key_Return, Control)
        write(field, "x" * 1001)
        qtbot.keyClick(field.edit, Qt.Key.Key_Return, Control)
    assert words(field) == "1,001 of 1,000 characters · 1 too many"
    write(field, f"  {'x' * 1000}\n")
    assert field.save_button.isEnabled()


def test_a_blank_note_is_none_and_can_be_saved_over_one(field) -> None:
    write(field, "  \n ")
    assert field.note() == ""
    assert field.save_button.isEnabled()


def test_a_note_changed_elsewhere_is_shown_where_nothing_was_written(field) -> None:
    field.show_note(1, "theirs")
    assert field.note() == "theirs"
    assert field.conflict_words == ""


def test_a_note_changed_elsewhere_is_shown_beside_what_was_written(field, qtbot) -> None:
    write(field, "mine")
    field.show_note(1, "theirs")
    assert field.note() == "mine"
    assert field.conflict_words == "The note was changed meanwhile. Now it is “theirs”. Save replaces that."
    field.take_button.click()
    assert field.note() == "theirs"
    assert field.conflict_words == ""


def test_who_has_seen_the_other_note_saves_over_it(field, qtbot) -> None:
    write(field, "mine")
    field.show_note(1, None)
    assert field.conflict_words == "The note was changed meanwhile. Now there is none."
    with qtbot.waitSignal(field.save_requested):
        field.save_button.click()
    field.show_note(1, "mine")
    assert not field.is_changed
    assert field.conflict_words == ""


def test_what_was_not_saved_stays_with_its_bet_while_others_are_shown(field) -> None:
    write(field, "mine")
    field.show_note(2, "of another bet")
    assert field.note() == "of another bet"
    field.show_note(None, None)
    field.show_note(1, "theirs by now")
    assert field.note() == "mine"
    assert "theirs by now" in field.conflict_words
    field.show_note(2, "of another bet")
    assert not field.is_changed


def test_of_many_that_were_not_saved_the_oldest_go(field, monkeypatch) -> None:
    monkeypatch.setattr(note_field, "KEPT_DRAFTS", 2)
    for bet_id in (1, 2, 3):
        field.show_note(bet_id, None)
        write(field, f"mine {bet_id}")
    field.show_note(4, None)
    field.show_note(1, None)
    assert field.note() == ""
    field.show_note(3, None)
    assert field.note() == "mine 3"


@pytest.mark.parametrize("stored", ["a\r\nb", "a\xa0b", "a\u2028b", "a\rb", "<b>a</b>\tb"])
def test_a_note_that_an_editor_gives_back_otherwise_is_not_taken_for_changed(field, stored) -> None:
    field.show_note(5, stored)
    assert not field.is_changed
    field.show_note(1, "stored")
    field.show_note(5, stored)
    assert not field.is_changed


def test_tab_leaves_it(field, qtbot) -> None:
    write(field, "mine")
    field.activateWindow()
    field.edit.setFocus()
    qtbot.keyClick(field.edit, Qt.Key.Key_Tab)
    assert field.save_button.hasFocus()
    assert field.note() == "mine"
