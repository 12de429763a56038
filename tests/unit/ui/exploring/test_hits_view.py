"""The view of explored rounds bears ten million of them."""

from array import array

import pytest
from PySide6.QtCore import Qt

from liveapp.domain.proof_jobs import Explored
from liveapp.ui.exploring.hits_model import HitColumn, HitsModel
from liveapp.ui.exploring.hits_view import HitsView
from tests.unit.ui.exploring.values import ASKED, SOME


@pytest.fixture
def view(theme, qtbot) -> HitsView:
    made = HitsView(HitsModel())
    made.model().setParent(made)
    qtbot.addWidget(made)
    made.resize(640, 300)
    made.show()
    return made


def test_all_of_many_rows_can_be_chosen_without_asking_for_each(view, qtbot) -> None:
    many = 200_000
    asked: list[int] = []

    class Counted(HitsModel):
        def flags(self, index):
            asked.append(index.row())
            return super().flags(index)

    model = Counted(view)
    model.show_explored(Explored(ASKED, array("q", bytes(8 * many)), bytes(many), None))
    other = HitsView(model)
    qtbot.addWidget(other)
    other.show()
    other.selectAll()
    other.scrollToBottom()
    qtbot.waitUntil(lambda: other.verticalScrollBar().value() == other.verticalScrollBar().maximum())
    other.grab()
    assert other.chosen_ranges() == [range(many)]
    assert len(asked) < 10_000


def test_the_chosen_rows_come_from_top_to_bottom(view, qtbot) -> None:
    view.model().show_explored(SOME)
    assert view.chosen_ranges() == []
    view.selectRow(2)
    assert view.chosen_ranges() == [range(2, 3)]
    view.selectAll()
    assert [row for rows in view.chosen_ranges() for row in rows] == [0, 1, 2]
    with qtbot.waitSignal(view.copy_requested):
        qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


def test_the_highest_multiplier_fits(view) -> None:
    view.model().show_explored(SOME)
    needed = view.fontMetrics().horizontalAdvance("3,203,384.80×")
    assert view.columnWidth(HitColumn.MULTIPLIER) > needed + 8
