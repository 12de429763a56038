"""What every question to the database needs."""

import itertools
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest

from liveapp.domain.errors import StoreClosed, StreamNotFound
from liveapp.domain.queries import BetFilter, BetOrder
from liveapp.storage import Store, open_store
from tests.unit.storage.conftest import PAIR, make_bet
from tests.waiting import HANG_LIMIT_S, wait_until


def test_long_reads_end_in_the_middle_of_a_query_once_nobody_wants_them(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liveapp.storage.open_reads.STEPS_BETWEEN_LOOKS", 50)
    store.writer.record([make_bet(nonce) for nonce in range(1, 200)])
    (stream,), _ = store.reader.streams()
    nothing = BetFilter(target=99.0)
    for read in (
        lambda is_cancelled: store.reader.sums(stream.key, nothing, is_cancelled),
        lambda is_cancelled: store.reader.bet_sequence(stream.key, BetOrder(), nothing, is_cancelled),
    ):
        looks = itertools.count()
        assert read(lambda looks=looks: next(looks) >= 3) is None
        assert next(looks) < 10
        assert read(lambda: False) is not None


def test_totals_are_those_of_each_stream_however_many_are_asked_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds = [PAIR._replace(client_seed=f"client {number}") for number in range(3)]
    bets = [
        make_bet(nonce, seeds=pair) for number, pair in enumerate(seeds) for nonce in range(1, number + 2)
    ]
    store.writer.record(bets)
    few, _ = store.reader.streams()
    monkeypatch.setattr("liveapp.storage.open_reads.MOST_KEYS", 2)
    many, _ = store.reader.streams()
    assert many == few
    assert sorted(stream.totals[0].bets for stream in many) == [1, 2, 3]


def test_what_is_not_there_is_said_to_be_missing(store: Store) -> None:
    with pytest.raises(StreamNotFound):
        store.reader.stream(uuid4())


def test_questions_after_the_end_are_refused(store: Store) -> None:
    store.reader.close()
    with pytest.raises(StoreClosed):
        store.reader.streams()


def test_the_end_interrupts_a_long_read_and_waits_until_its_connection_is_closed(
    database_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liveapp.storage.open_reads.STEPS_BETWEEN_LOOKS", 1)
    store = open_store(database_path)
    store.writer.record([make_bet(nonce) for nonce in range(1, 200)])
    (stream,), _ = store.reader.streams()
    is_reading = threading.Event()

    def take_long() -> bool:
        is_reading.set()
        time.sleep(0.01)
        return False

    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(store.reader.sums, stream.key, BetFilter(target=99.0), take_long)
        assert is_reading.wait(HANG_LIMIT_S)
        store.close()
        # The writer could remove the log only where no reader had it open any more.
        assert [path.name for path in database_path.parent.iterdir()] == [database_path.name]
        with pytest.raises(StoreClosed):
            read.result()


def test_the_end_may_come_at_any_moment_of_many_reads(tmp_path: Path) -> None:
    def read_on(read: Callable[[], object], count: list[int]) -> None:
        while True:
            read()
            count[0] += 1

    for time_of_the_end in range(20):
        store = open_store(tmp_path / f"{time_of_the_end}.db")
        store.writer.record([make_bet(1)])
        counts = [[0] for _ in range(4)]
        with ThreadPoolExecutor(len(counts)) as pool:
            reads = [pool.submit(read_on, store.reader.streams, count) for count in counts]
            wait_until(lambda counts=counts: all(count[0] for count in counts))
            store.close()
            for read in reads:
                with pytest.raises(StoreClosed):
                    read.result()
    assert {path.suffix for path in tmp_path.iterdir()} == {".db"}


def test_the_end_does_not_wait_for_ever_for_a_read_that_does_not_answer(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liveapp.storage.open_reads.STEPS_BETWEEN_LOOKS", 1)
    monkeypatch.setattr("liveapp.storage.database.PATIENCE_S", 0.1)
    store.writer.record([make_bet(1)])
    (stream,), _ = store.reader.streams()
    is_reading, may_go_on = threading.Event(), threading.Event()

    def hang() -> bool:
        is_reading.set()
        return not may_go_on.wait(HANG_LIMIT_S)

    with ThreadPoolExecutor(1) as pool:
        read = pool.submit(store.reader.sums, stream.key, BetFilter(target=99.0), hang)
        assert is_reading.wait(HANG_LIMIT_S)
        store.close()
        assert not read.done()
        may_go_on.set()
        with pytest.raises(StoreClosed):
            read.result()
