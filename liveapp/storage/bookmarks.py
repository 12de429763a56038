"""What is done to the bookmark of one bet in a transaction."""

from typing import Any
from uuid import UUID

from liveapp.domain.bookmarks import Bookmark
from liveapp.domain.errors import BetNotFound, BookmarkNotFound, StreamNotFound
from liveapp.domain.events import BookmarkRemoved, BookmarkSet
from liveapp.storage import statements
from liveapp.storage.shared_transaction import Transaction

MAX_ID = 2**63 - 1


def set_bookmark(stream_id: UUID, bet_id: int, note: str | None, transaction: Transaction) -> Bookmark:
    """Mark a bet, or give its bookmark another note, which is clean. What is as it was is not told.

    Raises:
        StreamNotFound, BetNotFound
    """
    key, nonce, round_result, former_note, created_us = _bet(stream_id, bet_id, transaction)
    is_new = created_us is None
    bookmark = Bookmark(bet_id, nonce, round_result, note, transaction.now_us if is_new else created_us)
    if is_new or note != former_note:
        transaction.execute(statements.SET_BOOKMARK, (bet_id, note, bookmark.created_us))
        transaction.events.append(BookmarkSet(key, stream_id, bookmark))
    return bookmark


def remove_bookmark(stream_id: UUID, bet_id: int, transaction: Transaction) -> None:
    """Unmark a bet.

    Raises:
        StreamNotFound, BetNotFound, BookmarkNotFound
    """
    key, *_ = _bet(stream_id, bet_id, transaction)
    if not transaction.execute(statements.REMOVE_BOOKMARK, (bet_id,)).rowcount:
        raise BookmarkNotFound(bet_id)
    transaction.events.append(BookmarkRemoved(key, stream_id, bet_id))


def _bet(stream_id: UUID, bet_id: int, transaction: Transaction) -> tuple[Any, ...]:
    """The stream's key, the bet's nonce and result, its bookmark's note and time; None without one."""
    # No integer beyond these can be asked for.
    asked = bet_id if 0 < bet_id <= MAX_ID else 0
    row: tuple[Any, ...] | None = transaction.execute(
        statements.SELECT_BET_AND_BOOKMARK, (asked, str(stream_id))
    ).fetchone()
    if row is None:
        raise StreamNotFound(stream_id)
    if row[1] is None:
        raise BetNotFound(bet_id)
    return row
