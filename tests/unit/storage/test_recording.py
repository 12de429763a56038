"""Recording: observations collected in an open transaction, then rows, outcomes and events."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from liveapp.domain.bets import Heartbeat, Observation, SeedPair
from liveapp.domain.errors import BetRefused
from liveapp.domain.events import BetsStored
from liveapp.domain.ports import Recorded
from liveapp.storage.database import open_database
from liveapp.storage.recording import ROWS_PER_STATEMENT, Recording
from tests.unit.storage.conftest import PAIR, make_bet

OTHER = SeedPair("other", "pair")


@pytest.fixture
def connection(database_path: Path) -> Iterator[sqlite3.Connection]:
    """A connection with an open transaction."""
    database = open_database(database_path)
    connection = database.connection()
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.execute("ROLLBACK")
    database.close()


def record(connection: sqlite3.Connection, *requests: list[Observation]) -> list[list[object]]:
    """What became of each observation: accepted, known before (False), or the refusal's type."""
    recording = Recording(connection, 9, {})
    outcomes = [recording.collect(request) for request in requests]
    recording.finish()
    return [[_told(outcome) for outcome in some] for some in outcomes]


def _told(outcome: object) -> object:
    return outcome.accepted if isinstance(outcome, Recorded) else type(outcome)


def test_nothing_is_stored_and_nothing_is_known_before_the_end(connection: sqlite3.Connection) -> None:
    recording = Recording(connection, 9, {})
    outcomes = recording.collect([make_bet(1)])
    assert outcomes == []
    assert connection.execute("SELECT count(*) FROM live_bets").fetchone() == (0,)
    recording.finish()
    assert len(outcomes) == 1
    assert connection.execute("SELECT received_at FROM live_bets").fetchall() == [(9,)]


def test_every_request_gets_its_own_outcomes_in_its_order(connection: sqlite3.Connection) -> None:
    told = record(
        connection,
        [make_bet(1), make_bet(0), make_bet(2)],
        [],
        [make_bet(2), Heartbeat(PAIR, 7, 1.0), make_bet(3, OTHER), Heartbeat(PAIR, 7, 2.0)],
    )
    assert told == [[True, BetRefused, True], [], [False, True, True, False]]


def test_of_the_same_bet_twice_in_one_statement_the_first_is_stored(connection: sqlite3.Connection) -> None:
    record(connection, [make_bet(1)])
    told = record(connection, [make_bet(2, amount=5.0), make_bet(2, amount=6.0)])
    assert told == [[True, False]]
    assert connection.execute("SELECT amount FROM live_bets WHERE nonce = 2").fetchall() == [(5.0,)]


@pytest.mark.parametrize("count", [1, ROWS_PER_STATEMENT, ROWS_PER_STATEMENT + 1, 3 * ROWS_PER_STATEMENT])
def test_any_number_of_bets_is_stored_in_order_of_arrival(connection: sqlite3.Connection, count: int) -> None:
    bets: list[Observation] = [make_bet(nonce) for nonce in range(count, 0, -1)]
    assert record(connection, bets) == [[True] * count]
    stored = connection.execute("SELECT nonce FROM live_bets ORDER BY id").fetchall()
    assert stored == [(nonce,) for nonce in range(count, 0, -1)]


def test_a_stream_whose_first_bet_is_refused_is_not_made(connection: sqlite3.Connection) -> None:
    assert record(connection, [make_bet(0), make_bet(1, amount=-1.0)]) == [[BetRefused, BetRefused]]
    assert connection.execute("SELECT count(*) FROM live_streams").fetchone() == (0,)


def test_events_tell_of_touched_streams_only_with_their_new_bets(connection: sqlite3.Connection) -> None:
    record(connection, [make_bet(1), make_bet(1, OTHER)])
    recording = Recording(connection, 9, {})
    recording.collect([make_bet(1), make_bet(2), make_bet(1, OTHER)])
    (event,) = recording.finish()
    assert isinstance(event, BetsStored)
    assert (event.stream.seeds, event.stream.total_bets, event.is_new_stream) == (PAIR, 2, False)
    assert [bet.nonce for bet in event.bets] == [2]


def test_streams_that_were_looked_up_are_known_to_the_next_recording(connection: sqlite3.Connection) -> None:
    record(connection, [make_bet(1)])
    known: dict = {}
    recording = Recording(connection, 9, known)
    recording.collect([make_bet(2)])
    recording.finish()
    (key, stream_id) = known[PAIR]
    assert connection.execute("SELECT id, uuid FROM live_streams").fetchall() == [(key, str(stream_id))]
