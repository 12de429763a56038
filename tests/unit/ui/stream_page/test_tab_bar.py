"""The tabs of a stream's page."""

import pytest
from PySide6.QtCore import Qt

from liveapp.ui.stream_page.tab_bar import PageTabBar


@pytest.fixture
def bar(theme, qtbot) -> PageTabBar:
    made = PageTabBar()
    qtbot.addWidget(made)
    for title in ("Bets", "Charts", "Seed && proof"):
        made.addTab(title)
    made.setTabEnabled(1, False)
    made.resize(made.sizeHint())
    made.show()
    return made


def test_it_is_as_wide_as_its_words(bar) -> None:
    words_px = sum(map(bar.fontMetrics().horizontalAdvance, ("Bets", "Charts", "Seed & proof")))
    assert words_px < bar.sizeHint().width() < words_px + 3 * 20


def test_where_there_is_no_room_long_words_give_way_before_short_ones(bar) -> None:
    assert bar.least_width_px() < bar.sizeHint().width()
    whole = bar.tabRect(0).width()
    bar.resize(bar.least_width_px() + 4, bar.height())
    assert bar.tabRect(2).right() < bar.width()
    assert bar.tabRect(0).width() >= whole - 2


def test_the_chosen_tab_looks_other_than_the_rest(bar) -> None:
    first = bar.grab().toImage()
    bar.setCurrentIndex(2)
    assert bar.grab().toImage() != first


def test_arrows_pass_over_tabs_that_cannot_be_chosen(bar, qtbot) -> None:
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    assert bar.currentIndex() == 2
