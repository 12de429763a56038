"""What a cell of the bet table gives for each of Qt's roles."""

from PySide6.QtCore import Qt

from liveapp.domain.bets import StoredBet
from liveapp.ui import plain
from liveapp.ui.bets.columns import COLUMNS, Column
from liveapp.ui.widgets import formatting

BET_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The whole `StoredBet` of a row, None until it was read."""

PLACEHOLDER = "…"
"""Shown in rows that are being read."""

# Plain integers: Qt hands roles over as such, and comparing enums costs as much as all the rest.
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
RAW = int(Qt.ItemDataRole.UserRole)
TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
FIRST_SORT = int(Qt.ItemDataRole.InitialSortOrderRole)
ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
BET_ROLES = frozenset((DISPLAY, RAW, TOOLTIP, ACCESSIBLE, BET_ROLE))
"""The roles that a bet is needed for."""

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def bet_cell(bet: StoredBet, column: Column, role: int) -> object:
    """One of `BET_ROLES` of a bet's cell."""
    if role == DISPLAY:
        return COLUMNS[column].text(bet)
    if role == RAW:
        return COLUMNS[column].raw(bet)
    if role == BET_ROLE:
        return bet
    if role == ACCESSIBLE:
        paid = " was paid" if column is Column.MULTIPLIER and bet.is_stand_in else ""
        return f"{COLUMNS[column].title} {COLUMNS[column].text(bet)}{paid}, nonce {bet.nonce}"
    return plain.tooltip_text(COLUMNS[column].exact(bet))


def missing_cell(nonce: int | None, column: Column, role: int) -> object:
    """The same while the bet is being read; its nonce may be known already."""
    knows = column == Column.NONCE and nonce is not None
    if role == DISPLAY:
        return formatting.count_text(nonce) if knows and nonce is not None else PLACEHOLDER
    if role == RAW:
        return nonce if knows else None
    return "Being read" if role == ACCESSIBLE else None


ALIGNMENTS = tuple(
    Qt.AlignmentFlag.AlignCenter if column is Column.DIFFICULTY else _RIGHT for column in Column
)
"""By column: numbers and times to the right, so that their digits stand below each other."""


def header_cell(column: Column, role: int) -> object:
    """A column's title and what explains it."""
    if role == DISPLAY:
        return COLUMNS[column].title
    if role == TOOLTIP:
        return plain.tooltip_text(f"{COLUMNS[column].tooltip}. Click to sort, drag to move.")
    if role == FIRST_SORT:
        is_by_size = COLUMNS[column].is_number and column != Column.NONCE
        return Qt.SortOrder.DescendingOrder if is_by_size else Qt.SortOrder.AscendingOrder
    return ALIGNMENTS[column] if role == ALIGNMENT else None
