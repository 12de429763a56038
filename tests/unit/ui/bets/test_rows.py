"""Rows of bets, as Qt is told of them."""

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from liveapp.domain.queries import BetColumn
from liveapp.ui.bets.columns import COLUMNS
from liveapp.ui.bets.index import index_of
from liveapp.ui.bets.rows import MAX_RUNS, BetRows
from tests.unit.ui.bets.values import stored_bet


@pytest.fixture
def rows(store, questions, qtmodeltester) -> BetRows:
    """Rows with every second nonce from 0 to 198, checked by Qt's own tests."""
    made = BetRows(store.reader, questions)
    bets = [stored_bet(id=number + 1, nonce=2 * number) for number in range(100)]
    made._cache.keep(bets)
    made._set_index(index_of(bets, BetColumn.NONCE), is_reversed=False)
    qtmodeltester.check(made)
    return made


def nonces(rows: BetRows) -> list[int]:
    return [rows.bet_at(row).nonce for row in range(rows.rowCount())]


def put_in(rows: BetRows, *new: int) -> None:
    bets = [stored_bet(id=1000 + number, nonce=nonce) for number, nonce in enumerate(new)]
    rows._cache.keep(bets)
    rows._put_in(bets)


@pytest.mark.parametrize("is_reversed", [False, True])
@pytest.mark.parametrize("count", [3, MAX_RUNS + 10])
def test_new_bets_get_the_rows_that_the_order_says_and_choices_stay_on_their_bets(
    rows, is_reversed, count
) -> None:
    if is_reversed:
        rows._turn()
    chosen = QPersistentModelIndex(rows.index(40, 0))
    chosen_id = rows.id_at(40)
    put_in(rows, *range(1, 2 * count, 2))
    assert nonces(rows) == sorted(nonces(rows), reverse=is_reversed)
    assert rows.rowCount() == 100 + count
    assert rows.id_at(chosen.row()) == chosen_id


def test_turning_round_keeps_choices_on_their_bets(rows) -> None:
    chosen = QPersistentModelIndex(rows.index(10, 2))
    rows._turn()
    assert nonces(rows) == list(range(198, -1, -2))
    assert (chosen.row(), chosen.column()) == (89, 2)
    assert rows.row_of_id(11) == 89


def test_only_rows_of_bets_that_were_read_are_painted_anew(rows) -> None:
    painted: list[tuple[int, int]] = []
    rows.dataChanged.connect(lambda first, last: painted.append((first.row(), last.row())))
    rows._repaint([stored_bet(id=number + 1, nonce=2 * number) for number in (3, 4, 9)])
    assert painted == [(3, 4), (9, 9)]


def test_columns_have_titles_and_rows_have_none(rows) -> None:
    titles = [rows.headerData(place, Qt.Orientation.Horizontal) for place in range(rows.columnCount())]
    assert titles == [texts.sign or texts.title for texts in COLUMNS.values()]
    assert rows.headerData(0, Qt.Orientation.Vertical) is None
    assert rows.headerData(len(COLUMNS), Qt.Orientation.Horizontal) is None
