"""Tinted multipliers and difficulty badges."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyleOptionViewItem

from liveapp.ui.bets.cells import BET_ROLE
from liveapp.ui.bets.delegates import DifficultyDelegate, MultiplierDelegate, tint_of
from liveapp.ui.theme import colors
from tests.unit.ui.bets.values import stored_bet

TINTS = ((2.0, QColor("#111111")), (10.0, QColor("#222222")))


@pytest.fixture
def cell(theme):
    """Makes the index of a cell with a text and a bet."""
    model = QStandardItemModel()

    def make(text: str, bet: object = None):
        item = QStandardItem(text)
        item.setData(bet, BET_ROLE)
        model.appendRow(item)
        return item.index()

    yield make
    model.deleteLater()


@pytest.mark.parametrize(("multiplier", "tint"), [(1.99, None), (2.0, "#111111"), (10.0, "#222222")])
def test_a_tint_is_that_of_the_highest_step_reached(multiplier, tint) -> None:
    found = tint_of(multiplier, TINTS)
    assert (None if found is None else found.name()) == tint


def test_a_tint_is_as_strong_as_its_bet_has_faded_in(cell) -> None:
    delegate = MultiplierDelegate(lambda bet_id: {7: 0.25}[bet_id])
    option = QStyleOptionViewItem()
    delegate.initStyleOption(option, cell("24.50×", stored_bet(round_result=24.5)))
    color = option.backgroundBrush.color()
    assert color.name() == tint_of(24.5, colors(option.palette).multiplier_tints).name()
    assert color.alphaF() == pytest.approx(0.25, abs=0.01)


@pytest.mark.parametrize("bet", [None, stored_bet(round_result=1.5)])
def test_small_multipliers_and_unread_rows_have_no_tint(cell, bet) -> None:
    option = QStyleOptionViewItem()
    MultiplierDelegate(lambda _: 1.0).initStyleOption(option, cell("…", bet))
    assert option.backgroundBrush.style() == Qt.BrushStyle.NoBrush


@pytest.mark.parametrize(("text", "is_badge"), [("hard", True), ("…", False)])
def test_a_difficulty_is_painted_on_a_badge_of_its_colour_and_a_placeholder_on_none(
    cell, text, is_badge
) -> None:
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 120, 24)
    image = QImage(120, 24, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    DifficultyDelegate().paint(painter, option, cell(text))
    painter.end()
    fill = colors(option.palette).difficulty_badges["hard"][0]
    painted = {image.pixelColor(x, y).name() for x in range(120) for y in range(24)}
    assert (fill.name() in painted) is is_badge
