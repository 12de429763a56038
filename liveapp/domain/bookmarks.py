"""Bookmarks: bets that the user has marked, to find them again."""

from dataclasses import dataclass

from liveapp.domain.errors import BookmarkNoteTooLong
from liveapp.domain.streams import storable

BOOKMARK_NOTE_MAX_LENGTH = 1000
"""Longest note of a bookmark, in characters."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A marked bet: its id, what the round was, and what the user says of it, None for nothing.

    `created_us` is when it was marked; another note changes nothing of that.
    """

    bet_id: int
    nonce: int
    round_result: float
    note: str | None
    created_us: int


def clean_bookmark_note(text: str | None) -> str | None:
    """A note as it is kept: trimmed, None where blank.

    Raises:
        BookmarkNoteTooLong: more than `BOOKMARK_NOTE_MAX_LENGTH` characters are left after trimming.
    """
    trimmed = storable(text or "").strip()
    if len(trimmed) > BOOKMARK_NOTE_MAX_LENGTH:
        raise BookmarkNoteTooLong
    return trimmed or None
