"""The gap column: nonces since the previous bet that is shown, by nonce."""

import random

import pytest
from PySide6.QtCore import Qt

from liveapp.domain.errors import StoreUnavailable
from liveapp.domain.queries import ALL_BETS, BetColumn, BetFilter, BetOrder
from liveapp.ui.bets import nonce_order
from liveapp.ui.bets.cells import ACCESSIBLE, TOOLTIP
from liveapp.ui.bets.columns import Column
from liveapp.ui.bets.index import index_of
from liveapp.ui.bets.menus import BetMenus
from liveapp.ui.bets.model import BetTableModel
from liveapp.ui.bets.nonce_order import GapBefore, NonceOrder, gap_at, gap_of
from liveapp.ui.bets.view import BetView
from tests.unit.ui.bets.values import stored_bet
from tests.window_fixtures import LIMIT_MS, column, make_bet

RAW = Qt.ItemDataRole.UserRole
SHOWN = Qt.ItemDataRole.DisplayRole
BETS = [stored_bet(id=1, nonce=4), stored_bet(id=3, nonce=9), stored_bet(id=5, nonce=9)]
HIGH = BetFilter(min_multiplier=2.0)
BY_NONCE = BetOrder()
UNKNOWN = "…"


@pytest.fixture
def show(bet_model: BetTableModel, stream_of, qtbot):
    """Shows the stream of the test's seeds with its rows by a column, through a filter."""

    def show_stream(order: BetOrder = BY_NONCE, bet_filter: BetFilter = ALL_BETS) -> BetTableModel:
        bet_model.set_order(order)
        bet_model.set_filter(bet_filter)
        with qtbot.waitSignal(bet_model.loaded, timeout=LIMIT_MS):
            bet_model.show_stream(stream_of().key)
        return bet_model

    return show_stream


def random_bets(chance: random.Random, first: int, count: int) -> list:
    """Some with the nonce of another."""
    return [
        make_bet(nonce, antebot_bet_id=f"{first}-{number}", round_result=chance.choice([1.0, 1.63, 24.5]))
        for number, nonce in enumerate(chance.choices(range(first, first + 60), k=count))
    ]


def told(model: BetTableModel) -> dict[int, object]:
    """The gaps that the cells tell, by the bets' ids; `UNKNOWN` while they are not known."""
    found: dict[int, object] = {}
    for row in range(model.rowCount()):
        cell = model.index(row, Column.GAP)
        found[model.id_at(row)] = UNKNOWN if cell.data(SHOWN) == UNKNOWN else cell.data(RAW)
    return found


def expected(store, stream, bet_filter: BetFilter) -> dict[int, int | None]:
    _, bets = store.reader.export(stream.id)
    shown = sorted((bet.nonce, bet.id) for bet in bets if bet_filter.admits(bet))
    nonces = [None, *(nonce for nonce, _ in shown)]
    return {
        bet_id: None if before is None else nonce - before
        for before, (nonce, bet_id) in zip(nonces, shown, strict=False)
    }


def test_a_gap_is_the_distance_to_the_bet_before_by_nonce_then_by_id() -> None:
    index = index_of(BETS, BetColumn.NONCE)
    assert [gap_of(index, bet) for bet in BETS] == [GapBefore(None), GapBefore(5), GapBefore(0)]
    assert gap_of(index, stored_bet(id=2, nonce=9)) is None


def test_nothing_is_told_of_the_first_one_that_is_known_while_there_may_be_others_before_it() -> None:
    index = index_of(BETS, BetColumn.NONCE)
    assert gap_at(index, 0, is_begun=False) is None
    assert gap_at(index, 0, is_begun=True) == GapBefore(None)
    assert gap_at(index, 1, is_begun=False) == GapBefore(5)


def test_nonces_of_63_bits_lose_no_digit() -> None:
    index = index_of([stored_bet(id=1, nonce=2), stored_bet(id=2, nonce=2**63 - 1)], BetColumn.NONCE)
    assert gap_at(index, 1, is_begun=True) == GapBefore(2**63 - 3)


def test_a_gap_reads_well() -> None:
    assert (GapBefore(12_345).text, GapBefore(12_345).plain) == ("12,345", "12345")
    assert GapBefore(1).words == "1 nonce since the previous bet that is shown, by nonce"
    assert (GapBefore(None).text, GapBefore(None).plain) == ("–", "")
    assert GapBefore(None).words == "The first by nonce of the bets that are shown"


@pytest.mark.parametrize(
    ("order", "bet_filter", "max_runs"),
    [
        (BY_NONCE, HIGH, 1),
        (BetOrder(BetColumn.NONCE, descending=True), ALL_BETS, 1),
        (BetOrder(BetColumn.RECEIVED), HIGH, 1),
        (BetOrder(BetColumn.ROUND_RESULT), ALL_BETS, 1),
        (BetOrder(BetColumn.ROUND_RESULT, descending=True), HIGH, 1000),
    ],
)
def test_gaps_are_right_by_any_order_and_while_bets_arrive_late(
    show, store, record, stream_of, qtbot, monkeypatch, order, bet_filter, max_runs
) -> None:
    monkeypatch.setattr(nonce_order, "MAX_RUNS", max_runs)
    chance = random.Random(7)
    record(*random_bets(chance, 100, 40))
    model = show(order, bet_filter)
    for first in (150, 60, 100, 200):
        qtbot.waitUntil(lambda: told(model) == expected(store, stream_of(), bet_filter), timeout=LIMIT_MS)
        record(*random_bets(chance, first, 30))
    qtbot.waitUntil(lambda: told(model) == expected(store, stream_of(), bet_filter), timeout=LIMIT_MS)


def test_bets_that_arrive_while_the_order_is_read_have_their_gaps(show, record, qtbot) -> None:
    record(make_bet(1, round_result=1.0), make_bet(5, round_result=3.0))
    model = show(BetOrder(BetColumn.ROUND_RESULT))
    assert list(told(model).values()) == [UNKNOWN, UNKNOWN]
    record(make_bet(3, round_result=2.0))
    qtbot.waitUntil(
        lambda: model.rowCount() == 3 and sorted(map(str, told(model).values())) == ["2", "2", "None"]
    )


def test_a_late_bet_changes_the_gap_of_the_row_behind_it(show, record, qtbot) -> None:
    record(1, 9)
    model = show(BetOrder(BetColumn.NONCE, descending=True))
    assert column(model, Column.GAP, RAW) == [8, None]
    changed: list[int] = []
    model.dataChanged.connect(lambda first, *_: changed.append(first.column()))
    record(4)
    qtbot.waitUntil(lambda: column(model, Column.GAP, RAW) == [5, 3, None], timeout=LIMIT_MS)
    assert Column.GAP in changed


def test_without_the_column_nothing_is_read_or_kept_for_it(show, record, qtbot) -> None:
    record(1, 5)
    view = BetView(show())
    qtbot.addWidget(view)
    view.horizontalHeader().setSortIndicator(Column.AMOUNT, Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: view.model().is_complete, timeout=LIMIT_MS)
    view.resize(1000, 300)
    view.setColumnHidden(Column.GAP, True)
    view.show()
    model = view.model()
    view.grab()
    assert model._nonce_order._question is None
    view.setColumnHidden(Column.GAP, False)
    view.grab()
    qtbot.waitUntil(lambda: model._nonce_order._index is not None, timeout=LIMIT_MS)
    assert column(model, Column.GAP, SHOWN) == ["–", "4"]
    view.setColumnHidden(Column.GAP, True)
    assert model._nonce_order._index is None


def test_a_cell_tells_its_gap_to_whoever_cannot_see_it(show, record) -> None:
    record(1, 5)
    model = show()
    first, second = (model.index(row, Column.GAP) for row in range(2))
    assert second.data(TOOLTIP) == "4 nonces since the previous bet that is shown, by nonce"
    assert second.data(ACCESSIBLE) == f"Gap: {second.data(TOOLTIP)}"
    assert first.data(ACCESSIBLE) == "Gap: The first by nonce of the bets that are shown"


@pytest.mark.parametrize("by", [BetColumn.NONCE, BetColumn.ROUND_RESULT])
def test_rows_are_copied_with_their_gaps(show, record, qtbot, by) -> None:
    record(make_bet(2, round_result=4.0), make_bet(7, round_result=3.0), make_bet(8, round_result=1.0))
    model = show(BetOrder(by, descending=True), HIGH)
    copied: list[str] = []
    model.copy_rows([(0, 1)], [Column.NONCE, Column.GAP], lambda text, _: copied.append(text))
    qtbot.waitUntil(lambda: bool(copied), timeout=LIMIT_MS)
    lines = ["7\t5", "2\t"] if by is BetColumn.NONCE else ["2\t", "7\t5"]
    assert copied == ["\n".join(["Nonce\tGap", *lines, ""])]
    # Once more, with all of it at hand.
    qtbot.waitUntil(
        lambda: model.bet_at(0) is not None and UNKNOWN not in told(model).values(), timeout=LIMIT_MS
    )
    model.copy_rows([(0, 1)], [Column.NONCE, Column.GAP], lambda text, _: copied.append(text))
    qtbot.waitUntil(lambda: len(copied) == 2, timeout=LIMIT_MS)
    assert copied[1] == copied[0]


def test_the_cell_menu_copies_a_gap(show, record, qtbot, qapp) -> None:
    record(1, 5)
    view = BetView(show())
    qtbot.addWidget(view)
    view.resize(1000, 300)
    view.show()
    qtbot.waitUntil(lambda: view.model().bet_at(1) is not None, timeout=LIMIT_MS)
    view.choose_row(1)
    menu = BetMenus(view).cell_menu(view.visualRect(view.model().index(1, Column.GAP)).center())
    next(action for action in menu.actions() if action.text() == "Copy &value").trigger()
    assert qapp.clipboard().text() == "4"


def test_a_store_that_cannot_be_read_is_told_and_asked_again_later(questions, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(nonce_order, "RETRY_MS", 30)

    class Unreadable:
        asked = 0

        def bet_sequence(self, *_: object) -> None:
            self.asked += 1
            raise StoreUnavailable("no disk")

    reader = Unreadable()
    order = NonceOrder(reader, questions)
    with qtbot.waitSignal(order.fault_met, timeout=LIMIT_MS):
        assert order.gap_of(BETS[0], 1, BetFilter()) is None
    with qtbot.waitSignal(order.read, timeout=LIMIT_MS):
        assert order.gap_of(BETS[0], 1, BetFilter()) is None
    assert reader.asked == 1
