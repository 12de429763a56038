"""What of each stream's bets is found without reading them: the first, the last, the bookmarks."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from liveapp.domain.bets import Heartbeat, SeedPair
from liveapp.domain.streams import NO_BETS, BetMoment, StreamSpan
from liveapp.storage import Store
from liveapp.storage.stream_spans import read_spans
from tests.new_databases import open_new_store
from tests.unit.storage.conftest import make_bet

MINE, OTHER, SILENT = (SeedPair(f"{number}" * 64, "client") for number in range(3))


@pytest.fixture
def store(database_path: Path) -> Iterator[Store]:
    opened = open_new_store(database_path)
    yield opened
    opened.close()


def key_of(store: Store, seeds: SeedPair) -> int:
    return next(one.key for one in store.reader.streams()[0] if one.seeds == seeds)


def test_the_first_and_the_last_bet_are_those_of_the_lowest_and_the_highest_nonce(store: Store) -> None:
    times = {7: 70, 3: 900, 9: 20}
    store.writer.record([make_bet(nonce, MINE, date_time_us=time) for nonce, time in times.items()])
    store.writer.record([make_bet(5, OTHER, date_time_us=1), Heartbeat(SILENT, 4, 1.5)])
    assert store.reader.stream_spans() == {
        key_of(store, MINE): StreamSpan(BetMoment(3, 900), BetMoment(9, 20), 0),
        key_of(store, OTHER): StreamSpan(BetMoment(5, 1), BetMoment(5, 1), 0),
        key_of(store, SILENT): NO_BETS,
    }


def test_a_bet_without_a_time_of_its_bots_was_placed_when_it_came(store: Store) -> None:
    store.writer.record([make_bet(1, MINE, date_time_us=None)])
    _, bets = store.reader.export(store.reader.streams()[0][0].id)
    (span,) = store.reader.stream_spans().values()
    assert span.first == BetMoment(1, next(bets).received_us)


def test_bookmarks_are_counted_and_deleted_streams_are_left_out(store: Store) -> None:
    store.writer.record([make_bet(nonce, seeds) for nonce in (1, 2, 3) for seeds in (MINE, OTHER)])
    for stream in store.reader.streams()[0]:
        for bet in itertools.islice(store.reader.export(stream.id)[1], 2):
            store.writer.set_bookmark(stream.id, bet.id, None)
    mine, other = (store.reader.stream_spans()[key_of(store, seeds)] for seeds in (MINE, OTHER))
    assert (mine.bookmarks, other.bookmarks) == (2, 2)
    gone = next(one for one in store.reader.streams()[0] if one.seeds == OTHER)
    store.writer.delete_stream(gone.id, can_be_undone=True)
    assert list(store.reader.stream_spans()) == [key_of(store, MINE)]


def test_no_table_of_bets_is_read_through(store: Store) -> None:
    store.writer.record([make_bet(1, MINE)])
    plans: list[str] = []

    def ask(statement: str) -> list[tuple[Any, ...]]:
        database = store.reader._database
        with database.connection_context():
            plan = database.execute_sql(f"EXPLAIN QUERY PLAN {statement}").fetchall()
            plans.extend(row[-1] for row in plan)
            return database.execute_sql(statement).fetchall()

    assert len(read_spans(ask)) == 1
    scanned = [plan for plan in plans if plan.startswith("SCAN")]
    assert scanned
    assert {plan.split()[1] for plan in scanned} == {"streams", "bookmarks"}
