"""The rows that are marked, as positions that stay right while rows come and go."""

import random
from array import array
from collections.abc import Iterator
from dataclasses import replace

import pytest

from liveapp.domain.events import BetsStored
from liveapp.domain.queries import BetColumn, BetFilter, BetOrder
from liveapp.ui.bets import marked_rows
from liveapp.ui.bets.loading import BetSelection
from liveapp.ui.bets.marked_rows import MarkedRows
from tests.window_fixtures import observations

HIGH = BetFilter(min_multiplier=50)


@pytest.fixture
def rows(bet_model, store, questions, bridge) -> Iterator[MarkedRows]:
    made = MarkedRows(store.reader, questions, bet_model)

    def follow(events) -> None:
        for event in events:
            if isinstance(event, BetsStored):
                made.add(event.bets)

    bridge.store_changed.connect(follow)
    yield made
    made.mark(None)  # its timer must not run on: a thread of the store may be the one that collects it


@pytest.fixture
def show(bet_model, stream_of, qtbot):
    """Shows the stream in an order, and tells what is then marked of it."""

    def show_stream(column: BetColumn = BetColumn.NONCE, descending: bool = False) -> BetSelection:
        bet_model.set_order(BetOrder(column, descending))
        bet_model.show_stream(stream_of().key)
        qtbot.waitUntil(lambda: bet_model.is_complete)
        return BetSelection(stream_of().key, BetOrder(column), HIGH)

    return show_stream


def marked_nonces(rows: MarkedRows, model) -> list[int]:
    return [model.bet_at(model.row_at_position(one)).nonce for one in rows.positions]


def is_marking(rows: MarkedRows, model, nonces: list[int]):
    def is_so() -> bool:
        at_hand = all(model.bet_at(row) is not None for row in range(model.rowCount()))
        return at_hand and marked_nonces(rows, model) == nonces

    return is_so


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    ("column", "nonces"),
    [(BetColumn.NONCE, [3, 5]), (BetColumn.ROUND_RESULT, [5, 3]), (BetColumn.RECEIVED, [5, 3])],
)
def test_they_stand_where_their_rows_are_in_every_order(
    rows, bet_model, show, record, qtbot, column, nonces, descending
) -> None:
    record(5, round_result=60.0)
    record(1, 2, 4, 6)
    record(3, round_result=70.0)
    rows.mark(show(column, descending))
    qtbot.waitUntil(is_marking(rows, bet_model, nonces))
    assert rows.count == 2


def test_rows_that_come_at_the_end_before_and_between_leave_every_mark_on_its_row(
    rows, bet_model, show, record, qtbot
) -> None:
    record(10, 12, 14, 16)
    record(13, round_result=60.0)
    rows.mark(show())
    qtbot.waitUntil(is_marking(rows, bet_model, [13]))
    record(20)
    record(18, round_result=90.0)
    qtbot.waitUntil(is_marking(rows, bet_model, [13, 18]))
    record(1, 11)
    record(9, round_result=50.0)
    qtbot.waitUntil(is_marking(rows, bet_model, [9, 13, 18]))
    record(17, round_result=49.99)
    qtbot.waitUntil(lambda: bet_model.rowCount() == 11)
    assert marked_nonces(rows, bet_model) == [9, 13, 18]


@pytest.mark.parametrize(
    ("column", "descending", "most"),
    [
        (BetColumn.NONCE, False, 1000),
        (BetColumn.NONCE, True, 0),
        (BetColumn.ROUND_RESULT, False, 3),
        (BetColumn.ROUND_RESULT, True, 1000),
    ],
)
def test_places_that_were_moved_along_are_those_that_are_found_anew(
    rows, bet_model, show, record, qtbot, monkeypatch, column, descending, most
) -> None:
    monkeypatch.setattr(marked_rows, "MOST_ONE_BY_ONE", most)
    chance = random.Random(column.value)
    nonces = chance.sample(range(1000), 100)
    record(*observations(nonces[:40]))
    selection = show(column, descending)
    rows.mark(replace(selection, bet_filter=BetFilter(min_multiplier=5)))
    qtbot.waitUntil(lambda: rows.count > 0)
    for first in range(40, 100, 20):
        assert len(rows.positions) == rows.count  # looked for, and moved along from here on
        record(*observations(nonces[first : first + 20]))
        qtbot.waitUntil(lambda first=first: bet_model.rowCount() == first + 20)
        moved = list(rows.positions)
        rows._positions = None
        assert list(rows.positions) == moved


def test_what_arrives_while_it_is_read_is_marked_once(rows, bet_model, show, record, store, qtbot) -> None:
    record(1)
    selection = show()
    record(2, round_result=60.0)
    qtbot.waitUntil(lambda: bet_model.rowCount() == 2)
    rows.mark(selection)
    rows.add(store.reader.bets_by_id([1, 2]))  # told of, and in the answer as well
    qtbot.waitUntil(is_marking(rows, bet_model, [2]))
    qtbot.wait(50)
    assert rows.count == 1


def test_what_is_read_before_the_table_has_its_row_is_marked_once_it_has(
    rows, bet_model, bridge, show, record, qtbot
) -> None:
    record(1, 3)
    selection = show()
    bridge.store_changed.disconnect(bet_model.apply)
    with qtbot.waitSignal(bridge.store_changed, check_params_cb=has_bet(2)) as told:
        record(2, round_result=60.0)
    rows.mark(selection)
    qtbot.waitUntil(lambda: rows.count == 1)
    assert marked_nonces(rows, bet_model) == []
    bet_model.apply(told.args[0])
    qtbot.waitUntil(is_marking(rows, bet_model, [2]))


def has_bet(nonce: int):
    def has(events) -> bool:
        return any(isinstance(one, BetsStored) and nonce in [bet.nonce for bet in one.bets] for one in events)

    return has


def test_so_many_that_they_would_be_everywhere_have_no_place_but_a_number(
    rows, bet_model, show, record, qtbot, monkeypatch
) -> None:
    monkeypatch.setattr(marked_rows, "MOST_MARKS", 3)
    record(1, 2, 3, round_result=60.0)
    rows.mark(show())
    qtbot.waitUntil(is_marking(rows, bet_model, [1, 2, 3]))
    record(4, round_result=60.0)
    qtbot.waitUntil(lambda: rows.is_too_many)
    assert rows.positions == array("q")
    assert rows.count == 4
    rows.mark(None)
    rows.mark(show())
    qtbot.waitUntil(lambda: rows.count == 4)
    assert rows.positions == array("q")


def test_with_nothing_marked_nothing_is_done(rows, bet_model, show, record, qtbot) -> None:
    record(1, 2)
    show()
    with qtbot.assertNotEmitted(rows.changed, wait=300):
        record(3, round_result=60.0)
    assert rows.count == 0
    rows.read_again()
    assert not rows._settling.isActive()
