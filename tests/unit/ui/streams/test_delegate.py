"""A stream's row in the list."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem

from liveapp.ui.streams.delegate import StreamDelegate
from liveapp.ui.streams.model import StreamListModel
from liveapp.ui.streams.order import LIVE_FOR_US, RECENT_FOR_US
from liveapp.ui.theme import colors
from tests.unit.ui.streams.values import NOW_US, make_stream


@pytest.fixture
def view(theme, qtbot) -> QListView:
    """A list with a live, a recent and an idle stream."""
    made = QListView()
    qtbot.addWidget(made)
    model = StreamListModel(lambda: NOW_US, made)
    ages_us = (0, LIVE_FOR_US, RECENT_FOR_US)
    model.set_streams(make_stream(key, last_seen_us=NOW_US - age_us) for key, age_us in enumerate(ages_us))
    made.setModel(model)
    return made


def painted(view: QListView, row: int, state: QStyle.StateFlag) -> set[str]:
    """The colours of a row."""
    image = QImage(260, 80, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    option = QStyleOptionViewItem()
    option.initFrom(view)
    option.rect = QRect(0, 0, 260, 80)
    option.state = QStyle.StateFlag.State_Enabled | state
    painter = QPainter(image)
    StreamDelegate().paint(painter, option, view.model().index(row, 0))
    painter.end()
    return {image.pixelColor(x, y).name() for x in range(260) for y in range(80)}


@pytest.mark.parametrize(("row", "name"), [(0, "live"), (1, "recent"), (2, "idle")])
def test_each_activity_is_told_in_its_colour(view, row, name) -> None:
    color = getattr(colors(view.palette()), name).name()
    assert color in painted(view, row, QStyle.StateFlag.State_None)


def test_a_chosen_row_is_told_in_the_colour_of_chosen_text(view) -> None:
    live = colors(view.palette()).live.name()
    seen = painted(view, 0, QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_Active)
    assert live not in seen
    assert view.palette().highlightedText().color().name() in seen


def test_a_row_has_room_for_three_lines(view) -> None:
    option = QStyleOptionViewItem()
    option.initFrom(view)
    height = StreamDelegate().sizeHint(option, view.model().index(0, 0)).height()
    assert height > 3 * option.fontMetrics.height()
