"""Chart of the multipliers: the highest of each pixel, and the hits of a chosen one."""

import pytest
from PySide6.QtCore import Qt

from liveapp.ui.charts.skyline_chart import SkylineChart
from tests.unit.ui.charts.conftest import FIRST, HIGHEST, MISSING, ROUNDS, TABLE


@pytest.fixture
def chart(redrawing, nonces, icons, qtbot) -> SkylineChart:
    made = SkylineChart(redrawing, nonces, icons)
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    qtbot.waitUntil(lambda: made.picture is not None)
    return made


def marked(chart: SkylineChart) -> list[int]:
    return [round(x) + FIRST for x in chart._hits.getData()[0]]


def test_each_round_has_a_bar_as_high_as_its_multiplier_and_missing_ones_have_none(chart) -> None:
    bars = chart._bars.opts
    places = [round(x) for x in (bars["x0"] + bars["x1"]) / 2]
    assert places == [nonce - FIRST for nonce in range(FIRST, FIRST + ROUNDS) if nonce not in MISSING]
    high, low = chart.plot.box.viewRange()[1][::-1]
    assert all(bars["y0"] == low)
    assert all(bars["y1"] <= high)
    assert bars["y1"].argmax() == places.index(HIGHEST - FIRST)


def test_the_nearest_round_is_read_out_and_missing_ones_lead_to_a_neighbour(chart) -> None:
    reading = chart.read_out(chart.picture, float(HIGHEST - FIRST) + 0.3)
    assert reading.nonce == HIGHEST
    assert reading.words == f"Nonce {HIGHEST}: {TABLE[10]:,.2f}×"
    assert chart.read_out(chart.picture, 32.0).nonce in (MISSING.start - 1, MISSING.stop)


def test_hits_of_what_is_typed_are_marked(chart, qtbot) -> None:
    qtbot.keyClicks(chart.edit, f"{TABLE[3]:.2f}".replace(".", ","))
    with qtbot.waitSignal(chart.choice_changed):
        qtbot.keyClick(chart.edit, Qt.Key.Key_Return)
    hits = [n for n in range(FIRST, FIRST + ROUNDS) if n % 5 == 0 and n not in MISSING]
    qtbot.waitUntil(lambda: marked(chart) == hits)
    assert f"{len(hits)} hits of {TABLE[3]:,.2f}× or more" in chart.words_label.text()
    assert chart.read_out(chart.picture, hits[0] - FIRST + 0.2).words.endswith(", a hit")
    chart.edit.clear()
    qtbot.keyClick(chart.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: marked(chart) == [])


def test_what_is_no_number_is_said_and_changes_nothing(chart, qtbot) -> None:
    chart.mark(400.0)
    chart.edit.setText("lots")
    with qtbot.waitSignal(chart.message) as said:
        qtbot.keyClick(chart.edit, Qt.Key.Key_Return)
    assert said.args == ["“lots” is not a number."]
    assert (chart.edit.text(), chart.multiplier) == ("400.00×", 400.0)


def test_nothing_known_can_be_read_nowhere(chart, nonces, qtbot) -> None:
    nonces.set_whole(5000, 6000)
    qtbot.waitUntil(lambda: int(chart.picture.firsts[0]) > 4000)
    assert chart.read_out(chart.picture, 10.0) is None
    assert len(chart._bars.opts["x0"]) == 0
