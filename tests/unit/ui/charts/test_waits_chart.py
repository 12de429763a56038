"""The chart of the waits."""

import numpy as np
import pytest

from liveapp.domain.statistics.pictures.waits import Waits, waits_picture
from liveapp.ui.charts.waits_chart import WaitsChart, place_of_wait
from liveapp.ui.charts.waits_words import NOTHING
from liveapp.ui.widgets.icons import Icons
from tests.shell import RESOURCES
from tests.unit.ui.charts.analysed import analysed, bring_up, record_rounds


@pytest.fixture
def chart(theme, store, questions, qtbot, idle_redrawing) -> WaitsChart:
    made = WaitsChart(idle_redrawing, Icons(RESOURCES))
    qtbot.addWidget(made)
    made.resize(500, 320)
    made.show()
    return made


def test_until_a_multiplier_is_chosen_nothing_is_drawn_and_that_is_said(chart, store) -> None:
    record_rounds(store, 20)
    picture = bring_up(chart, analysed(store))
    assert chart.words_label.text() == chart.plot.accessibleDescription() == NOTHING
    assert chart.read_out(picture, 0.0) is None
    assert list(chart.rows(picture)) == []


def test_the_waits_for_the_chosen_multiplier_are_drawn_and_the_running_one_marked(chart, store) -> None:
    record_rounds(store, 200)
    chart.show_multiplier(4.95)
    picture = bring_up(chart, analysed(store))
    assert chart.title_label.text() == "Waits for 4.95× or more"
    assert chart.shown.whole == (0, len(picture.firsts) - 1)
    assert chart._now.isVisible()
    assert chart._now.value() == place_of_wait(picture)
    ((_, edges),) = chart.plot.bottom.tickValues(-0.5, 20.0, 5_000.0)
    assert chart.plot.bottom.tickStrings(edges, 1.0, 1.0) == [f"{first:,}" for first in picture.firsts]


def test_a_column_is_read_out_under_the_pointer(chart, store) -> None:
    record_rounds(store, 200)
    chart.show_multiplier(4.95)
    picture = bring_up(chart, analysed(store))
    reading = chart.read_out(picture, 0.3)
    assert (reading.x, reading.nonce) == (0.0, None)
    assert reading.words.startswith("Waits of 1")


def test_where_too_much_is_missing_no_range_is_drawn_or_told(chart, store) -> None:
    record_rounds(store, 150)
    record_rounds(store, 50, first=201)
    chart.show_multiplier(4.95)
    picture = bring_up(chart, analysed(store))
    assert len(picture.firsts) > len(picture.lows) == 0
    assert "Too much is missing" in chart.words_label.text()
    told = (chart.read_out(picture, 0.3).words, chart.plot.accessibleDescription())
    assert not [one for one in told if "fair streams" in one]
    _, first, *_ = chart.rows(picture)
    assert first[-2:] == (None, None)


def test_few_hits_are_not_drawn_and_no_wait_is_marked(chart, store) -> None:
    record_rounds(store, 20)
    chart.show_multiplier(17.34)
    bring_up(chart, analysed(store))
    assert "too few" in chart.words_label.text()
    assert not chart._now.isVisible()


def test_rounds_of_several_difficulties_are_compared_with_nothing(chart, store) -> None:
    record_rounds(store, 50)
    record_rounds(store, 50, "hard", first=51)
    chart.show_multiplier(4.95)
    bring_up(chart, analysed(store))
    assert "not all of one difficulty" in chart.words_label.text()


def test_a_wait_that_begins_stands_in_the_first_column_and_a_very_long_one_in_the_last() -> None:
    begun, long = (waits_picture(Waits(4.95, np.arange(1, 101), current, 0.02)) for current in (0, 10**6))
    assert -0.5 < place_of_wait(begun) < 0.0
    assert place_of_wait(long) == len(long.firsts) - 1


def test_a_longer_wait_stands_further_to_the_right() -> None:
    places = [
        place_of_wait(waits_picture(Waits(4.95, np.arange(1, 101), current, 0.05))) for current in range(100)
    ]
    assert places == sorted(places)
    assert len(set(places)) > 20
