"""The search above the list of streams."""

import pytest
from PySide6.QtCore import Qt

from liveapp.ui.streams.search_field import SearchField


@pytest.fixture
def field(theme, qtbot) -> SearchField:
    made = SearchField()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("key", "signal"),
    [
        (Qt.Key.Key_Return, "first_wanted"),
        (Qt.Key.Key_Enter, "first_wanted"),
        (Qt.Key.Key_Down, "list_wanted"),
        (Qt.Key.Key_Escape, "left"),
    ],
)
def test_enter_down_and_escape_lead_out_of_it(field, qtbot, key, signal) -> None:
    with qtbot.waitSignal(getattr(field, signal)):
        qtbot.keyClick(field, key)


def test_escape_clears_it_and_other_keys_write(field, qtbot) -> None:
    qtbot.keyClicks(field, "abc")
    assert field.text() == "abc"
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
