"""One source of a salvage: where its tables begin, and what their rows are."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from liveapp.storage.salvage.pages import Pages
from liveapp.storage.salvage.rows import Row
from liveapp.storage.salvage.shapes import (
    SCHEMA_TABLE,
    SEQUENCE_TABLE,
    Column,
    known_shapes,
    layouts,
    shape_from_sql,
)
from liveapp.storage.salvage.trees import PageRows, TableScan, free_pages

STREAMS, BETS, ROUNDS, ALIASES = "live_streams", "live_bets", "live_rounds", "seed_aliases"
BOOKMARKS = "bookmarks"

_PAIRS = "uq_live_streams_seed_pair"
"""The index of the streams that are not deleted."""

_UUIDS = "sqlite_autoindex_live_streams_1"

MAX_KEY = 2**53
"""The largest key that is believed: more than a table can ever hold, and what any client's numbers hold."""

_LEAST_US, _MOST_US = -62_135_596_800_000_000, 253_402_300_799_999_999
"""The times that Python's calendar knows: the years 1 to 9999."""

_STREAM = known_shapes()[STREAMS].place
_BET = known_shapes()[BETS].place
_BOOKMARK = known_shapes()[BOOKMARKS].place


@dataclass(frozen=True, slots=True)
class FoundStream:
    """A stream in a source.

    Only `is_sure` ones come from a page without a fault. `row` is None for one of which only its entries in
    the indexes are left; `uuid` is None where not even that one is.
    """

    key: int
    uuid: str | None
    pair: tuple[str, str]
    row: Row | None
    is_deleted: bool = False
    is_sure: bool = True


@dataclass(slots=True)
class FoundStreams:
    """The streams of a source, each once. `is_whole` is True where it surely had no other living ones.

    `highest_key` is the highest that was ever given, 0 where that is not known.
    """

    by_key: dict[int, FoundStream] = field(default_factory=dict)
    is_whole: bool = False
    highest_key: int = 0


class SourceTables:
    """The tables of one source. `is_ours` tells whether anything in it looks like a database of ours.

    `has_all_bookmarks` is True once `bookmarks` has read all that there ever were.
    """

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._free = free_pages(pages)
        self._roots: dict[str, int] = {}
        self._columns: dict[str, tuple[Column, ...]] = {}
        self._read_schema()
        self.is_ours = {STREAMS, BETS} <= self._roots.keys()
        self.has_all_bookmarks = False

    def scan(self, table: str) -> TableScan:
        """A reader of all rows of a table of ours or an index, in the order of our columns."""
        return self._scan_as(table, self._columns.get(table))

    def highest_key(self, table: str) -> int:
        """The highest key that a table ever gave (file format, section 2.6.2), 0 where that is not known."""
        rows = [row for page in self.scan(SEQUENCE_TABLE).in_tree() for row in page.rows]
        return max((key for name, key in rows if name == table and 0 <= key <= MAX_KEY), default=0)

    def bets(self) -> Iterator[PageRows]:
        """Bets whose times are times."""
        received, date_time = _BET("received_at"), _BET("date_time")
        for page in self.scan(BETS).everywhere():
            rows = [row for row in page.rows if _is_time(row[received]) and _is_time(row[date_time] or 0)]
            yield PageRows(rows, page.is_sound and len(rows) == len(page.rows))

    def bookmarks(self) -> Iterator[PageRows]:
        """Bookmarks whose times are times; none of a version that had no such table."""
        if self.is_ours and BOOKMARKS not in self._roots:
            return
        scan = self.scan(BOOKMARKS)
        bet_id, created = _BOOKMARK("bet_id"), _BOOKMARK("created_at")
        for page in scan.everywhere():
            rows = [row for row in page.rows if 0 < row[bet_id] <= MAX_KEY and _is_time(row[created])]
            yield PageRows(rows, page.is_sound and len(rows) == len(page.rows))
        self.has_all_bookmarks = scan.is_whole and BOOKMARKS in self._roots

    def streams(self) -> FoundStreams:
        """The streams, from their table; what it lacks, from their indexes."""
        scan = self.scan(STREAMS)
        found = FoundStreams(highest_key=self.highest_key(STREAMS))
        for page in scan.in_tree():
            _take(found.by_key, page)
        found.is_whole = scan.is_whole and (STREAMS in self._roots or bool(found.by_key))
        if not found.is_whole:
            living = self._living()
            found.by_key.clear()
            for page in scan.everywhere():
                _take(found.by_key, page, living)
            self._rebuild(found, living)
            found.is_whole = living is not None
        return found

    def _scan_as(self, table: str, columns: tuple[Column, ...] | None) -> TableScan:
        shape = known_shapes()[table]
        root = self._roots.get(table, shape.root)
        return TableScan(self._pages, shape, root, columns, self._free, doubts_neighbours=table == BETS)

    def _likely_layout(self, table: str) -> tuple[Column, ...]:
        """How a table seems to be stored, where the source does not say it: as most of its rows fit."""
        return max(
            layouts(table),
            key=lambda columns: sum(len(page.rows) for page in self._scan_as(table, columns).in_tree()),
        )

    def _living(self) -> dict[int, tuple[str, str]] | None:
        """The pairs of all streams that are not deleted, by key; None where their index is not whole."""
        scan = self.scan(_PAIRS)
        living = {key: (hashed, seed) for page in scan.in_tree() for hashed, seed, key in page.rows}
        return living if scan.is_whole and (_PAIRS in self._roots or living) else None

    def _rebuild(self, found: FoundStreams, living: dict[int, tuple[str, str]] | None) -> None:
        """Add streams whose rows are lost. That index has no deleted ones, and so brings none back."""
        if living is None:
            entries = [row for page in self.scan(_PAIRS).in_tree() for row in page.rows]
            living = {key: (hashed, seed) for hashed, seed, key in entries}
        names = self.scan(_UUIDS).in_tree()
        uuids = {key: uuid for page in names for uuid, key in page.rows if _is_uuid(uuid)}
        for key, pair in living.items():
            if 0 < key <= MAX_KEY and key not in found.by_key:
                found.by_key[key] = FoundStream(key, uuids.get(key), pair, None, is_sure=False)

    def _read_schema(self) -> None:
        known = known_shapes()
        scan = TableScan(self._pages, known[SCHEMA_TABLE], 1, None, self._free)
        for page in scan.in_tree():
            for kind, name, _, root, sql in page.rows:
                if kind in ("table", "index") and name in known:
                    self._roots[name] = root
                if kind == "table" and name in (STREAMS, BETS, ROUNDS, ALIASES, BOOKMARKS) and sql:
                    columns = shape_from_sql(name, sql)
                    if columns:
                        self._columns[name] = columns
        if STREAMS not in self._columns:
            self._columns[STREAMS] = self._likely_layout(STREAMS)


def _take(
    found: dict[int, FoundStream], page: PageRows, living: dict[int, tuple[str, str]] | None = None
) -> None:
    """Add a page's streams that are not known yet; of those `living`, if that is known."""
    for row in page.rows:
        stream = FoundStream(
            row[_STREAM("id")],
            row[_STREAM("uuid")],
            (row[_STREAM("server_seed_hashed")], row[_STREAM("client_seed")]),
            row,
            row[_STREAM("deleted_at")] is not None,
            page.is_sound,
        )
        times = (row[_STREAM("created_at")], row[_STREAM("last_seen_at")])
        if not (_is_uuid(stream.uuid) and 0 < stream.key <= MAX_KEY and all(map(_is_time, times))):
            continue
        if living is not None and stream.is_deleted == (stream.key in living):
            continue  # an older state of the row, on a page that is not in use
        if stream.is_deleted:
            found[stream.key] = stream
        elif living is None or living[stream.key] == stream.pair:
            found.setdefault(stream.key, stream)


def _is_time(value: int) -> bool:
    return _LEAST_US <= value <= _MOST_US


def _is_uuid(text: str | None) -> bool:
    try:
        return text is not None and str(UUID(text)) == text
    except ValueError:
        return False
