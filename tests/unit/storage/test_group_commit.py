"""Group commit: who waits together, what a command sees, and what is left of one that fails."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import (
    BetRefused,
    NotesChangedMeanwhile,
    Refused,
    StoreClosed,
    StoreDamaged,
    StoreDetached,
    StoreFull,
    StoreLocked,
    StoreUnavailable,
)
from liveapp.domain.events import BetsStored, StoreEvent, StreamChanged
from liveapp.domain.ports import Recorded
from liveapp.storage import statements
from liveapp.storage.copies import rescued_copies
from liveapp.storage.database import open_database
from liveapp.storage.group_commit import GroupCommit
from liveapp.storage.rescue import Rescue
from liveapp.storage.rows import stream_from_row
from liveapp.storage.shared_transaction import Transaction
from liveapp.storage.waiting import Job
from tests.conftest import LogWatch
from tests.unit.storage.conftest import (
    PAIR,
    in_a_transaction,
    in_one_transaction,
    make_bet,
    make_commits,
    query,
)
from tests.waiting import wait_until

OTHER = SeedPair("other", "pair")


@pytest.fixture
def database(database_path: Path) -> Iterator[SqliteDatabase]:
    opened = open_database(database_path)
    yield opened
    opened.close()


@pytest.fixture
def told() -> list[list[StoreEvent]]:
    """Events as they were told, commit by commit."""
    return []


@pytest.fixture
def commits(
    database: SqliteDatabase, database_path: Path, told: list[list[StoreEvent]]
) -> Iterator[GroupCommit]:
    made = make_commits(database, database_path, lambda events: told.append(list(events)))
    yield made
    made.close()


def mark_all(transaction: Transaction) -> None:
    """A command that changes every stream, and tells of it."""
    rows = transaction.execute(
        f"UPDATE live_streams SET notes = 'marked' RETURNING {statements.STREAM_COLUMNS}"
    ).fetchall()
    transaction.events += [StreamChanged(stream_from_row(row, ())) for row in rows]


def mark_and_raise(error: BaseException, transaction: Transaction) -> None:
    mark_all(transaction)
    raise error


def count_bets(transaction: Transaction) -> int:
    (bets,) = transaction.execute("SELECT count(*) FROM live_bets").fetchone()
    return int(bets)


def notes(path: Path) -> list[str | None]:
    return [text for (text,) in query(path, "SELECT notes FROM live_streams ORDER BY id")]


def bet_ids(path: Path) -> list[str]:
    return [bet_id for (bet_id,) in query(path, "SELECT antebot_bet_id FROM live_bets ORDER BY id")]


def test_a_command_that_is_refused_after_it_changed_something_leaves_nothing_behind(
    commits: GroupCommit, database_path: Path, told: list[list[StoreEvent]]
) -> None:
    commits.record([make_bet(1)])
    told.clear()
    with pytest.raises(NotesChangedMeanwhile):
        commits.run(partial(mark_and_raise, NotesChangedMeanwhile()))
    assert notes(database_path) == [None]
    assert told == []


@pytest.mark.parametrize("error", [Refused("no"), KeyError("bug")], ids=["refused", "bug"])
def test_a_command_that_fails_hurts_no_other_work_of_its_transaction(
    commits: GroupCommit, database_path: Path, told: list[list[StoreEvent]], error: Exception
) -> None:
    before, failing, after, seen = in_one_transaction(
        commits,
        [
            lambda: commits.record([make_bet(1)]),
            lambda: commits.run(partial(mark_and_raise, error)),
            lambda: commits.record([make_bet(2), make_bet(1, OTHER)]),
            lambda: commits.run(count_bets),
        ],
    )
    assert failing.exception() is error
    assert [one.accepted for one in (*before.result(), *after.result())] == [True, True, True]
    assert seen.result() == 3
    assert notes(database_path) == [None, None]
    (events,) = told
    assert {type(event) for event in events} == {BetsStored}
    assert [bet.nonce for event in events for bet in event.bets] == [1, 2, 1]


def test_a_command_sees_what_was_recorded_before_it_in_the_same_transaction(
    commits: GroupCommit, database_path: Path
) -> None:
    _, first, _, second = in_one_transaction(
        commits,
        [
            lambda: commits.record([make_bet(1), make_bet(2)]),
            lambda: commits.run(count_bets),
            lambda: commits.record([make_bet(3)]),
            lambda: commits.run(count_bets),
        ],
    )
    assert (first.result(), second.result()) == (2, 3)


def test_events_are_told_once_a_commit_in_the_order_of_the_work(
    commits: GroupCommit, database_path: Path, told: list[list[StoreEvent]]
) -> None:
    in_one_transaction(
        commits,
        [
            lambda: commits.record([make_bet(1)]),
            lambda: commits.run(mark_all),
            lambda: commits.record([make_bet(2)]),
        ],
    )
    (events,) = told
    assert [type(event) for event in events] == [BetsStored, StreamChanged, BetsStored]
    assert events[-1].stream.notes == "marked"


def test_a_stream_that_a_command_hid_receives_nothing_more(commits: GroupCommit, database_path: Path) -> None:
    def hide(transaction: Transaction) -> None:
        transaction.execute("UPDATE live_streams SET deleted_at = 1")

    in_one_transaction(
        commits,
        [
            lambda: commits.record([make_bet(1)]),
            lambda: commits.run(hide),
            lambda: commits.record([make_bet(2)]),
        ],
    )
    rows = query(database_path, "SELECT deleted_at IS NULL, total_bets FROM live_streams ORDER BY id")
    assert rows == [(0, 1), (1, 1)]


def test_a_stream_that_a_failed_command_added_is_not_known_afterwards(
    commits: GroupCommit, database_path: Path
) -> None:
    def add_and_fail(transaction: Transaction) -> None:
        row = ("x", PAIR.server_seed_hashed, PAIR.client_seed, 1, 1)
        transaction.execute(statements.INSERT_STREAM, row)
        raise Refused

    with pytest.raises(Refused):
        commits.run(add_and_fail)
    commits.record([make_bet(1)])
    assert query(database_path, "SELECT uuid = 'x', total_bets FROM live_streams") == [(0, 1)]


def test_a_constraint_that_a_command_breaks_is_its_own_refusal(
    commits: GroupCommit, database_path: Path
) -> None:
    _, failing = in_one_transaction(
        commits,
        [
            lambda: commits.record([make_bet(1)]),
            lambda: commits.run(lambda transaction: transaction.execute("UPDATE live_bets SET nonce = 0")),
        ],
    )
    assert isinstance(failing.exception(), BetRefused)
    assert query(database_path, "SELECT nonce FROM live_bets") == [(1,)]


def test_where_sqlite_ends_the_transaction_by_itself_everybody_is_told_so(
    commits: GroupCommit, database: SqliteDatabase, database_path: Path, told: list[list[StoreEvent]]
) -> None:
    database.execute_sql(
        "CREATE TEMP TRIGGER fault BEFORE UPDATE OF notes ON live_streams"
        " BEGIN SELECT RAISE(ROLLBACK, 'all is undone'); END"
    )
    calls = in_one_transaction(
        commits,
        [
            lambda: commits.record([make_bet(1)]),
            lambda: commits.run(mark_all),
            lambda: commits.record([make_bet(2)]),
        ],
    )
    assert ["all is undone" in str(call.exception()) for call in calls] == [True, True, True]
    assert bet_ids(database_path) == []
    assert told == []
    database.execute_sql("DROP TRIGGER fault")
    commits.record([make_bet(3)])
    commits.run(mark_all)
    assert bet_ids(database_path) == ["3"]
    assert notes(database_path) == ["marked"]


def test_a_command_that_finds_the_disk_full_is_told_so_and_the_next_one_works(
    commits: GroupCommit, database: SqliteDatabase, database_path: Path
) -> None:
    commits.record([make_bet(1)])

    def fill(transaction: Transaction) -> None:
        for nonce in range(2, 3000):
            transaction.execute("INSERT INTO live_rounds VALUES (1, ?, 1.0, 0, NULL)", (nonce,))

    pages = database.pragma("page_count")
    database.execute_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreFull):
        commits.run(fill)
    assert query(database_path, "SELECT count(*) FROM live_rounds") == [(1,)]
    database.execute_sql("PRAGMA max_page_count = 1000000")
    commits.run(fill)
    assert query(database_path, "SELECT count(*) FROM live_rounds") == [(2999,)]


def test_nobody_takes_an_interrupted_commit_for_a_finished_one(
    commits: GroupCommit, database_path: Path
) -> None:
    recording, interrupted = in_one_transaction(
        commits,
        [
            lambda: commits.record([make_bet(1)]),
            lambda: commits.run(partial(mark_and_raise, KeyboardInterrupt())),
        ],
    )
    errors = {type(recording.exception()), type(interrupted.exception())}
    assert errors == {KeyboardInterrupt, StoreUnavailable}
    assert bet_ids(database_path) == []
    commits.record([make_bet(2)])
    assert bet_ids(database_path) == ["2"]


def test_recording_takes_no_more_calls_to_sqlite_than_its_rows_need(
    commits: GroupCommit, database: SqliteDatabase, database_path: Path
) -> None:
    commits.record([make_bet(1)])
    commits.record([make_bet(2)])
    calls: list[str] = []
    database.connection().set_trace_callback(calls.append)
    commits.record([make_bet(3), make_bet(4)])
    database.connection().set_trace_callback(None)
    # For each run of the trigger its statement is traced again.
    assert [call.split()[:2] for call in dict.fromkeys(calls)] == [
        ["BEGIN", "IMMEDIATE"],
        ["INSERT", "INTO"],
        ["UPDATE", "live_streams"],
        ["INSERT", "INTO"],
        ["UPDATE", "log_marks"],
        ["COMMIT"],
    ]


def test_who_waits_while_it_closes_is_served_and_who_comes_later_is_refused(commits: GroupCommit) -> None:
    with ThreadPoolExecutor(4) as pool, in_a_transaction(commits):
        waiting = [pool.submit(commits.run, count_bets) for _ in range(3)]
        wait_until(lambda: len(commits._waiting) == 3)
        closing = pool.submit(commits.close)
        wait_until(lambda: commits._is_closed)
    closing.result()
    assert [one.result() for one in waiting] == [0, 0, 0]
    with pytest.raises(StoreClosed):
        commits.record([make_bet(1)])
    with pytest.raises(StoreClosed):
        commits.run(count_bets)


LONG_S = 20.0


def locked(path: Path) -> sqlite3.Connection:
    """Another program that is writing."""
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    return other


def test_everybody_waits_for_a_lock_from_his_own_arrival_on_and_no_longer(
    database: SqliteDatabase, database_path: Path
) -> None:
    commits = make_commits(database, database_path, lock_timeout_s=1.0)
    other = locked(database_path)
    started_s = time.monotonic()
    waited_s: dict[int, float] = {}

    def wait(number: int) -> None:
        with pytest.raises(StoreLocked):
            commits.record([make_bet(number)])
        waited_s[number] = time.monotonic() - started_s

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(wait, range(1, 17)))
    # One after the other they would have waited for 16 seconds.
    assert len(waited_s) == 16
    assert max(waited_s.values()) < 8.0
    other.execute("ROLLBACK")
    other.close()
    commits.record([make_bet(1)])
    commits.close()


def test_who_came_long_ago_is_told_at_once_and_who_comes_later_still_waits(
    database: SqliteDatabase, database_path: Path
) -> None:
    commits = make_commits(database, database_path, lock_timeout_s=LONG_S)
    other = locked(database_path)
    with ThreadPoolExecutor(2) as pool:
        patient = pool.submit(commits.record, [make_bet(1)])
        wait_until(lambda: commits._is_led and not commits._waiting)
        with pytest.raises(StoreLocked):
            commits.record([make_bet(2)], time.monotonic() - 2 * LONG_S)
        assert not patient.done()
        other.execute("ROLLBACK")
        (recorded,) = patient.result(LONG_S)
    assert isinstance(recorded, Recorded)
    assert bet_ids(database_path) == ["1"]
    other.close()
    commits.close()


def test_a_leader_whose_time_is_up_hands_over_to_who_still_waits(
    database: SqliteDatabase, database_path: Path
) -> None:
    commits = make_commits(database, database_path, lock_timeout_s=LONG_S)
    other = locked(database_path)
    with ThreadPoolExecutor(2) as pool:
        leader = pool.submit(commits.record, [make_bet(1)], time.monotonic() - LONG_S + 0.5)
        wait_until(lambda: commits._is_led and not commits._waiting)
        follower = pool.submit(commits.record, [make_bet(2)])
        with pytest.raises(StoreLocked):
            leader.result(LONG_S)
        assert not follower.done()
        other.execute("ROLLBACK")
        follower.result(LONG_S)
    assert bet_ids(database_path) == ["2"]
    other.close()
    commits.close()


def test_who_came_long_ago_is_served_where_nothing_is_locked(
    commits: GroupCommit, database_path: Path
) -> None:
    commits.record([make_bet(1)], time.monotonic() - 100.0)
    assert bet_ids(database_path) == ["1"]


def test_closing_does_not_wait_for_a_lock(database: SqliteDatabase, database_path: Path) -> None:
    commits = make_commits(database, database_path, lock_timeout_s=LONG_S)
    other = locked(database_path)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(commits.record, [make_bet(1)])
        wait_until(lambda: commits._is_led and not commits._waiting)
        commits.close()
        with pytest.raises(StoreLocked):
            waiting.result(LONG_S)
    other.close()


def test_a_program_that_stops_has_nobody_wait_for_a_lock_any_more(
    database: SqliteDatabase, database_path: Path
) -> None:
    commits = make_commits(database, database_path, lock_timeout_s=LONG_S)
    other = locked(database_path)
    with ThreadPoolExecutor(3) as pool:
        waiting = [pool.submit(commits.record, [make_bet(nonce)]) for nonce in (1, 2, 3)]
        wait_until(lambda: commits._is_led and not commits._waiting)
        commits.stop_waiting()
        for one in waiting:
            assert isinstance(one.exception(LONG_S / 2), StoreLocked)
    other.execute("ROLLBACK")
    other.close()
    commits.record([make_bet(4)])
    assert bet_ids(database_path) == ["4"]
    commits.close()


def damage(transaction: Transaction) -> None:
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    raise error


def test_damage_that_a_command_meets_ends_all_writing_but_not_its_neighbours_work(
    database: SqliteDatabase, database_path: Path
) -> None:
    heard: list[StoreUnavailable] = []
    commits = make_commits(database, database_path, on_halted=heard.append)
    works = [partial(commits.record, [make_bet(1)]), partial(commits.run, damage)]
    recorded, damaged = in_one_transaction(commits, works)
    recorded.result()
    with pytest.raises(StoreDamaged):
        damaged.result()
    with pytest.raises(StoreDamaged):
        commits.record([make_bet(2)])
    assert isinstance(commits.halted, StoreDamaged)
    assert [type(fault) for fault in heard] == [StoreDamaged]
    assert bet_ids(database_path) == ["1"]
    commits.close()


def test_the_first_reason_to_stop_writing_is_the_one_that_is_told(commits: GroupCommit) -> None:
    assert commits.halted is None
    commits.halt(lambda: StoreDamaged("first"))
    commits.halt(lambda: StoreDamaged("second"))
    commits.halt_on_damage(StoreLocked("no damage at all"))
    with pytest.raises(StoreDamaged, match="first"):
        commits.run(count_bets)


def test_every_commit_that_changes_something_renews_the_mark(
    commits: GroupCommit, database_path: Path
) -> None:
    marks = []
    for nonce in (1, 2, 3):
        commits.record([make_bet(nonce)])
        marks += query(database_path, "SELECT previous, current FROM log_marks")
    commits.run(count_bets)
    assert query(database_path, "SELECT previous, current FROM log_marks") == marks[-1:]
    assert [previous for previous, _ in marks[1:]] == [current for _, current in marks[:-1]]
    assert len(set(marks)) == 3


def test_whoever_is_put_back_is_woken_once_however_slow_the_leader_is_in_leaving(
    database: SqliteDatabase, database_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next leader may have committed before the last one has woken those whose work is over."""
    let_lead = Job.let_lead

    def let_lead_and_linger(job: Job[object]) -> None:
        let_lead(job)
        time.sleep(0.3)

    monkeypatch.setattr(Job, "let_lead", let_lead_and_linger)
    commits = make_commits(database, database_path, lock_timeout_s=LONG_S)
    other = locked(database_path)
    with ThreadPoolExecutor(4) as pool:
        leader = pool.submit(commits.record, [make_bet(1)], time.monotonic() - LONG_S + 0.5)
        wait_until(lambda: commits._is_led and not commits._waiting)
        followers = [pool.submit(commits.record, [make_bet(nonce)]) for nonce in (2, 3, 4)]
        wait_until(lambda: not commits._is_led or bool(commits._waiting) or leader.done())
        with pytest.raises(StoreLocked):
            leader.result(LONG_S)
        other.execute("ROLLBACK")
        for follower in followers:
            follower.result(LONG_S)
    assert sorted(bet_ids(database_path)) == ["2", "3", "4"]
    other.close()
    commits.close()


def test_a_listener_that_fails_keeps_nobody_waiting(
    database: SqliteDatabase, database_path: Path, log_watch: LogWatch
) -> None:
    def fail(_fault: StoreUnavailable) -> None:
        raise RuntimeError("gone")

    log_watch.expect("A listener failed")
    commits = make_commits(database, database_path, on_halted=fail)
    works = [partial(commits.run, damage), partial(commits.record, [make_bet(1)])]
    damaged, recorded = in_one_transaction(commits, works)
    with pytest.raises(StoreDamaged):
        damaged.result()
    recorded.result()
    assert bet_ids(database_path) == ["1"]
    with pytest.raises(StoreDamaged):
        commits.run(count_bets)
    commits.close()


def test_who_waits_already_is_refused_too_once_nothing_may_be_written(
    commits: GroupCommit, database_path: Path
) -> None:
    other = locked(database_path)
    with ThreadPoolExecutor(3) as pool:
        waiting = [pool.submit(commits.record, [make_bet(nonce)]) for nonce in (1, 2, 3)]
        wait_until(lambda: commits._is_led)
        commits.halt(lambda: StoreDamaged("found meanwhile"))
        for one in waiting:
            with pytest.raises(StoreDamaged, match="found meanwhile"):
                one.result(LONG_S)
    other.execute("ROLLBACK")
    other.close()
    assert bet_ids(database_path) == []


def test_damage_that_is_found_amid_a_transaction_is_not_committed_over(
    commits: GroupCommit, database_path: Path
) -> None:
    def find_damage(transaction: Transaction) -> None:
        transaction.execute("UPDATE live_streams SET notes = 'x'")
        commits.halt(lambda: StoreDamaged("found by a check"))

    commits.record([make_bet(1)])
    with pytest.raises(StoreDamaged):
        commits.run(find_damage)
    assert notes(database_path) == [None]


def test_only_the_leader_waits_until_all_is_saved(
    database: SqliteDatabase, database_path: Path, monkeypatch: pytest.MonkeyPatch, log_watch: LogWatch
) -> None:
    log_watch.expect("files are gone")
    commits = make_commits(database, database_path)
    may_save, is_saving = threading.Event(), threading.Event()
    save = Rescue.save

    def save_slowly(rescue: Rescue, connection: sqlite3.Connection) -> None:
        is_saving.set()
        assert may_save.wait(LONG_S)
        save(rescue, connection)

    monkeypatch.setattr(Rescue, "save", save_slowly)
    commits.record([make_bet(1)])
    database_path.rename(database_path.with_name("moved"))
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(commits.record, [make_bet(nonce)]) for nonce in (2, 3, 4)]
        assert is_saving.wait(LONG_S)
        wait_until(lambda: sum(one.done() for one in asked) == 2)
        may_save.set()
        faults = [one.exception(LONG_S) for one in asked]
    assert {type(fault) for fault in faults} == {StoreDetached}
    assert len(rescued_copies(database_path.parent)) == 1
    commits.close()


def test_a_fault_of_the_system_is_told_as_one_of_the_store(
    commits: GroupCommit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_connection: object) -> bool:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(commits._guard, "is_commit_in_place", fail)
        with pytest.raises(StoreUnavailable, match="Permission denied"):
            commits.record([make_bet(1)])
    commits.record([make_bet(2)])
    assert commits.halted is None
