import pytest
from PySide6.QtCore import Qt

from liveapp.ui.bets.filter_chip import FilterChip


@pytest.fixture
def chip(theme, qtbot) -> FilterChip:
    made = FilterChip("Nonce 1–2", "Both ends are shown")
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_its_words_edit_the_filter_and_its_cross_ends_it(chip, qtbot, key) -> None:
    with qtbot.waitSignal(chip.edit_requested):
        qtbot.keyClick(chip.words_button, key)
    with qtbot.waitSignal(chip.end_requested):
        qtbot.keyClick(chip.end_button, key)


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_del_on_either_part_ends_the_filter(chip, qtbot, key) -> None:
    for button in (chip.words_button, chip.end_button):
        with qtbot.waitSignal(chip.end_requested):
            qtbot.keyClick(button, key)


def test_it_says_to_everybody_what_it_is(chip) -> None:
    assert chip.words == chip.words_button.text() == "Nonce 1–2"
    assert chip.words_button.accessibleName() == "Change the filter Nonce 1–2"
    assert chip.end_button.accessibleName() == "End the filter Nonce 1–2"
    assert "Del ends" in chip.words_button.toolTip()
