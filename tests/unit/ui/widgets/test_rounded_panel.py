"""A flat panel with rounded corners."""

import pytest
from PySide6.QtCore import QMargins
from PySide6.QtGui import QColor, QImage

from liveapp.ui.widgets.rounded_panel import RoundedPanel


@pytest.fixture
def picture(theme, qtbot):
    """Paints a green panel with a red border, 100 by 60 pixels."""

    def paint(outside: QMargins) -> QImage:
        panel = RoundedPanel(None, outside)
        qtbot.addWidget(panel)
        panel.resize(100, 60)
        panel.set_panel_colors(QColor("#00ff00"), QColor("#ff0000"))
        return panel.grab().toImage()

    return paint


def test_it_is_filled_within_its_border_and_its_corners_are_cut(picture) -> None:
    image = picture(QMargins())
    assert image.pixelColor(50, 30).name() == "#00ff00"
    assert image.pixelColor(50, 0).name() == "#ff0000"
    assert image.pixelColor(0, 0).name() not in ("#00ff00", "#ff0000")


def test_what_is_outside_stays_unpainted(picture) -> None:
    image = picture(QMargins(20, 10, 0, 0))
    assert image.pixelColor(10, 30).name() not in ("#00ff00", "#ff0000")
    assert image.pixelColor(20, 30).name() == "#ff0000"
    assert image.pixelColor(50, 10).name() == "#ff0000"
