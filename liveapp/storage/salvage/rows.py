"""Records turned into rows of our tables.

Records are those of https://www.sqlite.org/fileformat2.html#record_format (section 2.1).
"""

import math
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from liveapp.storage.salvage.cells import MAX_PAYLOAD_BYTES, varint
from liveapp.storage.salvage.shapes import Column, Shape

Row = tuple[Any, ...]

_REAL = 7
_INTEGERS = (1, 2, 3, 4, 5, 6, 8, 9)
_FIRST_TEXT = 13
"""Serial types; text of n bytes is 13 + 2n."""

_LONGEST = _FIRST_TEXT + 2 * MAX_PAYLOAD_BYTES

_MAX_KINDS = 4096
"""Kinds of records that a reader keeps in mind: they differ in the lengths of their values."""


class RecordReader:
    """Turns records of a table into rows of `shape`, or finds that they are none.

    `stored` are the columns as the source has them. A column that it lacks gets its default. With
    `is_strict`, whole numbers are no real ones, though SQLite may store a real number as one.
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
