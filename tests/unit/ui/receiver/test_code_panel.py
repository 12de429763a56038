"""The card of a code."""

import pytest
from PySide6.QtGui import QGuiApplication

from liveapp.ui.receiver.code_panel import CodePanel
from liveapp.ui.theme import apply_theme
from tests.shell import visible_words


@pytest.fixture
def panel(light_theme, qtbot) -> CodePanel:
    made = CodePanel(60.0)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_code_is_shown_with_the_time_that_is_left_and_read_digit_by_digit(panel: CodePanel) -> None:
    panel.show_code("012345")
    panel.show_left(29.2)
    assert panel.shows_code
    assert visible_words(panel) == "012 345 30 s left"
    assert (panel.bar.value(), panel.bar.maximum()) == (29_200, 60_000)
    assert panel.spoken == "Code: 0 1 2 3 4 5"


def test_a_message_takes_the_place_of_the_code(panel: CodePanel) -> None:
    panel.show_code("012345")
    panel.show_message("Over", "Nobody came.")
    assert not panel.shows_code
    assert visible_words(panel) == "Over Nobody came."
    assert panel.spoken == "Over. Nobody came."


def test_it_follows_the_theme(panel: CodePanel, qtbot) -> None:
    panel.show_message("Over", "")
    before = panel.grab().toImage().pixelColor(panel.width() // 2, 4)
    apply_theme(QGuiApplication.instance(), "dark")
    qtbot.waitUntil(lambda: panel.grab().toImage().pixelColor(panel.width() // 2, 4) != before)
