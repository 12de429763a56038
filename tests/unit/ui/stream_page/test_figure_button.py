"""A figure in the header that leads somewhere."""

import pytest
from PySide6.QtWidgets import QLabel

from liveapp.ui.stream_page.figure_button import FigureButton
from liveapp.ui.theme import apply_theme, colors
from liveapp.ui.widgets.proof_mark import MARK_PX
from liveapp.ui.widgets.proof_words import ProofSign

LONG, SHORT = "8,812 of nonces 1 to 8,830 · 18 missing", "18 missing"


@pytest.fixture
def figure(theme, qtbot) -> FigureButton:
    made = FigureButton("someFigure")
    qtbot.addWidget(made)
    made.set_words(LONG, SHORT)
    return made


def shown_colors(figure: FigureButton) -> set[str]:
    figure.resize(figure.sizeHint())
    image = figure.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_it_is_not_there_until_it_is_shown_and_then_as_wide_as_what_it_says(figure) -> None:
    assert figure.isHidden()
    assert figure.objectName() == "someFigure"
    figure.set_short(False)
    assert figure.text() == LONG
    assert figure.sizeHint().width() == figure.minimumSizeHint().width() == figure.long_px()
    figure.set_short(True)
    assert figure.text() == SHORT
    assert figure.sizeHint().width() == figure.short_px() < figure.long_px() / 2


def test_other_words_keep_the_form(figure) -> None:
    figure.set_short(True)
    figure.set_words("all of it", "some")
    assert figure.text() == "some"
    figure.set_short(False)
    figure.set_words("all of that", "few")
    assert figure.text() == "all of that"


def test_a_sign_has_room_of_its_own_and_makes_the_line_no_higher(figure) -> None:
    plain_px = figure.short_px()
    figure.set_words(LONG, SHORT, ProofSign.PROVEN)
    assert figure.short_px() > plain_px + MARK_PX
    assert figure.sizeHint().height() <= QLabel(SHORT).sizeHint().height()
    figure.set_words(LONG, SHORT)
    assert figure.short_px() == plain_px


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_are_muted_and_only_trouble_is_not(figure, theme, scheme) -> None:
    apply_theme(theme, scheme)
    named = colors(figure.palette())
    muted, good, trouble = named.muted_text.name(), named.live.name(), named.error.name()
    figure.set_words(LONG, SHORT, ProofSign.PROVEN)
    assert {muted, good} <= shown_colors(figure)
    figure.set_words(LONG, SHORT, ProofSign.DIFFERS)
    shown = shown_colors(figure)
    apply_theme(theme, "light")
    assert trouble in shown
    assert muted not in shown
