"""What a cell of the bet table gives for each of Qt's roles."""

from PySide6.QtCore import Qt

from liveapp.domain.bets import StoredBet
from liveapp.domain.bookmarks import Bookmark
from liveapp.ui import plain
from liveapp.ui.bets.columns import BOOKMARKED, COLUMNS, Column
from liveapp.ui.bets.nonce_order import GapBefore
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
        if column is Column.PROOF:
            return f"Proof: {COLUMNS[column].exact(bet)}, nonce {bet.nonce}"
        paid = " was paid" if column is Column.MULTIPLIER and bet.is_stand_in else ""
        return f"{COLUMNS[column].title} {COLUMNS[column].text(bet)}{paid}, nonce {bet.nonce}"
    return plain.tooltip_text(COLUMNS[column].exact(bet))


def bookmark_cell(bookmark: Bookmark | None, role: int) -> object:
    """The same, but for the bet itself, of the cell that tells whether a bet is bookmarked."""
    if role == DISPLAY:
        return "" if bookmark is None else BOOKMARKED
    if role == RAW:
        return bookmark
    if role == ACCESSIBLE:
        return "Not bookmarked" if bookmark is None else plain.not_markup(f"Bookmarked {bookmark.note or ''}")
    if bookmark is None:
        return "Click to bookmark this bet (B)"
    since = f"Bookmarked {formatting.local_time_text(bookmark.created_us)}"
    return plain.tooltip_text(f"{since}\n{bookmark.note}" if bookmark.note else since)


def gap_cell(gap: GapBefore | None, role: int) -> object:
    """The same of the cell that tells the gap before a bet; None where that is being read."""
    if gap is None:
        return PLACEHOLDER if role == DISPLAY else "Being read" if role == ACCESSIBLE else None
    if role == DISPLAY:
        return gap.text
    if role == RAW:
        return gap.nonces
    return f"Gap: {gap.words}" if role == ACCESSIBLE else gap.words


def missing_cell(nonce: int | None, column: Column, role: int) -> object:
    """The same while the bet is being read; its nonce may be known already."""
    knows = column == Column.NONCE and nonce is not None
    if role == DISPLAY:
        return formatting.count_text(nonce) if knows and nonce is not None else PLACEHOLDER
    if role == RAW:
        return nonce if knows else None
    return "Being read" if role == ACCESSIBLE else None


ALIGNMENTS = tuple(
    Qt.AlignmentFlag.AlignCenter if column in (Column.DIFFICULTY, Column.BOOKMARK, Column.PROOF) else _RIGHT
    for column in Column
)
"""By column: numbers and times to the right, so that their digits stand below each other."""


def header_cell(column: Column, role: int) -> object:
    """A column's title and what explains it."""
    texts = COLUMNS[column]
    if role == DISPLAY:
        return texts.sign or texts.title
    if role == ACCESSIBLE:
        return texts.title
    if role == TOOLTIP:
        how = "Drag to move" if texts.order is None else "Click to sort, drag to move"
        return plain.tooltip_text(f"{texts.tooltip}. {how}.")
    if role == FIRST_SORT:
        is_by_size = COLUMNS[column].is_number and column != Column.NONCE
        return Qt.SortOrder.DescendingOrder if is_by_size else Qt.SortOrder.AscendingOrder
    return ALIGNMENTS[column] if role == ALIGNMENT else None
