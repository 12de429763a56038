"""Column titles that leave room for the arrow of the order."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QStyleOptionHeaderV2

from liveapp.ui.bets.sort_header import SortHeader


@pytest.fixture
def header(theme, qtbot) -> SortHeader:
    made = SortHeader()
    qtbot.addWidget(made)
    made.setModel(QStandardItemModel(1, 3, made))
    made.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def alignments(header: SortHeader) -> list[Qt.AlignmentFlag]:
    options = [QStyleOptionHeaderV2() for _ in range(header.count())]
    for section, option in enumerate(options):
        header.initStyleOptionForIndex(option, section)
    return [option.textAlignment for option in options]


def test_only_the_sorted_column_has_its_title_at_the_left(header) -> None:
    header.setSortIndicatorShown(True)
    header.setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    is_left = [bool(one & Qt.AlignmentFlag.AlignLeft) for one in alignments(header)]
    assert is_left == [False, True, False]


def test_without_an_arrow_every_title_stands_as_before(header) -> None:
    header.setSortIndicatorShown(False)
    assert not any(one & Qt.AlignmentFlag.AlignLeft for one in alignments(header))


def test_a_click_on_a_title_sorts(header) -> None:
    assert header.sectionsClickable()
