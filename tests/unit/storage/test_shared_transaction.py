"""The transaction that many share: recorded together, commands by themselves."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from liveapp.domain.errors import NotesTooLong
from liveapp.domain.events import BetsStored
from liveapp.domain.ports import Recorded
from liveapp.storage.database import open_database
from liveapp.storage.shared_transaction import SharedTransaction, Transaction, Undone
from tests.values import make_bet


@pytest.fixture
def database(database_path: Path) -> Iterator[SqliteDatabase]:
    opened = open_database(database_path)
    yield opened
    opened.close()


@pytest.fixture
def shared(database: SqliteDatabase) -> SharedTransaction:
    """One that is open, and ends with the connection."""
    database.connection().execute("BEGIN IMMEDIATE")
    return SharedTransaction(database.connection(), 7, {})


def count(transaction: Transaction) -> int:
    return int(transaction.execute("SELECT count(*) FROM live_bets").fetchone()[0])


def test_what_is_recorded_is_known_once_it_is_settled(shared: SharedTransaction) -> None:
    outcomes = shared.record([make_bet(1), make_bet(1)])
    assert outcomes == []
    shared.settle()
    assert [one.accepted for one in outcomes if isinstance(one, Recorded)] == [True, False]
    (event,) = shared.events
    assert isinstance(event, BetsStored)
    assert event.stream.last_seen_us == 7


def test_a_command_sees_what_was_recorded_before_it(shared: SharedTransaction) -> None:
    shared.record([make_bet(1)])
    assert shared.run(count) == 1


def test_a_command_that_raises_leaves_nothing_and_tells_nothing(shared: SharedTransaction) -> None:
    def fail(transaction: Transaction) -> None:
        transaction.execute("DELETE FROM live_bets")
        transaction.events.append(shared.events[0])
        raise NotesTooLong

    shared.record([make_bet(1)])
    shared.settle()
    with pytest.raises(Undone) as caught:
        shared.run(fail)
    assert isinstance(caught.value.error, NotesTooLong)
    assert shared.run(count) == 1
    assert len(shared.events) == 1
