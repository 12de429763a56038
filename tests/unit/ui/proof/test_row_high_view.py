"""A small table among other things."""

import pytest

from liveapp.domain.totals import CurrencyTotal
from liveapp.ui.proof.totals_view import TotalsView


def totals(count: int) -> tuple[CurrencyTotal, ...]:
    return tuple(CurrencyTotal(f"c{number}", 1, 1.0, 2.0) for number in range(count))


MOST_ROWS = TotalsView.most_rows


@pytest.fixture
def view(theme, qtbot) -> TotalsView:
    made = TotalsView()
    qtbot.addWidget(made)
    made.resize(800, 300)
    made.show()
    return made


def test_it_is_as_high_as_its_rows_until_there_are_many(view) -> None:
    row_px = view.verticalHeader().defaultSectionSize()
    heights = []
    for count in (1, 2, MOST_ROWS, MOST_ROWS + 10):
        view.show_totals(totals(count))
        heights.append(view.sizeHint().height())
        assert view.minimumSizeHint().height() == heights[-1]
    assert heights[1] - heights[0] == row_px
    assert heights[2] - heights[0] == (MOST_ROWS - 1) * row_px
    assert heights[3] == heights[2]


def test_all_columns_fit_a_wide_one_and_a_narrow_one_scrolls(view) -> None:
    view.show_totals(totals(2))
    wide = view.sizeHint().height()
    assert not view.horizontalScrollBar().isVisible()
    view.resize(300, 300)
    assert view.horizontalScrollBar().maximum() > 0
    assert view.sizeHint().height() > wide
