"""What a page of a tree holds: its cells and its children, as far as they make sense.

The layout is that of https://www.sqlite.org/fileformat2.html#b_tree_pages (section 1.6).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from liveapp.storage.salvage.pages import FILE_HEADER_BYTES, Pages

INDEX_INTERIOR = 0x02
TABLE_INTERIOR = 0x05
INDEX_LEAF = 0x0A
TABLE_LEAF = 0x0D

_HEADER_BYTES = {INDEX_INTERIOR: 12, TABLE_INTERIOR: 12, INDEX_LEAF: 8, TABLE_LEAF: 8}

MAX_PAYLOAD_BYTES = 2**20
"""No row of ours is longer: it came in a request of at most that many bytes."""

Cell = tuple[int, bytes]
"""A row's number (0 in an index) and its record."""


class Misfit(Exception):
    """Bytes that are not what they should be."""


@dataclass(frozen=True, slots=True)
class Node:
    """A page of a tree. `is_sound` is False where its pointers lead out of it or cannot all be true."""

    number: int
    kind: int
    page: bytes
    pointers: tuple[int, ...]
    is_sound: bool

    @property
    def children(self) -> list[int]:
        """The pages below, in their order; none below a leaf."""
        if self.kind in (INDEX_LEAF, TABLE_LEAF):
            return []
        start = FILE_HEADER_BYTES if self.number == 1 else 0
        left = [struct.unpack_from(">I", self.page, pointer)[0] for pointer in self.pointers]
        return [*left, struct.unpack_from(">I", self.page, start + 8)[0]]


def read_node(pages: Pages, number: int) -> Node | None:
    """A page as a part of a tree, None where it is none."""
    page = pages.page(number)
    start = FILE_HEADER_BYTES if number == 1 else 0
    if page is None or page[start] not in _HEADER_BYTES:
        return None
    kind = page[start]
    (count,) = struct.unpack_from(">H", page, start + 3)
    begin = start + _HEADER_BYTES[kind]
    end = begin + 2 * count
    if end > pages.usable:
        return None
    pointers = struct.unpack_from(f">{count}H", page, begin)
    # The least cell: a child and a key, or the sizes and a record's header.
    within = tuple(pointer for pointer in pointers if end <= pointer <= pages.usable - 4)
    return Node(number, kind, page, within, len(set(within)) == count)


def read_cells(pages: Pages, node: Node) -> Iterator[Cell | None]:
    """The rows that a page holds, in their order; None for each that cannot be read."""
    if node.kind == TABLE_INTERIOR:
        return
    for pointer in node.pointers:
        try:
            yield _cell(pages, node, pointer)
        except (IndexError, struct.error, Misfit):
            yield None


def _cell(pages: Pages, node: Node, at: int) -> Cell:
    page = node.page
    if node.kind == INDEX_INTERIOR:
        at += 4
    length = page[at]
    if length < 0x80:
        at += 1
    else:
        length, at = varint(page, at)
    key = 0
    if node.kind == TABLE_LEAF:
        key, at = varint(page, at)
        most = pages.usable - 35
        key = key - 2**64 if key >= 2**63 else key
    else:
        most = (pages.usable - 12) * 64 // 255 - 23
    if length > most:
        return key, _long_record(pages, page, at, length, most)
    if at + length > pages.usable:
        raise Misfit
    return key, page[at : at + length]


def _long_record(pages: Pages, page: bytes, at: int, length: int, most: int) -> bytes:
    """A record whose rest stands on overflow pages, each of which begins with the next one's number."""
    if length > MAX_PAYLOAD_BYTES:
        raise Misfit
    room = pages.usable - 4
    least = (pages.usable - 12) * 32 // 255 - 23
    local = least + (length - least) % room
    local = local if local <= most else least
    if at + local + 4 > pages.usable:
        raise Misfit
    parts = [page[at : at + local]]
    (following,) = struct.unpack_from(">I", page, at + local)
    missing = length - local
    while missing > 0:
        overflow = pages.page(following)
        if overflow is None:
            raise Misfit
        (following,) = struct.unpack_from(">I", overflow)
        parts.append(overflow[4 : 4 + min(room, missing)])
        missing -= room
    return b"".join(parts)


def varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends.

    Raises:
        IndexError: the data ends before it.
    """
    value = 0
    for place in range(at, at + 8):
        byte = data[place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + 1
    return value << 8 | data[at + 8], at + 9
