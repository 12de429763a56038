"""What several streams come to together."""

from dataclasses import replace

import pytest

from liveapp.ui.overview.row import OverviewRow
from liveapp.ui.overview.totals import joint_sums, totals_words
from tests.unit.ui.overview.values import SPAN, a_row, a_stream, figures_of, total


def test_each_currency_is_added_up_by_itself_and_deviations_join_as_squares() -> None:
    first = OverviewRow(a_stream(1), SPAN, figures_of(a_stream(1), deviation=0.3))
    both = a_stream(2, totals=(total(None, 5, 1.0, 0.0), total("btc", 50, 1.0, 2.0)))
    second = OverviewRow(both, SPAN, figures_of(both, deviation=0.4))
    btc, nameless = joint_sums([first, second])
    assert (btc.total.currency, btc.total.bets, btc.total.wagered, btc.total.paid_out) == (
        "btc",
        150,
        3.0,
        3.5,
    )
    assert btc.expected_profit == pytest.approx(-0.04)
    assert btc.profit_deviation == pytest.approx(0.5)
    assert (nameless.total.currency, nameless.total.bets) == (None, 5)
    assert btc.words == ("BTC: 150 bets · wagered 3 · profit +0.5 · expected −0.04 ± 0.5 · return 116.67 %")
    assert nameless.words.startswith("Without a currency: 5 bets")


def test_what_is_not_computed_yet_is_not_told_half() -> None:
    assert "expected …" in totals_words([a_row(1), OverviewRow(a_stream(2))], is_selection=True)[0]


def test_an_expectation_of_some_of_the_bets_says_so_and_has_no_deviation() -> None:
    stream = a_stream(2)
    some = OverviewRow(stream, SPAN, figures_of(stream, expected_over=60))
    assert "expected −0.04 over 160 bets ·" in totals_words([a_row(1), some], is_selection=True)[0]
    partial = OverviewRow(stream, SPAN, replace(figures_of(stream), is_partial=True))
    assert "expected −0.04 ·" in totals_words([a_row(1), partial], is_selection=True)[0]
    none = OverviewRow(stream, SPAN, figures_of(stream, expected_over=0))
    assert "expected – ·" in totals_words([none], is_selection=True)[0]


def test_of_many_currencies_those_with_the_most_bets_are_told() -> None:
    totals = tuple(total(f"c{number}", bets=number) for number in range(1, 6))
    shown, whole = totals_words([a_row(totals=totals)], is_selection=False)
    words = shown.splitlines()
    assert words[0] == "1 stream shown"
    assert [line[:2] for line in words[1:4]] == ["C5", "C4", "C3"]
    assert words[4] == "and 2 currencies more, with fewer bets"
    assert len(whole.splitlines()) == 6
    assert totals_words([], is_selection=False)[0] == "0 streams shown"
