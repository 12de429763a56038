"""How the bet table's columns stand, as plain texts for the next start.

Not by the state that Qt makes of a header: one that was damaged on the disk ends the program.
"""

import re
from collections.abc import Mapping

from PySide6.QtCore import Qt

from liveapp.ui.bets.columns import COLUMNS, Column
from liveapp.ui.bets.drawn_table import DrawnTable

_MOST_PX = 5_000
_ENTRY = re.compile(r"(-?)([A-Z_]+)(?::(\d{1,5}))?", re.ASCII)
_DIRECTIONS = {"up": Qt.SortOrder.AscendingOrder, "down": Qt.SortOrder.DescendingOrder}


def columns_to_texts(table: DrawnTable) -> dict[str, str]:
    """The columns from left to right, and which of them is sorted by.

    A minus stands before a hidden one, its width behind one that the user made wider or narrower.
    """
    header = table.horizontalHeader()
    columns = [Column(header.logicalIndex(place)) for place in range(header.count())]
    sorted_by = Column(header.sortIndicatorSection())
    direction = next(word for word, order in _DIRECTIONS.items() if order == header.sortIndicatorOrder())
    return {
        "columns": ",".join(_entry(table, column) for column in columns),
        "sorted": f"{sorted_by.name} {direction}",
    }


def restore_columns(table: DrawnTable, texts: Mapping[str, str]) -> None:
    """Have the columns as `columns_to_texts` told; what cannot be read changes nothing."""
    entries = {}
    for text in texts.get("columns", "").split(","):
        found = _ENTRY.fullmatch(text)
        if found is not None and found[2] in Column.__members__:
            entries[Column[found[2]]] = (bool(found[1]), int(found[3] or 0))
    if Column.TARGET in entries and Column.GAP not in entries:
        entries = _with_gaps(entries)
    header = table.horizontalHeader()
    for place, (column, (_, width_px)) in enumerate(entries.items()):
        header.moveSection(header.visualIndex(column), place)
        if header.minimumSectionSize() <= width_px <= _MOST_PX:
            table.setColumnHidden(column, False)
            table.setColumnWidth(column, width_px)
    if not all(is_hidden for is_hidden, _ in entries.values()):
        for column, (is_hidden, _) in entries.items():
            table.setColumnHidden(column, is_hidden)
    name, _, direction = texts.get("sorted", "").partition(" ")
    is_ordering = name in Column.__members__ and COLUMNS[Column[name]].order is not None
    if is_ordering and direction in _DIRECTIONS:
        header.setSortIndicator(Column[name], _DIRECTIONS[direction])


def _with_gaps(entries: dict[Column, tuple[bool, int]]) -> dict[Column, tuple[bool, int]]:
    """What was kept before there were gaps, with their column where it stands at first."""
    columns = list(entries)
    columns.insert(columns.index(Column.TARGET) + 1, Column.GAP)
    return {column: entries.get(column, (False, 0)) for column in columns}


def _entry(table: DrawnTable, column: Column) -> str:
    if table.isColumnHidden(column):
        return f"-{column.name}"
    is_by_hand = column in table.widths.by_hand
    return f"{column.name}:{table.columnWidth(column)}" if is_by_hand else column.name
