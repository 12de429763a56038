"""A card of one multiplier."""

import pytest
from PySide6.QtCore import Qt

from liveapp.ui.theme import colors
from liveapp.ui.waits.card import WaitCard
from tests.unit.domain.statistics.words.values import hit_figures


@pytest.fixture
def card(theme, qtbot) -> WaitCard:
    made = WaitCard(1066.73)
    qtbot.addWidget(made)
    made.resize(300, 260)
    made.show()
    return made


def test_a_card_says_that_it_counts_until_there_are_figures(card) -> None:
    assert card.choice.text() == "1,066.73× or more"
    assert card.words == "Counting…"
    card.show_figures(hit_figures(14), 4, 1.0, False)
    assert card.words.startswith("14 hits in 10,000 rounds, 9.2 expected. 13 of 100 fair streams")
    assert card.choice.accessibleDescription() == card.words


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_keys_choose_the_card(card, qtbot, key) -> None:
    with qtbot.waitSignal(card.chosen):
        qtbot.keyClick(card.choice, key)
    assert card.choice.isChecked()


def test_a_click_anywhere_chooses_the_card_and_marks_it(card, qtbot) -> None:
    with qtbot.waitSignal(card.chosen):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton, pos=card.rect().center())
    assert card._border == colors(card.palette()).accent


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_del_removes_the_card_and_not_the_stream(card, qtbot, key) -> None:
    for control in (card.choice, card.remove_button):
        with qtbot.waitSignal(card.remove_requested):
            qtbot.keyClick(control, key)


def test_the_cross_removes_it_by_mouse_and_by_enter(card, qtbot) -> None:
    assert card.remove_button.accessibleName() == "Remove the card of 1,066.73× or more"
    with qtbot.waitSignal(card.remove_requested):
        card.remove_button.click()
    with qtbot.waitSignal(card.remove_requested):
        qtbot.keyClick(card.remove_button, Qt.Key.Key_Return)
