"""The shapes of our tables, as SQLite stores them.

They come from the migrations, by having SQLite run them, and so follow every change of the schema.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from liveapp.storage.migrations import MIGRATIONS

SCHEMA_TABLE = "sqlite_schema"
SEQUENCE_TABLE = "sqlite_sequence"


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `default` is the value that a record has which was written before the column was added."""

    name: str
    type: str
    is_required: bool = False
    default: Any = None
    is_rowid: bool = False

    @property
    def may_be_missing(self) -> bool:
        """Whether a record may end before it."""
        return not self.is_rowid and (self.default is not None or not self.is_required)


@dataclass(frozen=True, slots=True)
class Shape:
    """A table's columns in the order in which they are stored, and the page that its tree begins with."""

    columns: tuple[Column, ...]
    root: int = 0
    has_rowid: bool = True

    def place(self, name: str) -> int:
        """Where a column stands in a row."""
        return [column.name for column in self.columns].index(name)


_OF_SQLITE = {
    SCHEMA_TABLE: Shape(
        (
            Column("type", "TEXT", is_required=True),
            Column("name", "TEXT", is_required=True),
            Column("tbl_name", "TEXT", is_required=True),
            Column("rootpage", "INTEGER", is_required=True),
            Column("sql", "TEXT"),
        ),
        root=1,
    ),
    # The documentation gives these two no types; they are what SQLite writes.
    SEQUENCE_TABLE: Shape(
        (Column("name", "TEXT", is_required=True), Column("seq", "INTEGER", is_required=True))
    ),
}


@cache
def known_shapes() -> dict[str, Shape]:
    """Every tree of the newest schema: its tables, SQLite's own ones, and its indexes."""
    shapes = dict(_OF_SQLITE)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as scratch:
        for migration in MIGRATIONS:
            for statement in migration.statements:
                scratch.execute(statement)
        trees = scratch.execute("SELECT type, name, rootpage FROM sqlite_master WHERE rootpage > 0")
        for kind, name, root in trees.fetchall():
            if kind == "index":
                columns = _columns_of_index(scratch, name)
            elif name in shapes:
                columns = shapes[name].columns
            else:
                columns = _with_defaults(scratch, name, _columns_of_table(scratch, name))
            shapes[name] = Shape(columns, root, kind == "table" and _has_rowid(scratch, name))
    return shapes


@cache
def layouts(table: str) -> tuple[tuple[Column, ...], ...]:
    """How each version of the schema stores a table, the newest first, each way once."""
    found: dict[tuple[Column, ...], None] = {}
    for last in range(len(MIGRATIONS), 0, -1):
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as scratch:
            for migration in MIGRATIONS[:last]:
                for statement in migration.statements:
                    scratch.execute(statement)
            columns = _with_defaults(scratch, table, _columns_of_table(scratch, table))
        found.setdefault(columns)
    return tuple(found)


def shape_from_sql(name: str, sql: str) -> tuple[Column, ...] | None:
    """The columns of a table of a source, by the statement that made it; None where it makes none."""

    def allow(action: int, *_: object) -> int:
        # The text may be anything. Nothing but the making of a table is done with it.
        is_query = action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_PRAGMA)
        return sqlite3.SQLITE_DENY if is_query else sqlite3.SQLITE_OK

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as scratch:
        scratch.set_authorizer(allow)
        try:
            scratch.execute(sql)
            scratch.set_authorizer(None)
            return _columns_of_table(scratch, name) or None
        except (sqlite3.Error, sqlite3.Warning, ValueError):
            return None


def _columns_of_table(scratch: sqlite3.Connection, name: str) -> tuple[Column, ...]:
    """A table's columns as they are stored; without their defaults."""
    has_rowid = _has_rowid(scratch, name)
    rows = scratch.execute('SELECT name, type, "notnull", pk FROM pragma_table_info(?)', (name,)).fetchall()
    if not has_rowid:  # its key comes first (section 2.4)
        rows = sorted(rows, key=lambda row: row[3] or len(rows) + 1)
    keys = sum(1 for row in rows if row[3])
    return tuple(
        Column(
            column,
            kind.upper(),
            is_required=bool(required or place),
            is_rowid=has_rowid and place == 1 == keys and kind.upper() == "INTEGER",
        )
        for column, kind, required, place in rows
    )


def _with_defaults(scratch: sqlite3.Connection, name: str, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The same with their defaults, for a table of ours: those are written by SQLite as an expression."""
    rows = scratch.execute(
        "SELECT name, dflt_value FROM pragma_table_info(?) WHERE dflt_value IS NOT NULL", (name,)
    )
    defaults = {
        column: scratch.execute(f"SELECT {default}").fetchone()[0]  # our own text
        for column, default in rows.fetchall()
    }
    return tuple(replace(column, default=defaults.get(column.name)) for column in columns)


def _columns_of_index(scratch: sqlite3.Connection, name: str) -> tuple[Column, ...]:
    """What an index holds: the columns that it orders by, and the row's number."""
    (table,) = scratch.execute("SELECT tbl_name FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    of_table = {column.name: column for column in _columns_of_table(scratch, table)}
    names = scratch.execute("SELECT name FROM pragma_index_xinfo(?) ORDER BY seqno", (name,)).fetchall()
    key = Column("rowid", "INTEGER", is_required=True)
    return tuple(of_table.get(column, key) for (column,) in names)


def _has_rowid(scratch: sqlite3.Connection, name: str) -> bool:
    row = scratch.execute("SELECT wr FROM pragma_table_list(?)", (name,)).fetchone()
    return row is not None and not row[0]
