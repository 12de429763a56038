"""How far a job is, with a way to stop it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QProgressBar, QPushButton

from liveapp.domain.jobs import Progress
from liveapp.ui.jobs.line import JobLine
from liveapp.ui.jobs.words import JobWords
from liveapp.ui.widgets.share_bar import STEPS

WORDS = JobWords("export of 1a2b", "Exporting 1a2b", ("bet", "bets"), "Stop the export")


@pytest.fixture
def line(theme, qtbot) -> JobLine:
    made = JobLine(WORDS)
    qtbot.addWidget(made)
    made.show()
    return made


def test_before_anything_is_known_the_bar_only_moves(line) -> None:
    bar = line.findChild(QProgressBar)
    assert line.text == "Exporting 1a2b …"
    assert (bar.minimum(), bar.maximum()) == (0, 0)
    line.show_progress(Progress(5))
    assert (bar.minimum(), bar.maximum()) == (0, 0)


def test_with_a_total_the_bar_tells_the_share_beyond_32_bits_too(line) -> None:
    line.show_progress(Progress(2**40, 2**42))
    bar = line.findChild(QProgressBar)
    assert bar.value() == STEPS // 4
    assert line.text == "Exporting 1a2b: 1,099,511,627,776 of 4,398,046,511,104 bets"


def test_nothing_to_do_is_no_error(line) -> None:
    line.show_progress(Progress(0, 0))
    assert line.findChild(QProgressBar).value() == 0


def test_cancel_says_what_it_stops_and_asks_for_it(line, qtbot) -> None:
    cancel = line.findChild(QPushButton)
    assert cancel.accessibleName() == "Cancel the export of 1a2b"
    assert cancel.toolTip() == "Stop the export"
    with qtbot.waitSignal(line.cancel_requested):
        cancel.click()


def test_a_click_on_cancel_leaves_the_focus_where_it_was(line, qtbot) -> None:
    edit = QLineEdit(line)
    edit.show()
    edit.setFocus()
    with qtbot.waitSignal(line.cancel_requested):
        qtbot.mouseClick(line.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert line.focusWidget() is edit
