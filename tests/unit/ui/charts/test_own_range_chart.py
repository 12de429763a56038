"""A chart whose numbers across are its own."""

import pytest

from liveapp.ui.charts.outcomes_chart import OutcomesChart
from liveapp.ui.charts.own_range_chart import OwnRangeChart
from liveapp.ui.widgets.icons import Icons
from tests.shell import RESOURCES


@pytest.fixture
def chart(theme, store, questions, qtbot, idle_redrawing) -> OwnRangeChart:
    made = OutcomesChart(idle_redrawing, Icons(RESOURCES))
    qtbot.addWidget(made)
    return made


def test_what_a_picture_tells_asks_for_no_other_picture(chart, qtbot) -> None:
    with qtbot.assertNotEmitted(chart.shown.changed):
        chart.be_about(0, 99)
    assert chart.shown.whole == (0, 99)
    low, high = chart.plot.box.viewRange()[0]
    assert low < 0
    assert high > 99
