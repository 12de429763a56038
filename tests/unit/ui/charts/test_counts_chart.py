"""A chart of counts."""

import pytest
from PySide6.QtCore import Qt

from liveapp.ui import theme as themes
from liveapp.ui.charts.outcomes_chart import OutcomesChart
from liveapp.ui.widgets.icons import Icons
from tests.shell import RESOURCES
from tests.unit.ui.charts.analysed import analysed, bring_up, record_rounds


@pytest.fixture
def chart(theme, store, questions, qtbot, idle_redrawing) -> OutcomesChart:
    made = OutcomesChart(idle_redrawing, Icons(RESOURCES))
    qtbot.addWidget(made)
    made.resize(500, 320)
    made.show()
    record_rounds(store, 50)
    bring_up(made, analysed(store))
    return made


def test_keys_read_places_out_one_by_one_and_stop_at_the_ends(chart, qtbot) -> None:
    said = []
    for _ in range(10):
        qtbot.keyClick(chart.plot, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
        said.append(chart.reading_label.text())
    assert len(set(said)) == 9
    assert said[0].startswith("7 safe pumps")
    assert said[-1].startswith("15 safe pumps")
    qtbot.keyClick(chart.plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert chart.reading_label.text().startswith("14 safe pumps")


def test_what_is_nearest_is_one_of_the_places(chart) -> None:
    assert [chart.nearest(x) for x in (-9.0, 1.4, 1.6, 1e9)] == [0, 1, 2, 15]


def test_counts_that_are_gone_leave_no_marks_and_no_names(chart) -> None:
    chart.show_no_counts()
    assert not len(chart._marks._seen.getData()[0])
    assert chart.plot.bottom.tickValues(-0.5, 15.5, 5_000.0)[0][1] == []


def test_a_new_theme_draws_the_marks_in_its_colours(chart) -> None:
    dark = themes.palette_for(is_dark=True)
    chart.setPalette(dark)
    observed = themes.colors(dark).chart.observed
    assert chart._marks._seen.opts["pen"].color() == observed
    assert chart._marks._expected.opts["pen"].color() == themes.colors(dark).chart.expected
