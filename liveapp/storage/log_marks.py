"""Whether a write-ahead log belongs to the database that it lies beside.

SQLite cannot tell: it replays any log that is whole onto any file of that name, and a backup that was put in
the place of a database whose log was left behind becomes a mix of both. So the table `log_marks` has one
random mark, which every commit renews, and which remembers the mark before it. The database alone, without
its log, then holds either the mark before the first one in the log (the log began when all before it had
been copied into the database), or one that is in the log too, since parts of the log are copied from time to
time. A copy gets a mark of its own.

Both are read here without opening the database for real, which would replay the log. The log's format:
https://www.sqlite.org/fileformat2.html#the_write_ahead_log
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from liveapp.storage.database_files import log_of
from liveapp.storage.log_frames import FRAME_HEADER_BYTES, Frame, LogStart, frames_of, log_start

RENEW_MARK = "UPDATE log_marks SET previous = current, current = randomblob(16)"
"""Part of every transaction that changes something, once: a second one would hide the mark before it."""

READ_MARK = "SELECT previous, current FROM log_marks"

SEPARATE_MARK = "UPDATE log_marks SET previous = randomblob(16), current = randomblob(16)"
"""Run in a copy: no log of the original belongs to it."""

_MARK_CELL = bytes((36, 1, 4, 0, 44, 44))
"""How the one row's cell begins: 36 bytes in row 1, 4 of them header: the key, two blobs of 16 bytes."""
_MARK_BYTES = 16


def log_belongs(database_path: Path) -> bool:
    """Whether the log continues this database. Where no mark says otherwise, it does.

    Logs of versions without marks have none; and a database whose pages were being copied from its log
    when the power went may be unreadable without it. Then SQLite's own checks have the word.

    Raises:
        OSError: the files cannot be read.
    """
    found = _mark_of(database_path)
    if found is None:
        return True
    page_number, current = found
    marks = list(_marks_in(log_of(database_path), page_number))
    if not marks:
        return True
    return current in {marks[0][0], *(mark for _, mark in marks)}


def _mark_of(database_path: Path) -> tuple[int, bytes] | None:
    """The page of the mark and the mark in the database alone, as if it had no log."""
    uri = f"file:{quote(str(database_path))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            row = connection.execute(
                "SELECT rootpage, current FROM sqlite_master, log_marks WHERE name = 'log_marks'"
            ).fetchone()
    except sqlite3.Error:
        return None
    # Its pages may be torn where they were being copied from the log.
    if row is None or not isinstance(row[1], bytes):
        return None
    return int(row[0]), row[1]


def _marks_in(log: Path, page_number: int) -> Iterator[tuple[bytes, bytes]]:
    """Each mark that the log's frames hold, with the one before it, in their order.

    Up to the first commit only what SQLite believes counts: a power cut amid it may leave a new frame's
    header before the page of an old one. Behind it, a mark too many only widens what is taken for the
    database's own, and checksums would take long.
    """
    with log.open("rb") as file:
        start = log_start(file)
        if start is None:
            return
        first = list(_first_commit(file, start))
        for frame in first:
            if frame.number == page_number:
                yield from _mark_at(file, frame.offset, start)
        if not first:
            return
        offset = first[-1].offset
        while True:
            offset += FRAME_HEADER_BYTES + start.page_size
            file.seek(offset)
            header = file.read(FRAME_HEADER_BYTES)
            if header[8:16] != start.salts:
                return  # what follows is left of an earlier log
            if int.from_bytes(header[:4], "big") == page_number:
                yield from _mark_at(file, offset, start)


def _first_commit(file: BinaryIO, start: LogStart) -> Iterator[Frame]:
    """The frames up to the first that commits; none where SQLite finds no commit."""
    frames = []
    for frame in frames_of(file, start):
        if not frame.is_right:
            return
        frames.append(frame)
        if frame.page_count:
            yield from frames
            return


def _mark_at(file: BinaryIO, offset: int, start: LogStart) -> Iterator[tuple[bytes, bytes]]:
    file.seek(offset + FRAME_HEADER_BYTES)
    mark = _mark_on(file.read(start.page_size))
    if mark is not None:
        yield mark


def _mark_on(page: bytes) -> tuple[bytes, bytes] | None:
    """The mark before and the mark on a page that holds nothing but the one row."""
    start = int.from_bytes(page[8:10], "big")
    cell = page[start : start + len(_MARK_CELL) + 2 * _MARK_BYTES]
    if not cell.startswith(_MARK_CELL) or len(cell) < len(_MARK_CELL) + 2 * _MARK_BYTES:
        return None
    marks = cell[len(_MARK_CELL) :]
    return marks[:_MARK_BYTES], marks[_MARK_BYTES:]
