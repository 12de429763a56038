"""The view of compared figures."""

import pytest
from PySide6.QtCore import Qt

from liveapp.ui.comparing.figures import Cell, FigureRow
from liveapp.ui.comparing.figures_model import FiguresModel
from liveapp.ui.comparing.figures_view import LEAST_COLUMN_PX, FiguresView

LONG = "many words that need several lines of the table " * 5


def shown(view: FiguresView, columns: int, text: str = "1") -> None:
    cells = (Cell(text, text, is_words=True),) * columns
    view.model().show_rows(["A"] * columns, [FigureRow("Figure", cells), FigureRow("Other", cells)])


@pytest.fixture
def view(theme, qtbot) -> FiguresView:
    made = FiguresView(FiguresModel())
    made.model().setParent(made)
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    return made


def test_streams_share_the_width_and_scroll_where_they_are_many(view, qtbot) -> None:
    shown(view, 2)
    qtbot.waitUntil(lambda: view.columnWidth(0) == view.viewport().width() // 2)
    shown(view, 8)
    qtbot.waitUntil(lambda: view.columnWidth(0) == LEAST_COLUMN_PX)
    assert view.horizontalScrollBar().maximum() > 0
    view.resize(1_900, 300)
    qtbot.waitUntil(lambda: view.columnWidth(0) > LEAST_COLUMN_PX)


def test_rows_are_as_high_as_their_words_need(view, qtbot) -> None:
    shown(view, 2)
    qtbot.waitUntil(lambda: view.columnWidth(0) > LEAST_COLUMN_PX)
    before = view.rowHeight(0)
    shown(view, 2, LONG)
    qtbot.waitUntil(lambda: view.rowHeight(0) > 2 * before)
    shown(view, 2)
    qtbot.waitUntil(lambda: view.rowHeight(0) == before)


def test_names_of_figures_stay_in_sight(view, qtbot) -> None:
    shown(view, 8)
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() > 0)
    assert view.verticalHeader().isVisible()
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    qtbot.waitUntil(lambda: view.verticalHeader().viewport().visibleRegion().boundingRect().width() > 0)
    assert view.columnAt(0) > 0


def test_ctrl_c_copies_and_other_keys_move(view, qtbot) -> None:
    shown(view, 2)
    view.setCurrentIndex(view.model().index(0, 0))
    with qtbot.waitSignal(view.copy_requested):
        qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().row() == 1
