"""What is said where there will be no window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from liveapp.ui.faults.start_fault_dialog import StartFaultDialog
from tests.shell import visible_words


def test_it_says_the_reason_as_it_is_whatever_it_looks_like(qtbot):
    reason = "the data folder cannot be used: /tmp/<img src='/dev/zero'>: <b>no</b>"
    dialog = StartFaultDialog(reason)
    qtbot.addWidget(dialog)
    dialog.show()
    assert reason in visible_words(dialog)
    labels = [label for label in dialog.findChildren(QLabel) if label.text()]
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
