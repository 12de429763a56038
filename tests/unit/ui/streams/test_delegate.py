"""A stream's row in the list."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem

from liveapp.domain.verdicts import StreamProof
from liveapp.ui import theme
from liveapp.ui.streams.delegate import StreamDelegate
from liveapp.ui.streams.model import StreamListModel
from liveapp.ui.streams.order import LIVE_FOR_US, RECENT_FOR_US
from liveapp.ui.theme import colors, palette_for
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


def picture(view: QListView, row: int, state: QStyle.StateFlag, width: int = 260) -> QImage:
    """What a row looks like."""
    image = QImage(width, 80, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    option = QStyleOptionViewItem()
    option.initFrom(view)
    option.rect = QRect(0, 0, width, 80)
    option.state = QStyle.StateFlag.State_Enabled | state
    painter = QPainter(image)
    StreamDelegate().paint(painter, option, view.model().index(row, 0))
    painter.end()
    return image


def painted(view: QListView, row: int, state: QStyle.StateFlag) -> set[str]:
    """The colours of a row."""
    image = picture(view, row, state)
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


def height(view: QListView, row: int) -> int:
    option = QStyleOptionViewItem()
    option.initFrom(view)
    return StreamDelegate().sizeHint(option, view.model().index(row, 0)).height()


def test_a_row_has_room_for_two_lines_and_a_heading_where_one_stands(view) -> None:
    line_px = view.fontMetrics().height()
    assert 2 * line_px < height(view, 1) < 3 * line_px
    assert height(view, 0) >= height(view, 1) + line_px


def test_the_stream_that_is_shown_has_a_bar_whether_selected_or_not(view) -> None:
    accent = colors(view.palette()).accent.name()
    assert accent not in painted(view, 1, QStyle.StateFlag.State_None)
    view.model().set_shown(1)
    assert accent in painted(view, 1, QStyle.StateFlag.State_None)
    selected = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_Active
    with_bar = picture(view, 1, selected)
    view.model().set_shown(None)
    assert picture(view, 1, selected) != with_bar


def test_a_recent_stream_is_in_no_colour_of_warning(view) -> None:
    for is_dark in (False, True):
        named = colors(palette_for(is_dark))
        assert named.recent not in (named.warning, named.error)
        assert named.recent.blue() > named.recent.red()


PROVEN, DIFFERING = StreamProof(True, 1234), StreamProof(True, 1230, 4)


@pytest.mark.parametrize(("proof", "name"), [(PROVEN, "live"), (DIFFERING, "error")])
def test_a_proof_is_told_by_a_sign_behind_the_name(view, proof, name) -> None:
    # An idle stream: what is live has that colour anyway.
    idle = {"last_seen_us": NOW_US - RECENT_FOR_US, "alias": "evening"}
    color = getattr(colors(view.palette()), name).name()
    view.model().set_streams([make_stream(1, **idle, proof=StreamProof(True))])
    assert color not in painted(view, 0, QStyle.StateFlag.State_None)
    view.model().set_streams([make_stream(1, **idle, proof=proof)])
    assert color in painted(view, 0, QStyle.StateFlag.State_None)
    chosen = painted(view, 0, QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_Active)
    assert color not in chosen


def test_signs_are_not_told_by_colour_alone(view) -> None:
    pictures = []
    for proof in (StreamProof(True), PROVEN, DIFFERING):
        view.model().set_streams([make_stream(1, proof=proof)])
        pictures.append(picture(view, 0, QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_Active))
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]


def test_a_name_that_is_too_long_ends_before_the_sign(view) -> None:
    color = colors(view.palette()).error
    view.model().set_streams(
        [make_stream(1, alias="A" * 80, last_seen_us=NOW_US - RECENT_FOR_US, proof=DIFFERING)]
    )
    for width in (180, 260):
        image = picture(view, 0, QStyle.StateFlag.State_None, width)
        columns = {x for x in range(width) for y in range(80) if image.pixelColor(x, y) == color}
        assert columns
        assert max(columns) < width - 8


@pytest.mark.parametrize(("proof", "mark_px"), [(StreamProof(), 0), (PROVEN, 18)])
def test_the_hash_is_whole_at_every_width_and_nothing_covers_it(view, proof, mark_px) -> None:
    fixed = theme.fixed_width_font()
    fixed.setBold(True)
    hash_px = QFontMetrics(fixed).horizontalAdvance("1a2b3c4d5e")
    area = QRect(26, 24, hash_px + 2, view.fontMetrics().height() + 2)
    view.model().set_streams([make_stream(0, last_seen_us=NOW_US - 59 * 60_000_000, proof=proof)])
    wide = picture(view, 0, QStyle.StateFlag.State_None, 600).copy(area)
    for width in range(area.right() + 12 + mark_px, 220):
        assert picture(view, 0, QStyle.StateFlag.State_None, width).copy(area) == wide, width
