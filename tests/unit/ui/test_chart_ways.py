"""What leads to charts and waits, and from them to the bets."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton

from liveapp.domain.queries import ALL_BETS, BetFilter
from liveapp.ui.bets.columns import Column
from tests.shell import FIRST_SEEDS, SECOND_SEEDS, show_stream

RAW = Qt.ItemDataRole.UserRole


@pytest.fixture
def window(live_shell, qtbot):
    show_stream(qtbot, live_shell, FIRST_SEEDS)
    return live_shell.window


def chosen_nonce(window) -> object:
    return window.bets.model.index(window.bets.view.currentIndex().row(), Column.NONCE).data(RAW)


def test_the_tabs_stand_in_their_order_and_each_has_its_key(window) -> None:
    assert [tab.title for tab in window.page.tabs] == ["Bets", "Charts", "Waits", "Seed & proof"]
    for number, tab in enumerate(window.page.tabs, 1):
        action = window.actions_by_name[f"show{tab.name.capitalize()}TabAction"]
        assert action.shortcut().toString() == f"Ctrl+{number}"
        action.trigger()
        assert window.page.current_tab is tab


def test_the_header_s_line_leads_to_the_charts(window) -> None:
    window.page.header.sparkline.click()
    assert window.page.current_tab is window.charts


def test_both_tabs_are_about_the_stream_that_is_shown_and_count_what_comes(window, live_shell, qtbot) -> None:
    window.page.show_tab(window.charts)
    analysis = window.chart_ways._analysis
    qtbot.waitUntil(lambda: analysis.figures is not None)
    before = analysis.figures.rounds
    live_shell.record(FIRST_SEEDS, 9001)
    qtbot.waitUntil(lambda: analysis.figures.rounds == before + 1)
    show_stream(qtbot, live_shell, SECOND_SEEDS)
    stream = window.page.stream
    qtbot.waitUntil(lambda: analysis.figures is not None and analysis.figures.rounds == stream.rounds)
    live_shell.store.writer.delete_stream(stream.id)
    # Another one may be shown in its place.
    qtbot.waitUntil(lambda: analysis._stream is None or analysis._stream.key != stream.key)


def test_a_bet_that_is_asked_for_is_chosen_in_the_table(window, qtbot) -> None:
    window.page.show_tab(window.charts)
    window.charts.bet_requested.emit(3)
    assert window.page.current_tab is window.bets
    qtbot.waitUntil(lambda: chosen_nonce(window) == 3)


def test_filters_that_hide_a_bet_that_is_asked_for_go(window, qtbot) -> None:
    window.bets.filter_bar.set_filter(BetFilter(nonce_from=10))
    qtbot.waitUntil(lambda: not window.bets.model.is_loading)
    window.waits.bet_requested.emit(3)
    qtbot.waitUntil(lambda: window.bets.filter_bar.bet_filter == ALL_BETS and chosen_nonce(window) == 3)
    assert "The filters showed no bet of round 3: they were cleared." in [
        toast.text for toast in window.toasts.toasts
    ]


def test_filters_that_show_a_bet_that_is_asked_for_stay(window, qtbot) -> None:
    window.bets.filter_bar.set_filter(BetFilter(nonce_to=10))
    qtbot.waitUntil(lambda: not window.bets.model.is_loading)
    window.charts.bet_requested.emit(3)
    qtbot.waitUntil(lambda: chosen_nonce(window) == 3)
    assert window.bets.filter_bar.bet_filter == BetFilter(nonce_to=10)


def test_the_range_of_a_chart_becomes_the_filter_of_the_table_beside_what_is_filtered(window) -> None:
    window.bets.filter_bar.set_filter(BetFilter(min_multiplier=1.0))
    window.charts.filter_requested.emit((4, 2**62))
    assert window.page.current_tab is window.bets
    expected = BetFilter(min_multiplier=1.0, nonce_from=4, nonce_to=2**62)
    assert window.bets.filter_bar.bet_filter == expected


def test_the_proof_is_led_to(window) -> None:
    window.charts.proof_requested.emit()
    assert window.page.current_tab is window.proof


def choices(tab) -> list[QRadioButton]:
    return [
        button
        for button in tab.findChildren(QRadioButton)
        if "ounds" in button.text() or "These" in button.text()
    ]


def test_figures_follow_the_filters_by_choice_and_both_tabs_say_so(window, qtbot) -> None:
    window.page.show_tab(window.waits)
    analysis = window.chart_ways._analysis
    qtbot.waitUntil(lambda: analysis.figures is not None)
    whole = analysis.figures.rounds
    window.bets.filter_bar.set_filter(BetFilter(nonce_to=5))
    qtbot.waitUntil(lambda: window.bets.model.rowCount() == 5)
    _, these = choices(window.waits)
    assert (these.text(), these.isVisible()) == ("These 5", True)
    these.click()
    qtbot.waitUntil(lambda: analysis.figures is not None and analysis.figures.rounds == 5)
    assert choices(window.charts)[1].isChecked()
    window.bets.filter_bar.clear_filter()
    qtbot.waitUntil(lambda: analysis.figures is not None and analysis.figures.rounds == whole)
    assert not choices(window.waits)[1].isVisible()


def test_the_gap_picture_comes_once_the_waits_are_shown(window, qtbot) -> None:
    assert window.chart_ways.waits_place is None
    window.page.show_tab(window.waits)
    qtbot.waitUntil(lambda: window.chart_ways.waits_place.chart is not None)
