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

OTHER, THIRD = SeedPair("other", "pair"), SeedPair("third", "pair")


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


def rounds(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    sql = "SELECT nonce, round_result, is_stand_in, difficulty FROM live_rounds ORDER BY 1"
    return connection.execute(sql).fetchall()


def stand_in(nonce: int, paid: float = 0.0, difficulty: str | None = None) -> Heartbeat:
    return Heartbeat(PAIR, nonce, paid, difficulty, is_stand_in=True)


@pytest.mark.parametrize("is_one_request", [True, False])
def test_a_stand_in_gives_way_to_the_first_result_and_to_nothing_else(
    connection: sqlite3.Connection, is_one_request: bool
) -> None:
    history: list[Observation] = [
        stand_in(1, 5.0, "hard"),
        stand_in(1, 6.0, "easy"),
        Heartbeat(PAIR, 1, 2.0, "expert"),
        Heartbeat(PAIR, 1, 3.0),
        stand_in(1, 9.0),
        stand_in(2, 5.0),
        make_bet(2, antebot_bet_id="a", round_result=0.0, is_stand_in=True),
        make_bet(2, antebot_bet_id="b", round_result=4.0),
        make_bet(2, antebot_bet_id="c", round_result=8.0),
        make_bet(3, round_result=0.0, is_stand_in=True),
        Heartbeat(PAIR, 3, 7.0, "medium"),
        stand_in(4),
    ]
    if is_one_request:
        (told,) = record(connection, history)
    else:
        told = [outcome for one in history for (outcome,) in record(connection, [one])]
    assert told == [True, False, False, False, False, True, True, True, True, True, False, True]
    assert rounds(connection) == [
        (1, 2.0, 0, "hard"),
        (2, 4.0, 0, None),
        (3, 7.0, 0, "medium"),
        (4, 0.0, 1, None),
    ]


def test_a_heartbeat_that_only_brings_a_result_leaves_the_stream_as_it_was(
    connection: sqlite3.Connection,
) -> None:
    record(connection, [stand_in(1)])
    recording = Recording(connection, 99, {})
    recording.collect([Heartbeat(PAIR, 1, 2.0)])
    assert recording.finish() == []
    assert rounds(connection) == [(1, 2.0, 0, None)]
    assert connection.execute("SELECT last_seen_at FROM live_streams").fetchone() == (9,)


def test_a_heartbeats_own_difficulty_must_be_one(connection: sqlite3.Connection) -> None:
    told = record(connection, [Heartbeat(PAIR, 1, 2.0, "Easy"), Heartbeat(PAIR, 2, 2.0, "easy")])
    assert told == [[BetRefused, True]]
    assert rounds(connection) == [(2, 2.0, 0, "easy")]


def event_of(connection: sqlite3.Connection, *requests: tuple[list[Observation], bool]) -> list[BetsStored]:
    """What is told of requests, each with whether it is live, that share a transaction at the time 500."""
    recording = Recording(connection, 500, {})
    for observations, is_live in requests:
        recording.collect(observations, is_live)
    return [event for event in recording.finish() if isinstance(event, BetsStored)]


def test_heartbeats_that_made_a_result_known_are_told_unless_they_are_imported(
    connection: sqlite3.Connection,
) -> None:
    record(connection, [Heartbeat(PAIR, 1, 2.0)])
    watched, other = Heartbeat(PAIR, 2, 3.0), Heartbeat(OTHER, 7, 1.0)
    events = event_of(
        connection,
        ([Heartbeat(PAIR, 1, 2.0), watched, stand_in(3), other], True),
        ([Heartbeat(PAIR, 4, 5.0), make_bet(9)], False),
    )
    assert [(event.stream.seeds, event.watched) for event in events] == [
        (PAIR, (watched,)),
        (OTHER, (other,)),
    ]


def times(event: BetsStored) -> tuple[int, int]:
    return (event.stream.created_us, event.stream.last_seen_us)


def test_an_imported_stream_begins_and_ends_with_its_bets_in_whatever_order_they_come(
    connection: sqlite3.Connection,
) -> None:
    (event,) = event_of(connection, ([make_bet(1, received_us=70), make_bet(2, received_us=90)], False))
    assert (times(event), [bet.received_us for bet in event.bets]) == ((70, 90), [70, 90])
    (event,) = event_of(connection, ([make_bet(3, received_us=60), make_bet(4, received_us=80)], False))
    assert times(event) == (60, 90)
    (event,) = event_of(connection, ([make_bet(5, received_us=65)], False), ([make_bet(6)], True))
    assert times(event) == (60, 500)
    (event,) = event_of(connection, ([make_bet(7, received_us=100)], False))
    assert times(event) == (60, 500)
    (event,) = event_of(connection, ([make_bet(8, received_us=50), Heartbeat(PAIR, 9, 1.0)], False))
    assert times(event) == (50, 500)


def test_a_stream_is_live_where_anything_of_it_is(connection: sqlite3.Connection) -> None:
    events = event_of(
        connection,
        ([make_bet(1), make_bet(1, OTHER), make_bet(1, THIRD)], False),
        ([make_bet(2), make_bet(1, OTHER)], True),
    )
    assert {event.stream.seeds: event.is_live for event in events} == {PAIR: True, OTHER: True, THIRD: False}
    (event,) = event_of(connection, ([make_bet(3)], True))
    assert event.is_live


def test_the_event_tells_how_many_of_its_bets_were_imported(connection: sqlite3.Connection) -> None:
    requests = (
        ([make_bet(1), make_bet(2), Heartbeat(PAIR, 9, 1.0), make_bet(1, OTHER)], False),
        ([make_bet(2), make_bet(3), make_bet(1, THIRD)], True),
    )
    told = {
        event.stream.seeds: (len(event.bets), event.imported) for event in event_of(connection, *requests)
    }
    assert told == {PAIR: (3, 2), OTHER: (1, 1), THIRD: (1, 0)}
    (event,) = event_of(connection, ([make_bet(1), make_bet(4)], False))
    assert (len(event.bets), event.imported) == (1, 1)


def test_the_event_tells_how_many_rounds_are_known(connection: sqlite3.Connection) -> None:
    (event,) = event_of(connection, ([make_bet(4), Heartbeat(PAIR, 4, 1.0), Heartbeat(PAIR, 9, 1.0)], True))
    stream = event.stream
    assert (stream.rounds, stream.first_round, stream.last_round, stream.missing_rounds) == (2, 4, 9, 4)
    (event,) = event_of(connection, ([make_bet(4, antebot_bet_id="again"), make_bet(2)], True))
    stream = event.stream
    assert (stream.rounds, stream.first_round, stream.last_round, stream.missing_rounds) == (3, 2, 9, 5)
