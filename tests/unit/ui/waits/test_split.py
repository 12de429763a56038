"""Cards and hits beside each other, or one above the other."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from liveapp.ui.waits.split import WaitsSplit


@pytest.fixture
def split(theme, qtbot) -> WaitsSplit:
    made = WaitsSplit(QWidget(), QWidget())
    qtbot.addWidget(made)
    made.resize(1_000, 600)
    made.show()
    return made


def share(split: WaitsSplit) -> float:
    first_px, second_px = split.sizes()
    return first_px / (first_px + second_px)


def test_where_there_is_no_room_beside_they_stand_one_above_the_other(split) -> None:
    assert split.orientation() == Qt.Orientation.Horizontal
    split.resize(500, 600)
    assert split.orientation() == Qt.Orientation.Vertical
    assert share(split) == pytest.approx(0.5, abs=0.01)


def test_the_shares_are_kept_for_both_places(split, qtbot) -> None:
    with qtbot.waitSignal(split.changed):
        split.moveSplitter(300, 1)
    split.resize(500, 600)
    assert share(split) == pytest.approx(0.5, abs=0.01)
    other = WaitsSplit(QWidget(), QWidget())
    qtbot.addWidget(other)
    other.restore_state(split.save_state())
    other.resize(2_000, 600)
    other.show()
    assert share(other) == pytest.approx(0.3, abs=0.01)


@pytest.mark.parametrize("text", ["", "x", "nan", "0", "5", "-1", "1e400"])
def test_what_cannot_be_read_changes_nothing(split, text: str) -> None:
    split.restore_state({"cards_width": text})
    assert share(split) == pytest.approx(0.5, abs=0.01)
