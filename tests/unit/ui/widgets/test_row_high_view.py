"""A small table among other things."""

import pytest

from liveapp.ui.widgets.list_table import NO_PARENT, ListTableModel, ModelIndex
from liveapp.ui.widgets.row_high_view import RowHighView

COLUMNS = 6


class Rows(ListTableModel):
    titles = {column: (f"Title {column}", "") for column in range(COLUMNS)}  # noqa: RUF012
    count = 0

    def show_rows(self, count: int) -> None:
        self.beginResetModel()
        self.count = count
        self.endResetModel()

    def rowCount(self, parent: ModelIndex = NO_PARENT) -> int:  # noqa: N802
        return self.count

    def text_at(self, row: int, column: int) -> str:
        return f"{row} {column}"


@pytest.fixture
def model() -> Rows:
    return Rows()


@pytest.fixture
def view(model, theme, qtbot) -> RowHighView:
    made = RowHighView(model, "Rows", "Columns")
    qtbot.addWidget(made)
    made.resize(800, 300)
    made.show()
    return made


def test_it_is_as_high_as_its_rows_until_there_are_many(model, view) -> None:
    row_px = view.verticalHeader().defaultSectionSize()
    heights = []
    for count in (1, 2, view.most_rows, view.most_rows + 10):
        model.show_rows(count)
        heights.append(view.sizeHint().height())
        assert view.minimumSizeHint().height() == heights[-1]
    assert heights[1] - heights[0] == row_px
    assert heights[2] - heights[0] == (view.most_rows - 1) * row_px
    assert heights[3] == heights[2]


def test_all_columns_fit_a_wide_one_and_a_narrow_one_scrolls(model, view) -> None:
    model.show_rows(2)
    wide = view.sizeHint().height()
    assert not view.horizontalScrollBar().isVisible()
    view.resize(300, 300)
    assert view.horizontalScrollBar().maximum() > 0
    assert view.sizeHint().height() > wide
