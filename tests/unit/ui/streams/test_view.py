"""The list of streams as a view."""

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QPainter
from PySide6.QtWidgets import QApplication, QStyledItemDelegate

from liveapp.domain.clock import MINUTE_US
from liveapp.domain.events import BetsStored
from liveapp.ui.streams.model import StreamListModel
from liveapp.ui.streams.view import StreamListView
from tests.clock import Clock
from tests.unit.ui.streams.values import make_stream

UPPER_LEFT = QPoint(0, 0)
Select = QItemSelectionModel.SelectionFlag.Select


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def view(theme, clock, qtbot) -> StreamListView:
    """Three hundred streams, one a minute."""
    model = StreamListModel(clock.wall_us)
    now_us = clock.wall_us()
    model.set_streams([make_stream(key, last_seen_us=now_us - key * MINUTE_US) for key in range(300)])
    made = StreamListView(model)
    model.setParent(made)
    qtbot.addWidget(made)
    made.resize(260, 400)
    made.show()
    return made


def row_place(view, row) -> QPoint:
    """In the lower half of a row, below a heading that it may have."""
    rect = view.visualRect(view.model().index(row, 0))
    return QPoint(rect.center().x(), rect.bottom() - 8)


def select(view, *rows) -> None:
    for row in rows:
        view.selectionModel().select(view.model().index(row, 0), Select)


def context_menu(view, reason, place=UPPER_LEFT) -> None:
    event = QContextMenuEvent(reason, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)


def keys(streams) -> list[int]:
    return [stream.key for stream in streams]


def test_many_rows_are_in_view_at_the_least_size_of_the_window(view) -> None:
    view.resize(200, 300)
    last = view.indexAt(QPoint(20, view.viewport().height() - 1))
    assert last.row() >= 5


def test_a_heading_is_no_row(view, qtbot) -> None:
    top = view.visualRect(view.model().index(0, 0)).topLeft() + QPoint(30, 4)
    assert not view.indexAt(top).isValid()
    select(view, 2)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=top)
    assert keys(view.selected_streams()) == [2]
    assert view.indexAt(row_place(view, 0)).row() == 0


def test_what_is_selected_is_told_from_top_to_bottom(view, qtbot) -> None:
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=row_place(view, 3))
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, row_place(view, 1)
    )
    assert keys(view.selected_streams()) == [1, 3]
    assert view.current_stream().key == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_opens_what_the_keyboard_is_on(view, qtbot, key) -> None:
    view.setCurrentIndex(view.model().index(2, 0))
    with qtbot.waitSignal(view.opened) as told:
        qtbot.keyClick(view, key)
    assert told.args[0].key == 2


def test_a_double_click_opens(view, qtbot) -> None:
    with qtbot.waitSignal(view.opened) as told:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=row_place(view, 1))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton)  # else it stays pressed for all tests
    assert told.args[0].key == 1


def test_delete_is_for_all_that_is_selected(view, qtbot) -> None:
    view.setCurrentIndex(view.model().index(2, 0))
    select(view, 4)
    with qtbot.waitSignal(view.delete_requested) as told:
        qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert keys(told.args[0]) == [2, 4]


def test_a_right_click_selects_nothing_and_its_menu_is_for_the_row_under_it(view, qtbot) -> None:
    select(view, 0)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.RightButton, pos=row_place(view, 2))
    assert keys(view.selected_streams()) == [0]
    with qtbot.waitSignal(view.menu_requested) as told:
        context_menu(view, QContextMenuEvent.Reason.Mouse, row_place(view, 2))
    assert keys(told.args[0]) == [2]


def test_on_a_selected_row_the_menu_is_for_all_that_is_selected(view, qtbot) -> None:
    select(view, 1, 2)
    with qtbot.waitSignal(view.menu_requested) as told:
        context_menu(view, QContextMenuEvent.Reason.Mouse, row_place(view, 2))
    assert keys(told.args[0]) == [1, 2]


def test_the_menu_key_opens_the_menu_at_the_row_that_the_keyboard_is_on(view, qtbot) -> None:
    view.setCurrentIndex(view.model().index(1, 0))
    with qtbot.waitSignal(view.menu_requested) as told:
        context_menu(view, QContextMenuEvent.Reason.Keyboard)
    assert keys(told.args[0]) == [1]
    assert view.indexAt(view.viewport().mapFromGlobal(told.args[1])).row() == 1


def test_shift_f10_is_the_menu_key(view, qtbot) -> None:
    view.setCurrentIndex(view.model().index(1, 0))
    with qtbot.waitSignal(view.menu_requested) as told:
        qtbot.keyClick(view, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert keys(told.args[0]) == [1]


def test_beside_the_rows_there_is_no_menu(view, qtbot) -> None:
    with qtbot.assertNotEmitted(view.menu_requested):
        context_menu(view, QContextMenuEvent.Reason.Mouse, QPoint(30, 3))


def test_letters_choose_no_row(view, qtbot) -> None:
    view.setCurrentIndex(view.model().index(2, 0))
    view.keyboardSearch("S")
    assert view.currentIndex().row() == 2


class CountingDelegate(QStyledItemDelegate):
    """Counts the rows that are painted."""

    def __init__(self, view) -> None:
        super().__init__(view)
        self._painter = view.itemDelegate()
        self.rows: list[int] = []

    def paint(self, painter: QPainter, option, index) -> None:
        self.rows.append(index.row())
        self._painter.paint(painter, option, index)

    def sizeHint(self, option, index):  # noqa: N802 - Qt's name
        return self._painter.sizeHint(option, index)


@pytest.fixture
def counting(view, qtbot) -> CountingDelegate:
    made = CountingDelegate(view)
    view.setItemDelegate(made)
    qtbot.waitUntil(lambda: len(made.rows) > 5)
    made.rows.clear()
    return made


def test_a_bet_repaints_its_row_alone(view, clock, counting, qtbot) -> None:
    clock.sleep(1)
    view.model().apply([BetsStored(make_stream(0, last_seen_us=clock.wall_us(), total_bets=99), (), False)])
    qtbot.waitUntil(lambda: bool(counting.rows))
    assert set(counting.rows) == {0}


def test_a_bet_on_a_stream_out_of_view_paints_nothing(view, clock, counting) -> None:
    view.model().apply(
        [BetsStored(make_stream(290, last_seen_us=clock.wall_us() - 290 * MINUTE_US), (), False)]
    )
    QApplication.processEvents()
    assert counting.rows == []


def test_words_tick_in_view_alone_and_only_where_they_change(view, clock, counting, qtbot) -> None:
    changed: list[int] = []
    view.model().dataChanged.connect(lambda first, _last: changed.append(first.row()))
    clock.sleep(60)
    view.tick()
    assert changed[:3] == [0, 1, 2]
    assert 5 < len(changed) < 20
    changed.clear()
    clock.sleep(1)
    view.tick()
    assert changed == []


def test_nothing_ticks_while_it_is_hidden_and_it_is_right_when_it_comes_back(view, clock, qtbot) -> None:
    view.hide()
    assert not view._ticks.isActive()
    clock.sleep(120)
    view.show()
    assert view._ticks.isActive()
    assert view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole).find("2 min ago") > 0


def test_moving_the_mouse_over_rows_keeps_them_where_they_are(view, clock, qtbot) -> None:
    qtbot.mouseMove(view.viewport(), row_place(view, 1))
    QApplication.processEvents()
    clock.sleep(1)
    view.model().apply([BetsStored(make_stream(3, last_seen_us=clock.wall_us()), (), False)])
    assert view.model().stream_at(3).key == 3
