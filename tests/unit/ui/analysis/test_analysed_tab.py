"""Tabs of what the analysis found."""

import pytest

from liveapp.ui.analysis.analysed_tab import AnalysedTab
from liveapp.ui.analysis.live_analysis import LiveAnalysis


@pytest.fixture
def tab(store, questions, record, stream_of, qtbot) -> AnalysedTab:
    record(1, 2)
    analysis = LiveAnalysis(store.reader, questions)
    analysis.show_stream(stream_of())
    tab = AnalysedTab(analysis)
    analysis.setParent(tab)
    qtbot.addWidget(tab)
    return tab


def test_the_stream_is_analysed_while_the_tab_can_be_seen(tab, qtbot) -> None:
    assert not tab.analysis._is_watched
    tab.show()
    qtbot.waitUntil(lambda: tab.analysis.figures is not None)
    tab.hide()
    assert not tab.analysis._is_watched


def test_what_takes_long_is_told(tab) -> None:
    for is_busy in (True, False):
        tab.analysis.busy_changed.emit(is_busy)
        assert tab.busy.isHidden() is not is_busy
