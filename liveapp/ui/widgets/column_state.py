"""How a table's columns stand, as plain texts for the next start.

Not by the state that Qt makes of a header: one that was damaged on the disk ends the program.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

_MOST_PX = 5_000
_ENTRY = re.compile(r"(-?)([A-Z_]+)(?::(\d{1,5}))?", re.ASCII)
_DIRECTIONS = {"up": Qt.SortOrder.AscendingOrder, "down": Qt.SortOrder.DescendingOrder}

Entries: TypeAlias = dict[str, tuple[bool, int]]
"""Columns by name from left to right: whether each is hidden, and its width, 0 where it is not the user's."""


def columns_to_texts(table: QTableView, names: Sequence[str], by_hand: Collection[int]) -> dict[str, str]:
    """The columns from left to right, and which of them is sorted by; `names` are theirs by number.

    A minus stands before a hidden one, its width behind one that the user made wider or narrower.
    """
    header = table.horizontalHeader()
    columns = [header.logicalIndex(place) for place in range(header.count())]
    direction = next(word for word, order in _DIRECTIONS.items() if order == header.sortIndicatorOrder())

    def entry(column: int) -> str:
        if table.isColumnHidden(column):
            return f"-{names[column]}"
        return f"{names[column]}:{table.columnWidth(column)}" if column in by_hand else names[column]

    return {
        "columns": ",".join(map(entry, columns)),
        "sorted": f"{names[header.sortIndicatorSection()]} {direction}",
    }


def restore_columns(
    table: QTableView,
    names: Sequence[str],
    texts: Mapping[str, str],
    is_sorted_by: Callable[[int], bool],
    completed: Callable[[Entries], Entries] = lambda entries: entries,
) -> None:
    """Have the columns as `columns_to_texts` told; what cannot be read changes nothing.

    `completed` puts in columns that there were not when the texts were kept.
    """
    entries: Entries = {}
    for text in texts.get("columns", "").split(","):
        found = _ENTRY.fullmatch(text)
        if found is not None and found[2] in names:
            entries[found[2]] = (bool(found[1]), int(found[3] or 0))
    entries = completed(entries)
    header = table.horizontalHeader()
    for place, (name, (_, width_px)) in enumerate(entries.items()):
        column = names.index(name)
        header.moveSection(header.visualIndex(column), place)
        if header.minimumSectionSize() <= width_px <= _MOST_PX:
            table.setColumnHidden(column, False)
            table.setColumnWidth(column, width_px)
    if not all(is_hidden for is_hidden, _ in entries.values()):
        for name, (is_hidden, _) in entries.items():
            table.setColumnHidden(names.index(name), is_hidden)
    name, _, direction = texts.get("sorted", "").partition(" ")
    if name in names and is_sorted_by(names.index(name)) and direction in _DIRECTIONS:
        header.setSortIndicator(names.index(name), _DIRECTIONS[direction])
