"""The writer: group commit, isolation between requests, faults, closing."""

import shutil
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from liveapp.domain.bets import Bet, Heartbeat, SeedPair
from liveapp.domain.errors import BetRefused, StoreClosed, StoreFull, StoreLocked
from liveapp.domain.events import BetsStored, StoreEvent
from liveapp.domain.ports import Recorded
from liveapp.storage import Store, open_store
from tests.conftest import LogWatch
from tests.unit.storage.conftest import PAIR, in_a_transaction, make_bet
from tests.waiting import wait_until


def open_files() -> int:
    """How many files this process has open, where the system tells (Linux)."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0


def count(path: Path, table: str) -> int:
    connection = sqlite3.connect(path)
    (rows,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    connection.close()
    return int(rows)


def test_a_recorded_bet_is_committed_when_record_returns(store: Store, database_path: Path) -> None:
    store.writer.record([make_bet(1)])
    assert count(database_path, "live_bets") == 1


def test_the_same_bet_again_is_not_accepted_and_not_stored(store: Store, database_path: Path) -> None:
    (first,) = store.writer.record([make_bet(1)])
    (second,) = store.writer.record([make_bet(1, amount=5.0)])
    assert isinstance(first, Recorded)
    assert isinstance(second, Recorded)
    assert (first.accepted, second.accepted) == (True, False)
    assert first.stream_id == second.stream_id
    assert count(database_path, "live_bets") == 1


def test_rounds_keep_the_first_value_of_a_nonce(store: Store, database_path: Path) -> None:
    results = store.writer.record(
        [Heartbeat(PAIR, 1, 2.0), Heartbeat(PAIR, 1, 3.0), make_bet(1, round_result=4.0), make_bet(2)]
    )
    assert [result.accepted for result in results if isinstance(result, Recorded)] == [
        True,
        False,
        True,
        True,
    ]
    connection = sqlite3.connect(database_path)
    rounds = connection.execute("SELECT nonce, round_result FROM live_rounds ORDER BY nonce").fetchall()
    connection.close()
    assert rounds == [(1, 2.0), (2, 1.0)]


REFUSED = {
    "nonce": make_bet(0, antebot_bet_id="x"),
    "huge nonce": make_bet(2**63, antebot_bet_id="x"),
    "amount": make_bet(1, antebot_bet_id="x", amount=-1.0),
    "not a number": make_bet(1, antebot_bet_id="x", amount=float("nan")),
    "payout": make_bet(1, antebot_bet_id="x", payout=-1.0),
    "difficulty": make_bet(1, antebot_bet_id="x", difficulty="insane"),
    "target": make_bet(1, antebot_bet_id="x", round_target=0.0),
    "result": make_bet(1, antebot_bet_id="x", round_result=-1.0),
    "surrogate": make_bet(1, antebot_bet_id="\ud800"),
}


@pytest.mark.parametrize("bet", REFUSED.values(), ids=REFUSED.keys())
def test_a_refused_bet_leaves_nothing_behind(store: Store, database_path: Path, bet: Bet) -> None:
    (result,) = store.writer.record([bet])
    assert isinstance(result, BetRefused)
    tables = ("live_streams", "live_bets", "live_rounds")
    assert [count(database_path, table) for table in tables] == [0, 0, 0]


@pytest.mark.parametrize("bet", REFUSED.values(), ids=REFUSED.keys())
def test_a_refused_bet_hurts_no_other_of_its_transaction(store: Store, database_path: Path, bet: Bet) -> None:
    results = store.writer.record([make_bet(1), bet, make_bet(2), make_bet(3, SeedPair("other", "pair"))])
    assert [isinstance(result, Recorded) for result in results] == [True, False, True, True]
    assert count(database_path, "live_bets") == 3
    assert {stream.total_bets for stream in store.reader.streams()[0]} == {2, 1}


def test_requests_that_wait_together_share_one_commit(store: Store) -> None:
    commits: list[Sequence[StoreEvent]] = []
    store.writer.subscribe(commits.append)
    with ThreadPoolExecutor(8) as pool, in_a_transaction(store.writer._commits):
        requests = [pool.submit(store.writer.record, [make_bet(nonce)]) for nonce in range(1, 9)]
        wait_until(lambda: len(store.writer._commits._waiting) == 8)
    assert all(request.result()[0].accepted for request in requests)
    (events,) = commits
    told = [bet.nonce for event in events if isinstance(event, BetsStored) for bet in event.bets]
    assert sorted(told) == list(range(1, 9))


def test_listeners_hear_once_a_commit_which_streams_got_which_bets(store: Store) -> None:
    commits: list[Sequence[StoreEvent]] = []
    store.writer.subscribe(commits.append)
    other = SeedPair("other", "pair")
    store.writer.record([make_bet(1), make_bet(1, other), make_bet(2), Heartbeat(other, 9, 1.0)])
    (events,) = commits
    told = {event.stream.seeds: event for event in events if isinstance(event, BetsStored)}
    assert [bet.nonce for bet in told[PAIR].bets] == [1, 2]
    assert [bet.nonce for bet in told[other].bets] == [1]
    assert told[PAIR].is_new_stream
    assert told[PAIR].stream == store.reader.stream(told[PAIR].stream.id)


def test_nothing_is_told_of_duplicates(store: Store) -> None:
    store.writer.record([make_bet(1)])
    commits: list[Sequence[StoreEvent]] = []
    store.writer.subscribe(commits.append)
    store.writer.record([make_bet(1)])
    assert commits == []


def test_a_listener_that_fails_does_not_hide_the_commit(
    store: Store, database_path: Path, log_watch: LogWatch
) -> None:
    log_watch.expect("listener failed")

    def fail(_events: Sequence[StoreEvent]) -> None:
        raise RuntimeError

    store.writer.subscribe(fail)
    (result,) = store.writer.record([make_bet(1)])
    assert isinstance(result, Recorded)
    assert count(database_path, "live_bets") == 1


def test_an_unsubscribed_listener_hears_nothing(store: Store) -> None:
    commits: list[Sequence[StoreEvent]] = []
    unsubscribe = store.writer.subscribe(commits.append)
    unsubscribe()
    store.writer.record([make_bet(1)])
    assert commits == []


def test_a_full_disk_stores_nothing_and_the_writer_goes_on_afterwards(
    store: Store, database_path: Path
) -> None:
    store.writer.record([make_bet(1)])
    database = store.writer._commits._database
    pages = database.pragma("page_count")
    database.execute_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreFull, match="disk is full"):
        store.writer.record([make_bet(nonce) for nonce in range(2, 2000)])
    assert count(database_path, "live_bets") == 1
    database.execute_sql("PRAGMA max_page_count = 1000000")
    (result,) = store.writer.record([make_bet(2)])
    assert isinstance(result, Recorded)
    assert result.accepted
    assert store.reader.streams()[0][0].total_bets == 2


def test_a_disk_that_is_all_but_full_is_not_said_to_be_well(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.writer.check()
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(10**9, 10**9, 1000))
    with pytest.raises(StoreFull):
        store.writer.check()


def test_a_locked_database_stores_nothing_and_says_so(store: Store, database_path: Path) -> None:
    store.writer._commits._lock_timeout_s = 0.0
    blocker = sqlite3.connect(database_path, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreLocked):
        store.writer.record([make_bet(1)])
    with pytest.raises(StoreLocked):
        store.writer.check()
    blocker.execute("ROLLBACK")
    blocker.close()
    store.writer.check()
    assert count(database_path, "live_bets") == 0


def test_closing_does_not_wait_for_another_programs_lock(database_path: Path) -> None:
    store = open_store(database_path)
    blocker = sqlite3.connect(database_path, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as pool:
        request = pool.submit(store.writer.record, [make_bet(1)])
        wait_until(lambda: store.writer._commits._is_led)
        store.close()
        with pytest.raises(StoreLocked):
            request.result()
    blocker.close()


def test_closing_commits_what_waits(database_path: Path) -> None:
    store = open_store(database_path)
    commits = store.writer._commits
    with ThreadPoolExecutor(8) as pool, in_a_transaction(commits):
        requests = [pool.submit(store.writer.record, [make_bet(nonce)]) for nonce in range(1, 6)]
        wait_until(lambda: len(commits._waiting) == 5)
        closing = pool.submit(store.close)
        wait_until(lambda: commits._is_closed)
    closing.result()
    assert all(request.result()[0].accepted for request in requests)
    assert count(database_path, "live_bets") == 5


def test_closing_twice_is_fine_and_use_after_it_is_refused(database_path: Path) -> None:
    store = open_store(database_path)
    store.close()
    store.close()
    with pytest.raises(StoreClosed):
        store.writer.record([make_bet(1)])
    with pytest.raises(StoreClosed):
        store.reader.streams()


def test_opening_and_closing_leaves_no_file_open(database_path: Path) -> None:
    before = open_files()
    for _ in range(20):
        store = open_store(database_path)
        store.writer.record([make_bet(1)])
        store.reader.streams()
        store.close()
    assert open_files() == before


def test_a_million_bets_stay_under_two_hundred_bytes_each(store: Store, database_path: Path) -> None:
    bets = 10_000  # fewer would not show it: what is there without any weighs more then
    for start in range(1, bets, 500):
        store.writer.record(
            [
                make_bet(
                    nonce,
                    antebot_bet_id=f"{164580025868 + nonce * 7}",
                    amount=0.00012345,
                    payout=0.00024567,
                    round_result=1.63,
                    round_target=1.55,
                    difficulty="expert",
                    date_time_us=1772388023870000 + nonce,
                )
                for nonce in range(start, start + 500)
            ]
        )
    store.close()
    assert database_path.stat().st_size / bets < 200
