"""The list of hits."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from liveapp.domain.statistics.hit_list import HitList
from liveapp.ui.waits.hits_model import HitsModel
from liveapp.ui.waits.hits_view import HitsView


def hits(count: int) -> HitList:
    return HitList(34.68, np.arange(1, count + 1, dtype=np.int64) * 10, np.full(count, 34.68))


@pytest.fixture
def view(theme, qtbot) -> HitsView:
    model = HitsModel()
    made = HitsView(model)
    model.setParent(made)
    qtbot.addWidget(made)
    made.resize(400, 200)
    model.show_hits(hits(100))
    made.show()
    return made


def test_enter_and_a_double_click_open_a_hit(view, qtbot) -> None:
    view.selectRow(2)
    with qtbot.waitSignal(view.hit_opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [30]
    with qtbot.waitSignal(view.hit_opened) as opened:
        view.doubleClicked.emit(view.model().index(4, 1))
    assert opened.args == [50]


def test_enter_without_a_row_opens_nothing(view, qtbot) -> None:
    view.model().show_hits(None)
    with qtbot.assertNotEmitted(view.hit_opened):
        qtbot.keyClick(view, Qt.Key.Key_Return)


def test_the_end_stays_in_view_until_a_row_is_chosen_or_scrolled_away(view, qtbot) -> None:
    bar = view.verticalScrollBar()
    view.scrollToBottom()
    view.model().show_hits(hits(120))
    assert bar.value() == bar.maximum()
    view.scrollToTop()
    view.model().show_hits(hits(140))
    assert bar.value() == 0
    view.scrollToBottom()
    view.selectRow(139)
    at = bar.value()
    view.model().show_hits(hits(160))
    qtbot.waitUntil(lambda: bar.maximum() > at)
    assert bar.value() == at
