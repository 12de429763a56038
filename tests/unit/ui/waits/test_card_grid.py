"""Cards in columns."""

import pytest
from PySide6.QtWidgets import QScrollArea, QWidget

from liveapp.ui.waits.card_grid import CardGrid


@pytest.fixture
def grid(theme, qtbot) -> CardGrid:
    made = CardGrid(200)
    qtbot.addWidget(made)
    made.resize(420, 300)
    made.show()
    return made


def places(grid: CardGrid, cards: list[QWidget]) -> list[tuple[int, int]]:
    grid.layout().activate()
    columns = sorted({card.x() for card in cards})
    rows = sorted({card.y() for card in cards})
    return [(rows.index(card.y()), columns.index(card.x())) for card in cards]


def made_cards(count: int) -> list[QWidget]:
    cards = [QWidget() for _ in range(count)]
    for card in cards:
        card.setMinimumSize(200, 50)
    return cards


def test_there_are_as_many_columns_as_fit(grid, qtbot) -> None:
    cards = made_cards(3)
    grid.show_cards(cards)
    assert grid.columns == 2
    qtbot.waitUntil(lambda: places(grid, cards) == [(0, 0), (0, 1), (1, 0)])
    grid.resize(640, 300)
    qtbot.waitUntil(lambda: places(grid, cards) == [(0, 0), (0, 1), (0, 2)])


def test_also_a_narrow_place_has_a_column(theme, qtbot) -> None:
    grid = CardGrid(200)
    qtbot.addWidget(grid)
    grid.resize(120, 300)
    grid.show_cards(made_cards(2))
    assert grid.columns == 1


def test_a_card_that_goes_leaves_no_hole(grid, qtbot) -> None:
    cards = made_cards(4)
    grid.show_cards(cards)
    grid.show_cards(cards[1:])
    cards[0].setParent(None)
    qtbot.waitUntil(lambda: places(grid, cards[1:]) == [(0, 0), (0, 1), (1, 0)])


def test_there_are_fewer_columns_again_in_a_place_that_becomes_narrow(theme, qtbot) -> None:
    place, grid = QScrollArea(), CardGrid(200)
    qtbot.addWidget(place)
    place.setWidgetResizable(True)
    place.setWidget(grid)
    cards = made_cards(3)
    grid.show_cards(cards)
    place.resize(640, 300)
    place.show()
    qtbot.waitUntil(lambda: grid.columns == 3)
    place.resize(300, 300)
    qtbot.waitUntil(lambda: grid.columns == 1 and grid.width() <= 300)
