"""Toasts that tell what became of a file."""

import sys

import pytest
from PySide6.QtWidgets import QWidget

from liveapp.ui.widgets.file_toasts import tell_unwritten, tell_written
from liveapp.ui.widgets.message import ToastKind
from liveapp.ui.widgets.toast import ToastStack
from tests.shell import button


@pytest.fixture
def toasts(theme, qtbot) -> ToastStack:
    host = QWidget()
    qtbot.addWidget(host)
    return ToastStack(host)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the system's own program shows the file")
def test_a_file_that_was_written_can_be_shown_in_its_folder(toasts, opened, tmp_path) -> None:
    tell_written(toasts, "Exported 3 bets to bets.csv", tmp_path / "bets.csv")
    (toast,) = toasts.toasts
    assert (toast.text, toast.message.kind) == ("Exported 3 bets to bets.csv", ToastKind.GOOD)
    button(toast, "Show in folder").click()
    assert opened.paths == [tmp_path]


def test_of_one_that_was_not_it_is_said_why(toasts, tmp_path) -> None:
    tell_unwritten(toasts, tmp_path / "bets.csv", OSError(28, "No space left on device"))
    (toast,) = toasts.toasts
    assert toast.message.kind is ToastKind.TROUBLE
    assert toast.text.startswith("bets.csv could not be written: ")
