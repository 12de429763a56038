"""The scroll bar with marks beside it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QApplication

from liveapp.domain.queries import ALL_BETS, BetFilter, BetOrder
from liveapp.ui.bets import marked_rows
from liveapp.ui.bets.marked_scroll_bar import STRIP_PX
from liveapp.ui.theme import apply_theme, colors


@pytest.fixture
def show(page, tab, stream_of, qtbot):
    def show_stream():
        page.show_stream(stream_of())
        qtbot.waitUntil(lambda: tab.model.is_complete)
        return tab.view.marks

    return show_stream


def strip_x(bar) -> int:
    return bar.width() - STRIP_PX + 1


def place_of(bar, pixel: int) -> QPoint:
    return QPoint(strip_x(bar), bar._groove().top() + pixel)


def test_a_mark_stands_where_the_scroll_bar_leads_to_its_row(show, tab, record, mark, qtbot) -> None:
    record(*range(1, 1001))
    mark(1, 500, 1000)
    bar = show()
    qtbot.waitUntil(lambda: len(bar.bookmark_pixels) == 3)
    height = bar._groove().height()
    assert bar.bookmark_pixels == [0, 499 * height // 1000, 999 * height // 1000]
    tab.model.set_order(BetOrder(descending=True))
    qtbot.waitUntil(lambda: bar.bookmark_pixels[0] == height - 1 - 999 * height // 1000)


def test_a_click_on_a_mark_goes_to_its_row_and_one_beside_it_nowhere(show, tab, record, mark, qtbot) -> None:
    record(*range(1, 1001))
    mark(500)
    bar = show()
    qtbot.waitUntil(lambda: len(bar.bookmark_pixels) == 1)
    value = bar.value()
    far = place_of(bar, bar.bookmark_pixels[0] + 30)
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=far)
    qtbot.mouseClick(bar, Qt.MouseButton.RightButton, pos=place_of(bar, bar.bookmark_pixels[0]))
    assert bar.value() == value
    assert tab.view.chosen_bet_id() is None
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place_of(bar, bar.bookmark_pixels[0] + 2))
    assert tab.view.currentIndex().row() == 499


def test_a_click_on_the_bar_itself_scrolls(show, tab, record, qtbot) -> None:
    record(*range(1, 1001))
    bar = show()
    tab.view.toggle_following()
    bar.setValue(bar.maximum())
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(5, bar._groove().top() + 2))
    assert bar.value() < bar.maximum()
    assert tab.view.chosen_bet_id() is None


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_the_mouse_on_the_strip_is_told_what_is_marked(show, tab, record, mark, qtbot) -> None:
    record(*range(1, 501))
    record(600, round_result=60.0)
    mark(100, note="<b>why</b>")
    bar = show()
    tab.filter_bar.set_filter(BetFilter(min_multiplier=50))
    qtbot.waitUntil(lambda: tab.model.is_complete and tab.model.rowCount() == 1)
    tab.filter_bar.set_filter(ALL_BETS)
    qtbot.waitUntil(lambda: bool(bar.hit_pixels and bar.bookmark_pixels))
    (hit,), (bookmark,) = bar.hit_pixels, bar.bookmark_pixels
    top = bar._groove().top()
    assert bar.words_at(top + hit) == "Hit: 50.00× or more"
    assert bar.words_at(top + bookmark) == "Bookmark: round 100, 1.02×\n<b>why</b>"
    assert bar.words_at(top + bookmark + 40) == "1 bookmark\n1 hit of 50.00× or more, the last minimum"
    place = place_of(bar, bookmark)
    QApplication.sendEvent(bar, QHelpEvent(QHelpEvent.Type.ToolTip, place, bar.mapToGlobal(place)))
    shown = [one for one in QApplication.topLevelWidgets() if one.metaObject().className() == "QTipLabel"]
    assert [GuiQt.mightBeRichText(one.text()) for one in shown if one.isVisible()] == [False]


def test_too_many_hits_are_told_and_not_drawn(show, tab, record, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(marked_rows, "MOST_MARKS", 2)
    record(*range(1, 501))
    record(600, 601, 602, round_result=60.0)
    bar = show()
    tab.filter_bar.set_filter(BetFilter(min_multiplier=50))
    qtbot.waitUntil(lambda: tab.model.is_complete and tab.model.rowCount() == 3)
    tab.filter_bar.set_filter(ALL_BETS)
    qtbot.waitUntil(lambda: tab.marks.hits.count == 3)
    assert bar.hit_pixels == []
    assert bar.words_at(100) == "3 hits of 50.00× or more: too many to mark"


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_marks_are_drawn_in_colours_that_stand_out(show, record, mark, qtbot, qapp, choice) -> None:
    record(*range(1, 1001))
    mark(500)
    bar = show()
    apply_theme(qapp, choice)
    qtbot.waitUntil(lambda: len(bar.bookmark_pixels) == 1)
    image = bar.grab().toImage()
    place = place_of(bar, bar.bookmark_pixels[0])
    drawn = {image.pixelColor(x, place.y()).name() for x in range(strip_x(bar), bar.width())}
    assert colors(bar.palette()).accent.name() in drawn


def test_while_rows_come_at_the_end_a_mark_moves_up_with_its_row(show, record, mark, qtbot) -> None:
    record(*range(1, 1001))
    mark(500)
    bar = show()
    qtbot.waitUntil(lambda: len(bar.bookmark_pixels) == 1)
    record(*range(1001, 2001))
    qtbot.waitUntil(lambda: bar.bookmark_pixels == [499 * bar._groove().height() // 2000])
