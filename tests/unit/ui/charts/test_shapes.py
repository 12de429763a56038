"""Areas and lines."""

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from liveapp.ui.charts.shapes import Area, Line, cut, line_pen


def drawn(item, ratio: float = 1.0) -> QImage:
    image = QImage(round(20 * ratio), round(20 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("white"))
    painter = QPainter(image)
    item.paint(painter, QStyleOptionGraphicsItem(), None)
    painter.end()
    return image


def test_an_area_fills_what_lies_between_its_ends(qapp) -> None:
    area = Area()
    area.set_color(QColor("black"))
    area.set_ends(np.array([2.0, 18.0]), np.array([5.0, 5.0]), np.array([10.0, 10.0]))
    image = drawn(area)
    assert [image.pixelColor(10, y).name() for y in (3, 7, 12)] == ["#ffffff", "#000000", "#ffffff"]
    assert area.boundingRect().getRect() == (2.0, 5.0, 16.0, 5.0)


def test_an_area_of_no_places_draws_nothing(qapp) -> None:
    area = Area()
    area.set_color(QColor("black"))
    area.set_ends(np.array([2.0, 18.0]), np.array([5.0, 5.0]), np.array([10.0, 10.0]))
    area.set_ends(*(np.zeros(0) for _ in range(3)))
    assert drawn(area) == drawn(pg.PlotCurveItem())


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_a_line_is_as_wide_at_every_scale(qapp, ratio) -> None:
    line = Line()
    line.set_pen(line_pen(QColor("black"), 4))
    line.setData(np.array([0.0, 20.0]), np.array([10.0, 10.0]))
    image = drawn(line, ratio)
    black = sum(image.pixelColor(round(10 * ratio), y).lightness() < 128 for y in range(round(20 * ratio)))
    assert black == pytest.approx(4 * ratio, abs=1)


def test_a_line_is_cut_where_it_crosses_the_edges() -> None:
    x, y = cut(np.array([0.0, 10.0, 20.0, 40.0, 50.0]), np.array([0.0, 10.0, 20.0, 0.0, 9.0]), 5.0, 30.0)
    assert x.tolist() == [5.0, 10.0, 20.0, 30.0]
    assert y.tolist() == [5.0, 10.0, 20.0, 10.0]


def test_a_line_that_crosses_both_edges_at_once_is_cut_at_both() -> None:
    x, y = cut(np.array([0.0, 100.0]), np.array([0.0, 10.0]), 40.0, 60.0)
    assert (x.tolist(), y.tolist()) == ([40.0, 60.0], [4.0, 6.0])


@pytest.mark.parametrize("x", [[], [3.0], [1.0, 2.0, 2.0]])
def test_a_line_within_the_edges_stays_as_it_is(x) -> None:
    line = np.array(x), np.arange(len(x), dtype=float)
    assert [part.tolist() for part in cut(*line, 0.0, 9.0)] == [part.tolist() for part in line]


def test_nothing_is_left_of_a_line_beyond_the_edges() -> None:
    assert [len(part) for part in cut(np.array([50.0, 60.0]), np.array([3.0, 4.0]), 0.0, 9.0)] == [0, 0]
