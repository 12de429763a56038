"""Deletions that were interrupted are finished."""

import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from liveapp.domain.errors import StoreClosed
from liveapp.domain.jobs import (
    DeletionRest,
    Failed,
    Finished,
    JobCancelled,
    JobEnded,
    JobEvent,
    JobOutcome,
    Progress,
)
from liveapp.domain.streams import UNDO_S
from liveapp.jobs.deletion_rest import finish_deletions
from liveapp.jobs.runner import JobRunner
from liveapp.storage import Store, open_store
from tests.clock import Clock
from tests.conftest import LogWatch, count_rows
from tests.values import make_bet

HANG_LIMIT_S = 20.0

Connect = Callable[..., sqlite3.Connection]


def run(store: Store) -> JobOutcome:
    outcomes: list[JobOutcome] = []
    is_over = threading.Event()

    def hear(event: JobEvent) -> None:
        if isinstance(event, JobEnded):
            outcomes.append(event.outcome)
            is_over.set()

    runner = JobRunner({DeletionRest: partial(finish_deletions, store.writer)})
    runner.subscribe(hear)
    runner.start(DeletionRest())
    assert is_over.wait(HANG_LIMIT_S)
    runner.stop()
    return outcomes[0]


@pytest.fixture
def interrupted(store: Store, database_path: Path, database: Connect) -> sqlite3.Connection:
    """A stream that is deleted, but for its rows; the connection counts them."""
    store.writer.record([make_bet(nonce) for nonce in range(1, 2501)])
    connection = database(database_path, writable=True)
    connection.execute("UPDATE live_streams SET deleted_at = 1")
    assert count_rows(connection) == {"streams": 1, "bets": 2500, "rounds": 2500}
    return connection


def test_what_is_left_of_a_deleted_stream_goes(store: Store, interrupted: sqlite3.Connection) -> None:
    assert run(store) == Finished(None)
    assert count_rows(interrupted) == {"streams": 0, "bets": 0, "rounds": 0}


def test_other_streams_stay_as_they_are(store: Store, database_path: Path, database: Connect) -> None:
    store.writer.record([make_bet(1)])
    assert run(store) == Finished(None)
    assert count_rows(database(database_path)) == {"streams": 1, "bets": 1, "rounds": 1}


def test_a_program_that_stops_leaves_the_rest_for_the_next_start(
    store: Store, interrupted: sqlite3.Connection
) -> None:
    class Stopping:
        def report(self, progress: Progress) -> None: ...

        def pause(self, duration_s: float) -> None:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        finish_deletions(store.writer, DeletionRest(), Stopping())
    assert count_rows(interrupted)["streams"] == 1


def test_the_time_in_which_a_deletion_can_be_undone_is_waited_out_by_looks_a_second_apart(
    database_path: Path, database: Connect
) -> None:
    clock = Clock()
    store = open_store(database_path, monotonic_s=clock.monotonic_s)
    store.writer.record([make_bet(1)])
    stream = store.reader.streams()[0][0]
    store.writer.delete_stream(stream.id, can_be_undone=True)
    pauses: list[float] = []

    class Waiting:
        def report(self, progress: Progress) -> None: ...

        def pause(self, duration_s: float) -> None:
            pauses.append(duration_s)
            clock.sleep(duration_s)

    finish_deletions(store.writer, DeletionRest(), Waiting())
    store.close()
    assert sum(pauses) >= UNDO_S
    assert max(pauses) == 1.0
    assert count_rows(database(database_path)) == {"streams": 0, "bets": 0, "rounds": 0}


def test_a_lock_is_waited_out_and_the_deletion_goes_on_by_itself(
    interrupted: sqlite3.Connection, store: Store
) -> None:
    pauses: list[float] = []

    class UntilUnlocked:
        def report(self, progress: Progress) -> None: ...

        def pause(self, duration_s: float) -> None:
            if duration_s:
                pauses.append(duration_s)
                interrupted.execute("ROLLBACK")

    store.writer._commits._lock_timeout_s = 0.0
    interrupted.execute("BEGIN IMMEDIATE")
    finish_deletions(store.writer, DeletionRest(), UntilUnlocked())
    assert pauses == [2.0]
    assert count_rows(interrupted) == {"streams": 0, "bets": 0, "rounds": 0}


def test_a_database_that_is_closed_is_told(store: Store, log_watch: LogWatch) -> None:
    log_watch.expect("DeletionRest ended early: liveapp is shutting down")
    store.close()
    outcome = run(store)
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, StoreClosed)
