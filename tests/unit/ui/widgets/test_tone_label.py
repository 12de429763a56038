"""Text in one of the theme's colours."""

import pytest
from PySide6.QtCore import Qt

from liveapp.ui.theme import apply_theme, colors, palette_for
from liveapp.ui.widgets.tone_label import Tone, ToneLabel


@pytest.fixture
def label(light_theme, qtbot) -> ToneLabel:
    made = ToneLabel(Tone.MUTED, "<b>text</b>")
    qtbot.addWidget(made)
    made.show()
    return made


def color(label: ToneLabel) -> str:
    return label.palette().windowText().color().name()


def test_it_has_the_colour_of_its_tone(label) -> None:
    light = colors(palette_for(is_dark=False))
    assert color(label) == light.muted_text.name()
    label.set_tone(Tone.ERROR)
    assert color(label) == light.error.name()


def test_it_takes_the_colour_of_another_theme(label, light_theme, qtbot) -> None:
    apply_theme(light_theme, "dark")
    dark = colors(palette_for(is_dark=True))
    qtbot.waitUntil(lambda: color(label) == dark.muted_text.name())


def test_its_text_is_taken_as_it_is(label) -> None:
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.wordWrap()
