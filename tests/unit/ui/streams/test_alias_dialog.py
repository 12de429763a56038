"""Naming a stream."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit

from liveapp.domain.streams import ALIAS_MAX_LENGTH
from liveapp.ui.streams.alias_dialog import AliasDialog
from tests.shell import visible_words
from tests.unit.ui.streams.values import make_stream


@pytest.fixture
def dialog(theme, qtbot) -> AliasDialog:
    made = AliasDialog(make_stream(alias="evening"))
    qtbot.addWidget(made)
    made.show()
    return made


def edit(dialog) -> QLineEdit:
    return dialog.findChild(QLineEdit)


def save_button(dialog):
    return dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save)


def test_it_begins_with_the_alias_that_is(dialog) -> None:
    assert dialog.alias() == "evening"
    assert "1a2b3c4d5e · my-client" in visible_words(dialog)


def test_enter_asks_to_save_what_was_written_without_blanks_at_its_ends(dialog, qtbot) -> None:
    edit(dialog).setText("  late run ")
    with qtbot.waitSignal(dialog.save_requested):
        qtbot.keyClick(edit(dialog), Qt.Key.Key_Return)
    assert dialog.alias() == "late run"


def test_while_it_is_being_saved_it_cannot_be_changed_or_saved_again(dialog) -> None:
    save_button(dialog).click()
    assert edit(dialog).isReadOnly()
    assert not save_button(dialog).isEnabled()
    dialog.show_fault("No room.")
    assert "No room." in visible_words(dialog)
    assert save_button(dialog).isEnabled()
    assert not edit(dialog).isReadOnly()


def test_80_characters_can_be_saved_and_one_more_cannot(dialog) -> None:
    edit(dialog).setText("🍀" * ALIAS_MAX_LENGTH)
    assert save_button(dialog).isEnabled()
    edit(dialog).setText("x" * (ALIAS_MAX_LENGTH + 1))
    assert not save_button(dialog).isEnabled()
    assert "1 characters too many" in visible_words(dialog)
