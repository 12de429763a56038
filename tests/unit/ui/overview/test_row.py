"""What is known of one stream."""

from tests.unit.ui.overview.values import a_row, total


def test_a_row_has_a_line_a_currency_and_one_without_bets() -> None:
    assert a_row(totals=(total(), total("usdt"))).lines == 2
    assert a_row(totals=()).lines == 1
