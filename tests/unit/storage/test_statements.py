"""The writer's statements: what each does to a real file, and that it can do it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import SqliteDatabase

from liveapp.storage import statements
from liveapp.storage.bet_columns import INSERTED_COLUMNS
from liveapp.storage.database import open_database
from liveapp.storage.rows import stream_from_row, totals_from_rows

LARGEST = 1.7976931348623157e308
NOTHING_NEW = {
    "seen_us": 0,
    "bets": 0,
    "highest": None,
    "lowest": None,
    "multipliers": 0.0,
    "last_nonce": None,
    "is_run": False,
    "first_round": None,
    "last_round": None,
}


@pytest.fixture
def database(database_path: Path) -> Iterator[SqliteDatabase]:
    opened = open_database(database_path)
    opened.execute_sql(statements.INSERT_STREAM, ("00000000-0000-0000-0000-000000000001", "h", "c", 5, 5))
    yield opened
    opened.close()


def bet_row(name: str, nonce: int) -> tuple[object, ...]:
    values = {
        "antebot_bet_id": name,
        "nonce": nonce,
        "difficulty": "easy",
        "received_at": 1,
        "is_stand_in": 0,
    }
    reals = {"amount": 1.0, "payout": 1.0, "round_result": 2.0}
    return (1, *({**values, **reals}.get(column) for column in INSERTED_COLUMNS))


@pytest.mark.parametrize("rows", [1, 2, 50])
def test_bets_are_inserted_together_with_their_rounds(database: SqliteDatabase, rows: int) -> None:
    values = [value for nonce in range(1, rows + 1) for value in bet_row(f"b{nonce}", nonce)]
    inserted = database.execute_sql(statements.insert_bets(rows), values).fetchall()
    assert inserted == [(nonce, 1, f"b{nonce}") for nonce in range(1, rows + 1)]
    assert database.execute_sql("SELECT count(*) FROM live_rounds").fetchone() == (rows,)


def test_only_new_bets_and_rounds_are_returned(database: SqliteDatabase) -> None:
    database.execute_sql(statements.insert_bets(1), bet_row("known", 1)).fetchall()
    again = database.execute_sql(statements.insert_bets(2), bet_row("known", 1) + bet_row("new", 2))
    assert [told[1:] for told in again.fetchall()] == [(1, "new")]
    rounds = database.execute_sql(statements.insert_rounds(2), (1, 2, 9.0, 0, None, 1, 3, 9.0, 0, None))
    assert rounds.fetchall() == [(1, 3)]


def test_totals_grow_and_nothing_in_them_shrinks(database: SqliteDatabase) -> None:
    first = {"key": 1, "bets": 2, "highest": 5.0, "lowest": 1.0, "last_nonce": 9, "seen_us": 8}
    second = {"key": 1, "bets": 1, "highest": 3.0, "lowest": 2.0, "last_nonce": 4, "seen_us": 7}
    for values in (first, second, {"key": 1}):
        (row,) = database.execute_sql(statements.ADD_TO_TOTALS, {**NOTHING_NEW, **values}).fetchall()
    stream = stream_from_row(row, ())
    assert (stream.total_bets, stream.last_nonce) == (3, 9)
    assert (stream.highest_multiplier, stream.lowest_multiplier) == (5.0, 1.0)


@pytest.mark.parametrize(
    ("first", "last", "is_run", "rounds"),
    [
        (10, 12, True, (7, 4, 12)),
        # These leave gaps, or may be known: they are for others to add.
        (11, 12, True, (4, 4, 9)),
        (9, 12, True, (4, 4, 9)),
        (9, 9, True, (4, 4, 9)),
        (10, 12, False, (4, 4, 9)),
    ],
)
def test_a_run_of_rounds_is_added_where_it_continues_what_is_known(
    database: SqliteDatabase, first: int, last: int, is_run: bool, rounds: tuple[int, int, int]
) -> None:
    database.execute_sql(statements.SET_ROUNDS, (4, 4, 9, 1))
    values = {**NOTHING_NEW, "key": 1, "is_run": is_run, "first_round": first, "last_round": last}
    (row,) = database.execute_sql(statements.ADD_TO_TOTALS, values).fetchall()
    stream = stream_from_row(row, ())
    assert (stream.rounds, stream.first_round, stream.last_round) == rounds


def test_sums_stop_at_the_largest_number(database: SqliteDatabase) -> None:
    huge = {"key": 1, "multipliers": LARGEST}
    for _ in range(2):
        (row,) = database.execute_sql(statements.ADD_TO_TOTALS, {**NOTHING_NEW, **huge}).fetchall()
        totals = database.execute_sql(statements.add_to_currencies(1), (1, 1, "", 1, LARGEST, LARGEST))
        (total,) = totals_from_rows(totals.fetchall())
    assert stream_from_row(row, ()).sum_multipliers == LARGEST
    assert (total.wagered, total.paid_out) == (LARGEST, LARGEST)


def test_totals_of_a_currency_grow_and_its_first_bet_stays(database: SqliteDatabase) -> None:
    database.execute_sql(statements.add_to_currencies(1), (1, 5, "btc", 1, 1.0, 2.0)).fetchall()
    both = (1, 8, "btc", 2, 0.5, 0.25, 1, 7, "", 1, 3.0, 4.0)
    database.execute_sql(statements.add_to_currencies(2), both).fetchall()
    rows = database.execute_sql(statements.SELECT_TOTALS, (1,)).fetchall()
    assert sorted(rows) == [(5, "btc", 3, 1.5, 2.25), (7, "", 1, 3.0, 4.0)]


def test_a_stream_is_found_by_its_seeds_until_it_is_hidden(database: SqliteDatabase) -> None:
    stream_id = "00000000-0000-0000-0000-000000000001"
    assert database.execute_sql(statements.FIND_STREAM, ("h", "c")).fetchall() == [(1, stream_id)]
    assert database.execute_sql(statements.HIDE_STREAM, (6, stream_id)).fetchall() == [(1, 0)]
    assert database.execute_sql(statements.FIND_STREAM, ("h", "c")).fetchall() == []
    assert database.execute_sql(statements.SELECT_STREAM, (stream_id,)).fetchall() == []
    assert database.execute_sql(statements.HIDE_STREAM, (6, stream_id)).fetchall() == []
    assert database.execute_sql(statements.HIDDEN_STREAMS).fetchall() == [(1,)]
    assert database.execute_sql(statements.COUNT_HIDDEN_STREAMS).fetchall() == [(1,)]


def test_a_stream_is_last_seen_when_it_was_last_seen_whatever_the_clock_said_before(
    database: SqliteDatabase,
) -> None:
    for seen_us in (2**52, 7):
        values = {**NOTHING_NEW, "key": 1, "seen_us": seen_us}
        (row,) = database.execute_sql(statements.ADD_TO_TOTALS, values).fetchall()
        assert stream_from_row(row, ()).last_seen_us == seen_us


def test_rows_are_purged_no_more_at_a_time_than_asked(database: SqliteDatabase) -> None:
    values = [value for nonce in range(1, 6) for value in bet_row(f"b{nonce}", nonce)]
    database.execute_sql(statements.insert_bets(5), values).fetchall()
    assert database.execute_sql(statements.PURGE_BETS, (1, 3)).rowcount == 3
    assert database.execute_sql(statements.PURGE_BETS, (1, 3)).rowcount == 2
    assert database.execute_sql(statements.PURGE_ROUNDS, {"key": 1, "limit": 4}).rowcount == 4
    assert database.execute_sql("SELECT nonce FROM live_rounds").fetchall() == [(5,)]
    assert database.execute_sql(statements.PURGE_STREAM, (1,)).rowcount == 1
