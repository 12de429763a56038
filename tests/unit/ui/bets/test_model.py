import random
import threading
import time

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from liveapp.domain.bets import Bet
from liveapp.domain.events import StreamRestored
from liveapp.domain.queries import BetColumn, BetFilter, BetOrder
from liveapp.domain.verdicts import Verdict
from liveapp.ui.bets import rows
from liveapp.ui.bets.columns import COLUMNS, Column
from liveapp.ui.bets.index import BetIndex, growth_of, index_of
from liveapp.ui.bets.model import READ_AHEAD_ROWS, BetTableModel
from tests.unit.ui.bets.values import stored_bet
from tests.window_fixtures import LIMIT_MS, OTHER_SEEDS, column, make_bet, observations

SORTED = [column for column in Column if COLUMNS[column].order is not None]

RAW = Qt.ItemDataRole.UserRole
SHOWN = Qt.ItemDataRole.DisplayRole


@pytest.fixture
def show(bet_model: BetTableModel, stream_of, qtbot):
    """Shows the stream of the test's seeds and waits until all its rows are there."""

    def show_stream() -> BetTableModel:
        with qtbot.waitSignal(bet_model.loaded, timeout=LIMIT_MS):
            bet_model.show_stream(stream_of().key)
        return bet_model

    return show_stream


def nonces(model: BetTableModel) -> list[object]:
    return column(model, Column.NONCE, RAW)


def test_every_row_is_there_with_its_nonce_first(show, record) -> None:
    record(*range(1, 501))
    model = show()
    assert model.rowCount() == 500
    assert nonces(model) == list(range(1, 501))


def test_a_nonce_of_63_bits_is_shown_whole(show, record, qtbot) -> None:
    record(2**63 - 1)
    model = show()
    qtbot.waitUntil(lambda: model.bet_at(0) is not None, timeout=LIMIT_MS)
    assert nonces(model) == [2**63 - 1]
    assert model.index(0, 0).data(SHOWN) == "9,223,372,036,854,775,807"


def test_every_column_gives_the_raw_value_and_reads_well(show, record, qtbot) -> None:
    record(
        make_bet(
            12_345,
            amount=0.00000012,
            payout=0.5,
            difficulty="expert",
            round_result=11_200.65,
            round_target=4.95,
            date_time_us=1_795_000_000_000_001,
        )
    )
    model = show()
    qtbot.waitUntil(lambda: model.bet_at(0) is not None, timeout=LIMIT_MS)
    bet = model.bet_at(0)
    raw = {number: model.index(0, number).data(RAW) for number in Column}
    assert raw == {
        Column.NONCE: 12_345,
        Column.TIME: 1_795_000_000_000_001,
        Column.AMOUNT: 0.00000012,
        Column.MULTIPLIER: 11_200.65,
        Column.PAYOUT_MULTIPLIER: 0.5 / 0.00000012,
        Column.PAYOUT: 0.5,
        Column.PROFIT: 0.5 - 0.00000012,
        Column.DIFFICULTY: "expert",
        Column.TARGET: 4.95,
        Column.RECEIVED: bet.received_us,
        Column.GAP: None,
        Column.BOOKMARK: None,
        Column.PROOF: None,
    }
    assert model.index(0, Column.AMOUNT).data(SHOWN) == "0.00000012"
    assert model.index(0, Column.MULTIPLIER).data(SHOWN) == "11,200.65×"
    assert model.index(0, Column.PROFIT).data(SHOWN) == "+0.49999988"
    tooltip = model.index(0, Column.TIME).data(Qt.ItemDataRole.ToolTipRole)
    assert tooltip.endswith("2026-11-18 11:06:40.000001 UTC")
    assert "nonce 12345" in model.index(0, Column.AMOUNT).data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_payout_multiplier_is_the_posted_one_else_payout_by_amount(show, record, qtbot) -> None:
    record(
        make_bet(1, amount=2.0, payout=3.0, payout_multiplier=1.49),
        make_bet(2, amount=2.0, payout=3.0),
        make_bet(3, amount=0.0, payout=0.0),
    )
    model = show()
    qtbot.waitUntil(lambda: model.bet_at(2) is not None, timeout=LIMIT_MS)
    assert column(model, Column.PAYOUT_MULTIPLIER, RAW) == [1.49, 1.5, None]
    assert column(model, Column.PAYOUT_MULTIPLIER, SHOWN) == ["1.49×", "1.50×", "–"]


def test_new_bets_appear_where_the_order_says(show, record, qtbot) -> None:
    record(1, 5, 9)
    model = show()
    record(7, 3, 11)
    qtbot.waitUntil(lambda: model.rowCount() == 6, timeout=LIMIT_MS)
    assert nonces(model) == [1, 3, 5, 7, 9, 11]


def test_bets_of_other_streams_do_not_appear(show, record, bridge, qtbot) -> None:
    record(1)
    model = show()
    with qtbot.waitSignal(bridge.store_changed, timeout=LIMIT_MS):
        record(2, seeds=OTHER_SEEDS)
    assert model.rowCount() == 1


def test_a_stream_without_bets_is_an_empty_table(show, record_heartbeat, record, qtbot) -> None:
    record_heartbeat(1)
    model = show()
    assert model.rowCount() == 0
    record(2)
    qtbot.waitUntil(lambda: nonces(model) == [2], timeout=LIMIT_MS)


@pytest.mark.parametrize("max_runs", [0, 3, 1000])
@pytest.mark.parametrize("is_descending", [False, True])
def test_an_order_that_grew_by_events_is_the_order_that_the_store_reads(
    show, store, record, stream_of, qtbot, monkeypatch, is_descending, max_runs
) -> None:
    monkeypatch.setattr(rows, "MAX_RUNS", max_runs)
    chance = random.Random(max_runs)

    def some(first: int, count: int) -> list:
        return [
            make_bet(
                first + step,
                amount=chance.choice([0.0, 0.5, 1.0]),
                payout=chance.choice([0.0, 1.5]),
                difficulty=chance.choice(["easy", "medium", "hard", "expert"]),
                round_result=chance.choice([1.0, 1.63, 24.5]),
                round_target=chance.choice([None, 2.0]),
                payout_multiplier=chance.choice([None, 1.5]),
                date_time_us=chance.choice([None, 5, 1_795_000_000_000_000]),
            )
            for step in chance.sample(range(count), count)
        ]

    record(*some(50_000, 40))
    model = show()
    order = Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder
    for turn, number in enumerate(SORTED):
        model.sort(number, order)
        qtbot.waitUntil(lambda: model.is_complete, timeout=LIMIT_MS)
        count = model.rowCount() + 60
        record(*some(50_000 - 100 * (turn + 1), 30))
        record(*some(50_000 + 100 * (turn + 1), 30))
        qtbot.waitUntil(lambda count=count: model.rowCount() == count, timeout=LIMIT_MS)
        wanted = store.reader.first_bets(
            stream_of().key, BetOrder(COLUMNS[number].order, is_descending), BetFilter(), 10_000
        )
        assert [model.id_at(row) for row in range(count)] == [bet.id for bet in wanted], number
        assert all(model.row_of_id(bet.id) == row for row, bet in enumerate(wanted)), number


@pytest.mark.parametrize("max_runs", [0, 1000])
@pytest.mark.parametrize("is_descending", [False, True])
def test_what_is_held_stays_on_its_bet_while_rows_come_and_turn(
    show, record, qtbot, monkeypatch, max_runs, is_descending
) -> None:
    monkeypatch.setattr(rows, "MAX_RUNS", max_runs)
    record(*range(10, 1000, 10))
    model = show()
    if is_descending:
        model.sort(Column.NONCE, Qt.SortOrder.DescendingOrder)
    held = {model.id_at(row): QPersistentModelIndex(model.index(row, 0)) for row in (0, 1, 50, 97, 98)}
    record(1, 2, 505, 5000, 15, 985, 995, 994)
    qtbot.waitUntil(lambda: model.rowCount() == 107, timeout=LIMIT_MS)
    assert {bet_id: model.id_at(index.row()) for bet_id, index in held.items()} == {one: one for one in held}
    model.sort(Column.NONCE, Qt.SortOrder.AscendingOrder if is_descending else Qt.SortOrder.DescendingOrder)
    assert {bet_id: model.id_at(index.row()) for bet_id, index in held.items()} == {one: one for one in held}
    assert nonces(model) == sorted(nonces(model), reverse=not is_descending)


def test_a_filter_holds_while_bets_arrive(show, record, bridge, qtbot) -> None:
    record(make_bet(1, round_result=5.0), make_bet(2, round_result=1.0), make_bet(3, difficulty="hard"))
    model = show()
    with qtbot.waitSignal(model.loaded, timeout=LIMIT_MS):
        model.set_filter(BetFilter(min_multiplier=5.0))
    assert nonces(model) == [1]
    record(make_bet(4, round_result=4.99), make_bet(5, round_result=5.01))
    qtbot.waitUntil(lambda: nonces(model) == [1, 5], timeout=LIMIT_MS)
    with qtbot.waitSignal(model.loaded, timeout=LIMIT_MS):
        model.set_filter(BetFilter(difficulty="hard"))
    assert nonces(model) == [3]


def test_bets_that_arrive_while_the_order_is_loaded_are_there_once(
    bet_model, store, record, stream_of, bridge, qtbot
) -> None:
    record(*range(1, 3001))
    key = stream_of().key
    stop = threading.Event()

    def go_on() -> None:
        nonce = 3000
        while not stop.is_set():
            nonce += 1
            store.writer.record([make_bet(nonce)])

    thread = threading.Thread(target=go_on)
    thread.start()
    for _ in range(5):
        with qtbot.waitSignal(bet_model.loaded, timeout=LIMIT_MS):
            bet_model.show_stream(key)
    stop.set()
    thread.join()
    qtbot.waitUntil(lambda: bet_model.rowCount() == stream_of().total_bets, timeout=LIMIT_MS)
    assert nonces(bet_model) == list(range(1, bet_model.rowCount() + 1))


@pytest.mark.parametrize("max_runs", [0, 1000])
def test_a_model_passes_qts_tests_while_a_thread_records(
    show, store, record, qtbot, qtmodeltester, monkeypatch, max_runs
) -> None:
    monkeypatch.setattr(rows, "MAX_RUNS", max_runs)
    record(*range(1, 21))
    model = show()
    qtmodeltester.check(model)  # goes on looking at every signal until the test ends

    def go_on() -> None:
        for start in range(1000, 1100, 10):
            store.writer.record(observations(range(start, start + 10)))
            time.sleep(0.02)

    thread = threading.Thread(target=go_on)
    thread.start()
    model.sort(Column.MULTIPLIER, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: model.is_complete and model.rowCount() > 60, timeout=LIMIT_MS)
    model.sort(Column.MULTIPLIER, Qt.SortOrder.AscendingOrder)
    thread.join()
    qtbot.waitUntil(lambda: model.rowCount() == 120, timeout=LIMIT_MS)
    qtmodeltester.check(model)


def test_rows_out_of_sight_are_read_when_they_are_asked_for_and_few_are_kept(show, record, qtbot) -> None:
    length = READ_AHEAD_ROWS * 5
    record(*range(1, length + 1))
    model = show()
    for row in (0, length // 2, length - 1):
        place = model.index(row, Column.AMOUNT)
        if place.data(SHOWN) == "…":
            with qtbot.waitSignal(model.dataChanged, timeout=LIMIT_MS) as changed:
                assert place.data(RAW) is None
            first, last = changed.args[:2]
            assert first.row() <= row <= last.row()
            assert last.row() - first.row() < rows.PAGE_ROWS
        assert place.data(RAW) == 1.0
    for row in range(0, length, rows.PAGE_ROWS):
        model.bet_at(row)
        qtbot.waitUntil(lambda row=row: model.bet_at(row) is not None, timeout=LIMIT_MS)
    assert len(model._cache) <= 6000


def test_the_nearest_nonce_is_found_in_every_order(show, record, qtbot) -> None:
    record(make_bet(10, round_result=9.0), make_bet(20, round_result=3.0), make_bet(40, round_result=7.0))
    model = show()
    found = []
    for number in (Column.NONCE, Column.MULTIPLIER):
        model.sort(number, Qt.SortOrder.DescendingOrder)
        qtbot.waitUntil(lambda: model.is_complete, timeout=LIMIT_MS)
        for wanted, nearest in ((20, 20), (1, 10), (29, 20), (31, 40), (2**63 - 1, 40)):
            found.clear()
            model.find_nonce(wanted, found.append)
            qtbot.waitUntil(lambda: bool(found), timeout=LIMIT_MS)
            assert found[0].nonce == nearest
            assert model.index(found[0].row, 0).data(RAW) == nearest


def test_without_rows_no_nonce_is_found(show, record_heartbeat) -> None:
    record_heartbeat(1)
    found = []
    show().find_nonce(1, found.append)
    assert found == [None]


def test_copied_rows_paste_into_a_spreadsheet(show, record, qtbot) -> None:
    record(make_bet(1, amount=1234.5, payout=0.1, round_target=None), make_bet(2, amount=0.00000001))
    model = show()
    copied = []
    model.copy_rows([(0, 1)], [Column.NONCE, Column.PROFIT, Column.TARGET], lambda *told: copied.append(told))
    qtbot.waitUntil(lambda: bool(copied), timeout=LIMIT_MS)
    assert copied == [("Nonce\tProfit\tTarget\n1\t-1234.4\t\n2\t-1e-08\t\n", 2)]


def test_many_rows_are_copied_in_the_order_that_is_shown(show, record, qtbot) -> None:
    record(*range(1, 4001))
    model = show()
    model.sort(Column.NONCE, Qt.SortOrder.DescendingOrder)
    copied = []
    model.copy_rows([(0, 9), (1000, 3999)], [Column.NONCE], lambda *told: copied.append(told))
    qtbot.waitUntil(lambda: bool(copied), timeout=LIMIT_MS)
    text, rows = copied[0]
    wanted = [*range(4000, 3990, -1), *range(3000, 0, -1)]
    assert rows == len(wanted)
    assert text.split() == ["Nonce", *map(str, wanted)]


def test_a_deleted_stream_leaves_an_empty_table(show, store, record, stream_of, qtbot) -> None:
    record(1, 2)
    model = show()
    store.writer.delete_stream(stream_of().id)
    qtbot.waitUntil(lambda: model.rowCount() == 0, timeout=LIMIT_MS)
    record(3)
    qtbot.wait(100)
    assert model.rowCount() == 0


def test_a_stream_that_got_bets_back_is_read_anew(show, record, stream_of, qtbot) -> None:
    record(1, 2)
    model = show()
    with qtbot.waitSignal(model.loaded, timeout=LIMIT_MS):
        model.apply([StreamRestored(stream_of())])
    assert nonces(model) == [1, 2]


def test_a_store_that_cannot_be_read_is_told_and_tried_again(
    bet_model, store, record, stream_of, qtbot
) -> None:
    record(1)
    key = stream_of().key
    store.close()
    with qtbot.waitSignal(bet_model.fault_met, timeout=LIMIT_MS):
        bet_model.show_stream(key)
    assert not bet_model.is_complete
    assert not bet_model.is_loading


def test_sorting_by_a_column_that_is_none_changes_nothing(show, record) -> None:
    record(1, 2)
    model = show()
    model.sort(-1)
    assert model.order == BetOrder(BetColumn.NONCE)


def read_all(model: BetTableModel, qtbot) -> None:
    qtbot.waitUntil(lambda: all(model.bet_at(row) for row in range(model.rowCount())), timeout=LIMIT_MS)


def test_verdicts_are_shown_where_they_are_looked_at_and_no_row_moves(
    show, store, record, stream_of, bridge, qtbot
) -> None:
    with qtbot.waitSignal(bridge.store_changed, timeout=LIMIT_MS):
        record(*range(1, 11))
    model = show()
    read_all(model, qtbot)
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.column(), last.column())))
    store.writer.set_verdicts(stream_of().key, [(3, Verdict.VERIFIED), (9, Verdict.RESULT_DIFFERS)])
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(Column.PROOF, Column.PROOF)]
    assert model.bet_at(2).verdict is None  # as it was, while it is read

    def verdicts() -> list[object]:
        return [verdict for verdict in column(model, Column.PROOF, RAW) if verdict is not None]

    qtbot.waitUntil(lambda: verdicts() == [Verdict.VERIFIED, Verdict.RESULT_DIFFERS])
    assert nonces(model) == list(range(1, 11))


def test_verdicts_of_bets_that_are_not_at_hand_read_and_paint_nothing(
    show, store, record, stream_of, bridge, qtbot
) -> None:
    with qtbot.waitSignal(bridge.store_changed, timeout=LIMIT_MS):
        record(*range(1, READ_AHEAD_ROWS + 500))
    model = show()
    at_hand = len(model._cache)
    told: list[object] = []
    model.dataChanged.connect(lambda *change: told.append(change))
    with qtbot.waitSignal(bridge.store_changed, timeout=LIMIT_MS):
        store.writer.set_verdicts(stream_of().key, [(READ_AHEAD_ROWS // 2, Verdict.VERIFIED)])
    assert told == []
    assert len(model._cache) == at_hand


def test_verdicts_of_another_stream_change_nothing(show, store, record, stream_of, bridge, qtbot) -> None:
    record(1)
    record(1, seeds=OTHER_SEEDS)
    model = show()
    read_all(model, qtbot)
    told: list[object] = []
    model.dataChanged.connect(lambda *change: told.append(change))
    with qtbot.waitSignal(bridge.store_changed, timeout=LIMIT_MS):
        store.writer.set_verdicts(stream_of(OTHER_SEEDS).key, [(2, Verdict.VERIFIED)])
    assert told == []


def test_rows_are_copied_with_their_verdicts_of_now(show, store, record, stream_of, qtbot) -> None:
    record(1, 2)
    model = show()
    read_all(model, qtbot)
    # Told by nobody yet: what is at hand is as it was.
    store.writer.set_verdicts(stream_of().key, [(2, Verdict.UNVERIFIABLE)])
    model._cache.outdate(1, 2)
    copied: list[str] = []
    model.copy_rows([(0, 1)], [Column.NONCE, Column.PROOF], lambda text, _: copied.append(text))
    qtbot.waitUntil(lambda: bool(copied))
    assert copied == ["Nonce\tProof\n1\t\n2\tcannot be verified\n"]


@pytest.mark.parametrize("number", SORTED)
@pytest.mark.parametrize("is_descending", [False, True])
def test_bets_that_a_filter_lets_through_by_now_get_rows_where_the_store_says_and_what_is_held_stays(
    show, store, record, stream_of, qtbot, qtmodeltester, number, is_descending
) -> None:
    chance = random.Random(number)
    record(*[varied_bet(nonce, chance) for nonce in chance.sample(range(1, 500), 60)])
    model, key = show(), stream_of().key
    qtmodeltester.check(model)
    bet_filter = BetFilter(verdicts=(Verdict.VERIFIED,))
    left = chance.sample(range(1, 61), 60)
    store.writer.set_verdicts(key, [(left.pop(), Verdict.VERIFIED) for _ in range(5)])
    model.set_filter(bet_filter)
    model.sort(number, Qt.SortOrder.DescendingOrder if is_descending else Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: model.is_complete)
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    order = BetOrder(COLUMNS[number].order, is_descending)
    held = {model.id_at(row): QPersistentModelIndex(model.index(row, 2)) for row in range(model.rowCount())}
    for _ in range(4):
        verdicts = [(left.pop(), chance.choice([Verdict.VERIFIED, Verdict.UNVERIFIABLE])) for _ in range(12)]
        store.writer.set_verdicts(key, verdicts)
        whole = store.reader.bet_sequence(key, BetOrder(order.column), bet_filter, lambda: False)
        model.take_in(growth_of(model.index_now(), BetIndex(order.column, whole)))
        wanted = [bet.id for bet in store.reader.first_bets(key, order, bet_filter, 1000)]
        assert [model.id_at(row) for row in range(model.rowCount())] == wanted
        assert all(model.id_at(index.row()) == bet_id for bet_id, index in held.items())
    assert resets == []


def test_rows_that_have_become_others_meanwhile_are_read_anew(show, record, qtbot) -> None:
    record(1, 2, 3)
    model = show()
    part = model.index_now()
    growth = growth_of(
        part, index_of([stored_bet(id=number, nonce=number) for number in range(1, 9)], part.column)
    )
    record(4)
    qtbot.waitUntil(lambda: model.rowCount() == 4)
    for unfit in (growth, None):
        with qtbot.waitSignal(model.loaded, timeout=LIMIT_MS):
            model.take_in(unfit)
        assert nonces(model) == [1, 2, 3, 4]


def varied_bet(nonce: int, chance: random.Random) -> Bet:
    return make_bet(
        nonce,
        amount=chance.choice([0.0, 0.5, 1.0]),
        payout=chance.choice([0.0, 1.5]),
        difficulty=chance.choice(["easy", "medium", "hard", "expert"]),
        round_result=chance.choice([1.0, 1.63, 24.5]),
        round_target=chance.choice([None, 2.0]),
        payout_multiplier=chance.choice([None, 1.5]),
        date_time_us=chance.choice([None, 5, 1_795_000_000_000_000]),
    )


def missing_words(model: BetTableModel, qtbot) -> list[str | None]:
    """What is told to be missing after each row, from one before the first on, once that was read."""

    def read() -> list[str | None]:
        told = [model.missing_after(row) for row in range(-1, model.rowCount() + 1)]
        return [None if one is None else one.words for one in told]

    read()
    qtbot.waitUntil(lambda: model.gaps._question is None and not model.gaps._is_about_to_ask)
    return read()


def test_missing_nonces_are_told_between_neighbours_from_either_side(show, record, qtbot) -> None:
    record(1, 2, 6, make_bet(6, antebot_bet_id="again"), 8)
    model = show()
    assert missing_words(model, qtbot) == [None, None, "3 missing: 3–5", None, "1 missing: 7", None, None]
    model.sort(Column.NONCE, Qt.SortOrder.DescendingOrder)
    assert missing_words(model, qtbot)[1:5] == ["1 missing: 7", None, "3 missing: 3–5", None]


def test_a_late_round_is_missing_no_more_whether_a_bet_tells_it_or_a_heartbeat(
    show, record, record_heartbeat, qtbot, monkeypatch
) -> None:
    monkeypatch.setattr("liveapp.ui.bets.gap_cache.LEAST_PAUSE_MS", 20)
    record(1, 5)
    model = show()
    assert missing_words(model, qtbot)[1] == "3 missing: 2–4"
    record_heartbeat(3)
    qtbot.waitUntil(lambda: missing_words(model, qtbot)[1] == "2 missing between 1 and 5")
    record(4)
    qtbot.waitUntil(lambda: model.rowCount() == 3)
    assert missing_words(model, qtbot)[1:3] == ["1 missing: 2", None]
    record_heartbeat(2)
    qtbot.waitUntil(lambda: missing_words(model, qtbot)[1:3] == [None, None])


def test_a_row_keeps_its_ground_whatever_comes_at_either_end(show, record, qtbot) -> None:
    record(*range(10, 20))
    model = show()
    model.sort(Column.NONCE, Qt.SortOrder.DescendingOrder)
    before = model.is_odd(model.row_of_nonce(15).row)
    record(20)
    qtbot.waitUntil(lambda: model.rowCount() == 11)
    assert model.is_odd(model.row_of_nonce(15).row) is before
    assert model.is_odd(0) is not model.is_odd(1)


def test_of_very_many_bets_at_once_every_row_is_there_and_read_when_asked_for(show, record, qtbot) -> None:
    record(1)
    model = show()
    record(*range(2, 1202))
    qtbot.waitUntil(lambda: model.rowCount() == 1201, timeout=LIMIT_MS)
    assert nonces_of_index(model) == list(range(1, 1202))
    qtbot.waitUntil(lambda: model.bet_at(100) is not None, timeout=LIMIT_MS)
    assert model.bet_at(100).nonce == 101


def nonces_of_index(model: BetTableModel) -> list[int | None]:
    return [model.nonce_at(row) for row in range(model.rowCount())]
