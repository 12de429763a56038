"""Chart of the profit: one currency, its curve, bands and drawdown."""

import re
from dataclasses import replace

import numpy as np
import pytest

from liveapp.domain.statistics.pictures.span import Span
from liveapp.ui.charts.profit_chart import ProfitChart
from tests.unit.ui.charts.conftest import FIRST, MISSING, ROUNDS, TARGET, played

LAST = FIRST + ROUNDS - 1


@pytest.fixture
def chart(redrawing, nonces, icons, qtbot) -> ProfitChart:
    made = ProfitChart(redrawing, nonces, icons)
    qtbot.addWidget(made)
    made.show_currencies(["btc"])
    made.resize(900, 400)
    made.show()
    qtbot.waitUntil(lambda: made.picture is not None)
    return made


def profit_at(nonce: int) -> float:
    """What the bets until this nonce came to."""
    bets = [one for one in range(FIRST, nonce + 1) if one not in MISSING]
    wins = sum(one % 5 == 0 for one in bets)
    return wins * 2.0 * TARGET - 2.0 * len(bets)


def test_the_curve_goes_to_what_all_bets_came_to(chart) -> None:
    x, y = chart._line.getData()
    assert (x[0], x[-1]) == (0.0, LAST - FIRST)
    assert y[-1] == pytest.approx(profit_at(LAST))


def test_a_part_is_drawn_as_it_is_within_the_whole(chart, nonces, qtbot) -> None:
    nonces.show_part(Span(30.0, 45.0))
    qtbot.waitUntil(lambda: int(chart.picture.firsts[0]) > FIRST)
    reading = chart.read_out(chart.picture, 40.0)
    assert reading.nonce == FIRST + 40
    assert f"profit +{profit_at(FIRST + 40):g}" in reading.words.replace(",", "") or "profit" in reading.words
    x, _ = chart._line.getData()
    assert chart.plot.edges[0] <= x[0] < x[-1] <= chart.plot.edges[1]


def test_the_nearest_bet_is_read_out_beside_its_expectation(chart) -> None:
    reading = chart.read_out(chart.picture, 32.2)  # where nonces are missing
    assert reading.nonce in (MISSING.start - 1, MISSING.stop)
    assert reading.words.startswith(f"Nonce {reading.nonce}: profit ")
    assert " BTC, expected " in reading.words


@pytest.fixture
def compared(chart, record, qtbot) -> ProfitChart:
    """The same without missing nonces."""
    record(*(played(nonce) for nonce in MISSING))
    chart.want_picture()
    qtbot.waitUntil(lambda: chart.picture.is_compared)
    return chart


def test_where_too_much_is_missing_no_bands_are_drawn(chart) -> None:
    assert chart.picture.band_from is not None
    assert chart._bands[0].boundingRect().isEmpty()
    assert "Too much is missing" in chart.words_label.text()
    assert "give or take" not in chart.plot.accessibleDescription()


def test_bands_are_drawn_only_where_wins_enough_are_expected(compared) -> None:
    chart = compared
    assert chart.picture.band_from is not None
    outer, inner = (band.boundingRect() for band in chart._bands)
    begin = int(np.count_nonzero(~chart.picture.have_band))
    assert outer.left() == inner.left() == chart.picture.lasts[begin] - FIRST
    assert outer.height() > inner.height() > 0


def test_all_of_the_bands_is_in_view_while_everything_is_shown(compared) -> None:
    low, high = compared.plot._up
    outer, _ = compared._bands
    assert low < outer.boundingRect().top() < outer.boundingRect().bottom() < high


def test_bands_of_other_bets_than_the_curve_s_are_not_drawn(compared, record, qtbot) -> None:
    chart = compared
    record(played(LAST + 1, round_target=None))
    chart.shown.set_whole(FIRST, LAST + 1)
    qtbot.waitUntil(lambda: chart.picture.expected_over < chart.picture.bets)
    assert chart._bands[0].boundingRect().isEmpty()
    assert chart._expected.isVisible()


def test_a_single_bet_is_a_mark_since_it_makes_no_line(chart, nonces, qtbot) -> None:
    assert len(chart._only.getData()[0]) == 0
    nonces.set_whole(FIRST, FIRST)
    arrays = ("firsts", "lasts", "lows", "highs", "profits", "expected", "deviations", "peaks")
    first = {name: getattr(chart.picture, name)[:1] for name in arrays}
    chart.take(replace(chart.picture, **first, before=None, after=None))
    assert len(chart._only.getData()[0]) == 1


def test_an_expectation_is_read_out_without_digits_that_mean_nothing(compared) -> None:
    said = compared.read_out(compared.picture, 40.0).words
    assert re.search(r" ± [1-9]\d\.\d BTC$", said), said


def test_drawdown_is_shaded_by_choice(chart, qtbot) -> None:
    assert not chart._drawdown.isVisible()
    with qtbot.waitSignal(chart.choice_changed):
        chart.drawdown.click()
    assert chart._drawdown.isVisible()
    assert chart._drawdown.boundingRect().height() > 0
    assert "Shaded" in chart.words_label.text()


def test_currencies_are_drawn_one_at_a_time(chart, analysis, record, stream_of, qtbot) -> None:
    assert not chart.currency.isVisible()
    assert chart.title_label.text() == "Profit in BTC"
    record(*(played(nonce, currency="eth", amount=1.0, payout=3.0) for nonce in range(LAST + 1, LAST + 4)))
    chart.show_currencies(["btc", "eth"])
    assert chart.currency.isVisible()
    assert chart.currency_name == "btc"
    chart.choose("eth")
    chart.choose("doge")
    assert chart.currency_name == "eth"
    assert chart.title_label.text() == chart.paper().title == "Profit in ETH"
    chart.shown.set_whole(FIRST, LAST + 3)
    qtbot.waitUntil(lambda: chart.picture.bets == 3)
    assert "+6 ETH" in chart.alternative(chart.picture)
    chart.show_currencies(["btc", "eth", "doge"])
    assert chart.currency_name == "eth"


def test_what_comes_in_is_drawn(chart, record, nonces, qtbot) -> None:
    record(played(LAST + 1))
    nonces.set_whole(FIRST, LAST + 1)
    qtbot.waitUntil(lambda: int(chart.picture.lasts[-1]) == LAST + 1)


def test_its_numbers_can_be_taken_along(chart) -> None:
    header, *rows = chart.rows(chart.picture)
    assert header[:2] == ("first_nonce", "last_nonce")
    assert rows[-1][1] == LAST
