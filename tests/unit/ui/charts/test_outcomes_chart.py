"""The chart of the outcomes."""

import pytest

from liveapp.ui.charts.outcomes_chart import OutcomesChart
from liveapp.ui.charts.outcomes_words import NOTHING
from liveapp.ui.widgets.icons import Icons
from tests.shell import RESOURCES
from tests.unit.ui.charts.analysed import analysed, bring_up, record_rounds


@pytest.fixture
def chart(theme, store, questions, qtbot, idle_redrawing) -> OutcomesChart:
    made = OutcomesChart(idle_redrawing, Icons(RESOURCES))
    qtbot.addWidget(made)
    made.resize(500, 320)
    made.show()
    return made


def test_each_number_of_safe_pumps_has_its_place_named_by_its_multiplier(chart, store) -> None:
    record_rounds(store, 50)
    bring_up(chart, analysed(store))
    ((_, places),) = chart.plot.bottom.tickValues(-0.5, 15.5, 5_000.0)
    names = chart.plot.bottom.tickStrings(places, 1.0, 1.0)
    assert len(places) == 16
    assert names[:4] == ["1.00×", "1.63×", "2.80×", "4.95×"]
    assert chart.shown.whole == (0, 15)


def test_below_stands_what_all_outcomes_together_say(chart, store) -> None:
    record_rounds(store, 50)
    picture = bring_up(chart, analysed(store))
    assert chart.words_label.text() == picture.fit
    assert "expert rounds" in picture.fit
    assert picture.fit in chart.plot.accessibleDescription()


def test_where_too_much_is_missing_no_range_is_drawn_or_told(chart, store) -> None:
    record_rounds(store, 50)
    record_rounds(store, 50, first=101)
    picture = bring_up(chart, analysed(store))
    assert len(picture.picture.lows) == 0
    told = (chart.read_out(picture, 1.0).words, chart.plot.accessibleDescription())
    assert not [one for one in told if "fair streams" in one]
    _, first, *_ = chart.rows(picture)
    assert first[-2:] == (None, None)


def test_a_place_is_read_out_and_beyond_the_ends_the_last_one(chart, store) -> None:
    record_rounds(store, 50)
    picture = bring_up(chart, analysed(store))
    assert chart.read_out(picture, 1.4).words.startswith("1 safe pump (1.63×): seen 10")
    assert chart.read_out(picture, -3.0).x == 0.0
    assert chart.read_out(picture, 99.0).x == 15.0


def test_the_difficulty_with_most_rounds_is_drawn_first_and_others_can_be_chosen(chart, store) -> None:
    record_rounds(store, 30, "hard")
    record_rounds(store, 50, "expert", first=31)
    analysis = analysed(store)
    bring_up(chart, analysis)
    assert chart.difficulty.isVisible()
    assert chart.difficulty.currentText() == "expert"
    chart.difficulty.setCurrentText("hard")
    assert bring_up(chart, analysis).picture.difficulty == "hard"
    assert chart.difficulty.currentText() == "hard"
    assert chart.shown.whole == (0, 20)


def test_with_one_difficulty_there_is_nothing_to_choose(chart, store) -> None:
    record_rounds(store, 10)
    bring_up(chart, analysed(store))
    assert not chart.difficulty.isVisible()


def test_without_a_round_of_a_known_class_nothing_is_drawn_and_that_is_said(chart, store, record) -> None:
    record(1, difficulty="easy", round_result=7_777.0)
    picture = bring_up(chart, analysed(store))
    assert chart.words_label.text() == NOTHING
    assert chart.plot.accessibleDescription() == NOTHING
    assert chart.read_out(picture, 0.0) is None
    assert list(chart.rows(picture)) == []


def test_its_numbers_can_be_taken_along(chart, store) -> None:
    record_rounds(store, 50)
    header, *rows = chart.rows(bring_up(chart, analysed(store)))
    assert header[:3] == ("safe_pumps", "multiplier", "observed")
    assert rows[1][:3] == (1, 1.63, 10)
