"""Hairlines where nonces are missing."""

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QTableView

from liveapp.ui.bets.columns import Column
from liveapp.ui.bets.gap_cache import Missing
from liveapp.ui.bets.hairlines import paint_hairline
from liveapp.ui.bets.row_look import RowLook
from liveapp.ui.bets.row_painter import Place
from liveapp.ui.theme import fixed_width_font

WIDTH, EDGE = 600, 20
BADGES = Place(Column.DIFFICULTY, 100, 90)


@pytest.fixture
def look(theme, qtbot) -> RowLook:
    view = QTableView()
    qtbot.addWidget(view)
    view.setFont(fixed_width_font())
    return RowLook(view)


def drawn(look: RowLook, *places: Place) -> QImage:
    image = QImage(WIDTH, 2 * EDGE, QImage.Format.Format_RGB32)
    image.fill("#00ff00")
    painter = QPainter(image)
    paint_hairline(painter, look, Missing((3034, 3038), ((3035, 3037),)), EDGE, places, WIDTH)
    painter.end()
    return image


def test_a_line_crosses_the_table_but_for_its_words(look) -> None:
    image = drawn(look, Place(Column.NONCE, 0, 80))
    ground = image.pixelColor(0, 0)
    assert image.pixelColor(0, EDGE - 1) != ground
    assert image.pixelColor(WIDTH - 1, EDGE - 1) != ground
    touched = [y for y in range(2 * EDGE) if any(image.pixelColor(x, y) != ground for x in range(WIDTH))]
    # It keeps to the free space between the digits of the two rows.
    free = look.row_px - look.metrics.capHeight()
    assert len(touched) <= free
    assert abs(sum(touched) / len(touched) - (EDGE - 1)) <= 1


def test_its_words_stay_clear_of_the_badges(look) -> None:
    image = drawn(look, Place(Column.NONCE, 0, 80), BADGES)
    ground = image.pixelColor(0, 0)
    over_badges = [
        (x, y)
        for x in range(BADGES.x, BADGES.x + BADGES.width)
        for y in range(2 * EDGE)
        if image.pixelColor(x, y) != ground and y != EDGE - 1
    ]
    assert not over_badges
