"""The sign of a stream's proof, as it is drawn."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette

from liveapp.ui.theme import colors, palette_for
from liveapp.ui.widgets.proof_mark import MARK_PX, draw_mark, mark_color
from liveapp.ui.widgets.proof_words import ProofSign


def picture(sign: ProofSign, scale: float = 1.0) -> QImage:
    side = round(MARK_PX * scale)
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(scale, scale)
    draw_mark(painter, QPoint(0, 0), sign, QColor(Qt.GlobalColor.black))
    painter.end()
    return image


def ink(image: QImage) -> set[tuple[int, int]]:
    places = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return {place for place in places if image.pixelColor(*place).lightness() < 128}


def brightness(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    dark, bright = sorted((brightness(one), brightness(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_signs_are_told_apart_by_shape_at_every_scale(scale, qapp) -> None:
    tick, exclamation = (ink(picture(sign, scale)) for sign in ProofSign)
    assert min(len(tick), len(exclamation)) > 8 * scale
    assert len(tick ^ exclamation) > len(tick | exclamation) / 2


def test_it_stays_in_its_area_and_leaves_the_painter_as_it_was(qapp) -> None:
    image = QImage(3 * MARK_PX, 3 * MARK_PX, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    for sign in ProofSign:
        draw_mark(painter, QPoint(MARK_PX, MARK_PX), sign, QColor(Qt.GlobalColor.black))
    assert painter.transform().isIdentity()
    painter.end()
    touched = {(x, y) for x in range(36) for y in range(36) if image.pixelColor(x, y).lightness() < 250}
    assert touched
    assert all(MARK_PX <= edge < 2 * MARK_PX for place in touched for edge in place)


@pytest.mark.parametrize("is_dark", [False, True])
@pytest.mark.parametrize("sign", list(ProofSign))
def test_its_colour_stands_out_from_every_ground(sign, is_dark) -> None:
    palette = palette_for(is_dark)
    color = mark_color(sign, colors(palette))
    for ground in (QPalette.ColorRole.Base, QPalette.ColorRole.AlternateBase, QPalette.ColorRole.Window):
        assert contrast(color, palette.color(ground)) >= 4.5
