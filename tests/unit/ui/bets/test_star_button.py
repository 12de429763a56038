"""The star that tells whether a bet is bookmarked."""

import pytest
from PySide6.QtCore import Qt

from liveapp.ui.bets.star_button import StarButton
from liveapp.ui.theme import apply_theme, colors


@pytest.fixture
def star(theme, qtbot) -> StarButton:
    made = StarButton()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_click_asks_and_shows_nothing_before_it_is_stored(star, qtbot) -> None:
    for is_bookmarked in (False, True):
        star.show_bookmarked(is_bookmarked)
        with qtbot.waitSignal(star.toggle_requested):
            qtbot.mouseClick(star, Qt.MouseButton.LeftButton)
        assert star.isChecked() is is_bookmarked


def test_it_says_what_a_click_does(star) -> None:
    assert star.toolTip() == "Bookmark this bet (B)"
    star.show_bookmarked(True)
    assert star.toolTip() == "End the bookmark (B)"
    assert star.accessibleName() == "Bookmark"


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_its_middle_is_filled_only_for_a_bookmark_in_the_colour_of_the_theme(star, qapp, choice) -> None:
    apply_theme(qapp, choice)

    def middle():
        image = star.icon().pixmap(star.iconSize()).toImage()
        return image.pixelColor(image.width() // 2, image.height() // 2)

    assert middle().alpha() == 0
    star.show_bookmarked(True)
    assert middle().name() == colors(star.palette()).accent.name()
