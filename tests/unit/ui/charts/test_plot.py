"""The drawing: numbers of any size, and what the mouse asks for."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from liveapp.domain.statistics.pictures.span import Span
from liveapp.ui.charts.axes import LogAxis, NonceAxis, NumberAxis
from liveapp.ui.charts.plot import Plot

ALL = Span(0.0, 1000.0)


@pytest.fixture
def plot(theme, qtbot) -> Plot:
    made = Plot(NonceAxis(), NumberAxis("left"))
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    made.show_across(ALL, ALL)
    made.set_up(-5.0, 5.0)
    QApplication.processEvents()
    return made


def at(plot: Plot, x: float) -> QPoint:
    """Where a number across is in the widget, half way up."""
    area = plot._area()
    part = (x - plot._shown.first) / (plot._shown.last - plot._shown.first)
    return QPointF(area.left() + part * area.width(), area.center().y()).toPoint()


def wheel(plot: Plot, place: QPoint, turned: tuple[int, int] = (0, 120)) -> bool:
    event = QWheelEvent(
        QPointF(place),
        plot.mapToGlobal(place).toPointF(),
        QPoint(),
        QPoint(*turned),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    plot.wheelEvent(event)
    return event.isAccepted()


def mouse(plot: Plot, kind: QMouseEvent.Type, place: QPoint, shift: bool = False) -> None:
    modifiers = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    is_move = kind == QMouseEvent.Type.MouseMove
    button = Qt.MouseButton.NoButton if is_move else Qt.MouseButton.LeftButton
    held = (
        Qt.MouseButton.NoButton if kind == QMouseEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
    )
    places = (QPointF(place), plot.mapToGlobal(place).toPointF())
    QApplication.sendEvent(plot.viewport(), QMouseEvent(kind, *places, button, held, modifiers))


def drag(plot: Plot, begin: QPoint, end: QPoint, shift: bool = False) -> None:
    mouse(plot, QMouseEvent.Type.MouseButtonPress, begin, shift)
    mouse(plot, QMouseEvent.Type.MouseMove, end, shift)
    mouse(plot, QMouseEvent.Type.MouseButtonRelease, end, shift)


def heard(signal) -> list[object]:
    told: list[object] = []
    signal.connect(lambda *values: told.append(values))
    return told


def test_the_wheel_zooms_at_the_pointer_and_beside_the_drawing_is_left_alone(plot) -> None:
    asked = heard(plot.zoom_requested)
    assert wheel(plot, at(plot, 300.0))
    ((factor, place),) = asked
    assert (factor, place) == (1.25, pytest.approx(300.0, abs=3))
    assert not wheel(plot, QPoint(2, 2))
    assert not wheel(plot, at(plot, 300.0), (120, 0))
    assert len(asked) == 1


def test_the_wheel_scrolls_on_where_there_is_nothing_to_zoom_out_of(plot) -> None:
    asked = heard(plot.zoom_requested)
    assert not wheel(plot, at(plot, 300.0), (0, -120))
    assert asked == []
    plot.show_across(Span(100.0, 900.0), ALL)
    assert wheel(plot, at(plot, 300.0), (0, -120))
    assert [factor for factor, _ in asked] == [1 / 1.25]


def test_a_drag_moves_what_is_shown_with_the_pointer(plot) -> None:
    moves, clicks = heard(plot.pan_requested), heard(plot.clicked)
    drag(plot, at(plot, 600.0), at(plot, 400.0))
    assert sum(by for (by,) in moves) == pytest.approx(200.0, abs=3)
    QApplication.processEvents()
    assert clicks == []


def test_a_drag_with_shift_asks_for_the_part(plot) -> None:
    parts = heard(plot.part_requested)
    drag(plot, at(plot, 600.0), at(plot, 200.0), shift=True)
    ((part,),) = parts
    assert (part.first, part.last) == (pytest.approx(200.0, abs=4), pytest.approx(600.0, abs=4))


def test_a_click_tells_where(plot, qtbot) -> None:
    clicks = heard(plot.clicked)
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=at(plot, 700.0))
    qtbot.waitUntil(lambda: bool(clicks))
    ((x, y),) = clicks
    assert (x, y) == (pytest.approx(700.0, abs=3), pytest.approx(0.0, abs=0.2))


def test_a_double_click_asks_for_everything_and_is_no_click(plot, qtbot) -> None:
    plot.show_across(Span(100.0, 900.0), ALL)
    clicks, resets = heard(plot.clicked), heard(plot.reset_requested)
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=at(plot, 700.0))
    qtbot.mouseDClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=at(plot, 700.0))
    assert len(resets) == 1
    assert not plot._late_click.isActive()
    assert clicks == []


def test_what_is_under_the_pointer_is_told_until_it_leaves(plot, qtbot) -> None:
    pointed = heard(plot.pointed)
    qtbot.mouseMove(plot.viewport(), at(plot, 500.0))
    qtbot.mouseMove(plot.viewport(), QPoint(1, 1))
    assert pointed[0] == (pytest.approx(500.0, abs=3),)
    assert pointed[-1] == (None,)


def test_other_buttons_are_left_alone(plot) -> None:
    clicks = heard(plot.clicked)
    right, none = Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier
    place, on_screen = at(plot, 700.0).toPointF(), plot.mapToGlobal(at(plot, 700.0)).toPointF()
    for kind in (QMouseEvent.Type.MouseButtonPress, QMouseEvent.Type.MouseButtonRelease):
        event = QMouseEvent(kind, place, on_screen, right, right, none)
        QApplication.sendEvent(plot.viewport(), event)
    QApplication.processEvents()
    assert clicks == []


@pytest.mark.parametrize("largest", [1e-8, 1.0, 1e15, 1e300])
def test_amounts_of_any_size_are_drawn_within_the_edges(plot, largest) -> None:
    plot.set_up(-largest, largest)
    low, high = plot.box.viewRange()[1]
    drawn = plot.up(np.array([-largest / 2, 0.0, largest / 2]))
    assert low < drawn[0] < drawn[1] < drawn[2] < high
    assert 1e-5 < high < 1e5


def test_nonces_of_any_distance_are_drawn_within_the_edges(plot) -> None:
    far = Span(0.0, 9.2e18)
    plot.show_across(far, far)
    assert plot.across(np.array([0.0, 4.6e18, 9.2e18])).tolist() == pytest.approx([0.0, 4.6, 9.2])
    assert plot.box.viewRange()[0] == pytest.approx([0.0, 9.2])


def test_beyond_the_edges_marks_are_not_drawn_and_areas_end(plot) -> None:
    far = np.array([-100.0, 0.0, 100.0])
    assert np.isnan(plot.up(far)).tolist() == [True, False, True]
    low, high = plot.box.viewRange()[1]
    assert plot.up_to_edges(far).tolist() == [low, 0.0, high]


def test_what_has_no_logarithm_is_not_drawn(theme, qtbot) -> None:
    plot = Plot(NonceAxis(), LogAxis("left"))
    qtbot.addWidget(plot)
    plot.set_up(1.0, 1000.0)
    assert np.isnan(plot.up(np.array([0.0, -1.0, np.nan]))).all()
    assert plot.up(np.array([100.0])).tolist() == [2.0]
