import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from liveapp.ui.tray.mark import STOPPED_COLOR, tray_icon
from liveapp.ui.widgets.icons import Icons
from tests.shell import RESOURCES


@pytest.mark.parametrize("size_px", [16, 24, 32, 64])
def test_not_receiving_has_another_shape(qapp, size_px: int) -> None:
    application = Icons(RESOURCES).application()
    receiving, stopped = (
        tray_icon(application, is_receiving).pixmap(QSize(size_px, size_px), 1.0).toImage()
        for is_receiving in (True, False)
    )
    assert receiving.size() == stopped.size() == QSize(size_px, size_px)
    # The badge has a cross in its middle: light on dark, whatever the colours are.
    middle = round(size_px * 0.72)
    assert stopped.pixelColor(middle, middle).lightness() > 200
    assert _is_near(stopped.pixelColor(middle, round(size_px * 0.53)), STOPPED_COLOR)
    assert receiving != stopped


def _is_near(one: QColor, other: QColor) -> bool:
    return one.red() > 120 and abs(one.hslHue() - other.hslHue()) < 20
