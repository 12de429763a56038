"""Reports: aligned, plain, copied whole."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from liveapp.ui.widgets.report_view import ReportView, indent_after_first, report_text


@pytest.fixture
def view(light_theme, qtbot) -> ReportView:
    made = ReportView("Report")
    qtbot.addWidget(made)
    return made


def test_values_stand_below_each_other() -> None:
    assert report_text([("a", "1"), ("long", "2")]) == "a     1\nlong  2"
    assert report_text([]) == ""


def test_further_lines_of_a_value_stand_below_its_first() -> None:
    assert report_text([("a", "1\n2")]) == "a  1\n   2"
    assert indent_after_first("", "  ") == ""


def test_it_is_plain_text_that_can_be_copied_whole(view) -> None:
    view.show_rows([("a", "<b>1</b>")])
    copy = QPushButton("Copy", view)
    view.offer_copy(copy)
    copy.click()
    assert QGuiApplication.clipboard().text() == view.text == "a  <b>1</b>"
    assert copy.text() == "Copied"
    assert view.isReadOnly()
