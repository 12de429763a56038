"""Deletions that were interrupted are finished."""

import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from liveapp.domain.errors import StoreClosed
from liveapp.domain.jobs import DeletionRest, Failed, Finished, JobEnded, JobEvent, JobOutcome
from liveapp.jobs.deletion_rest import finish_deletions
from liveapp.jobs.runner import JobRunner
from liveapp.storage import Store
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
    store.writer.interrupt_deletions()
    assert run(store) == Finished(None)
    assert count_rows(interrupted)["streams"] == 1


def test_a_database_that_is_closed_is_told(store: Store, log_watch: LogWatch) -> None:
    log_watch.expect("DeletionRest ended early: liveapp is shutting down")
    store.close()
    outcome = run(store)
    assert isinstance(outcome, Failed)
    assert isinstance(outcome.error, StoreClosed)
