"""A stream's row: every column comes back in its own field."""

import sqlite3
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from uuid import UUID

from liveapp.domain.bets import SeedPair
from liveapp.domain.streams import Stream
from liveapp.domain.verdicts import UNREVEALED
from liveapp.storage import open_store, statements
from liveapp.storage.rows import STREAM_FIELDS, stream_from_row, totals_from_rows
from liveapp.storage.tables import LiveStream

STREAM_ID = UUID(int=77)

# No two values are equal, so that none can stand in another's place.
COLUMNS = {
    "id": 1,
    "uuid": str(STREAM_ID),
    "server_seed_hashed": "hash",
    "client_seed": "client",
    "created_at": 2,
    "last_seen_at": 3,
    "total_bets": 4,
    "highest_multiplier": 5.5,
    "lowest_multiplier": 6.5,
    "sum_multipliers": 7.5,
    "last_nonce": 10,
    "rounds": 16,
    "first_round": 17,
    "last_round": 18,
    "notes": "notes",
    "notes_revision": 11,
    "alias": "alias",
    "is_pinned": 1,
    "is_revealed": 1,
    "verified": 19,
    "mismatched": 20,
    "unverifiable": 21,
}

TOTAL_COLUMNS = {
    "stream_id": 1,
    "currency": "btc",
    "first_bet_id": 12,
    "bets": 13,
    "wagered": 14.5,
    "paid_out": 15.5,
}

WANTED = {
    "key": 1,
    "id": STREAM_ID,
    "seeds": SeedPair(server_seed_hashed="hash", client_seed="client"),
    "created_us": 2,
    "last_seen_us": 3,
    "total_bets": 4,
    "highest_multiplier": 5.5,
    "lowest_multiplier": 6.5,
    "sum_multipliers": 7.5,
    "last_nonce": 10,
    "rounds": 16,
    "first_round": 17,
    "last_round": 18,
    "totals": ({"currency": "btc", "bets": 13, "wagered": 14.5, "paid_out": 15.5},),
    "notes": "notes",
    "notes_revision": 11,
    "alias": "alias",
    "is_pinned": True,
    "proof": {"is_revealed": True, "verified": 19, "mismatched": 20, "unverifiable": 21},
}


def test_no_value_of_a_stream_is_swapped_on_its_way_out_of_the_file(database_path: Path) -> None:
    store = open_store(database_path)
    with closing(sqlite3.connect(database_path)) as connection:
        for table, columns in (("live_streams", COLUMNS), ("stream_totals", TOTAL_COLUMNS)):
            names, places = ", ".join(columns), ", ".join(f":{name}" for name in columns)
            connection.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", columns)
        connection.commit()
        row = connection.execute(statements.SELECT_STREAM, (str(STREAM_ID),)).fetchone()
        totals = connection.execute(statements.SELECT_TOTALS, (1,)).fetchall()
    read = [
        stream_from_row(row, totals_from_rows(totals)),
        store.reader.stream(STREAM_ID),
        *store.reader.streams()[0],
    ]
    store.close()
    assert [asdict(stream) for stream in read] == [WANTED] * 3


def test_all_columns_of_a_stream_are_read_but_the_mark_of_its_deletion() -> None:
    names = [field.column_name for field in LiveStream._meta.sorted_fields]
    read = [field.column_name for field in STREAM_FIELDS]
    assert sorted([*read, "deleted_at"]) == sorted(names)


def test_whole_numbers_that_returning_gives_for_reals_become_floats() -> None:
    whole = {**COLUMNS, "highest_multiplier": 5, "lowest_multiplier": 1, "sum_multipliers": 7}
    reals = _reals(stream_from_row(list(whole.values()), totals_from_rows([(1, "btc", 1, 8, 9)])))
    assert reals == [5.0, 1.0, 7.0, 8.0, 9.0]
    assert [type(value) for value in reals] == [float] * 5


def test_a_stream_without_bets_has_no_extremes() -> None:
    stream = stream_from_row(
        list({**COLUMNS, "highest_multiplier": None, "lowest_multiplier": None}.values()), ()
    )
    assert (stream.highest_multiplier, stream.lowest_multiplier) == (None, None)


def test_nothing_is_proven_of_a_stream_whose_seed_is_not_known() -> None:
    assert stream_from_row(list({**COLUMNS, "is_revealed": 0}.values()), ()).proof == UNREVEALED


def test_totals_stand_in_the_order_of_first_bets_and_an_empty_currency_is_none() -> None:
    rows = [(9, "btc", 1, 1.0, 2.0), (3, "", 2, 3.0, 4.0), (5, "doge", 3, 5.0, 6.0)]
    assert [total.currency for total in totals_from_rows(rows)] == [None, "doge", "btc"]


def _reals(stream: Stream) -> list[float | None]:
    return [
        stream.highest_multiplier,
        stream.lowest_multiplier,
        stream.sum_multipliers,
        stream.totals[0].wagered,
        stream.totals[0].paid_out,
    ]
