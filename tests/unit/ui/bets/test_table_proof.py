"""What the table tells of proofs, with a stream whose seed gets known."""

import pytest
from PySide6.QtCore import Qt

from liveapp.domain.queries import BetFilter
from liveapp.domain.verdicts import DIFFERING, Verdict
from liveapp.ui.bets.calculation_dialog import CalculationDialog
from liveapp.ui.bets.columns import Column
from liveapp.ui.widgets.report_view import ReportView
from tests.unit.ui.bets.proving import PROVABLE, SERVER_SEED, provable_bet
from tests.window_fixtures import LIMIT_MS, SEEDS

TOOLTIP = Qt.ItemDataRole.ToolTipRole


@pytest.fixture
def show(page, tab, stream_of, qtbot):
    def show_stream(seeds=PROVABLE):
        page.show_stream(stream_of(seeds))
        qtbot.waitUntil(lambda: tab.model.is_complete)
        return tab

    return show_stream


def open_dialogs(tab) -> list[CalculationDialog]:
    return [one for one in tab.findChildren(CalculationDialog) if one.isVisible()]


def test_the_column_appears_when_the_seed_is_revealed_and_only_for_such_streams(
    show, tab, store, record, qtbot
) -> None:
    record(provable_bet(1))
    record(1)
    show()
    assert Column.PROOF not in tab.view.shown_columns()
    store.writer.reveal_seed(SERVER_SEED)
    qtbot.waitUntil(lambda: Column.PROOF in tab.view.shown_columns())
    show(SEEDS)
    assert Column.PROOF not in tab.view.shown_columns()
    show(PROVABLE)
    assert Column.PROOF in tab.view.shown_columns()


def test_the_users_choice_in_the_columns_menu_is_kept(show, tab, store, record, qtbot) -> None:
    record(provable_bet(1))
    store.writer.reveal_seed(SERVER_SEED)
    show()
    entries = {one.text(): one for one in tab._menus.column_menu().actions()}
    with qtbot.waitSignal(tab.state_changed):
        entries["Proof"].trigger()
    state = tab.save_state()
    assert state["proof_column"] == "hidden"
    tab.restore_state(state)
    show()
    assert Column.PROOF not in tab.view.shown_columns()


def test_a_tooltip_says_what_the_seeds_give_once_they_are_at_hand(
    show, tab, store, record, stream_of, qtbot
) -> None:
    record(provable_bet(1), provable_bet(2, round_result=2254.0))
    show()
    right, wrong = (tab.model.index(row, Column.PROOF) for row in range(2))
    qtbot.waitUntil(lambda: tab.model.bet_at(1) is not None)
    assert wrong.data(TOOLTIP) == "the server seed is not known yet"
    store.writer.reveal_seed(SERVER_SEED)
    verdicts = [(1, Verdict.VERIFIED), (2, Verdict.RESULT_DIFFERS)]
    store.writer.set_verdicts(stream_of(PROVABLE).key, verdicts)
    qtbot.waitUntil(lambda: "the seeds give" in wrong.data(TOOLTIP))
    assert wrong.data(TOOLTIP).startswith("differs: recorded 2,254.00×, the seeds give ")
    assert right.data(TOOLTIP) == "verified"


def test_the_bets_that_differ_can_be_asked_for(show, tab, store, record, stream_of, qtbot) -> None:
    record(provable_bet(1), provable_bet(2, round_result=2254.0), provable_bet(3))
    store.writer.reveal_seed(SERVER_SEED)
    store.writer.set_verdicts(stream_of(PROVABLE).key, [(2, Verdict.RESULT_DIFFERS)])
    show()
    tab.filter_bar.set_filter(BetFilter(nonce_from=3))
    tab.show_verdicts(DIFFERING)
    qtbot.waitUntil(lambda: tab.model.is_complete and tab.model.rowCount() == 1)
    assert tab.model.id_at(0) == 2
    assert list(tab.filter_bar.chips.chips) == ["Proof"]


def test_the_calculation_of_the_chosen_bet_is_shown(show, tab, store, record, qtbot) -> None:
    record(provable_bet(1), provable_bet(2))
    store.writer.reveal_seed(SERVER_SEED)
    show()
    with qtbot.waitSignal(tab.message, timeout=LIMIT_MS) as told:
        tab.commands()["showCalculationAction"]()
    assert told.args == ["Choose a row to see its calculation first."]
    tab.view.choose_row(1)
    qtbot.waitUntil(lambda: tab.model.bet_at(1) is not None)
    bet = tab.model.bet_at(1)
    qtbot.waitUntil(lambda: tab.model.seed.calculation(bet) is not None)
    tab.commands()["showCalculationAction"]()
    (dialog,) = open_dialogs(tab)
    assert "Round 2 is verified." in dialog.findChild(ReportView).text
    dialog.reject()


def test_without_a_seed_it_says_how_one_gets_there(show, tab, record, qtbot) -> None:
    record(provable_bet(1))
    show()
    tab.view.choose_row(0)
    qtbot.waitUntil(lambda: tab.model.bet_at(0) is not None)
    tab.commands()["showCalculationAction"]()
    (dialog,) = open_dialogs(tab)
    assert dialog.findChild(ReportView) is None


def test_a_bet_or_a_seed_that_is_still_being_read_is_told(show, tab, store, record, qtbot) -> None:
    record(provable_bet(1))
    show()
    tab.view.choose_row(0)
    tab.model._cache.clear()
    with qtbot.waitSignal(tab.message, timeout=LIMIT_MS) as told:
        tab.commands()["showCalculationAction"]()
    assert told.args == ["The bet is still being read."]
    assert not open_dialogs(tab)
