"""Where the gap picture stands once it is loaded."""

import pytest

from liveapp.ui.charts.chart_file import ChartFile
from liveapp.ui.charts.waits_place import WaitsPlace
from tests.unit.ui.charts.conftest import TARGET


@pytest.fixture
def place(analysis, questions, icons, qtbot) -> WaitsPlace:
    made = WaitsPlace(analysis, questions, icons)
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    return made


def test_what_is_chosen_before_the_picture_is_there_is_drawn_by_it(place, qtbot) -> None:
    place.show_multiplier(TARGET)
    qtbot.waitUntil(lambda: place.chart is not None and place.chart.picture is not None)
    assert place.chart.picture.multiplier == TARGET
    place.show_multiplier(TARGET + 1000)
    qtbot.waitUntil(lambda: place.chart.picture.multiplier == TARGET + 1000)


def test_what_the_picture_tells_is_told_on(place, qtbot) -> None:
    qtbot.waitUntil(lambda: place.chart is not None)
    with qtbot.waitSignals([place.file_requested, place.message]):
        place.chart.file_requested.emit(ChartFile("waits", "csv", b""))
        place.chart.message.emit("Copied the picture.")


def test_it_is_drawn_anew_once_it_is_seen_again(place, record, qtbot) -> None:
    place.show_multiplier(TARGET)
    qtbot.waitUntil(lambda: place.chart is not None and place.chart.picture is not None)
    place.hide()
    place.show_multiplier(TARGET + 500)
    assert place.chart.picture.multiplier == TARGET
    place.show()
    qtbot.waitUntil(lambda: place.chart.picture.multiplier == TARGET + 500)
