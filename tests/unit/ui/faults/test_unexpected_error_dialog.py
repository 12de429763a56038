"""What is said of a mistake in the program."""

import pytest
from PySide6.QtGui import QGuiApplication

from liveapp.ui.faults.unexpected_error_dialog import UnexpectedErrorDialog
from tests.shell import button, visible_words


@pytest.fixture
def dialog(live_shell):
    live_shell.window.show_unexpected_error("ValueError: odd", "Traceback\nValueError: odd")
    return live_shell.window.findChild(UnexpectedErrorDialog)


def test_it_says_what_happened_and_that_the_program_goes_on(dialog):
    assert "ValueError: odd" in visible_words(dialog)
    assert "the program goes on" in visible_words(dialog)


def test_its_details_can_be_copied(dialog):
    button(dialog, "Copy details").click()
    assert QGuiApplication.clipboard().text() == "Traceback\nValueError: odd"


def test_the_log_can_be_opened(dialog, program, opened):
    program.settings.log_path.parent.mkdir(exist_ok=True)
    program.settings.log_path.touch()
    button(dialog, "Open log").click()
    assert opened.paths == [program.settings.log_path]
