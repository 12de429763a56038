"""Which streams a salvage keeps: those of several sources, told apart, each once, and no deleted ones."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import uuid4

from liveapp.domain.streams import ALIAS_MAX_LENGTH, NOTES_MAX_LENGTH
from liveapp.storage.salvage.rows import Row
from liveapp.storage.salvage.shapes import known_shapes
from liveapp.storage.salvage.source import MAX_KEY, STREAMS, FoundStream, FoundStreams

_NAMES = tuple(column.name for column in known_shapes()[STREAMS].columns)
_NOTES, _ALIAS, _TOTAL, _DELETED = (
    _NAMES.index(name) for name in ("notes", "alias", "total_bets", "deleted_at")
)

_COUNTED = {
    _NAMES.index(name): value
    for name, value in {
        "total_bets": 0,
        "rounds": 0,
        "first_round": None,
        "last_round": None,
        "is_revealed": 0,
        "verified": 0,
        "mismatched": 0,
        "unverifiable": 0,
    }.items()
}
"""What a stream says of its bets, rounds and seed before these are there."""

_INSERT = f"INSERT INTO live_streams ({', '.join(_NAMES)}) VALUES ({', '.join('?' for _ in _NAMES)})"  # noqa: S608

_REBUILD = (
    "INSERT INTO live_streams (id, uuid, server_seed_hashed, client_seed, created_at, last_seen_at)"
    " VALUES (?, ?, ?, ?, 0, 0)"
)


@dataclass(frozen=True, slots=True)
class StreamsOfSource:
    """A source's streams, and what the source is: they differ in what they prove."""

    found: FoundStreams
    is_backup: bool
    has_database: bool


@dataclass(slots=True)
class KeptStreams:
    """The streams of the new database.

    `keys` has, for each source, the new key of each of its keys; what is not in it is not kept. `recorded` is
    how many bets each stream had, as far as that is known; of `rebuilt` ones the times are to be found.
    """

    keys: list[dict[int, int]]
    recorded: dict[int, int] = field(default_factory=dict)
    rebuilt: set[int] = field(default_factory=set)


def keep_streams(connection: sqlite3.Connection, sources: Sequence[StreamsOfSource]) -> KeptStreams:
    """Insert the streams of all sources, the first ones first; sure ones before others."""
    choice = _Choice(connection, sources)
    for is_wanted in (
        lambda stream: stream.is_sure,
        lambda stream: not stream.is_sure and stream.row is not None,
        lambda stream: stream.row is None,
    ):
        for place, source in enumerate(sources):
            for stream in filter(is_wanted, source.found.by_key.values()):
                choice.take(place, stream)
    choice.borrow()
    return choice.kept


class _Choice:
    """Inserts streams one by one."""

    def __init__(self, connection: sqlite3.Connection, sources: Sequence[StreamsOfSource]) -> None:
        self.kept = KeptStreams([{} for _ in sources])
        self._connection = connection
        self._sources = sources
        self._by_uuid: dict[str, int] = {}
        self._by_pair: dict[tuple[str, str], int] = {}
        # A deletion is newer than whatever else is told of the stream, wherever that stands.
        self._deleted = {
            stream.uuid
            for source in sources
            for stream in source.found.by_key.values()
            if stream.is_deleted and stream.is_sure
        }

    def take(self, place: int, stream: FoundStream) -> None:
        """Keep a stream of the source at this place, unless it was deleted."""
        if stream.is_deleted or stream.uuid in self._deleted or self._is_gone(place, stream):
            return
        key = self._by_uuid.get(stream.uuid or "") or self._by_pair.get(stream.pair)
        key = key or self._insert(stream)
        if key is None:
            return
        self.kept.keys[place][stream.key] = key
        if stream.row is not None and stream.is_sure:
            total = stream.row[_TOTAL]
            self.kept.recorded[key] = max(self.kept.recorded.get(key, 0), min(total, MAX_KEY))

    def borrow(self) -> None:
        """Give bets a stream whose own source has lost it, if a later source has one with that key.

        It must be the same database: a log on its own has to prove that by a stream that both have.
        """
        for place, source in enumerate(self._sources):
            if source.found.is_whole:
                continue
            for later in range(place + 1, len(self._sources)):
                kinship = _kinship(source.found, self._sources[later].found)
                if kinship or (kinship is None and source.has_database and self._sources[later].is_backup):
                    for old, new in self.kept.keys[later].items():
                        if old not in source.found.by_key:
                            self.kept.keys[place].setdefault(old, new)

    def _is_gone(self, place: int, stream: FoundStream) -> bool:
        """Whether a more trusted source shows that a stream was deleted since.

        Keys are never given twice. So a database that once gave this key, has all its streams, and not this
        one, has deleted it. One that has the same seeds under another name must have deleted this before.
        """
        for source in self._sources[:place]:
            kinship = _kinship(source.found, self._sources[place].found)
            if kinship is False or (kinship is None and not self._sources[place].is_backup):
                continue
            known = source.found.by_key.get(stream.key)
            if known is not None and known.uuid in (stream.uuid, None):
                continue
            if source.found.is_whole and stream.key <= source.found.highest_key:
                return True
            if kinship and any(other.pair == stream.pair for other in source.found.by_key.values()):
                return True
        return False

    def _insert(self, stream: FoundStream) -> int | None:
        uuid = stream.uuid or str(uuid4())
        is_free = stream.key not in self._by_uuid.values()
        key = stream.key if is_free else max(self._by_uuid.values()) + 1
        try:
            if stream.row is None:
                self._connection.execute(_REBUILD, (key, uuid, *stream.pair))
                self.kept.rebuilt.add(key)
            else:
                self._connection.execute(_INSERT, (key, *_without_totals(stream.row)[1:]))
        except sqlite3.IntegrityError:
            return None  # a row that was never one of ours: a constraint refuses it
        self._by_uuid[uuid] = self._by_pair[stream.pair] = key
        return key


def _without_totals(row: Row) -> Row:
    """A stream's row as it is inserted: what it has is counted later, no text is too long."""
    values = list(row)
    for place, value in _COUNTED.items():
        values[place] = value
    values[_DELETED] = None
    if values[_NOTES]:
        values[_NOTES] = values[_NOTES][:NOTES_MAX_LENGTH]
    if values[_ALIAS] is not None:
        values[_ALIAS] = values[_ALIAS][:ALIAS_MAX_LENGTH] or None
    return tuple(values)


def _kinship(one: FoundStreams, other: FoundStreams) -> bool | None:
    """Whether two sources are states of one database; None where they share no key that would tell."""
    shared = one.by_key.keys() & other.by_key.keys()
    pairs = {
        one.by_key[key].uuid == other.by_key[key].uuid
        for key in shared
        if one.by_key[key].uuid and other.by_key[key].uuid
    }
    return None if not pairs else pairs == {True}
