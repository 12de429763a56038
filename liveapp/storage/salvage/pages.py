"""The pages of a database that may be damaged, read without SQLite and without leaving a trace.

Files are opened for reading only: SQLite itself would put lock files beside them, move a log's pages into
the database, or refuse the file. What the log holds covers what the database holds.
"""

import os
import struct
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from liveapp.domain.errors import StoreUnavailable
from liveapp.storage.log_frames import PAGE_SIZES
from liveapp.storage.salvage.log import LogImage, read_log

FILE_HEADER_BYTES = 100
"""Stand before the first page's own header (https://www.sqlite.org/fileformat2.html, section 1.3)."""

_MAGIC = b"SQLite format 3\x00"
_LEAVES = (0x0A, 0x0D)
_SAMPLES = 64
"""Pages looked at to find the size of a page."""


class Pages:
    """Pages by number, from 1 on. `count` is how many the database has; some of them may be missing.

    `is_torn` tells that some pages may be older than others.
    """

    def __init__(self, database: BinaryIO | None, log: BinaryIO | None) -> None:
        image = read_log(log) if log else None
        length = _length(database) if database else 0
        self._database = database
        self._log = log
        self._offsets = image.offsets if image else {}
        self.size = image.page_size if image else _page_size(database, length) if database else 0
        self._stored = length // self.size if self.size else 0
        self.count = _count(self._stored, image)
        self.is_torn = bool(image and image.is_torn)
        first = self.page(1)
        has_header = first is not None and first.startswith(_MAGIC)
        self.header = first[:FILE_HEADER_BYTES] if first and has_header else None
        """The file's header, None where the first page is not one."""
        # Bytes that extensions keep at each page's end; SQLite allows no less than 480 for its own use.
        reserved = self.header[20] if self.header else 0
        self.usable = self.size - reserved if self.size - reserved >= 480 else self.size

    def page(self, number: int) -> bytes | None:
        """A page as it is, None where it is missing or the disk cannot read it."""
        if not 0 < number <= self.count:
            return None
        offset = self._offsets.get(number)
        if offset is not None and self._log:
            page = _read(self._log, offset, self.size)
        elif self._database:
            page = _read(self._database, (number - 1) * self.size, self.size)
        else:
            return None
        return page if len(page) == self.size else None

    def numbers(self) -> Iterator[int]:
        """The numbers of the pages that there are, rising; a log may have far fewer than `count`."""
        last = min(self._stored, self.count)
        yield from range(1, last + 1)
        yield from sorted(number for number in self._offsets if last < number <= self.count)


@contextmanager
def open_pages(database: Path | None, log: Path | None) -> Iterator[Pages]:
    """The pages of a database, of a log, or of both; a file that is not there counts as empty.

    Raises:
        StoreUnavailable: a file may not be read.
    """
    with ExitStack() as files:
        yield Pages(_open(database, files), _open(log, files))


def _open(path: Path | None, files: ExitStack) -> BinaryIO | None:
    if path is None:
        return None
    try:
        return files.enter_context(path.open("rb", buffering=0))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreUnavailable(f"{path} cannot be read: {error.strerror}") from error


def _length(file: BinaryIO) -> int:
    return file.seek(0, os.SEEK_END)


def _read(file: BinaryIO, offset: int, length: int) -> bytes:
    try:
        file.seek(offset)
        return file.read(length)
    except OSError:  # a bad sector: the rest of the file may well be readable
        return b""


def _count(stored: int, image: LogImage | None) -> int:
    """How many pages there are. A whole log knows; the pages behind its end are left over."""
    if image is None:
        return stored
    return max(stored, image.page_count) if image.is_torn else image.page_count


def _page_size(file: BinaryIO, length: int) -> int:
    """The size that the header tells if pages of that size look like pages, else the one that most do."""
    (told,) = struct.unpack(">H", _read(file, 16, 2).ljust(2, b"\0"))
    told = 65536 if told == 1 else told
    scores = {size: _score(file, length, size) for size in PAGE_SIZES if size <= length}
    best = max(scores, key=lambda size: (scores[size], size == told), default=0)
    return told if scores.get(told, -1) * 2 >= scores.get(best, 0) and told in scores else best


def _score(file: BinaryIO, length: int, size: int) -> float:
    """The part of pages, of some that are spread over the file, that are leaves of this size."""
    count = length // size
    step = max(1, count // _SAMPLES)
    looked_at = range(0, count, step)
    found = sum(_is_leaf(_read(file, number * size, size), number) for number in looked_at)
    return found / len(looked_at)


def _is_leaf(page: bytes, number: int) -> bool:
    """Whether a page's cells begin within it, and in its second half too: they are filled from the end."""
    start = 0 if number else FILE_HEADER_BYTES
    if len(page) < start + 8 or page[start] not in _LEAVES:
        return False
    (count,) = struct.unpack_from(">H", page, start + 3)
    if not count or start + 8 + 2 * count > len(page):
        return False
    pointers = struct.unpack_from(f">{count}H", page, start + 8)
    return start + 8 + 2 * count <= min(pointers) and len(page) // 2 < max(pointers) < len(page)
