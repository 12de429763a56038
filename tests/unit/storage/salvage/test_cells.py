"""Cells: what a page holds, and nothing from outside it."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from liveapp.storage.salvage.cells import TABLE_LEAF, read_cells, read_node, varint
from liveapp.storage.salvage.pages import open_pages
from tests.unit.storage.salvage.files import overwrite


@pytest.mark.parametrize(
    ("data", "value", "end"),
    [(b"\x7f", 127, 1), (b"\x81\x00", 128, 2), (b"\xff" * 9, 2**64 - 1, 9), (b"\x80" * 8 + b"\x01", 1, 9)],
)
def test_numbers_have_one_to_nine_bytes(data: bytes, value: int, end: int) -> None:
    assert varint(data, 0) == (value, end)


@pytest.fixture
def with_long_text(tmp_path: Path) -> Path:
    path = tmp_path / "long.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE kept (x)")
        for length in (10, 4061, 4062, 5000, 50_000):
            connection.execute("INSERT INTO kept VALUES (?)", ("x" * length,))
    return path


def test_long_records_are_read_over_their_overflow_pages(with_long_text: Path) -> None:
    found = []
    with open_pages(with_long_text, None) as pages:
        for number in pages.numbers():
            node = read_node(pages, number)
            if number > 1 and node is not None and node.kind == TABLE_LEAF:
                found += [cell for cell in read_cells(pages, node) if cell]
    assert sorted((key, record.count(b"x")) for key, record in found) == [
        (1, 10),
        (2, 4061),
        (3, 4062),
        (4, 5000),
        (5, 50_000),
    ]


def test_no_bytes_are_too_wild(with_long_text: Path) -> None:
    chance = random.Random(1)
    for _ in range(300):
        overwrite(with_long_text, 2, bytes([chance.choice((2, 5, 10, 13))]) + chance.randbytes(4095))
        overwrite(with_long_text, 2, bytes([0, 0, 0, chance.randrange(256)]), at=1)
        with open_pages(with_long_text, None) as pages:
            node = read_node(pages, 2)
            if node is not None:
                assert all(child >= 0 for child in node.children)
                assert all(cell is None or len(cell[1]) <= 2**20 for cell in read_cells(pages, node))
