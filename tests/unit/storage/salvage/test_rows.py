"""Records: rows of a table, or nothing."""

from typing import Any

import pytest

from liveapp.storage.salvage.rows import RecordReader
from liveapp.storage.salvage.shapes import Column, Shape

ID = Column("id", "INTEGER", is_required=True, is_rowid=True)
NAME = Column("name", "TEXT", is_required=True)
SIZE = Column("size", "REAL", is_required=True, default=2.5)
SHAPE = Shape((ID, NAME, SIZE))


def record(*serials: int, body: bytes = b"") -> bytes:
    return bytes([len(serials) + 1, *serials]) + body


@pytest.mark.parametrize(
    ("data", "row"),
    [
        (record(0, 15, 9, body=b"a"), (7, "a", 1.0)),
        (record(0, 15, 1, body=b"a\xff"), (7, "a", -1.0)),
        (record(0, 15, 7, body=b"a" + b"\x40\x04" + bytes(6)), (7, "a", 2.5)),
        (record(0, 15, 5, body=b"a" + bytes(4) + b"\x01\x00"), (7, "a", 256.0)),
        (record(0, 15, body=b"a"), (7, "a", 2.5)),
    ],
)
def test_a_record_becomes_a_row(data: bytes, row: tuple[Any, ...]) -> None:
    assert RecordReader(SHAPE).row(7, data) == row


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xff",
        record(0, 15, 9, body=b"\xff"),  # no UTF-8
        record(0, 15, 9, body=b"\0"),
        record(0, 15, 9, body=b"ab"),  # too long
        record(0, 15, 9),  # too short
        record(0, 9, 9),  # a number for text
        record(0, 15, 15, body=b"ab"),
        record(1, 15, 9, body=b"\x07a"),  # a row's number is not in the record
        record(0, 0, 9),
        record(0),
        record(0, 15, 9, 9, body=b"a"),
        record(0, 15, 7, body=b"a" + b"\x7f\xf0" + bytes(6)),  # infinite
        record(0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 9),  # a text of 2**63 bytes
    ],
)
def test_what_is_no_record_of_the_table_is_none(data: bytes) -> None:
    assert RecordReader(SHAPE).row(7, data) is None


def test_whole_numbers_are_no_reals_for_a_strict_reader() -> None:
    assert RecordReader(SHAPE, is_strict=True).row(7, record(0, 15, 9, body=b"a")) is None


def test_columns_are_taken_by_their_names() -> None:
    stored = (ID, Column("unknown", "BLOB", is_required=True), NAME)
    assert RecordReader(SHAPE, stored).row(7, record(0, 9, 15, body=b"a")) == (7, "a", 2.5)
