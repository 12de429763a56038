"""A table's rows out of a damaged file: by its tree, then by looking at every page that the tree lacks."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from liveapp.storage.salvage.cells import (
    INDEX_INTERIOR,
    INDEX_LEAF,
    TABLE_INTERIOR,
    TABLE_LEAF,
    Node,
    read_cells,
    read_node,
)
from liveapp.storage.salvage.pages import Pages
from liveapp.storage.salvage.rows import RecordReader, Row
from liveapp.storage.salvage.shapes import Column, Shape


@dataclass(frozen=True, slots=True)
class PageRows:
    """The rows of one page. `is_sound` is False where something on it is wrong: then they may be, too."""

    rows: list[Row]
    is_sound: bool


class TableScan:
    """All rows of a tree that can be found, page by page.

    `is_whole` is True once all were read and nothing in the tree was wrong: then no row is missing. Where
    something was, pages that do not hang in the tree are read as well, but for those that are `free`, and
    rows may come twice. With `doubts_neighbours`, rows beside one that cannot be read are left out.
    """

    def __init__(
        self,
        pages: Pages,
        shape: Shape,
        root: int,
        stored: tuple[Column, ...] | None,
        free: frozenset[int],
        *,
        doubts_neighbours: bool = False,
    ) -> None:
        self.is_whole = False
        self._pages = pages
        self._root = root
        self._free = free
        self._has_rowid = shape.has_rowid
        self._doubts_neighbours = doubts_neighbours
        self._reader = RecordReader(shape, stored)
        # A page outside a tree tells what it is by its rows. Those of an index of whole numbers look like
        # rows whose real number is whole: one that is none shows that a page is the table's.
        self._strict_reader = RecordReader(shape, stored, is_strict=not shape.has_rowid)
        self._kinds = (TABLE_INTERIOR, TABLE_LEAF) if shape.has_rowid else (INDEX_INTERIOR, INDEX_LEAF)

    def in_tree(self) -> Iterator[PageRows]:
        """The rows that the tree reaches, in the order of their keys."""
        yield from self._walk(set())

    def everywhere(self) -> Iterator[PageRows]:
        """The rows that the tree reaches, then those on pages that it should have reached."""
        reached: set[int] = set()
        yield from self._walk(reached)
        if not self.is_whole:
            yield from self._scan(reached)

    def _walk(self, reached: set[int]) -> Iterator[PageRows]:
        """Read the tree; afterwards, `reached` are the pages that belong to it beyond doubt."""
        is_whole = not self._pages.is_torn
        seen: set[int] = set()
        waiting = [self._root]
        while waiting:
            number = waiting.pop()
            node = None if number in seen else read_node(self._pages, number)
            seen.add(number)
            if node is None or node.kind not in self._kinds:
                is_whole = False
                continue
            found = self._rows(node, self._reader)
            is_empty = not found.rows and not node.children
            if found.is_sound and not (is_empty and number != self._root):
                reached.add(number)
            else:
                is_whole = False
                if found.rows:
                    reached.add(number)
            waiting += reversed(node.children)
            yield found
        self.is_whole = is_whole

    def _scan(self, reached: set[int]) -> Iterator[PageRows]:
        for number in self._pages.numbers():
            if number in reached or number in self._free:
                continue
            node = read_node(self._pages, number)
            if node is None or node.kind not in self._kinds:
                continue
            if self._has_rowid or self._rows(node, self._strict_reader).rows:
                yield self._rows(node, self._reader)

    def _rows(self, node: Node, reader: RecordReader) -> PageRows:
        cells = list(read_cells(self._pages, node))
        rows = [reader.row(*cell) if cell else None for cell in cells]
        is_sound = node.is_sound and None not in rows
        if self._has_rowid:
            keys = [cell[0] for cell in cells if cell]
            is_sound = is_sound and all(one < other for one, other in pairwise(keys))
        if self._doubts_neighbours and not is_sound:
            rows = _away_from_gaps(rows)
        return PageRows([row for row in rows if row is not None], is_sound)


def _away_from_gaps(rows: list[Row | None]) -> list[Row | None]:
    """The rows without those beside one that cannot be read: what destroyed that may end within them."""
    before, after = [*rows[:1], *rows[:-1]], [*rows[1:], *rows[-1:]]
    return [row for left, row, right in zip(before, rows, after, strict=True) if left and right]


def free_pages(pages: Pages) -> frozenset[int]:
    """The pages that hold nothing any more, as far as their list can be read (file format, section 1.5)."""
    if pages.header is None:
        return frozenset()
    (trunk,) = struct.unpack_from(">I", pages.header, 32)
    free: set[int] = set()
    while trunk and trunk not in free:
        page = pages.page(trunk)
        if page is None:
            break
        following, count = struct.unpack_from(">II", page)
        if count > pages.usable // 4 - 2:
            break
        leaves = struct.unpack_from(f">{count}I", page, 8)
        if not all(1 < number <= pages.count for number in leaves):
            break  # no part of the list: what it names may be in use
        free.add(trunk)
        free.update(leaves)
        trunk = following
    return frozenset(free)
