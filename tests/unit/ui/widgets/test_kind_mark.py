"""The marks of messages differ by shape, and can be seen in light and dark."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPainter, QPalette

from liveapp.ui.theme import palette_for
from liveapp.ui.widgets.kind_mark import DARK_GROUND_COLORS, KindMark, shape
from liveapp.ui.widgets.message import ToastKind
from tests.unit.ui.test_theme import contrast


def drawn(kind: ToastKind) -> QImage:
    image = QImage(18, 18, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.drawPath(shape(kind))
    painter.end()
    return image


def test_each_kind_has_its_own_shape(qapp):
    for one, other in combinations(ToastKind, 2):
        pairs = [(drawn(one).pixel(x, y), drawn(other).pixel(x, y)) for x in range(18) for y in range(18)]
        assert sum(first != second for first, second in pairs) > 10


@pytest.mark.parametrize("is_dark", [False, True])
@pytest.mark.parametrize("kind", ToastKind)
def test_a_mark_stands_out_from_lists_and_from_toasts(qtbot, kind, is_dark):
    mark = KindMark(kind)
    qtbot.addWidget(mark)
    palette = palette_for(is_dark)
    mark.setPalette(palette)
    assert contrast(mark.color(), palette.color(QPalette.ColorRole.Base)) >= 3
    assert contrast(DARK_GROUND_COLORS[kind], palette.color(QPalette.ColorRole.ToolTipBase)) >= 3


def test_a_mark_is_painted_in_its_color(qtbot):
    mark = KindMark(ToastKind.TROUBLE)
    qtbot.addWidget(mark)
    image = mark.grab().toImage()
    row = [image.pixelColor(QPoint(x, 15)) for x in range(18)]
    assert min(contrast(pixel, mark.color()) for pixel in row) < 1.3
