"""The theme: readable text in light and dark, chosen or as the system has it."""

from itertools import pairwise

import pytest
from PySide6.QtGui import QColor, QPalette

from liveapp.ui.theme import apply_theme, colors, palette_for

LEAST_CONTRAST = 4.5
LEAST_TINT_CONTRAST = 1.3
LEAST_LINE_CONTRAST = 3.0
LEAST_STEP = 1.14
Role = QPalette.ColorRole


def luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def contrast(first: QColor, second: QColor) -> float:
    """WCAG 2 contrast ratio, 1 to 21."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def palette(request, qapp):
    return palette_for(request.param)


@pytest.fixture
def restored_theme(qapp):
    yield qapp
    apply_theme(qapp, "light")


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        (Role.WindowText, Role.Window),
        (Role.Text, Role.Base),
        (Role.Text, Role.AlternateBase),
        (Role.PlaceholderText, Role.Base),
        (Role.ButtonText, Role.Button),
        (Role.ToolTipText, Role.ToolTipBase),
        (Role.HighlightedText, Role.Highlight),
        (Role.Link, Role.Window),
        (Role.Link, Role.Base),
    ],
)
def test_text_of_the_palette_can_be_read(palette, text, ground):
    assert contrast(palette.color(text), palette.color(ground)) >= LEAST_CONTRAST


@pytest.mark.parametrize(
    "name", ["live", "recent", "idle", "muted_text", "accent", "warning", "error", "win", "loss"]
)
@pytest.mark.parametrize("ground", [Role.Window, Role.Base, Role.AlternateBase, Role.Button])
def test_named_colors_can_be_read_as_text(palette, name, ground):
    assert contrast(getattr(colors(palette), name), palette.color(ground)) >= LEAST_CONTRAST


def test_text_can_be_read_on_every_tint(palette):
    text = palette.color(Role.Text)
    assert all(contrast(text, tint) >= LEAST_CONTRAST for _, tint in colors(palette).multiplier_tints)


def test_tints_go_up_to_a_million_in_steps(palette):
    steps = [step for step, _ in colors(palette).multiplier_tints]
    assert steps == sorted(steps)
    assert steps[-4:] == [1_000, 10_000, 100_000, 1_000_000]


@pytest.mark.parametrize("ground", [Role.Base, Role.AlternateBase])
def test_every_tint_stands_out_from_the_row_it_lies_on(palette, ground):
    row = palette.color(ground)
    assert all(contrast(tint, row) >= LEAST_TINT_CONTRAST for _, tint in colors(palette).multiplier_tints)


def test_each_tint_is_further_from_the_ground_in_brightness_than_the_one_before(palette):
    """Brightness is what every kind of colour-blind eye keeps."""
    ground = palette.color(Role.Base)
    steps = [contrast(tint, ground) for _, tint in colors(palette).multiplier_tints]
    assert all(next_one / one >= LEAST_STEP for one, next_one in pairwise(steps))


def test_wins_are_told_from_losses_by_brightness_too(palette):
    assert contrast(colors(palette).win, colors(palette).loss) >= LEAST_TINT_CONTRAST


def test_every_difficulty_has_a_readable_badge(palette):
    badges = colors(palette).difficulty_badges
    assert list(badges) == ["easy", "medium", "hard", "expert"]
    assert all(contrast(ground, text) >= LEAST_CONTRAST for ground, text in badges.values())


def test_colors_know_whether_the_palette_is_dark():
    assert not colors(palette_for(is_dark=False)).is_dark
    assert colors(palette_for(is_dark=True)).is_dark


@pytest.mark.parametrize(("choice", "is_dark"), [("light", False), ("dark", True)])
def test_a_chosen_theme_reaches_every_widget_at_once(restored_theme, choice, is_dark):
    apply_theme(restored_theme, choice)
    assert colors(restored_theme.palette()).is_dark is is_dark
    assert restored_theme.style().name() == "fusion"


def test_choosing_a_theme_twice_keeps_one_follower(restored_theme):
    apply_theme(restored_theme, "dark")
    children = len(restored_theme.children())
    apply_theme(restored_theme, "system")
    apply_theme(restored_theme, "light")
    assert len(restored_theme.children()) == children


@pytest.mark.parametrize("name", ["observed", "expected", "hit"])
def test_lines_and_marks_of_charts_stand_out_from_all_they_lie_on(palette, name):
    chart = colors(palette).chart
    grounds = [palette.color(Role.Base), chart.inner_range, chart.outer_range, chart.shade]
    assert all(contrast(getattr(chart, name), ground) >= LEAST_LINE_CONTRAST for ground in grounds)


def test_curves_side_by_side_stand_out_from_their_ground_and_have_colours_of_their_own(palette):
    curves = colors(palette).chart.curves
    assert all(contrast(curve, palette.color(Role.Base)) >= LEAST_LINE_CONTRAST for curve in curves)
    assert len({curve.name() for curve in curves}) == len(curves)


def test_areas_of_charts_are_told_apart(palette):
    chart = colors(palette).chart
    base, inner, outer = palette.color(Role.Base), chart.inner_range, chart.outer_range
    assert contrast(inner, base) > contrast(outer, base) > 1.1
