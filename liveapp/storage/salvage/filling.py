"""A new database out of all that can be read of damaged ones and of a backup.

The sources are read page by page by our own code (`pages`, `trees`), never by SQLite, so that
no damage stops it and nothing is written to them or beside them. The new database is made by SQLite, through
the migrations, so that every constraint holds in it.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from errno import EEXIST
from pathlib import Path

from liveapp.domain.errors import StoreDamaged
from liveapp.domain.jobs import Progress
from liveapp.domain.keeping import Report
from liveapp.domain.pump import hash_server_seed
from liveapp.files import replacing
from liveapp.storage import statements
from liveapp.storage.database import open_database
from liveapp.storage.database_files import remove_beside
from liveapp.storage.faults import translated_faults
from liveapp.storage.salvage.bets import BetInserter
from liveapp.storage.salvage.bookmarks import BookmarkInserter
from liveapp.storage.salvage.pages import open_pages
from liveapp.storage.salvage.shapes import known_shapes
from liveapp.storage.salvage.source import ALIASES, BETS, MAX_KEY, ROUNDS, STREAMS, SourceTables
from liveapp.storage.salvage.streams import KeptStreams, StreamsOfSource, keep_streams

BATCH_ROWS = 2000


@dataclass(frozen=True, slots=True)
class Source:
    """Files to be read: a database, with the log that belongs to it if there is one, or a log alone."""

    name: str
    database: Path | None
    log: Path | None = None
    is_backup: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """What is in the new database.

    `bets_read` came from sources that are no backup, `bets_from_backup` from one alone; `bets_missing` had
    been there by the streams' totals.
    """

    bets_read: int
    bets_from_backup: int
    bets_missing: int
    streams: int


def salvage(sources: Sequence[Source], target: Path, report: Report) -> Counts:
    """Make a new database at `target` (0600, without a log) of all that can be read; the first source wins.

    `report` is told how many bets were read, of how many, where that is known. Sources are left as they are.

    Raises:
        StoreDamaged: nothing can be read.
        StoreUnavailable, OSError, JobCancelled: nothing was made.
    """
    with ExitStack() as stack:
        tables = [
            SourceTables(stack.enter_context(open_pages(source.database, source.log))) for source in sources
        ]
        streams = []
        for source, found in zip(sources, tables, strict=True):
            report(Progress(0))
            streams.append(StreamsOfSource(found.streams(), source.is_backup, source.database is not None))
        if not any(found.is_ours for found in tables) and not any(one.found.by_key for one in streams):
            names = ", ".join(source.name for source in sources) or "no files"
            raise StoreDamaged(f"Nothing of a liveapp database can be read in {names}")
        with _new_database(target) as connection:
            return _Salvage(connection, sources, tables, streams, report).run()


@contextmanager
def _new_database(target: Path) -> Iterator[sqlite3.Connection]:
    """An empty database in an open transaction, which is at `target` once the block has ended well."""
    if target.exists():
        raise FileExistsError(EEXIST, "The file exists", str(target))
    with replacing(target) as unfinished:
        try:
            with translated_faults(str(target)), closing(open_database(unfinished)) as database:
                connection: sqlite3.Connection = database.connection()
                # Nobody reads it before it is whole, and a half one is thrown away: no log, and one sync.
                connection.execute("PRAGMA journal_mode = memory")
                connection.execute("PRAGMA synchronous = off")
                connection.execute("PRAGMA cache_size = -64000")
                # A bet's stream is looked up in our own list; a second look costs a third of the whole.
                connection.execute("PRAGMA foreign_keys = off")
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
                connection.execute("PRAGMA journal_mode = wal")
        finally:
            remove_beside(unfinished)


class _Salvage:
    """Fills a new database."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        sources: Sequence[Source],
        tables: Sequence[SourceTables],
        streams: Sequence[StreamsOfSource],
        report: Report,
    ) -> None:
        self._connection = connection
        self._sources = sources
        self._tables = tables
        self._report = report
        self._streams = streams
        self._read = 0
        self._total: int | None = None

    def run(self) -> Counts:
        """Do it, table by table: a bet needs its stream, and makes its round unless that is there."""
        kept = keep_streams(self._connection, self._streams)
        self._total = self._expected(kept)
        for place, tables in enumerate(self._tables):
            self._copy_aliases(tables)
            self._copy_rounds(tables, kept.keys[place])
        inserter = BetInserter(self._connection)
        bookmarks = BookmarkInserter(self._tables, kept.keys)
        for place, keys in enumerate(kept.keys):
            self._copy_bets(inserter, bookmarks, place, keys)
        inserter.finish()
        bookmarks.finish(self._connection)
        self._keep_sequences()
        return self._count(inserter, kept)

    def _copy_aliases(self, tables: SourceTables) -> None:
        """Server seeds that have their hashes. Those that are no stream's are dropped later."""
        columns = known_shapes()[ALIASES]
        hashed, seed = columns.place("server_seed_hashed"), columns.place("server_seed")
        statement = _insert_or_ignore(ALIASES)
        for page in tables.scan(ALIASES).everywhere():
            rows = [row for row in page.rows if hash_server_seed(row[seed]) == row[hashed]]
            self._connection.executemany(statement, rows)

    def _copy_rounds(self, tables: SourceTables, keys: dict[int, int]) -> None:
        """The rounds of streams that are kept: the first result wins, as it did when they came."""
        columns = known_shapes()[ROUNDS]
        place = columns.place("stream_id")
        statement = f"{_insert_or_ignore(ROUNDS)} {statements.REPLACE_STAND_IN}"
        for page in tables.scan(ROUNDS).everywhere():
            rows = [
                (*row[:place], keys[row[place]], *row[place + 1 :]) for row in page.rows if row[place] in keys
            ]
            self._connection.executemany(statement, rows)
            self._tell(0)

    def _copy_bets(
        self, inserter: BetInserter, bookmarks: BookmarkInserter, place: int, keys: dict[int, int]
    ) -> None:
        is_backup = self._sources[place].is_backup
        batch = []
        for page in self._tables[place].bets():
            bookmarks.look_at(place, page)
            if page.is_sound:
                batch += page.rows
            else:
                inserter.put_off(page.rows, keys, is_backup=is_backup)
            if len(batch) >= BATCH_ROWS:
                inserter.insert(batch, keys, is_backup=is_backup)
                batch = []
            self._tell(len(page.rows))
        inserter.insert(batch, keys, is_backup=is_backup)

    def _expected(self, kept: KeptStreams) -> int | None:
        """About how many bets there are to read: each source is taken to have all of its streams' bets."""
        total = sum(kept.recorded.get(new, 0) for keys in kept.keys for new in set(keys.values()))
        return total or None

    def _tell(self, bets: int) -> None:
        self._read += bets
        total = None if self._total is None else max(self._total, self._read)
        self._report(Progress(self._read, total))

    def _keep_sequences(self) -> None:
        """Have keys that were given before not be given again: what follows a stream goes on by them."""
        for table in (STREAMS, BETS):
            highest = max((tables.highest_key(table) for tables in self._tables), default=0)
            changed = self._connection.execute(
                "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (min(highest, MAX_KEY), table)
            )
            if not changed.rowcount:
                self._connection.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (table, highest))

    def _count(self, inserter: BetInserter, kept: KeptStreams) -> Counts:
        """Bring the totals up to date and see what is missing."""
        missing = 0
        self._connection.execute(statements.FIND_GAPS)
        self._connection.execute(statements.DROP_SEEDS_OF_NOBODY, ("[]",))
        self._connection.execute(_SET_REVEALED)
        keys = [key for (key,) in self._connection.execute("SELECT id FROM live_streams").fetchall()]
        for key in keys:
            ((bets,),) = self._connection.execute(_SET_TOTALS, {"key": key}).fetchall()
            self._connection.execute(statements.ADD_CURRENCIES_OF, {"stream": key, "to": key})
            self._connection.execute(statements.COUNT_ROUNDS, (key,))
            missing += max(0, kept.recorded.get(key, 0) - bets)
            self._tell(0)
        for key in kept.rebuilt:
            self._connection.execute(_SET_FIRST_TIME, {"key": key})
        return Counts(inserter.read, inserter.from_backup, missing, len(keys))


def _insert_or_ignore(table: str) -> str:
    """Inserts a row; one that a constraint refuses is left out."""
    columns = [column.name for column in known_shapes()[table].columns]
    marks = ", ".join("?" for _ in columns)
    return f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - our names


_SET_REVEALED = """
UPDATE live_streams SET is_revealed = 1
WHERE lower(server_seed_hashed) IN (SELECT server_seed_hashed FROM seed_aliases)
"""

_SET_TOTALS = """
UPDATE live_streams SET (
    last_seen_at, total_bets, highest_multiplier, lowest_multiplier, sum_multipliers, last_nonce
) = (
    SELECT max(live_streams.last_seen_at, coalesce(max(received_at), live_streams.last_seen_at)), count(*),
        max(round_result), min(round_result),
        min(coalesce(sum(round_result), 0.0), 1.7976931348623157e308), max(nonce)
    FROM live_bets WHERE stream_id = :key
)
WHERE id = :key RETURNING total_bets
"""
"""As the writer keeps them: sums stop at the largest float instead of becoming infinite."""

_SET_FIRST_TIME = """
UPDATE live_streams SET created_at =
    coalesce((SELECT min(received_at) FROM live_bets WHERE stream_id = :key), last_seen_at)
WHERE id = :key
"""
