"""The overview's table on the screen."""

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStyleOptionViewItem

from liveapp.ui.overview.choice import Kind, choice_of
from liveapp.ui.overview.columns import COLUMNS, Column
from liveapp.ui.overview.model import OverviewModel
from liveapp.ui.overview.view import OverviewView
from liveapp.ui.theme import colors
from tests.unit.ui.bets.test_widths import FIRST_SIZE_PX, SCALED_SIZE_PX, SMALLEST_PX
from tests.unit.ui.overview.values import a_stream, total

SELECT = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


@pytest.fixture
def view(theme, qtbot) -> OverviewView:
    """Three streams, the second with two currencies."""
    model = OverviewModel()
    made = OverviewView(model)
    model.setParent(made)
    qtbot.addWidget(made)
    two = (total(), total("usdt"))
    streams = [a_stream(key, last_seen_us=-key, totals=two if key == 2 else (total(),)) for key in (1, 2, 3)]
    model.set_streams({stream.key: stream for stream in streams}, lambda _: None)
    made.resize(1100, 300)
    made.show()
    return made


def choose(view: OverviewView, *keys: int) -> None:
    view.clearSelection()
    for row in view.model().rows_of(keys):
        view.selectionModel().select(view.model().index(row, 0), SELECT)


def chosen(view: OverviewView) -> list[int]:
    return [stream.key for stream in view.chosen()]


def give_room(view: OverviewView, room: int) -> None:
    view.resize(room + view.width() - view.viewport().width(), 300)
    assert view.viewport().width() == room


def test_all_columns_that_are_on_at_first_fit_the_first_size(view, qtbot) -> None:
    give_room(view, FIRST_SIZE_PX)
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() == 0)
    for column in view.shown_columns():
        assert view.columnWidth(column) >= view.fontMetrics().horizontalAdvance(COLUMNS[column].widest)


@pytest.mark.parametrize("room", [SMALLEST_PX, SCALED_SIZE_PX])
def test_in_a_small_window_the_stream_is_in_view_and_the_others_are_scrolled_to(view, qtbot, room) -> None:
    give_room(view, room)
    assert view.columnViewportPosition(Column.STREAM) == 0
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() > 0)


def test_a_row_is_as_high_as_its_currencies_wherever_it_goes(view) -> None:
    heights = [view.rowHeight(row) for row in range(3)]
    assert heights[0] == heights[2] < heights[1]
    view.sortByColumn(Column.STREAM, Qt.SortOrder.DescendingOrder)
    (two,) = view.model().rows_of([2])
    assert [view.rowHeight(row) > heights[0] for row in range(3)] == [row == two for row in range(3)]


def test_what_is_selected_stays_so_while_rows_move_come_and_go(view) -> None:
    choose(view, 1, 3)
    view.sortByColumn(Column.STREAM, Qt.SortOrder.DescendingOrder)
    assert set(chosen(view)) == {1, 3}
    view.model().set_choice(choice_of(Kind.ALL, "client-1"))
    assert chosen(view) == [1]
    view.model().set_choice(choice_of(Kind.ALL, ""))
    assert chosen(view) == [1]


def test_the_keyboard_stays_on_its_stream_when_others_come(view) -> None:
    (row,) = view.model().rows_of([2])
    view.selectRow(row)
    streams = {stream.key: stream for stream in (*(r.stream for r in view.model().rows()), a_stream(9))}
    view.model().set_streams(streams, lambda _: None)
    assert view.current().key == 2
    assert chosen(view) == [2]


def test_enter_and_a_double_click_open_a_stream(view, qtbot) -> None:
    view.selectRow(1)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args[0].key == 2
    place = view.visualRect(view.model().index(2, Column.BETS)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args[0].key == 3


def test_ctrl_a_selects_all_and_ctrl_c_copies(view, qtbot) -> None:
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert chosen(view) == [1, 2, 3]
    with qtbot.waitSignal(view.copy_requested):
        qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)


def test_the_streams_in_view_are_told_from_top_to_bottom(view) -> None:
    assert view.keys_in_view() == [1, 2, 3]
    view.resize(1100, view.horizontalHeader().height() + view.rowHeight(0) + 2 * view.frameWidth())
    assert view.keys_in_view() == [1]
    view.model().set_choice(choice_of(Kind.ALL, "nothing"))
    assert view.keys_in_view() == []


def test_columns_come_back_as_the_user_had_them(view) -> None:
    view.setColumnHidden(Column.BETS, True)
    view.setColumnHidden(Column.NOTES, False)
    view.horizontalHeader().moveSection(view.horizontalHeader().visualIndex(Column.PROFIT), 0)
    view.sortByColumn(Column.HIGHEST, Qt.SortOrder.AscendingOrder)
    kept, shown = view.save_columns(), view.shown_columns()
    assert shown[0] is Column.PROFIT
    assert kept["sorted"] == "HIGHEST up"
    view.restore_columns({"columns": ",".join(column.name for column in Column), "sorted": "BETS down"})
    assert view.shown_columns() == list(Column)
    view.restore_columns(kept)
    assert view.shown_columns() == shown
    assert view.save_columns() == kept


def test_rows_stand_still_under_the_mouse(view, qtbot) -> None:
    qtbot.mouseMove(view.viewport(), QPoint(20, 20))
    qtbot.mouseMove(view.viewport(), QPoint(30, 30))
    qtbot.waitUntil(lambda: view.model()._rest.remainingTime() > 1000)


def test_a_cell_is_drawn_in_the_colour_of_its_tone_and_on_a_line_a_currency(view) -> None:
    def option(row: int, column: Column) -> QStyleOptionViewItem:
        made = QStyleOptionViewItem()
        made.palette = view.palette()
        view.itemDelegate().initStyleOption(made, view.model().index(row, column))
        return made

    lost, both = option(0, Column.PROFIT), option(1, Column.PROFIT)
    assert lost.text == "−0.5 BTC"
    assert lost.palette.color(QPalette.ColorRole.Text) == colors(view.palette()).loss
    assert both.text == "−0.5 BTC\u2028−0.5 USDT"
    assert both.palette.color(QPalette.ColorRole.Text) == view.palette().color(QPalette.ColorRole.Text)
    assert both.displayAlignment & Qt.AlignmentFlag.AlignRight
    pending = option(0, Column.WAIT)
    assert pending.palette.color(QPalette.ColorRole.Text) == colors(view.palette()).muted_text
