"""The chart of the pace."""

import numpy as np
import pytest

from liveapp.domain.clock import MINUTE_US, SECOND_US
from liveapp.domain.statistics.pictures.span import Span
from liveapp.ui.charts.pace_chart import PaceChart, pace_of
from liveapp.ui.charts.pace_words import NOTHING
from liveapp.ui.widgets.icons import Icons
from tests.shell import RESOURCES
from tests.unit.domain.statistics.pictures.makers import bets_of
from tests.unit.ui.charts.analysed import analysed, bring_up, record_rounds

NOON_US = 1_769_601_600 * SECOND_US
TIMES = NOON_US + np.array([0, 2, 5, 12, 14, 200, 201]) * SECOND_US
BETS = bets_of(range(11, 18), received_us=TIMES)


@pytest.fixture
def chart(theme, store, questions, qtbot, idle_redrawing) -> PaceChart:
    made = PaceChart(idle_redrawing, Icons(RESOURCES))
    qtbot.addWidget(made)
    made.resize(600, 320)
    made.show()
    return made


def test_bars_lie_from_the_first_bet_to_the_last(chart) -> None:
    chart.take(pace_of(BETS, None, 1_000))
    assert chart.shown.whole == (NOON_US, NOON_US + 201 * SECOND_US)
    assert not chart.shown.is_zoomed
    low, high = chart.plot.box.viewRange()[0]
    assert low * chart.plot.bottom.unit <= 0
    assert high * chart.plot.bottom.unit >= 201 * SECOND_US
    # The last two bets are told over half of their bar, which ends with them.
    assert chart._bars.opts["y1"].max() == pytest.approx(24.0)
    assert len(chart._pauses.opts["x0"]) == 1


def test_a_bar_is_read_out_and_leads_to_its_first_bet(chart, qtbot) -> None:
    picture = pace_of(BETS, None, 1_000)
    chart.take(picture)
    reading = chart.read_out(picture, 13.0 * SECOND_US)
    assert "2 bets" in reading.words
    assert reading.nonce == 14
    assert chart.read_out(picture, 1e12).nonce == 16
    with qtbot.waitSignal(chart.bet_requested) as asked:
        chart.plot.clicked.emit(13.0 * SECOND_US, 1.0)
    assert asked.args == [14]


def test_a_part_that_is_shown_stays_while_bets_come(chart) -> None:
    chart.take(pace_of(BETS, None, 1_000))
    chart.shown.show_part(Span(0.0, 60.0 * SECOND_US))
    part = chart.shown.picture_span
    more = bets_of(range(11, 19), received_us=np.append(TIMES, NOON_US + 900 * SECOND_US))
    chart.take(pace_of(more, part, 1_000))
    assert chart.shown.picture_span == part
    assert chart.shown.whole[1] == NOON_US + 900 * SECOND_US


def test_all_there_is_takes_a_minute_at_least() -> None:
    assert pace_of(bets_of([1], received_us=NOON_US), None, 100).whole_us == (NOON_US, NOON_US + MINUTE_US)


def test_what_is_recorded_is_drawn_by_the_time_it_was_received(chart, store) -> None:
    record_rounds(store, 20)
    analysis = analysed(store)
    picture = bring_up(chart, analysis)
    assert picture.picture.counts.sum() == 20
    assert chart.words_label.text().startswith("Bars: bets a minute")
    header, *rows = chart.rows(picture)
    assert header[0] == "begin_us"
    assert sum(row[header.index("bets")] for row in rows) == 20


def test_without_bets_nothing_is_drawn_and_that_is_said(chart) -> None:
    picture = pace_of(bets_of([]), None, 1_000)
    chart.take(picture)
    assert chart.words_label.text() == NOTHING
    assert chart.read_out(picture, 0.0) is None
