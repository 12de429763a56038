"""A code of digits on the screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication

from liveapp.ui.receiver.code_label import CodeLabel


@pytest.fixture
def label(light_theme, qtbot) -> CodeLabel:
    made = CodeLabel("Code")
    qtbot.addWidget(made)
    made.show_code("012345")
    made.show()
    return made


def test_digits_stand_in_two_groups_and_are_read_one_by_one(label: CodeLabel) -> None:
    assert label.text() == "012 345"
    interface = QAccessible.queryAccessibleInterface(label)
    assert interface.text(QAccessible.Text.Name) == "Code: 0 1 2 3 4 5"


def test_the_keyboard_copies_the_digits_without_a_blank(label: CodeLabel, qtbot) -> None:
    qtbot.keyClick(label, Qt.Key.Key_A)
    qtbot.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "012345"
    QGuiApplication.clipboard().clear()


def test_a_mouse_selects_nothing_of_it_and_tab_reaches_it(label: CodeLabel, qtbot) -> None:
    qtbot.mouseDClick(label, Qt.MouseButton.LeftButton)
    assert not label.hasSelectedText()
    assert label.focusPolicy() == Qt.FocusPolicy.TabFocus
