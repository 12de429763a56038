"""Fonts, measures and colours of the bet table's rows."""

import pytest
from PySide6.QtWidgets import QTableView

from liveapp.ui.bets.row_look import RowLook
from liveapp.ui.theme import fixed_width_font, palette_for
from tests.unit.ui.bets.values import stored_bet
from tests.unit.ui.test_theme import contrast


@pytest.fixture
def view(theme, qtbot) -> QTableView:
    made = QTableView()
    qtbot.addWidget(made)
    made.setFont(fixed_width_font())
    return made


@pytest.mark.parametrize(
    ("multiplier", "step"),
    [
        (9.99, None),
        (10.0, 10),
        (999.99, 100),
        (1_000.0, 1_000),
        (999_999.0, 100_000),
        (3_203_384.8, 1_000_000),
    ],
)
def test_a_tint_is_that_of_the_highest_step_reached(view, multiplier, step) -> None:
    look = RowLook(view)
    assert look.tint_of(stored_bet(round_result=multiplier)) == dict(look.colors.multiplier_tints).get(step)


def test_what_only_stands_in_for_a_result_has_no_tint(view) -> None:
    assert RowLook(view).tint_of(stored_bet(round_result=1_000.0, is_stand_in=True)) is None


@pytest.mark.parametrize("text", ["3,203,384.80×", "−0.00012345", "2026-11-25 21:39:44", "…"])
def test_widths_of_numbers_are_those_that_the_font_has(view, text) -> None:
    look = RowLook(view)
    assert look.width_px(text) == pytest.approx(look.metrics.horizontalAdvance(text), abs=1)


def test_in_a_font_of_many_widths_each_text_is_measured(view, theme) -> None:
    font = theme.font()
    font.setFamily("DejaVu Sans")
    view.setFont(font)
    look = RowLook(view)
    assert look.width_px("1,111.11") == look.metrics.horizontalAdvance("1,111.11")


def test_a_badge_is_as_wide_as_its_word_and_never_wider_than_its_cell(view) -> None:
    look = RowLook(view)
    assert look.badge("expert", 300, 1.0).width() == look.badge_px("expert")
    assert look.badge("expert", 30, 1.0).width() < 30
    assert look.badge("expert", 300, 2.0).width() == 2 * look.badge_px("expert")


def test_another_theme_has_other_colours(view) -> None:
    light = RowLook(view)
    view.setPalette(palette_for(is_dark=True))
    dark = RowLook(view)
    assert light.base.lightness() > dark.base.lightness()
    assert light.colors.win != dark.colors.win


@pytest.mark.parametrize("is_dark", [False, True])
def test_stars_stand_out_from_every_ground_that_they_lie_on(view, is_dark) -> None:
    view.setPalette(palette_for(is_dark))
    look = RowLook(view)
    grounds = (look.base, look.alternate)
    pairs = [(color, ground) for color in (look.colors.accent, look.colors.idle) for ground in grounds]
    for color, ground in (*pairs, (look.chosen_text, look.chosen)):
        assert contrast(color, ground) >= 3


def test_a_star_is_filled_for_a_bookmark_and_an_outline_without(view) -> None:
    look = RowLook(view)
    for is_chosen, filled in ((False, look.colors.accent), (True, look.chosen_text)):
        full, empty = (look.star(one, is_chosen, 2.0).toImage() for one in (True, False))
        middle = full.rect().center()
        assert full.pixelColor(middle).name() == filled.name()
        assert empty.pixelColor(middle).alpha() == 0
        assert full.width() < 2 * look.row_px
