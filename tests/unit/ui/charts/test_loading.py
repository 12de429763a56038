"""Places for charts: empty until they are shown, loaded in another thread."""

import sys

import pytest

from liveapp.ui.charts.loading import LOADING, WaitsPlace
from tests.unit.ui.charts.conftest import TABLE


@pytest.fixture
def place(analysis, questions, icons, qtbot) -> WaitsPlace:
    made = WaitsPlace(analysis, questions, icons)
    qtbot.addWidget(made)
    return made


def test_nothing_is_loaded_until_it_is_shown(place, qtbot) -> None:
    qtbot.wait(20)
    assert place.chart is None
    assert place._loading.text() == LOADING


def test_the_chart_is_about_what_was_chosen_before_and_after_it_came(place, qtbot) -> None:
    place.show_multiplier(TABLE[3])
    place.resize(600, 300)
    place.show()
    qtbot.waitUntil(lambda: place.chart is not None and place.chart.picture is not None)
    assert place._loading.isHidden()
    assert place.chart.picture.multiplier == TABLE[3]
    place.show_multiplier(TABLE[10])
    qtbot.waitUntil(lambda: place.chart.picture.multiplier == TABLE[10])
    files = []
    place.file_requested.connect(files.append)
    place.chart.save("csv")
    assert files[0].chart == "waits"


def test_it_is_made_once(place, qtbot) -> None:
    place.show()
    place.hide()
    place.show()
    qtbot.waitUntil(lambda: place.chart is not None)
    place.hide()
    place.show()
    qtbot.wait(20)
    assert place._column.count() == 2
    assert place.module in sys.modules
