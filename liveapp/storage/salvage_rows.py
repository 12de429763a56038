"""The shapes of our tables, and records turned into rows of them.

Shapes come from the migrations, by having SQLite run them, and so follow every change of the schema. Records
are those of https://www.sqlite.org/fileformat2.html#record_format (section 2.1).
"""

import math
import sqlite3
import struct
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from operator import itemgetter
from typing import Any

from liveapp.storage.migrations import MIGRATIONS
from liveapp.storage.salvage_cells import MAX_PAYLOAD_BYTES, varint

SCHEMA_TABLE = "sqlite_schema"
SEQUENCE_TABLE = "sqlite_sequence"

Row = tuple[Any, ...]

_REAL = 7
_INTEGERS = (1, 2, 3, 4, 5, 6, 8, 9)
_FIRST_TEXT = 13
"""Serial types; text of n bytes is 13 + 2n."""

_LONGEST = _FIRST_TEXT + 2 * MAX_PAYLOAD_BYTES

_MAX_KINDS = 4096
"""Kinds of records that a reader keeps in mind: they differ in the lengths of their values."""


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


def shape_from_sql(name: str, sql: str) -> tuple[Column, ...] | None:
    """The columns of a table of a source, by the statement that made it; None where it makes no such table."""

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
        column: scratch.execute(f"SELECT {default}").fetchone()[0]  # noqa: S608 - from our own migrations
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


class RecordReader:
    """Turns records of a table into rows of `shape`, or finds that they are none.

    `stored` are the columns as the source has them. A column that it lacks gets its default. With
    `is_strict`, a real number is one by its storage, too: SQLite stores whole ones of tables as integers, but
    never those in indexes and in tables without row numbers.
    """

    def __init__(
        self, shape: Shape, stored: Sequence[Column] | None = None, *, is_strict: bool = False
    ) -> None:
        wanted = {column.name: column for column in shape.columns}
        names = [column.name for column in stored or shape.columns]
        self._stored = [
            wanted.get(column.name) or replace(column, is_required=False)
            for column in stored or shape.columns
        ]
        self._is_strict = is_strict
        self._added = tuple(column.default for column in shape.columns if column.name not in names)
        every = names + [column.name for column in shape.columns if column.name not in names]
        order = [every.index(column.name) for column in shape.columns]
        self._arrange = itemgetter(*order) if order != list(range(len(every))) else None
        self._rowid = next((place for place, column in enumerate(self._stored) if column.is_rowid), None)
        self._kinds: dict[bytes, _Kind | None] = {}

    def row(self, key: int, record: bytes) -> Row | None:
        """The row that a record is, None where it is none of this table."""
        try:
            length = record[0]
            if length >= 0x80:
                length, _ = varint(record, 0)
            header = record[:length]
            kind = self._kinds[header] if header in self._kinds else self._learn(header)
            if kind is None or kind.layout.size != len(record) - length:
                return None
            values = list(kind.layout.unpack_from(record, length))
            for place, convert in kind.conversions:
                values[place] = convert(values[place])
        except (IndexError, ValueError):
            return None
        if self._rowid is not None:
            values[self._rowid] = key
        values += kind.rest
        return self._arrange(values) if self._arrange else tuple(values)

    def _learn(self, header: bytes) -> "_Kind | None":
        if len(self._kinds) >= _MAX_KINDS:
            self._kinds.clear()
        kind = self._kinds[header] = self._kind(header)
        return kind

    def _kind(self, header: bytes) -> "_Kind | None":
        _, at = varint(header, 0)
        layout = ">"
        conversions = []
        place = 0
        while at < len(header):
            serial, at = varint(header, at)
            if place >= len(self._stored) or not self._fits(self._stored[place], serial):
                return None
            if serial > _LONGEST:
                return None
            code, convert = _how_to_read(serial, self._stored[place].type)
            layout += code
            if convert:
                conversions.append((place, convert))
            place += 1
        missing = self._stored[place:]
        if not all(column.may_be_missing for column in missing):
            return None
        rest = (*(column.default for column in missing), *self._added)
        return _Kind(struct.Struct(layout), tuple(conversions), rest)

    def _fits(self, column: Column, serial: int) -> bool:
        """Whether a value of this serial type may stand in a column."""
        if column.is_rowid or serial == 0:
            return serial == 0 and (column.is_rowid or not column.is_required)
        if column.type == "TEXT":
            return serial >= _FIRST_TEXT and serial % 2 == 1
        if column.type == "INTEGER":
            return serial in _INTEGERS
        if column.type == "REAL":
            return serial == _REAL or (serial in _INTEGERS and not self._is_strict)
        return serial not in (10, 11)


@dataclass(frozen=True, slots=True)
class _Kind:
    """How records with one header are read: in one step, then some of the values in another."""

    layout: struct.Struct
    conversions: tuple[tuple[int, Callable[[Any], Any]], ...]
    rest: Row


def _how_to_read(serial: int, column_type: str) -> tuple[str, Callable[[Any], Any] | None]:
    """A code of `struct` for a value, and what makes the value of what it gives."""
    if serial == 0:
        return "0s", lambda _: None
    if serial == _REAL:
        return "d", _finite
    if serial > 11:
        return f"{(serial - 12) // 2}s", _text if serial % 2 else None
    code, convert = _READ_INTEGER[serial]
    if column_type == "REAL":
        return code, (lambda value: float(convert(value))) if convert else float
    return code, convert


def _text(value: bytes) -> str:
    text = value.decode()
    if "\0" in text:
        raise ValueError
    return text


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError
    return value


def _odd_sized(value: bytes) -> int:
    return int.from_bytes(value, "big", signed=True)


_READ_INTEGER: dict[int, tuple[str, Callable[[Any], int] | None]] = {
    1: ("b", None),
    2: ("h", None),
    3: ("3s", _odd_sized),
    4: ("i", None),
    5: ("6s", _odd_sized),
    6: ("q", None),
    8: ("0s", lambda _: 0),
    9: ("0s", lambda _: 1),
}
