"""Charts as files: a picture with its title and words, and numbers as tables."""

import xml.etree.ElementTree as ET

import pytest
from PySide6.QtGui import QImage, QPalette

from liveapp.domain.statistics.pictures.span import Span
from liveapp.ui.charts.axes import NonceAxis, NumberAxis
from liveapp.ui.charts.picture_file import Paper, image_of, png_of, svg_of
from liveapp.ui.charts.plot import Plot
from liveapp.ui.theme import palette_for

HOSTILE = "<b>Profit & loss</b>"


@pytest.fixture
def plot(theme, qtbot) -> Plot:
    made = Plot(NonceAxis(), NumberAxis("left"))
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    made.set_up(0.0, 5.0)
    made.show_across(Span(0.0, 50.0), Span(0.0, 50.0))
    return made


def paper(plot: Plot, is_dark: bool = False, words: str = "Words below it.") -> Paper:
    palette = palette_for(is_dark)
    plot.set_colors(palette)
    return Paper(HOSTILE, plot, words, palette)


def test_a_png_is_twice_as_sharp_as_the_screen_and_has_room_for_title_and_words(plot) -> None:
    image = QImage.fromData(png_of(paper(plot)))
    without = image_of(paper(plot, words=""))
    assert image.width() == 2 * (400 + 24)
    assert image.height() > without.height() > 2 * 200


@pytest.mark.parametrize("is_dark", [False, True])
def test_a_picture_has_the_colours_of_its_theme(plot, is_dark) -> None:
    image = image_of(paper(plot, is_dark))
    ground = palette_for(is_dark).color(QPalette.ColorRole.Base)
    assert image.pixelColor(2, 2) == image.pixelColor(image.width() - 3, image.height() - 3) == ground
    colors = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, 100, 2)}
    assert len(colors) > 2


def test_an_svg_holds_its_texts_as_they_are(plot) -> None:
    texts = [one.text.strip() for one in ET.fromstring(svg_of(paper(plot))).iter() if one.text]
    assert HOSTILE in texts
    assert "Words below it." in texts
    assert {"0", "2", "50"} <= set(texts)


def test_names_that_no_xml_file_may_hold_leave_an_svg_that_can_be_read(plot: Plot) -> None:
    odd = paper(plot, words="A: <b>\x01\x1b&amp;\x0c\ufffe]]>\ud800 end")
    texts = [one.text or "" for one in ET.fromstring(svg_of(odd)).iter()]
    assert any(text.strip().startswith("A: <b>  &amp;") and text.strip().endswith("end") for text in texts)


def test_the_pointers_line_is_not_in_the_picture_and_stays_on_the_screen(plot) -> None:
    without = image_of(paper(plot))
    plot.point_at(25.0)
    assert image_of(paper(plot)) == without
    assert plot.pointer.isVisible()
