"""Column titles that stand still."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QStandardItemModel

from liveapp.ui.bets.columns import COLUMNS, Column
from liveapp.ui.bets.view import BetView
from liveapp.ui.widgets.sort_header import ARROW_PX, CELL_PADDING_PX, ColumnHead, SortHeader

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WIDTH = 120


@pytest.fixture
def header(theme, qtbot) -> SortHeader:
    made = SortHeader([ColumnHead(short=texts.short) for texts in COLUMNS.values()])
    qtbot.addWidget(made)
    model = QStandardItemModel(1, 2, made)
    model.setHeaderData(0, Qt.Orientation.Horizontal, "Amount")
    model.setHeaderData(1, Qt.Orientation.Horizontal, "Easy or not")
    model.setHeaderData(0, Qt.Orientation.Horizontal, RIGHT, Qt.ItemDataRole.TextAlignmentRole)
    made.setModel(model)
    made.setHighlightSections(False)
    for section in (0, 1):
        made.resizeSection(section, WIDTH)
    made.resize(2 * WIDTH, 24)
    made.setSortIndicatorShown(True)
    made.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    return made


def titles(header: SortHeader) -> list[QImage]:
    """What is drawn where a title stands, section by section."""
    image = header.grab().toImage()
    areas = [QRect(section * WIDTH, 0, WIDTH, header.height()) for section in (0, 1)]
    width = header.fontMetrics().horizontalAdvance("Amount")
    # Of the first the title's letters, at the right; of the second all but the arrow's side.
    return [
        image.copy(areas[0].adjusted(WIDTH - width - CELL_PADDING_PX, 0, 0, 0)),
        image.copy(areas[1].adjusted(WIDTH // 2, 0, 0, 0)),
    ]


@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
@pytest.mark.parametrize("section", [0, 1])
def test_a_title_stands_where_it_stood_when_its_column_sorts(header, section, order) -> None:
    before, unsorted = titles(header), header.grab().toImage()
    header.setSortIndicator(section, order)
    assert titles(header) == before
    assert header.grab().toImage() != unsorted  # the arrow


def test_titles_end_where_the_texts_below_end_and_leave_room_for_the_arrow(header) -> None:
    section = QRect(0, 0, WIDTH, 24)
    area = header.title_area(section, Column.AMOUNT)
    assert area.left() >= ARROW_PX
    assert section.right() - area.right() < ARROW_PX


def test_a_title_at_the_left_begins_where_the_texts_below_begin_with_the_arrow_behind_it(header) -> None:
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    header.model().setHeaderData(0, Qt.Orientation.Horizontal, left, Qt.ItemDataRole.TextAlignmentRole)
    title_px = CELL_PADDING_PX + header.fontMetrics().horizontalAdvance("Amount")
    title, behind = QRect(0, 0, title_px, header.height()), QRect(title_px, 0, ARROW_PX, header.height())
    ground = header.grab(QRect(WIDTH - ARROW_PX - 2, 0, ARROW_PX, header.height())).toImage()
    unsorted = header.grab(title).toImage()
    assert header.grab(behind).toImage() == ground
    header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    assert header.grab(title).toImage() == unsorted
    assert header.grab(behind).toImage() != ground


def test_a_click_on_a_title_sorts(header) -> None:
    assert header.sectionsClickable()


def test_a_click_on_a_column_without_an_order_leaves_the_order_as_it_is(theme, bet_model, qtbot) -> None:
    view = BetView(bet_model)
    qtbot.addWidget(view)
    view.resize(1000, 400)
    view.show()
    header = view.horizontalHeader()
    for column in (Column.AMOUNT, Column.BOOKMARK):
        middle = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
        qtbot.mouseClick(
            header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle, header.height() // 2)
        )
        assert header.sortIndicatorSection() == Column.AMOUNT


def test_a_title_without_room_gives_way_to_its_short_one(header) -> None:
    px = header.fontMetrics().horizontalAdvance("Difficulty")
    assert header.title_that_fits("Difficulty", px + 1, Column.DIFFICULTY) == "Difficulty"
    assert header.title_that_fits("Difficulty", px - 1, Column.DIFFICULTY) == "Diff."
    fitting = header.title_that_fits("Difficulty", px, Column.DIFFICULTY)
    assert header.fontMetrics().elidedText(fitting, Qt.TextElideMode.ElideRight, px) == fitting
    assert header.title_that_fits("Amount", 1, Column.AMOUNT) == "Amount"
