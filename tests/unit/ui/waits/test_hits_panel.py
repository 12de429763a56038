"""The hits of one multiplier, read off the window's thread."""

import pytest
from PySide6.QtWidgets import QLabel

from liveapp.ui.analysis.live_analysis import LiveAnalysis
from liveapp.ui.waits.hits_panel import HitsPanel


@pytest.fixture
def analysis(store, questions, bridge, stream_of, record) -> LiveAnalysis:
    record(*range(1, 10), round_result=1.02)
    record(10, 14, round_result=24.5)
    made = LiveAnalysis(store.reader, questions)
    made.show_stream(stream_of())
    return made


@pytest.fixture
def panel(theme, analysis, qtbot) -> HitsPanel:
    made = HitsPanel(analysis)
    analysis.setParent(made)
    qtbot.addWidget(made)
    analysis.watch(made)
    made.resize(400, 400)
    made.show()
    return made


def test_without_a_multiplier_it_says_so(panel) -> None:
    assert panel.notice_words == "No multiplier is chosen"
    assert panel.heading.text() == "Hits"


def test_the_hits_are_listed(panel, qtbot) -> None:
    panel.show_multiplier(24.5)
    assert panel.notice_words == "Loading…"
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    assert panel.heading.text() == "2 hits of 24.50× or more"
    assert panel.notice_words == ""
    panel.show_multiplier(12.25)
    assert panel.model.rowCount() == 0
    qtbot.waitUntil(lambda: panel.heading.text() == "2 hits of 12.25× or more")


def test_a_multiplier_that_was_not_reached_has_none(panel, qtbot) -> None:
    panel.show_multiplier(25.0)
    qtbot.waitUntil(lambda: panel.notice_words.startswith("No hit yet"))


def test_an_answer_that_nobody_waits_for_is_dropped(panel, qtbot) -> None:
    panel.show_multiplier(24.5)
    panel.show_multiplier(None)
    panel.show_multiplier(1.02)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 11)
    assert panel.heading.text() == "11 hits of 1.02× or more"


def test_nothing_is_read_while_it_is_hidden(panel, qtbot) -> None:
    panel.hide()
    panel.show_multiplier(24.5)
    assert panel._question is None
    panel.show()
    panel.bring_up()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)


def test_the_picture_stands_above_the_list(panel, qtbot) -> None:
    chart = QLabel("chart")
    panel.add_chart(chart)
    qtbot.waitUntil(lambda: chart.isVisible() and chart.y() < panel.view.y())
