"""Columns of any table as texts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QTableView

from liveapp.ui.widgets.column_state import columns_to_texts, restore_columns

NAMES = ["NAME", "BETS", "NOTES"]


@pytest.fixture
def table(theme, qtbot) -> QTableView:
    made = QTableView()
    qtbot.addWidget(made)
    made.setModel(QStandardItemModel(2, 3, made))
    made.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    return made


def test_columns_are_told_from_left_to_right_with_what_is_the_users(table) -> None:
    table.horizontalHeader().moveSection(2, 0)
    table.setColumnHidden(1, True)
    table.setColumnWidth(0, 123)
    table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    assert columns_to_texts(table, NAMES, {0}) == {"columns": "NOTES,NAME:123,-BETS", "sorted": "BETS down"}


def test_what_was_told_is_restored_and_what_is_not_known_is_passed_over(table) -> None:
    kept = {"columns": "NOTES,<b>,NAME:123,-BETS,OTHER", "sorted": "NOTES down"}
    restore_columns(table, NAMES, kept, lambda column: column == 2)
    assert columns_to_texts(table, NAMES, {0}) == {
        "columns": "NOTES,NAME:123,-BETS",
        "sorted": "NOTES down",
    }
    restore_columns(table, NAMES, {"sorted": "BETS up"}, lambda column: column == 2)
    assert columns_to_texts(table, NAMES, ())["sorted"] == "NOTES down"


def test_columns_that_came_later_can_be_put_in(table) -> None:
    restore_columns(
        table, NAMES, {"columns": "NOTES,BETS"}, lambda _: True, lambda kept: {"NAME": (True, 0), **kept}
    )
    assert columns_to_texts(table, NAMES, ())["columns"] == "-NAME,NOTES,BETS"
