"""The way to a stream's notes, which says whether there are some."""

import pytest
from PySide6.QtGui import QAction

from liveapp.ui.stream_page.notes_button import NotesButton


@pytest.fixture
def button(theme, qtbot) -> NotesButton:
    made = NotesButton()
    qtbot.addWidget(made)
    action = QAction("&Notes…", made)
    action.setToolTip("Write notes (Ctrl+Enter)")
    made.set_action(action)
    made.resize(80, 26)
    return made


def test_it_does_what_its_action_does(button, qtbot) -> None:
    assert button.accessibleName() == "Notes"
    with qtbot.waitSignal(button.defaultAction().triggered):
        button.click()


def test_notes_are_in_the_tooltip_also_after_the_action_changed(button) -> None:
    button.show_notes("<b>one</b>\ntwo")
    button.defaultAction().setEnabled(False)
    button.defaultAction().setEnabled(True)
    hint, _, first, second = button.toolTip().splitlines()
    assert hint == "Write notes (Ctrl+Enter)"
    assert first.replace("\u2060", "") == "<b>one</b>"
    assert second == "two"
    assert button.accessibleDescription()
    button.show_notes(None)
    assert button.toolTip() == hint
    assert not button.accessibleDescription()


def test_a_dot_tells_notes_from_none(button) -> None:
    without = button.grab().toImage()
    button.show_notes("one")
    assert button.grab().toImage() != without
    button.show_notes(None)
    assert button.grab().toImage() == without
