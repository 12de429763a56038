"""All shortcuts on one page."""

import pytest
from PySide6.QtWidgets import QDialogButtonBox, QLabel

from liveapp.ui.help.keyboard_dialog import KeyboardHelpDialog, ShortcutGroup

GROUPS = [
    ShortcutGroup("File", (("Quit", "Ctrl+Q"), ("Export", "Ctrl+E"))),
    ShortcutGroup("Help", (("All shortcuts", "F1"),)),
]


@pytest.fixture
def dialog(theme, qtbot) -> KeyboardHelpDialog:
    made = KeyboardHelpDialog(GROUPS)
    qtbot.addWidget(made)
    made.show()
    return made


def label(dialog, text: str) -> QLabel:
    return next(one for one in dialog.findChildren(QLabel) if one.text() == text)


def test_each_command_stands_in_one_line_with_its_keys_below_its_group(dialog) -> None:
    assert label(dialog, "Quit").y() == label(dialog, "Ctrl+Q").y()
    assert label(dialog, "File").y() < label(dialog, "Quit").y() < label(dialog, "Export").y()
    assert label(dialog, "File").font().bold()


def test_groups_stand_side_by_side(dialog) -> None:
    assert label(dialog, "Help").x() > label(dialog, "Ctrl+Q").x()
    assert label(dialog, "Help").y() == label(dialog, "File").y()


def test_close_closes_it(dialog) -> None:
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Close).click()
    assert not dialog.isVisible()
