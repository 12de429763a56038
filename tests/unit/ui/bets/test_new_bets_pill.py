"""The button that says how many bets came while the table was held still."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from liveapp.ui.bets.new_bets_pill import MARGIN_PX, NewBetsPill
from liveapp.ui.theme import apply_theme


@pytest.fixture
def area(theme, qtbot) -> QScrollArea:
    made = QScrollArea()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    return made


def test_it_is_hidden_while_nothing_is_new(area) -> None:
    pill = NewBetsPill(area)
    assert not pill.isVisible()
    pill.show_count(3, is_at_top=False)
    assert pill.isVisible()
    pill.show_count(0, is_at_top=False)
    assert not pill.isVisible()


@pytest.mark.parametrize(("is_at_top", "text"), [(False, "▼ 1,234 new"), (True, "▲ 1,234 new")])
def test_it_stands_at_the_edge_where_the_new_bets_are_and_stays_there(area, is_at_top, text) -> None:
    pill = NewBetsPill(area)
    pill.show_count(1234, is_at_top)
    assert pill.text() == text
    assert pill.accessibleName() == "1,234 new bets, show the newest"
    area.resize(500, 420)
    viewport = area.viewport().geometry()
    above, below = pill.y() - viewport.top(), viewport.bottom() - pill.geometry().bottom()
    assert (above if is_at_top else below) == MARGIN_PX
    assert viewport.right() - pill.geometry().right() == MARGIN_PX


def test_it_stays_where_it_is_while_the_rows_are_scrolled(area) -> None:
    content = QWidget()
    content.resize(100, 5000)
    area.setWidget(content)
    pill = NewBetsPill(area)
    pill.show_count(3, is_at_top=False)
    place = pill.pos()
    area.viewport().scroll(0, -50)
    assert pill.pos() == place


def test_its_ends_are_round(area) -> None:
    pill = NewBetsPill(area)
    pill.show_count(1234, is_at_top=False)
    image = area.grab(pill.geometry()).toImage()
    middle = image.pixelColor(6, image.height() // 2)
    assert image.pixelColor(image.width() // 2, 2) == middle
    assert image.pixelColor(1, 1) != middle


def test_it_takes_no_focus_from_the_table(area) -> None:
    assert NewBetsPill(area).focusPolicy() == Qt.FocusPolicy.NoFocus


def test_it_takes_the_colours_of_another_theme(area, theme, qtbot) -> None:
    pill = NewBetsPill(area)
    before = pill.styleSheet()
    apply_theme(theme, "dark")
    qtbot.waitUntil(lambda: pill.styleSheet() != before)
    apply_theme(theme, "light")
    qtbot.waitUntil(lambda: pill.styleSheet() == before)
