"""The table of compared figures."""

import pytest
from PySide6.QtCore import Qt

from liveapp.ui.comparing.figures import Cell, FigureRow
from liveapp.ui.comparing.figures_model import FiguresModel

ROWS = [
    FigureRow("Seed", (Cell("<b>one", "<b>one", "<b>one", is_words=True), Cell("two", "two", is_words=True))),
    FigureRow("Exact", (Cell("", 1.5), Cell("", 2.5)), only_in_files=True),
    FigureRow("Bets", (Cell("1", 1), Cell("–", None)), "How many"),
]


@pytest.fixture
def model(qapp) -> FiguresModel:
    made = FiguresModel()
    made.show_rows(["A", "B"], ROWS)
    return made


def test_it_has_a_column_a_stream_and_a_row_a_figure_that_is_not_only_for_files(model) -> None:
    assert (model.rowCount(), model.columnCount()) == (2, 2)
    assert [model.headerData(row, Qt.Orientation.Vertical) for row in range(2)] == ["Seed", "Bets"]
    assert [model.headerData(one, Qt.Orientation.Horizontal) for one in range(2)] == ["A", "B"]
    assert [model.index(1, column).data() for column in range(2)] == ["1", "–"]
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0


def test_tooltips_say_what_is_meant_and_are_no_markup(model) -> None:
    role = Qt.ItemDataRole.ToolTipRole
    assert model.index(0, 0).data(role) == "<\u2060b>one"
    assert model.index(1, 0).data(role) == "How many"
    assert model.headerData(1, Qt.Orientation.Vertical, role) == "Bets\nHow many"
    assert model.headerData(0, Qt.Orientation.Horizontal, role) == "A"


def test_numbers_end_at_the_right_and_words_begin_at_the_left(model) -> None:
    role = Qt.ItemDataRole.TextAlignmentRole
    assert model.index(0, 0).data(role) & Qt.AlignmentFlag.AlignLeft
    assert model.index(1, 0).data(role) & Qt.AlignmentFlag.AlignRight
    assert model.index(1, 1).data(role) & Qt.AlignmentFlag.AlignRight


def test_what_only_changes_keeps_its_place(model, qtbot) -> None:
    changed = [*ROWS[:2], FigureRow("Bets", (Cell("2", 2), Cell("–", None)))]
    with qtbot.waitSignal(model.dataChanged), qtbot.assertNotEmitted(model.modelReset):
        model.show_rows(["A (deleted)", "B"], changed)
    assert model.headerData(0, Qt.Orientation.Horizontal) == "A (deleted)"
    with qtbot.assertNotEmitted(model.dataChanged), qtbot.assertNotEmitted(model.modelReset):
        model.show_rows(["A (deleted)", "B"], list(changed))
    with qtbot.waitSignal(model.modelReset):
        model.show_rows(["A"], changed[:1])
