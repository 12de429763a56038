"""The columns' order, widths and sorting as texts."""

import pytest
from PySide6.QtCore import Qt

from liveapp.ui.bets.column_state import columns_to_texts, restore_columns
from liveapp.ui.bets.columns import COLUMNS, Column
from liveapp.ui.bets.view import BetView
from tests.window_fixtures import LIMIT_MS

FIRST = [column for column in Column if COLUMNS[column].is_shown_at_first]


@pytest.fixture
def view(theme, bet_model, qtbot) -> BetView:
    made = BetView(bet_model)
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    return made


def test_columns_come_back_as_the_user_had_them(view, bet_model, qtbot) -> None:
    view.horizontalHeader().moveSection(Column.PROFIT, 0)
    view.setColumnHidden(Column.TARGET, True)
    view.setColumnHidden(Column.RECEIVED, False)
    view.setColumnWidth(Column.RECEIVED, 321)
    view.horizontalHeader().setSortIndicator(Column.AMOUNT, Qt.SortOrder.DescendingOrder)
    texts = columns_to_texts(view)
    assert texts == {
        "columns": "PROFIT,NONCE,TIME,AMOUNT,MULTIPLIER,PAYOUT_MULTIPLIER,PAYOUT,DIFFICULTY,-TARGET"
        ",GAP,RECEIVED:321,-PROOF,BOOKMARK",
        "sorted": "AMOUNT down",
    }
    other = BetView(bet_model)
    qtbot.addWidget(other)
    restore_columns(other, texts)
    assert columns_to_texts(other) == texts
    assert other.shown_columns() == view.shown_columns()
    qtbot.waitUntil(lambda: other.columnWidth(Column.RECEIVED) == 321, timeout=LIMIT_MS)


@pytest.mark.parametrize(
    "columns",
    [
        "",
        "AAAA/wAAAAAAAAABAAAAAAAAAAAB=",
        "nonce,\u202e,\0,NONCE:-5,:5",
        "NONCE:0,TIME:99999,AMOUNT:1",
        ",".join(f"-{column.name}" for column in Column),
    ],
)
def test_nothing_that_can_be_kept_hides_all_columns_or_makes_them_useless(view, columns) -> None:
    widths = [view.columnWidth(column) for column in FIRST]
    restore_columns(view, {"columns": columns, "sorted": "AMOUNT \uff12"})
    assert view.shown_columns() == FIRST
    assert [view.columnWidth(column) for column in FIRST] == widths
    assert columns_to_texts(view)["sorted"] == "NONCE up"


def test_columns_that_a_kept_state_does_not_know_stay(view) -> None:
    restore_columns(view, {"columns": "-TIME,LATER,AMOUNT,AMOUNT"})
    assert view.shown_columns() == [Column.AMOUNT, *(one for one in FIRST if one not in (1, 2))]


def test_what_is_kept_from_before_there_were_bookmarks_leaves_their_column_where_it_is(view) -> None:
    restore_columns(view, {"columns": "PROFIT,NONCE,-TIME", "sorted": "BOOKMARK up"})
    assert view.shown_columns()[:2] == [Column.PROFIT, Column.NONCE]
    assert Column.BOOKMARK in view.shown_columns()
    assert view.horizontalHeader().sortIndicatorSection() == Column.NONCE
