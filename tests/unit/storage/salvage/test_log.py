"""Logs: which of their frames count."""

import io
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from liveapp.storage.log_frames import FRAME_HEADER_BYTES, LOG_HEADER_BYTES
from liveapp.storage.salvage.log import LogImage, read_log

FRAME = FRAME_HEADER_BYTES + 4096


@pytest.fixture
def log(tmp_path: Path) -> bytes:
    """The log of ten transactions, each of which changes the same page."""
    path = tmp_path / "logged.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = wal")
        connection.execute("CREATE TABLE kept (x)")
        for number in range(10):
            connection.execute("INSERT INTO kept VALUES (?)", (number,))
        return path.with_name(path.name + "-wal").read_bytes()


def read(content: bytes | bytearray) -> LogImage | None:
    return read_log(io.BytesIO(bytes(content)))


def test_the_last_image_of_each_page_counts(log: bytes) -> None:
    image = read(log)
    assert image is not None
    assert (image.page_size, image.page_count, image.is_torn) == (4096, 2, False)
    assert image.offsets[2] == len(log) - 4096


def test_frames_of_an_older_generation_do_not_count(log: bytes) -> None:
    stale = bytearray(log[-FRAME:])
    stale[8:16] = bytes(8)
    assert read(log + stale) == read(log)


def test_frames_behind_the_last_commit_do_not_count(log: bytes) -> None:
    content = bytearray(log)
    content[-FRAME + 4 : -FRAME + 8] = bytes(4)
    assert read(content) == read(log[:-FRAME])


def test_frames_behind_a_damaged_one_count_and_the_log_is_torn(log: bytes) -> None:
    content = bytearray(log)
    at = LOG_HEADER_BYTES + 5 * FRAME + 1000
    content[at : at + 9] = b"unfitting"
    image = read(content)
    assert image is not None
    assert image.is_torn
    assert image.offsets[2] == len(log) - 4096


def test_a_log_is_read_without_its_header(log: bytes) -> None:
    image = read(bytes(LOG_HEADER_BYTES) + log[LOG_HEADER_BYTES:])
    assert image is not None
    assert (image.page_size, image.is_torn) == (4096, True)


@pytest.mark.parametrize("content", [b"", bytes(40), random.Random(1).randbytes(100_000), bytes(100_000)])
def test_what_is_no_log_gives_nothing(content: bytes) -> None:
    assert read(content) is None
