"""A bet's columns: every value lands in its own column and comes back in its own field."""

import sqlite3
from contextlib import closing
from dataclasses import asdict, fields, replace
from pathlib import Path

from liveapp.domain.bets import Bet, StoredBet
from liveapp.domain.events import BetsStored, StoreEvent
from liveapp.domain.ports import PageWindow
from liveapp.domain.queries import BetFilter, BetOrder
from liveapp.domain.verdicts import Verdict
from liveapp.storage import open_store
from liveapp.storage.bet_columns import BET_FIELDS, COLUMN_OF
from liveapp.storage.tables import LiveBet
from tests.unit.storage.conftest import PAIR

BET = Bet(
    PAIR,
    antebot_bet_id="the bot's",
    nonce=11,
    amount=1.5,
    payout=2.5,
    difficulty="hard",
    round_result=3.5,
    round_target=4.5,
    payout_multiplier=5.5,
    currency="btc",
    date_time_us=12,
    is_stand_in=True,
    received_us=13,
)
"""No two of its values are equal, so that none can stand in another's place."""

ARRIVED_US = 14

IN_COLUMNS = {
    "antebot_bet_id": "the bot's",
    "received_at": 13,
    "date_time": 12,
    "nonce": 11,
    "amount": 1.5,
    "payout": 2.5,
    "difficulty": "hard",
    "round_target": 4.5,
    "round_result": 3.5,
    "payout_multiplier": 5.5,
    "currency": "btc",
    "is_stand_in": 1,
    "verdict": 3,
}

IN_FIELDS = {
    "antebot_bet_id": "the bot's",
    "received_us": 13,
    "date_time_us": 12,
    "nonce": 11,
    "amount": 1.5,
    "payout": 2.5,
    "difficulty": "hard",
    "round_target": 4.5,
    "round_result": 3.5,
    "payout_multiplier": 5.5,
    "currency": "btc",
    "is_stand_in": True,
    "verdict": Verdict.UNVERIFIABLE,
}


def test_no_value_of_a_bet_is_swapped_on_its_way_into_the_file_and_back(database_path: Path) -> None:
    store = open_store(database_path, lambda: ARRIVED_US)
    told: list[StoreEvent] = []
    store.writer.subscribe(told.extend)
    store.writer.record([BET])
    (stream,), _ = store.reader.streams()
    store.writer.set_verdicts(stream.key, [(1, Verdict.UNVERIFIABLE)])
    page = store.reader.page(stream.id, BetOrder(), BetFilter(), PageWindow(10, 0), with_distance=True)
    _, last = store.reader.stream_with_last_bets(stream.id, 10)
    _, exported = store.reader.export(stream.id)
    stored, _ = told
    assert isinstance(stored, BetsStored)
    ways = [
        *(replace(bet, verdict=Verdict.UNVERIFIABLE) for bet in stored.bets if bet.verdict is None),
        *store.reader.bets_by_id([1]),
        *store.reader.first_bets(stream.key, BetOrder(), BetFilter(), 10),
        *page.bets,
        *store.reader.tail(stream.id, 0, 10, with_distance=False).bets,
        *last,
        *exported,
    ]
    store.close()
    assert [asdict(bet) for bet in ways] == [{"id": 1, **IN_FIELDS}] * 7
    assert {type(bet.is_stand_in) for bet in ways} == {bool}
    with closing(sqlite3.connect(database_path)) as connection:
        connection.row_factory = sqlite3.Row
        (row,) = connection.execute("SELECT * FROM live_bets").fetchall()
    assert dict(row) == {"id": 1, "stream_id": stream.key, **IN_COLUMNS}


def test_missing_values_are_missing_in_the_file_and_back(database_path: Path) -> None:
    store = open_store(database_path)
    store.writer.record([Bet(PAIR, "bare", 1, 0.0, 0.0, "easy", 0.0)])
    (bet,) = store.reader.bets_by_id([1])
    store.close()
    missing = {name for name, value in asdict(bet).items() if value is None}
    assert missing == {"date_time_us", "round_target", "payout_multiplier", "currency", "verdict"}


def test_every_field_of_a_stored_bet_is_declared_once_and_has_a_column_of_its_own() -> None:
    names = [field.name for field in fields(StoredBet)]
    assert sorted(COLUMN_OF) == sorted(names)
    assert tuple(COLUMN_OF[name] for name in names) == BET_FIELDS
    assert len({field.column_name for field in BET_FIELDS}) == len(names)


def test_every_column_of_the_table_but_the_streams_key_belongs_to_a_field() -> None:
    declared = {field.column_name for field in BET_FIELDS}
    assert declared | {"stream_id"} == {field.column_name for field in LiveBet._meta.sorted_fields}
