"""Where the gap picture stands: about what was chosen before and after it came."""

import pytest

from liveapp.ui.charts.waits_place import WaitsPlace
from tests.unit.ui.charts.conftest import FIRST, ROUNDS, TABLE, played


@pytest.fixture
def place(analysis, watcher, questions, icons, qtbot) -> WaitsPlace:
    analysis.watch(watcher)
    made = WaitsPlace(analysis, questions, icons)
    qtbot.addWidget(made)
    made.show_multiplier(TABLE[3])
    made.resize(600, 300)
    made.show()
    qtbot.waitUntil(lambda: made.chart is not None and made.chart.picture is not None)
    return made


def test_the_chart_is_about_what_was_chosen_before_and_after_it_came(place, qtbot) -> None:
    assert place.chart.picture.multiplier == TABLE[3]
    place.show_multiplier(TABLE[10])
    qtbot.waitUntil(lambda: place.chart.picture.multiplier == TABLE[10])


def test_what_it_tells_is_told_on(place) -> None:
    files, said = [], []
    place.file_requested.connect(files.append)
    place.message.connect(said.append)
    place.chart.save("csv")
    place.chart.copy_data()
    assert (files[0].chart, said) == ("waits", ["Data copied"])


def test_what_happened_while_it_was_hidden_is_drawn_when_it_comes_back(place, record, qtbot) -> None:
    place.hide()
    before = place.chart.picture.current
    record(*(played(FIRST + ROUNDS + more) for more in range(1, 3)))
    place.show()
    qtbot.waitUntil(lambda: place.chart.picture.current != before)
