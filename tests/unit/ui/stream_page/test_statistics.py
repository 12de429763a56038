"""How a stream is doing, in words: amounts of two currencies are never added."""

import pytest

from liveapp.domain.totals import CurrencyTotal
from liveapp.ui.stream_page.statistics import (
    StatisticsLabel,
    most_used,
    statistics_details,
    statistics_text,
)
from tests.unit.ui.streams.values import PLAIN, make_stream

BTC = CurrencyTotal("btc", 9, wagered=4.0, paid_out=0.79)
DOGE = CurrencyTotal("doge", 5, wagered=1.0, paid_out=50_001.0)
USDT = CurrencyTotal("usdt", 5, wagered=5.0, paid_out=5.0)
NONE = CurrencyTotal(None, 1, wagered=1.0, paid_out=0.5)
XRP = CurrencyTotal("xrp", 20, wagered=1.0, paid_out=2.0)


@pytest.mark.parametrize(
    ("totals", "profit"),
    [
        ((BTC, DOGE), "profit −3.21 BTC · +50,000 DOGE"),
        ((NONE,), "profit −0.5"),
        ((USDT,), "profit 0 USDT"),
        ((BTC, NONE, DOGE, USDT, XRP), "profit −3.21 BTC · +50,000 DOGE · +1 XRP · +2 more"),
    ],
)
def test_currencies_stand_side_by_side_and_the_least_used_are_counted(totals, profit) -> None:
    text = statistics_text(make_stream(totals=totals))
    assert text == f"1,234 bets · high 24.50× · {profit}"


def test_a_stream_without_bets_has_only_their_number() -> None:
    empty = make_stream(total_bets=0, highest_multiplier=None, totals=())
    assert statistics_text(empty) == statistics_details(empty) == "0 bets"


def test_the_details_tell_every_currency_and_of_very_many_how_many_more() -> None:
    details = statistics_details(make_stream(totals=(BTC, NONE, DOGE)))
    assert details.splitlines() == [
        "1,234 bets, multipliers lowest 1.00× · average 2.00× · highest 24.50×",
        "profit −3.21 BTC: wagered 4 BTC, paid out 0.79 BTC",
        "profit −0.5: wagered 1, paid out 0.5",
        "profit +50,000 DOGE: wagered 1 DOGE, paid out 50,001 DOGE",
    ]
    many = tuple(CurrencyTotal(f"c{number}", 1, 1.0, 1.0) for number in range(23))
    assert statistics_details(make_stream(totals=many)).endswith("and 3 currencies more")


def test_the_most_used_keep_the_order_of_their_first_bet() -> None:
    assert most_used((USDT, BTC, NONE, XRP), 2) == [BTC, XRP]


def test_a_currency_that_looks_like_markup_is_shown_as_it_is(theme, qtbot) -> None:
    label = StatisticsLabel()
    qtbot.addWidget(label)
    label.show_stream(make_stream(totals=(CurrencyTotal("<img src=x>", 1, 1.0, 3.0),)))
    assert label.text().endswith("profit +2 <IMG SRC=X>")
    assert "<IMG" not in label.toolTip()


def test_a_digit_more_does_not_move_what_stands_beside(theme, qtbot) -> None:
    label = StatisticsLabel()
    qtbot.addWidget(label)
    widths = set()
    for bets in range(1000, 1040):
        label.show_stream(make_stream(total_bets=bets))
        widths.add(label.sizeHint().width())
    label.show_stream(PLAIN)
    assert len(widths) <= 2
    assert label.sizeHint().width() >= label.fontMetrics().horizontalAdvance(label.text())
