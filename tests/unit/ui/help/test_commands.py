"""Opening what explains the program."""

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from liveapp.ui.help.about_dialog import AboutDialog
from liveapp.ui.help.commands import HelpCommands
from liveapp.ui.help.keyboard_dialog import KeyboardHelpDialog, ShortcutGroup
from tests.shell import delete_what_waits


@pytest.fixture
def window(theme, qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("name", "kind"), [("keyboardHelpAction", KeyboardHelpDialog), ("aboutAction", AboutDialog)]
)
def test_each_command_opens_its_dialog_and_forgets_it_once_it_is_closed(
    window, questions, name, kind
) -> None:
    HelpCommands(window, QIcon(), list, QDialog, tuple, questions).commands()[name]()
    dialog = window.findChild(kind)
    assert dialog.isVisible()
    dialog.close()
    delete_what_waits()
    assert window.findChildren(QDialog) == []


def test_shortcuts_are_those_of_the_moment_it_is_opened(window, questions) -> None:
    groups: list[ShortcutGroup] = []
    help_commands = HelpCommands(window, QIcon(), lambda: groups, QDialog, tuple, questions)
    groups.append(ShortcutGroup("View", (("Hold", "Space"),)))
    help_commands.commands()["keyboardHelpAction"]()
    words = [label.text() for label in window.findChild(KeyboardHelpDialog).findChildren(QLabel)]
    assert set(words) == {"View", "Hold", "Space"}
