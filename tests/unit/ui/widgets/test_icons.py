"""The program's own icons."""

import pytest
from PySide6.QtGui import QColor, QIcon, QPalette

from liveapp.ui.theme import palette_for
from liveapp.ui.widgets.icons import ICON_SIZES_PX, Icons, icon_pixmap
from tests.shell import RESOURCES


@pytest.fixture
def icons(qapp) -> Icons:
    return Icons(RESOURCES)


def color_of(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> str:
    """The colour of what is painted whole."""
    image = icon.pixmap(48, 48, mode).toImage()
    points = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    solid = [point.name() for point in points if point.alpha() == 255]
    return max(set(solid), key=solid.count)


def test_an_icon_is_painted_in_the_colour_asked_for(icons) -> None:
    assert color_of(icons.colored("play", QColor("#ff0080"))) == "#ff0080"


@pytest.mark.parametrize("is_dark", [False, True])
def test_a_themed_icon_has_the_colours_of_text_and_of_disabled_text(icons, is_dark) -> None:
    palette = palette_for(is_dark)
    icon = icons.themed("play", palette)
    text = QPalette.ColorRole.ButtonText
    assert color_of(icon) == palette.color(QPalette.ColorGroup.Active, text).name()
    assert color_of(icon, QIcon.Mode.Disabled) == palette.color(QPalette.ColorGroup.Disabled, text).name()


def test_the_same_icon_is_painted_once_and_in_every_size(icons) -> None:
    first = icons.colored("play", QColor("red"))
    assert icons.colored("play", QColor("red")) is first
    assert sorted(size.width() for size in first.availableSizes()) == list(ICON_SIZES_PX)


def test_a_picture_is_sharp_on_a_fine_screen(icons) -> None:
    picture = icon_pixmap(icons.application(), 64, 2.0)
    assert (picture.width(), picture.devicePixelRatio()) == (128, 2.0)


def test_the_programs_small_icons_have_sharp_edges(icons) -> None:
    for size_px, bar in [(16, range(3, 5)), (24, range(4, 8))]:
        row = icons.application().pixmap(size_px, size_px).toImage()
        colors = [row.pixelColor(x, size_px * 5 // 8).name() for x in range(bar.start - 1, bar.stop + 1)]
        assert colors == ["#2166be", *["#ffffff"] * len(bar), "#2166be"]
