"""Getting a stream's order from the store."""

import pytest

from liveapp.domain.queries import BetColumn, BetFilter, BetOrder
from liveapp.ui.bets.loading import FIRST_BETS, BetLoading, BetSelection
from tests.window_fixtures import LIMIT_MS


@pytest.fixture
def loading(store, questions) -> BetLoading:
    return BetLoading(store.reader, questions)


def selection(key: int, *, descending: bool = False) -> BetSelection:
    return BetSelection(key, BetOrder(BetColumn.NONCE, descending), BetFilter())


@pytest.mark.parametrize("descending", [False, True])
def test_the_whole_sequence_comes_ascending_whatever_the_order(
    loading, record, stream_of, qtbot, descending
) -> None:
    record(3, 1, 2)
    with qtbot.waitSignal(loading.sequence_read, timeout=LIMIT_MS) as told:
        loading.start(selection(stream_of().key, descending=descending), from_end=False)
        assert loading.is_running
    assert list(told.args[0].ids) == [2, 3, 1]
    assert not loading.is_running


@pytest.mark.parametrize(
    ("descending", "from_end", "first_nonce"),
    [(False, False, 1), (False, True, 101), (True, False, 101), (True, True, 1)],
)
def test_the_first_rows_are_those_that_are_looked_at_and_ascending(
    loading, record, stream_of, qtbot, monkeypatch, store, descending, from_end, first_nonce
) -> None:
    record(*range(1, FIRST_BETS + 101))
    firsts: list[list[int]] = []
    loading.first_read.connect(lambda bets: firsts.append([bet.nonce for bet in bets]))
    # The whole order would make the first rows void where it is there before them.
    monkeypatch.setattr(loading, "_take_sequence", lambda _: None)
    loading.start(selection(stream_of().key, descending=descending), from_end)
    qtbot.waitUntil(lambda: bool(firsts))
    assert firsts == [list(range(first_nonce, first_nonce + FIRST_BETS))]


def test_a_cancelled_load_brings_nothing(loading, record, stream_of, qtbot) -> None:
    record(1)
    with qtbot.assertNotEmitted(loading.sequence_read, wait=100):
        loading.start(selection(stream_of().key), from_end=False)
        loading.cancel()
    assert not loading.is_running


def test_a_store_that_cannot_be_read_is_told_once(loading, record, stream_of, store, qtbot) -> None:
    record(1)
    wanted = selection(stream_of().key)
    store.close()
    faults: list[object] = []
    loading.fault_met.connect(faults.append)
    loading.start(wanted, from_end=False)
    qtbot.waitUntil(lambda: bool(faults))
    qtbot.wait(50)
    assert len(faults) == 1
    assert not loading.is_running
