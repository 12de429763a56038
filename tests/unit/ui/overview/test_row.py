"""What is known of one stream."""

from liveapp.ui.overview.columns import COLUMNS, Column
from liveapp.ui.overview.row import MOST_LINES
from tests.unit.ui.overview.values import a_row, total


def test_a_row_has_a_line_a_currency_and_one_without_bets() -> None:
    assert a_row(totals=(total(), total("usdt"))).lines == 2
    assert a_row(totals=()).lines == 1


def test_thousands_of_currencies_have_a_few_lines_and_one_that_says_how_many_more() -> None:
    row = a_row(totals=tuple(total(f"c{number}") for number in range(10_000)))
    assert row.lines == MOST_LINES + 1
    for column in (Column.WAGERED, Column.PROFIT, Column.EXPECTED, Column.RETURN):
        for told in (COLUMNS[column].text(row), COLUMNS[column].exact(row)):
            assert told.count("\n") == MOST_LINES
            assert told.endswith("\nand 9,990 more")
