"""Bookmarks of several sources, put on the bets that are kept, whatever the ids of these are now."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from liveapp.domain.bookmarks import BOOKMARK_NOTE_MAX_LENGTH
from liveapp.storage.salvage.rows import Row
from liveapp.storage.salvage.shapes import known_shapes
from liveapp.storage.salvage.source import BETS, BOOKMARKS, SourceTables
from liveapp.storage.salvage.trees import PageRows

_BET = known_shapes()[BETS].place
_ID, _STREAM, _BOT_ID = _BET("id"), _BET("stream_id"), _BET("antebot_bet_id")
_MARK = known_shapes()[BOOKMARKS].place

_INSERT = (
    "INSERT OR IGNORE INTO bookmarks (bet_id, note, created_at)"
    " SELECT id, ?, ? FROM live_bets WHERE stream_id = ? AND antebot_bet_id = ?"
)

_Mark = tuple[str | None, int]
"""A bookmark's note and time."""


@dataclass(slots=True)
class _Found:
    """A source's bookmarks by the ids of their bets, but for those whose bets it was seen to have.

    Where it `knows_all`, a bet of its streams that it does not mark is not marked.
    """

    by_bet: dict[int, _Mark] = field(default_factory=dict)
    knows_all: bool = False


class BookmarkInserter:
    """Looks at the bets of the sources, one source after the other, and marks those that are kept.

    A bookmark is its own source's bet's; where that bet is lost there, the one's that a later source has
    under that id in the same stream. `keys` has, for each source, the new key of each stream that is kept.
    """

    def __init__(self, sources: Sequence[SourceTables], keys: Sequence[Mapping[int, int]]) -> None:
        self._keys = keys
        self._found = [_read(tables) for tables in sources]
        self._wanted = frozenset(bet_id for found in self._found for bet_id in found.by_bet)
        self._marks: dict[tuple[int, str], _Mark] = {}

    def look_at(self, place: int, page: PageRows) -> None:
        """See which bets on a page of the source at that place are marked."""
        if not self._wanted:
            return
        for row in page.rows:
            key = self._keys[place].get(row[_STREAM]) if row[_ID] in self._wanted else None
            if key is not None:
                self._mark(place, row, key, is_sound=page.is_sound)

    def finish(self, connection: sqlite3.Connection) -> None:
        """Insert the bookmarks, once all bets are there."""
        rows = [(*mark, *identity) for identity, mark in self._marks.items()]
        connection.executemany(_INSERT, rows)

    def _mark(self, place: int, row: Row, key: int, *, is_sound: bool) -> None:
        identity = (key, row[_BOT_ID])
        for earlier, found in enumerate(self._found[:place]):
            mark = found.by_bet.get(row[_ID])
            if mark and self._keys[earlier].get(row[_STREAM]) == key:
                self._marks.setdefault(identity, mark)
            if found.knows_all and key in self._keys[earlier].values():
                return
        own = self._found[place].by_bet
        if row[_ID] in own:
            self._marks.setdefault(identity, own[row[_ID]])
            if is_sound:
                del own[row[_ID]]


def _read(tables: SourceTables) -> _Found:
    found = _Found()
    doubtful: dict[int, _Mark] = {}
    for page in tables.bookmarks():
        marks = found.by_bet if page.is_sound else doubtful
        for row in page.rows:
            note = (row[_MARK("note")] or "")[:BOOKMARK_NOTE_MAX_LENGTH] or None
            marks.setdefault(row[_MARK("bet_id")], (note, row[_MARK("created_at")]))
    found.by_bet = doubtful | found.by_bet
    found.knows_all = tables.has_all_bookmarks
    return found
