"""How the bet table's columns stand, as plain texts for the next start."""

from collections.abc import Mapping

from liveapp.ui.bets.columns import COLUMNS, Column
from liveapp.ui.bets.drawn_table import DrawnTable
from liveapp.ui.widgets import column_state
from liveapp.ui.widgets.column_state import Entries

_NAMES = [column.name for column in Column]


def columns_to_texts(table: DrawnTable) -> dict[str, str]:
    """The columns from left to right, and which of them is sorted by."""
    return column_state.columns_to_texts(table, _NAMES, table.widths.by_hand)


def restore_columns(table: DrawnTable, texts: Mapping[str, str]) -> None:
    """Have the columns as `columns_to_texts` told; what cannot be read changes nothing."""
    column_state.restore_columns(
        table, _NAMES, texts, lambda column: COLUMNS[Column(column)].order is not None, _with_gaps
    )


def _with_gaps(entries: Entries) -> Entries:
    """What was kept before there were gaps, with their column where it stands at first."""
    if Column.TARGET.name not in entries or Column.GAP.name in entries:
        return entries
    names = list(entries)
    names.insert(names.index(Column.TARGET.name) + 1, Column.GAP.name)
    return {name: entries.get(name, (False, 0)) for name in names}
