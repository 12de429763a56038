"""The line about refused requests in the status bar."""

import pytest
from PySide6.QtCore import Qt

from liveapp.ui.receiver.refusals_line import RefusalsLine
from liveapp.ui.theme import apply_theme
from liveapp.ui.widgets.icons import Icons
from tests.shell import RESOURCES


@pytest.fixture
def line(light_theme, qtbot) -> RefusalsLine:
    made = RefusalsLine(Icons(RESOURCES))
    qtbot.addWidget(made)
    return made


def test_it_is_there_only_while_there_is_something_to_tell(line: RefusalsLine) -> None:
    assert line.isHidden()
    line.tell(1, "The ingest token is wrong")
    assert line.isVisible()
    assert line.text() == "1 request refused"
    line.tell(12_345, "The ingest token is wrong")
    assert line.text() == "12,345 requests refused"
    line.tell(0, "")
    assert line.isHidden()


def test_it_tells_the_newest_reason_and_where_it_leads(line: RefusalsLine) -> None:
    line.tell(2, "The ingest token is wrong")
    assert "The ingest token is wrong" in line.toolTip()
    assert "Receiver › Requests" in line.toolTip()
    assert line.accessibleName() == "2 requests refused"
    assert line.accessibleDescription() == "The ingest token is wrong"


def test_keys_reach_and_press_it(line: RefusalsLine, qtbot) -> None:
    line.tell(2, "The ingest token is wrong")
    assert line.focusPolicy() & Qt.FocusPolicy.TabFocus
    with qtbot.waitSignal(line.clicked):
        qtbot.keyClick(line, Qt.Key.Key_Space)


def test_its_shape_takes_the_color_of_the_theme(line: RefusalsLine, light_theme, qtbot) -> None:
    line.tell(2, "The ingest token is wrong")
    before = line.icon().pixmap(16, 16).toImage()
    apply_theme(light_theme, "dark")
    qtbot.waitUntil(lambda: line.icon().pixmap(16, 16).toImage() != before)
