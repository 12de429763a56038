"""The detail pane beside a table of real bets."""

import pytest
from PySide6.QtCore import Qt

from liveapp.domain.queries import BetFilter
from liveapp.domain.verdicts import Verdict
from liveapp.ui.bets.calculation_dialog import CalculationDialog
from liveapp.ui.bets.columns import Column
from liveapp.ui.bets.tab import BetsTab
from liveapp.ui.stream_page.page import StreamPage
from tests.shell import focus
from tests.unit.ui.bets.proving import PROVABLE, SERVER_SEED, provable_bet
from tests.window_fixtures import LIMIT_MS, OTHER_SEEDS, SEEDS, make_bet


@pytest.fixture
def show(page: StreamPage, tab: BetsTab, stream_of, qtbot):
    def show_stream(seeds=SEEDS) -> BetsTab:
        page.show_stream(stream_of(seeds))
        qtbot.waitUntil(lambda: tab.model.is_complete, timeout=LIMIT_MS)
        return tab

    return show_stream


def shown(tab: BetsTab, name: str) -> str:
    return tab.detail.pane.values[name].text()


def test_enter_opens_it_for_the_chosen_row_and_esc_closes_it(show, record, qtbot) -> None:
    record(*range(1, 6))
    tab = show()
    assert not tab.detail.pane.isVisible()
    tab.view.choose_row(2)
    focus(qtbot, tab, tab.view)
    qtbot.keyClick(tab.view, Qt.Key.Key_Return)
    assert tab.detail.pane.isVisible()
    qtbot.waitUntil(lambda: shown(tab, "Nonce") == "3")
    assert tab.view.hasFocus()
    qtbot.keyClick(tab.view, Qt.Key.Key_Escape)
    assert not tab.detail.pane.isVisible()


def test_a_double_click_opens_it_and_its_own_esc_goes_back_to_the_table(show, record, qtbot) -> None:
    record(*range(1, 6))
    tab = show()
    place = tab.view.visualRect(tab.model.index(1, Column.AMOUNT)).center()
    qtbot.mouseClick(tab.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(tab.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: shown(tab, "Nonce") == "2")
    tab.detail.pane.values["Amount"].setFocus()
    qtbot.keyClick(tab.detail.pane.values["Amount"], Qt.Key.Key_Escape)
    assert not tab.detail.pane.isVisible()
    assert tab.view.hasFocus()


def test_it_follows_the_chosen_row_while_it_is_open(show, record, qtbot) -> None:
    record(*range(1, 6))
    tab = show()
    tab.detail.open()
    assert tab.detail.pane.words == "No row is chosen"
    tab.view.choose_row(0)
    qtbot.waitUntil(lambda: shown(tab, "Nonce") == "1")
    qtbot.keyClick(tab.view, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: shown(tab, "Nonce") == "2")
    record(9)
    qtbot.waitUntil(lambda: tab.model.rowCount() == 6)
    qtbot.waitUntil(lambda: shown(tab, "Nonce") == "2")
    tab.view.clearSelection()
    assert tab.detail.pane.words == "No row is chosen"


def test_closed_it_hears_of_nothing(show, record, qtbot) -> None:
    record(*range(1, 6))
    tab = show()
    tab.view.choose_row(0)
    tab.detail.open()
    qtbot.waitUntil(lambda: shown(tab, "Nonce") == "1")
    tab.detail.close()
    tab.view.choose_row(3)
    assert shown(tab, "Nonce") == "1"
    tab.detail.open()
    qtbot.waitUntil(lambda: shown(tab, "Nonce") == "4")


def test_open_since_the_last_start_it_follows_too(show, tab, record, qtbot) -> None:
    record(*range(1, 6))
    tab.restore_state({"detail": "open"})
    show()
    tab.view.choose_row(3)
    qtbot.waitUntil(lambda: shown(tab, "Nonce") == "4")


def test_a_bet_that_is_verified_and_one_that_differs_are_shown_as_they_are_now(
    show, store, record, stream_of, qtbot
) -> None:
    record(provable_bet(1), provable_bet(2, round_result=2254.0))
    tab = show(PROVABLE)
    pane = tab.detail.pane
    tab.view.choose_row(1)
    tab.detail.open()
    qtbot.waitUntil(lambda: pane.proof.text() == "the server seed is not known yet")
    store.writer.reveal_seed(SERVER_SEED)
    qtbot.waitUntil(lambda: pane.proof.text() == "not compared yet")
    key = stream_of(PROVABLE).key
    store.writer.set_verdicts(key, [(1, Verdict.VERIFIED), (2, Verdict.RESULT_DIFFERS)])
    qtbot.waitUntil(lambda: pane.proof.text().startswith("differs: recorded 2,254.00×, the seeds give"))
    tab.view.choose_row(0)
    qtbot.waitUntil(lambda: pane.proof.text() == "verified: ✓ result")
    pane.calculation_button.click()
    assert any(one.isVisible() for one in tab.findChildren(CalculationDialog))


def test_a_bet_that_is_still_being_read_is_told_and_shown_when_it_comes(show, record, qtbot) -> None:
    record(*range(1, 6001))
    tab = show()
    tab.model._cache.clear()
    tab.view.choose_row(3000, is_shown=False)
    tab.detail.open()
    assert tab.detail.pane.words == "Being read…"
    qtbot.waitUntil(lambda: tab.detail.pane.words == "Round 3,001", timeout=LIMIT_MS)


def test_through_a_filter_it_keeps_the_row_or_says_that_there_is_none(show, record, qtbot) -> None:
    record(make_bet(1, round_result=50.0), make_bet(2, round_result=2.0))
    tab = show()
    tab.view.choose_row(0)
    tab.detail.open()
    tab.filter_bar.set_filter(BetFilter(10.0))
    qtbot.waitUntil(lambda: tab.model.rowCount() == 1 and not tab.model.is_loading, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: shown(tab, "Nonce") == "1")
    assert tab.detail.pane.words == "Round 1"
    tab.filter_bar.set_filter(BetFilter(100.0))
    qtbot.waitUntil(lambda: tab.model.rowCount() == 0 and not tab.model.is_loading, timeout=LIMIT_MS)
    assert tab.detail.pane.words == "No row is chosen"


def test_another_stream_shows_no_bet_of_the_former_one(show, record) -> None:
    record(1, 2)
    record(3, seeds=OTHER_SEEDS)
    tab = show()
    tab.view.choose_row(0)
    tab.detail.open()
    show(OTHER_SEEDS)
    assert tab.detail.pane.words == "No row is chosen"


def test_opened_below_the_table_the_chosen_row_stays_in_view(show, page, record, qtbot) -> None:
    record(*range(1, 301))
    tab = show()
    page.resize(420, 420)
    qtbot.waitUntil(lambda: tab.view.width() < 420)
    tab.view.choose_row(299)
    tab.detail.open()
    assert tab.detail.split.orientation() == Qt.Orientation.Vertical
    row = tab.view.visualRect(tab.model.index(299, 0))
    assert tab.view.viewport().rect().contains(row.center())


def test_beside_it_the_multipliers_stay_in_view(show, page, record, qtbot) -> None:
    record(*range(1, 6))
    tab = show()
    page.resize(760, 460)
    tab.view.choose_row(0)
    tab.detail.open()
    qtbot.wait(1)
    cell = tab.view.visualRect(tab.model.index(0, Column.MULTIPLIER))
    assert tab.view.viewport().rect().contains(cell)


def test_enter_elsewhere_is_not_its_key(show, record, qtbot) -> None:
    record(*range(1, 6))
    tab = show()
    focus(qtbot, tab, tab.filter_bar.nonce)
    qtbot.keyClicks(tab.filter_bar.nonce, "3")
    qtbot.keyClick(tab.filter_bar.nonce, Qt.Key.Key_Return)
    assert not tab.detail.pane.isVisible()
    assert tab.view.hasFocus()
    qtbot.keyClick(tab.view, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    qtbot.waitUntil(lambda: shown(tab, "Nonce") == "3")


def test_the_star_and_the_note_are_those_of_the_chosen_row_as_they_are_now(show, record, mark, qtbot) -> None:
    record(*range(1, 6))
    mark(2, note="why")
    tab = show()
    tab.detail.open()
    tab.view.choose_row(1)
    pane = tab.detail.pane
    qtbot.waitUntil(lambda: pane.star.isChecked() and pane.note.note() == "why")
    tab.view.choose_row(2)
    assert not pane.star.isChecked()
    assert pane.note.note() == ""
    mark(3, note="<b>now</b>")
    qtbot.waitUntil(lambda: pane.star.isChecked() and pane.note.note() == "<b>now</b>")
