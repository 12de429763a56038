"""What stands there while the database is worked on."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QLabel

from liveapp.domain.keeping import LeaveLogAside, RestoreCopy, SaveReadable, StartEmpty, WayOut
from liveapp.ui.faults.working_dialog import WorkingDialog
from tests.shell import button


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (RestoreCopy(Path("x")), "Restoring"),
        (SaveReadable(), "Saving"),
        (LeaveLogAside(), "log aside"),
        (StartEmpty(), "new database"),
    ],
)
def test_it_says_what_is_done(qtbot, way: WayOut, words: str) -> None:
    dialog = WorkingDialog(way)
    qtbot.addWidget(dialog)
    assert any(words in label.text() for label in dialog.findChildren(QLabel))


def test_cancel_rejects_it(qtbot) -> None:
    dialog = WorkingDialog(SaveReadable())
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitSignal(dialog.rejected):
        button(dialog, "Cancel").click()
    assert dialog.result() == QDialog.DialogCode.Rejected
