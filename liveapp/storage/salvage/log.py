"""A write-ahead log read without SQLite: which page images in it count.

The layout is that of https://www.sqlite.org/fileformat2.html#the_write_ahead_log (section 4): a header of 32
bytes, then frames, each a header of 24 bytes and one page. A frame counts if its salts are the header's, its
checksum is right, and a commit follows it.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import BinaryIO

from liveapp.storage.log_marks import FRAME_HEADER_BYTES, LOG_HEADER_BYTES

PAGE_SIZES = tuple(2**power for power in range(9, 17))
"""The sizes that a page may have, in bytes (section 1.3.2)."""

_MAGIC = 0x377F0682
"""With 1 added where the checksums' words are big-endian."""

_Sums = tuple[int, int]


@dataclass(slots=True)
class LogImage:
    """The newest image of each page that the log holds: where it begins in the file.

    `page_count` is the database's size after the last commit. `is_torn` tells that frames in the midst are
    damaged, so that some pages are older than others.
    """

    page_size: int
    page_count: int = 0
    is_torn: bool = False
    offsets: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Start:
    """What the frames are checked against."""

    page_size: int
    words: str
    salts: bytes
    sums: _Sums


def read_log(file: BinaryIO) -> LogImage | None:
    """What a log holds up to its last commit, None where it holds nothing that can be trusted.

    A frame's checksum goes on from that of the frame before it, which stands in that frame. So frames behind
    a damaged one can be checked again; SQLite itself would stop at the first.
    """
    start = _start(file) or _start_without_header(file)
    if start is None:
        return None
    image = LogImage(start.page_size)
    pending: dict[int, int] = {}
    has_gap = False
    for offset, number, page_count, is_right in _frames(file, start):
        if not is_right:
            has_gap = True
            continue
        image.is_torn = image.is_torn or has_gap
        pending[number] = offset + FRAME_HEADER_BYTES
        if page_count:
            image.page_count = page_count
            image.offsets |= pending
            pending.clear()
    return image if image.offsets else None


def has_lost_its_header(file: BinaryIO) -> bool:
    """Whether a log holds what SQLite will not find, because its header is damaged.

    A power cut leaves one without a header, too, where nothing was on disk yet: then a second commit
    cannot be in it.
    """
    if _start(file) is not None:
        return False
    file.seek(0)
    if any(file.read(LOG_HEADER_BYTES)):
        return True
    start = _start_without_header(file)
    if start is None:
        return False
    commits = (number for _, number, page_count, is_right in _frames(file, start) if page_count and is_right)
    return len(list(islice(commits, 2))) == 2


def _start(file: BinaryIO) -> _Start | None:
    """What the log's header says, None where it is damaged or missing."""
    file.seek(0)
    header = file.read(LOG_HEADER_BYTES)
    if len(header) < LOG_HEADER_BYTES:
        return None
    magic, _, page_size = struct.unpack_from(">III", header)
    if magic not in (_MAGIC, _MAGIC + 1) or page_size not in PAGE_SIZES:
        return None
    words = ">" if magic & 1 else "<"
    sums = struct.unpack_from(">II", header, 24)
    if _checksum(words, header[:24], (0, 0)) != sums:
        return None
    return _Start(page_size, words, header[16:24], sums)


def _start_without_header(file: BinaryIO) -> _Start | None:
    """The same, found by trying: where the second frame goes on from the first, size and order are right."""
    for page_size in PAGE_SIZES:
        frame_bytes = FRAME_HEADER_BYTES + page_size
        file.seek(LOG_HEADER_BYTES)
        first, second = file.read(frame_bytes), file.read(frame_bytes)
        if len(second) < frame_bytes:
            return None
        if first[8:16] != second[8:16]:
            continue
        before, after = (struct.unpack_from(">II", frame, 16) for frame in (first, second))
        for words in "<>":
            if _frame_checksum(words, second, before) == after:
                return _Start(page_size, words, second[8:16], (0, 0))
    return None


def _frames(file: BinaryIO, start: _Start) -> Iterator[tuple[int, int, int, bool]]:
    """Each frame's offset, page, the database's size where it commits, and whether it is undamaged."""
    offset = LOG_HEADER_BYTES
    frame_bytes = FRAME_HEADER_BYTES + start.page_size
    sums = start.sums
    while True:
        file.seek(offset)
        frame = _read(file, frame_bytes)
        if len(frame) < frame_bytes:
            return
        number, page_count = struct.unpack_from(">II", frame)
        told = struct.unpack_from(">II", frame, 16)
        is_right = frame[8:16] == start.salts and number > 0
        is_right = is_right and _frame_checksum(start.words, frame, sums) == told
        yield offset, number, page_count, is_right
        sums = told
        offset += frame_bytes


def _read(file: BinaryIO, length: int) -> bytes:
    """What a file gives; where the disk cannot read it, zeros, which no checksum takes for a frame."""
    try:
        return file.read(length)
    except OSError:
        return bytes(length)


def _frame_checksum(words: str, frame: bytes, sums: _Sums) -> _Sums:
    return _checksum(words, frame[FRAME_HEADER_BYTES:], _checksum(words, frame[:8], sums))


def _checksum(words: str, data: bytes, sums: _Sums) -> _Sums:
    """Section 4.2: two sums that each take in the other, over pairs of 32-bit words."""
    first, second = sums
    numbers = iter(struct.unpack(f"{words}{len(data) // 4}I", data))
    for left, right in zip(numbers, numbers, strict=True):
        first = (first + left + second) & 0xFFFFFFFF
        second = (second + right + first) & 0xFFFFFFFF
    return first, second
