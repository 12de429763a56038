"""The tab *Charts*: loaded when first shown, watching while it is seen, its choices kept."""

import pytest

from liveapp.ui.charts.tab import ChartsTab
from tests.unit.ui.charts.conftest import FIRST, ROUNDS, TABLE, played


@pytest.fixture
def tab(analysis, questions, icons, stream_of, qtbot) -> ChartsTab:
    made = ChartsTab(analysis, questions, icons)
    qtbot.addWidget(made)
    made.show_stream(stream_of())
    made.resize(900, 1400)
    return made


@pytest.fixture
def shown(tab, qtbot) -> ChartsTab:
    tab.show()
    qtbot.waitUntil(lambda: tab.body is not None and all(chart.picture for chart in tab.body.charts))
    return tab


def test_it_is_loaded_once_it_is_shown_and_what_was_chosen_is_kept_before_and_after(
    tab, analysis, qtbot
) -> None:
    state = {"currency": "btc", "drawdown": "yes", "marked": repr(TABLE[3])}
    tab.restore_state(state)
    assert tab.save_state() == state
    qtbot.wait(20)
    assert (tab.body, analysis.figures) == (None, None)
    tab.show()
    qtbot.waitUntil(lambda: tab.body is not None)
    assert tab.save_state() == state
    assert tab.body.skyline.multiplier == TABLE[3]
    assert tab.body.profit.drawdown.isChecked()
    with qtbot.waitSignal(tab.state_changed):
        tab.body.profit.drawdown.click()
    assert tab.save_state()["drawdown"] == ""
    tab.restore_state({"currency": "doge", "marked": "lots"})
    assert tab.save_state() == {"currency": "btc", "drawdown": "", "marked": ""}


def test_nothing_is_asked_for_while_it_is_hidden_and_all_is_there_when_it_comes_back(
    shown, analysis, record, stream_of, qtbot
) -> None:
    shown.hide()
    assert not analysis._is_watched
    record(played(FIRST + ROUNDS))
    qtbot.wait(20)
    assert int(shown.body.profit.picture.lasts[-1]) == FIRST + ROUNDS - 1
    shown.apply(stream_of(), [])
    shown.show()
    qtbot.waitUntil(lambda: int(shown.body.profit.picture.lasts[-1]) == FIRST + ROUNDS)


def test_what_the_charts_ask_for_is_handed_on(shown, qtbot) -> None:
    for signal, emit in (
        (shown.bet_requested, lambda: shown.body.skyline.bet_requested.emit(7)),
        (shown.filter_requested, lambda: shown.body.range_bar.filter_requested.emit((1, 2))),
        (shown.file_requested, lambda: shown.body.profit.save("csv")),
        (shown.message, shown.body.profit.copy_data),
        (shown.proof_requested, shown.body.strip.proof_requested.emit),
    ):
        with qtbot.waitSignal(signal):
            emit()
