"""A row of parts that goes on in a next row where the window is narrow."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from liveapp.ui.widgets.flow_layout import FlowLayout


@pytest.fixture
def host(theme, qtbot) -> QWidget:
    """Three parts of 100 by 20 pixels, 10 pixels apart."""
    return make_host(qtbot)


def make_host(qtbot, is_last_at_end: bool = True) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    layout = FlowLayout(made, gap_px=10, is_last_at_end=is_last_at_end)
    layout.setContentsMargins(0, 0, 0, 0)
    for _ in range(3):
        part = QWidget()
        part.setFixedSize(100, 20)
        layout.addWidget(part)
    return made


def places(host: QWidget, width_px: int) -> list[tuple[int, int]]:
    layout = host.layout()
    layout.setGeometry(QRect(0, 0, width_px, 200))
    return [
        (layout.itemAt(number).geometry().x(), layout.itemAt(number).geometry().y())
        for number in range(layout.count())
    ]


def test_with_room_all_stand_in_one_row_and_the_last_at_its_right_end(host) -> None:
    assert places(host, 500) == [(0, 0), (110, 0), (400, 0)]


def test_the_last_stands_beside_the_others_where_that_is_wanted(theme, qtbot) -> None:
    assert places(make_host(qtbot, is_last_at_end=False), 500) == [(0, 0), (110, 0), (220, 0)]


def test_without_room_the_row_goes_on_below(host) -> None:
    assert places(host, 250) == [(0, 0), (110, 0), (150, 30)]
    assert places(host, 100) == [(0, 0), (0, 30), (0, 60)]


def test_the_narrower_the_higher(host) -> None:
    layout = host.layout()
    assert [layout.heightForWidth(width) for width in (320, 319, 100)] == [20, 50, 80]
    assert layout.sizeHint().width() == 320
    assert layout.minimumSize().width() == 100


def test_parts_can_be_taken_out_and_places_beyond_are_empty(host) -> None:
    layout = host.layout()
    assert layout.takeAt(2).geometry() is not None
    assert layout.count() == 2
    assert layout.itemAt(2) is None
    assert layout.takeAt(-1) is None
