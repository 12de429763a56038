import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from liveapp.ui.bets.detail_pane import LEAST_HEIGHT_PX, LEAST_WIDTH_PX
from liveapp.ui.bets.detail_split import TABLE_HEIGHT_PX, DetailSplit

NEEDED_PX = 400


@pytest.fixture
def make_split(theme, qtbot):
    def make() -> DetailSplit:
        table, pane = QWidget(), QWidget()
        pane.setMinimumSize(LEAST_WIDTH_PX, LEAST_HEIGHT_PX)
        split = DetailSplit(table, pane, lambda: NEEDED_PX)
        qtbot.addWidget(split)
        split.resize(1000, 500)
        split.show()
        return split

    return make


def resize(split: DetailSplit, width: int, height: int) -> None:
    split.resize(width, height)
    QApplication.processEvents()


def test_closed_the_table_has_everything(make_split) -> None:
    split = make_split()
    assert not split.is_open
    assert split.widget(0).width() == split.width()


def test_opened_the_pane_stands_at_the_right_and_closing_gives_the_room_back(make_split, qtbot) -> None:
    split = make_split()
    with qtbot.waitSignal(split.changed):
        split.set_open(True)
    assert split.orientation() == Qt.Orientation.Horizontal
    assert split.sizes()[1] == 320
    split.set_open(False)
    QApplication.processEvents()
    assert split.widget(0).width() == split.width()


@pytest.mark.parametrize("width", [700, 660])
def test_narrower_the_pane_gives_way_until_both_have_their_least(make_split, width: int) -> None:
    split = make_split()
    split.set_open(True)
    resize(split, width, 400)
    assert split.orientation() == Qt.Orientation.Horizontal
    assert split.sizes()[0] >= NEEDED_PX
    assert split.sizes()[1] >= LEAST_WIDTH_PX


def test_where_both_have_no_room_the_pane_stands_below(make_split) -> None:
    split = make_split()
    split.set_open(True)
    resize(split, 400, 200)
    assert split.orientation() == Qt.Orientation.Vertical
    table_px, pane_px = split.sizes()
    assert table_px >= TABLE_HEIGHT_PX
    assert pane_px >= LEAST_HEIGHT_PX
    resize(split, 1000, 500)
    assert split.orientation() == Qt.Orientation.Horizontal
    assert split.sizes()[1] == 320


def test_sizes_are_kept_for_the_next_start_also_while_closed(make_split, qtbot) -> None:
    split = make_split()
    split.set_open(True)
    with qtbot.waitSignal(split.changed):
        split.moveSplitter(550, 1)
    width = split.sizes()[1]
    assert width > 400
    split.set_open(False)
    assert split.save_state() == {"detail": "closed", "detail_width": str(width), "detail_height": "200"}
    other = make_split()
    other.restore_state({**split.save_state(), "detail": "open"})
    assert other.is_open
    assert abs(other.sizes()[1] - width) <= 1


@pytest.mark.parametrize(
    "state", [{}, {"detail": "?", "detail_width": "-5", "detail_height": "9" * 5000}, {"detail_width": "0"}]
)
def test_what_cannot_be_read_changes_nothing(make_split, state) -> None:
    split = make_split()
    before = split.save_state()
    split.restore_state(state)
    assert split.save_state() == before
