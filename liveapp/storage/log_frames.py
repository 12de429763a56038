"""A write-ahead log as it lies on the disk: its header, its frames, and which of them SQLite would believe.

The layout is that of https://www.sqlite.org/fileformat2.html#the_write_ahead_log (section 4): a header of 32
bytes, then frames, each a header of 24 bytes and one page. A frame counts if its salts are the header's, its
checksum is right, and a commit follows it.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

LOG_HEADER_BYTES = 32
FRAME_HEADER_BYTES = 24

LOG_MAGIC = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
"""How every log begins; the second where the words of its checksums are big-endian."""

PAGE_SIZES = tuple(2**power for power in range(9, 17))
"""The sizes that a page may have, in bytes (section 1.3.2)."""

_Sums = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LogStart:
    """What the frames are checked against."""

    page_size: int
    words: str
    salts: bytes
    sums: _Sums


@dataclass(frozen=True, slots=True)
class Frame:
    """A page's image. `page_count` is the database's size where it commits, else 0.

    `is_right` tells that its salts are the header's, and its checksum goes on from the frame before it.
    """

    offset: int
    number: int
    page_count: int
    is_right: bool


def has_lost_its_header(file: BinaryIO) -> bool:
    """Whether a log holds what SQLite will not find, because its header is damaged.

    A power cut or a write that was cut short leaves a log without a header, too, where nothing was on disk
    yet, and nobody told of it: then a second commit cannot be in it.
    """
    if log_start(file) is not None:
        return False
    start = start_without_header(file)
    if start is None:
        return False
    commits = (frame for frame in frames_of(file, start) if frame.page_count and frame.is_right)
    return len(list(islice(commits, 2))) == 2


def log_start(file: BinaryIO) -> LogStart | None:
    """What the log's header says, None where it is damaged or missing."""
    file.seek(0)
    header = file.read(LOG_HEADER_BYTES)
    if len(header) < LOG_HEADER_BYTES:
        return None
    page_size = int.from_bytes(header[8:12], "big")
    if not header.startswith(LOG_MAGIC) or page_size not in PAGE_SIZES:
        return None
    words = ">" if header.startswith(LOG_MAGIC[1]) else "<"
    sums = struct.unpack_from(">II", header, 24)
    if _checksum(words, header[:24], (0, 0)) != sums:
        return None
    return LogStart(page_size, words, header[16:24], sums)


def start_without_header(file: BinaryIO) -> LogStart | None:
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
                return LogStart(page_size, words, second[8:16], (0, 0))
    return None


def frames_of(file: BinaryIO, start: LogStart) -> Iterator[Frame]:
    """Every frame, also those that are left of an earlier log."""
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
        yield Frame(offset, number, page_count, is_right)
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
