"""What lists in dialogs have in common."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTableView

from liveapp.ui.widgets.list_table import NO_PARENT, ListTableModel, MiddleCut, ModelIndex, shape_list_view

MARKUP = '<img src="/dev/zero">'


class Words(ListTableModel):
    """A word in each row, and how long it is."""

    titles = {0: ("Word", MARKUP), 1: ("Length", "In characters")}  # noqa: RUF012
    numbers = (1,)

    def rowCount(self, parent: ModelIndex = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else 2

    def text_at(self, row: int, column: int) -> str:
        word = ("a", MARKUP)[row]
        return str(len(word)) if column else word


@pytest.fixture
def words(qtmodeltester) -> Words:
    model = Words()
    qtmodeltester.check(model)
    return model


def test_texts_are_shown_as_they_are_and_numbers_end_at_the_right(words) -> None:
    assert [words.index(1, column).data() for column in range(2)] == [MARKUP, str(len(MARKUP))]
    sides = [words.index(0, column).data(Qt.ItemDataRole.TextAlignmentRole) for column in range(2)]
    assert [bool(side & Qt.AlignmentFlag.AlignRight) for side in sides] == [False, True]
    assert words.data(QModelIndex()) is None


def test_tooltips_hold_the_whole_text_and_titles_say_what_they_mean(words) -> None:
    for told in (
        words.index(1, 0).data(Qt.ItemDataRole.ToolTipRole),
        words.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole),
    ):
        assert not GuiQt.mightBeRichText(told)
        assert "img" in told
    assert words.headerData(1, Qt.Orientation.Horizontal) == "Length"
    assert words.headerData(1, Qt.Orientation.Vertical) is None


def test_rows_are_chosen_whole_and_the_list_has_a_name(words, qtbot) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(words)
    shape_list_view(view, "Words", "Columns of the words")
    assert view.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows
    assert (view.accessibleName(), view.horizontalHeader().accessibleName()) == (
        "Words",
        "Columns of the words",
    )
    assert not view.tabKeyNavigation()


def test_what_begins_alike_loses_its_middle(words, qtbot) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(words)
    option = QStyleOptionViewItem()
    MiddleCut(view).initStyleOption(option, words.index(1, 0))
    assert option.textElideMode == Qt.TextElideMode.ElideMiddle
