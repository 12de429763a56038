"""What a write-ahead log holds, read without SQLite: which page images in it count."""

from dataclasses import dataclass, field
from typing import BinaryIO

from liveapp.storage.log_frames import FRAME_HEADER_BYTES, frames_of, log_start, start_without_header


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


def read_log(file: BinaryIO) -> LogImage | None:
    """What a log holds up to its last commit, None where it holds nothing that can be trusted.

    A frame's checksum goes on from that of the frame before it, which stands in that frame. So frames behind
    a damaged one can be checked again; SQLite itself would stop at the first.
    """
    start = log_start(file) or start_without_header(file)
    if start is None:
        return None
    image = LogImage(start.page_size)
    pending: dict[int, int] = {}
    has_gap = False
    for frame in frames_of(file, start):
        if not frame.is_right:
            has_gap = True
            continue
        image.is_torn = image.is_torn or has_gap
        pending[frame.number] = frame.offset + FRAME_HEADER_BYTES
        if frame.page_count:
            image.page_count = frame.page_count
            image.offsets |= pending
            pending.clear()
    return image if image.offsets else None
