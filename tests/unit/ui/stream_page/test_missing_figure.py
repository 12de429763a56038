"""How many rounds of a stream are missing, in its header."""

import pytest
from PySide6.QtWidgets import QLabel

from liveapp.domain.bets import MAX_NONCE
from liveapp.ui.stream_page.missing_figure import MissingFigure
from liveapp.ui.theme import apply_theme, colors
from tests.unit.ui.streams.values import make_stream

SOME_MISSING = make_stream(rounds=8812, first_round=1, last_round=8830)


@pytest.fixture
def figure(theme, qtbot) -> MissingFigure:
    made = MissingFigure()
    qtbot.addWidget(made)
    return made


def test_it_is_there_only_where_rounds_are_missing(figure) -> None:
    for stream in (
        make_stream(rounds=0, first_round=None, last_round=None),
        make_stream(rounds=9, first_round=1, last_round=9),
    ):
        figure.show_stream(stream)
        assert figure.isHidden()
    figure.show_stream(SOME_MISSING)
    assert not figure.isHidden()


def test_it_says_all_or_only_how_many_are_missing(figure) -> None:
    figure.show_stream(SOME_MISSING)
    figure.set_short(False)
    assert figure.text() == "8,812 of nonces 1 to 8,830 · 18 missing"
    assert figure.sizeHint().width() == figure.long_px()
    figure.set_short(True)
    assert figure.text() == "18 missing"
    assert figure.sizeHint().width() < figure.long_px() / 2
    figure.show_stream(make_stream(rounds=8812, first_round=1, last_round=8831))
    assert figure.text() == "19 missing"


def test_short_it_needs_little_room_whatever_is_missing(figure) -> None:
    figure.show_stream(make_stream(rounds=2, first_round=1, last_round=MAX_NONCE))
    figure.set_short(True)
    assert figure.sizeHint().width() < 260


def test_it_is_named_and_explained_whole(figure) -> None:
    figure.show_stream(SOME_MISSING)
    assert figure.accessibleName() == "18 missing rounds"
    assert figure.accessibleDescription() == "8,812 of nonces 1 to 8,830 · 18 missing"
    assert figure.toolTip().startswith("8,812 of nonces 1 to 8,830 · 18 missing\n")


def test_it_is_as_high_as_a_line_of_text(figure) -> None:
    figure.show_stream(SOME_MISSING)
    assert figure.sizeHint().height() <= QLabel("18 missing").sizeHint().height()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_muted_and_underlined_in_every_theme(figure, theme, qtbot, scheme) -> None:
    apply_theme(theme, scheme)
    figure.show_stream(SOME_MISSING)
    figure.resize(figure.sizeHint())
    image = figure.grab().toImage()
    muted = colors(figure.palette()).muted_text.name()
    apply_theme(theme, "light")
    rows = [[image.pixelColor(x, y).name() for x in range(image.width())] for y in range(image.height())]
    assert max(row.count(muted) for row in rows) > image.width() * 0.8
