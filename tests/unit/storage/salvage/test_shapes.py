"""Shapes: what the migrations make, and what a source says of itself."""

from pathlib import Path

import pytest

from liveapp.storage import open_store
from liveapp.storage.salvage.shapes import known_shapes, layouts, shape_from_sql
from tests.unit.storage.salvage.files import ask


def test_trees_begin_where_they_do_in_every_new_database(database_path: Path) -> None:
    open_store(database_path).close()
    roots = dict(ask(database_path, "SELECT name, rootpage FROM sqlite_master WHERE rootpage"))
    assert {name: shape.root for name, shape in known_shapes().items()} == roots | {"sqlite_schema": 1}


def test_columns_and_their_order_are_those_of_the_tables() -> None:
    shapes = known_shapes()
    names = [column.name for column in shapes["live_rounds"].columns]
    assert names == ["stream_id", "nonce", "round_result", "is_stand_in", "difficulty"]
    assert not shapes["live_rounds"].has_rowid
    assert shapes["live_bets"].columns[0].is_rowid
    assert shapes["live_streams"].columns[shapes["live_streams"].place("total_bets")].default == 0


def test_a_statement_tells_a_tables_columns() -> None:
    columns = shape_from_sql("live_bets", "CREATE TABLE live_bets (b TEXT, a REAL NOT NULL DEFAULT (1 + 1))")
    assert columns is not None
    assert [(column.name, column.type, column.is_required) for column in columns] == [
        ("b", "TEXT", False),
        ("a", "REAL", True),
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "",
        "nonsense",
        "SELECT 1",
        "CREATE TABLE other (a)",
        "ATTACH 'x' AS y",
        "CREATE TABLE live_bets AS SELECT 1",
    ],
)
def test_other_statements_tell_nothing(sql: str) -> None:
    assert shape_from_sql("live_bets", sql) is None


def test_each_way_in_which_a_table_was_stored_is_known_the_newest_first() -> None:
    newest, *older = layouts("live_streams")
    assert newest == known_shapes()["live_streams"].columns
    assert any("wagered" in [column.name for column in columns] for columns in older)
    newest, older, oldest = layouts("live_bets")
    assert newest == known_shapes()["live_bets"].columns == (*older, newest[-1])
    assert older == (*oldest, newest[-2])
