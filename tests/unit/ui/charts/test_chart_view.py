"""What every chart has around its drawing: read-out, keys, ways to take it along, words for the blind."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from liveapp.ui.charts.chart_view import HINT
from liveapp.ui.charts.skyline_chart import SkylineChart
from liveapp.ui.theme import apply_theme
from tests.unit.ui.charts.conftest import FIRST, HIGHEST, ROUNDS, TABLE


@pytest.fixture
def chart(redrawing, nonces, icons, qtbot) -> SkylineChart:
    made = SkylineChart(redrawing, nonces, icons)
    made.subject = "1a2b3c4d5e"
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    made.activateWindow()
    made.plot.setFocus()
    qtbot.waitUntil(lambda: made.picture is not None)
    return made


def press(chart, qtbot, *keys: Qt.Key, shift: bool = False) -> None:
    modifiers = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    for key in keys:
        qtbot.keyClick(chart.plot, key, modifiers)


def test_what_is_under_the_pointer_is_told_and_then_the_keys_again(chart) -> None:
    chart.plot.pointed.emit(float(HIGHEST - FIRST))
    assert chart.reading_label.text() == f"Nonce {HIGHEST}: {TABLE[10]:,.2f}×"
    assert chart.plot.pointer.isVisible()
    chart.plot.pointed.emit(None)
    assert chart.reading_label.text() == HINT
    assert not chart.plot.pointer.isVisible()


def test_the_axis_tells_the_stream_s_own_nonces(chart, nonces) -> None:
    axis = chart.plot.bottom
    assert axis.tickStrings([0.0, 9.0], 1.0, 9.0) == [str(FIRST), str(FIRST + 9)]
    nonces.set_whole(FIRST - 50, FIRST + ROUNDS - 1)
    chart._show_range()
    assert axis.tickStrings([0.0], 1.0, 9.0) == [str(FIRST - 50)]


def test_keys_zoom_move_and_show_all_again(chart, nonces, qtbot) -> None:
    press(chart, qtbot, Qt.Key.Key_Plus, Qt.Key.Key_Equal)
    first, last = nonces.ends
    assert FIRST < first < last < FIRST + ROUNDS - 1
    press(chart, qtbot, Qt.Key.Key_Right)
    assert nonces.ends > (first, last)
    press(chart, qtbot, Qt.Key.Key_Left, Qt.Key.Key_Left)
    assert nonces.ends < (first, last)
    press(chart, qtbot, Qt.Key.Key_Minus)
    assert nonces.is_zoomed
    press(chart, qtbot, Qt.Key.Key_Home)
    assert not nonces.is_zoomed


def test_values_are_read_and_bets_gone_to_by_keys_alone(chart, qtbot) -> None:
    gone_to = []
    chart.bet_requested.connect(gone_to.append)
    press(chart, qtbot, Qt.Key.Key_Return)
    assert gone_to == []
    press(chart, qtbot, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, shift=True)
    assert chart.reading_label.text().startswith("Nonce ")
    press(chart, qtbot, Qt.Key.Key_Return)
    assert len(gone_to) == 1
    assert f"{gone_to[0]:,}" in chart.reading_label.text()
    press(chart, qtbot, Qt.Key.Key_Escape)
    assert chart.reading_label.text() == HINT


def test_tab_goes_from_what_is_beside_the_title_to_the_drawing(chart) -> None:
    order = [chart.edit]
    while order[-1] is not chart.plot:
        order.append(order[-1].nextInFocusChain())
    focused = [one for one in order if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert focused == [chart.edit, chart.more, chart.plot]


def test_the_mark_stays_within_what_is_shown(chart, nonces, qtbot) -> None:
    press(chart, qtbot, *[Qt.Key.Key_Left] * 60, shift=True)
    assert chart.reading_label.text().startswith(f"Nonce {FIRST}:")


def test_a_click_goes_to_the_bet(chart, qtbot) -> None:
    with qtbot.waitSignal(chart.bet_requested) as asked:
        chart.plot.clicked.emit(float(HIGHEST - FIRST) + 0.2, 3.0)
    assert asked.args == [HIGHEST]


def test_who_cannot_see_it_is_told_what_it_shows(chart) -> None:
    assert chart.plot.accessibleName() == "Chart: Multipliers"
    assert f"{TABLE[10]:,.2f}× at nonce {HIGHEST}" in chart.plot.accessibleDescription()


def test_picture_and_numbers_are_copied(chart, qtbot) -> None:
    with qtbot.waitSignal(chart.message) as said:
        chart.copy_picture()
    assert said.args == ["Picture copied"]
    assert not QGuiApplication.clipboard().image().isNull()
    chart.copy_data()
    header, *rows = QGuiApplication.clipboard().text().splitlines()
    assert header.split("\t")[0] == "first_nonce"
    assert len(rows) == ROUNDS - 5


@pytest.mark.parametrize(
    ("suffix", "begin"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("csv", b"first_nonce,")]
)
def test_it_is_saved_as_it_is_seen(chart, qtbot, suffix, begin) -> None:
    with qtbot.waitSignal(chart.file_requested) as asked:
        chart.save(suffix)
    (file,) = asked.args
    assert (file.chart, file.suffix) == ("multipliers", suffix)
    assert file.content.startswith(begin)
    if suffix == "svg":
        assert b"Multipliers \xc2\xb7 1a2b3c4d5e" in file.content


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")
def test_the_menu_opens_where_the_mouse_asks(chart) -> None:
    place = QPoint(50, 50)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, chart.mapToGlobal(place))
    QApplication.sendEvent(chart, event)
    assert chart.menu.menu.isVisible()
    chart.menu.menu.close()


def test_a_theme_is_taken_at_once(chart, theme) -> None:
    light = chart._bars.opts["brush"], chart.plot.backgroundBrush().color()
    apply_theme(theme, "dark")
    QApplication.processEvents()
    dark = chart._bars.opts["brush"], chart.plot.backgroundBrush().color()
    apply_theme(theme, "light")
    assert all(one != other for one, other in zip(light, dark, strict=True))


def test_nothing_is_left_of_what_is_forgotten(chart, qtbot) -> None:
    gone_to = []
    chart.bet_requested.connect(gone_to.append)
    chart.forget()
    chart.plot.pointed.emit(3.0)
    chart.plot.clicked.emit(3.0, 3.0)
    assert (chart.reading_label.text(), chart.words_label.text(), gone_to) == (HINT, "", [])
    assert chart.plot.accessibleDescription() == ""
    assert not chart._bars.isVisible()


def test_it_is_in_view_only_where_somebody_sees_it(chart) -> None:
    assert chart.is_in_view()
    chart.hide()
    assert not chart.is_in_view()
