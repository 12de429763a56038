"""Bets of several sources put into one table, each once."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from liveapp.storage.salvage.rows import Row
from liveapp.storage.salvage.shapes import known_shapes
from liveapp.storage.salvage.source import BETS, MAX_KEY

_NAMES = tuple(column.name for column in known_shapes()[BETS].columns)
_ID, _STREAM, _BOT_ID, _VERDICT = (
    _NAMES.index(name) for name in ("id", "stream_id", "antebot_bet_id", "verdict")
)
_COLUMNS = ", ".join(_NAMES)
_ALL_BUT_ID = ", ".join(name for name in _NAMES if name != "id")
_MARKS = ", ".join(f"?{place}" for place in range(1, len(_NAMES) + 1))

# Constraints refuse what is no bet. What a trigger does is not refused by them: it has the same ones.
_INSERT = f"INSERT OR IGNORE INTO live_bets ({_COLUMNS}) VALUES ({_MARKS})"  # noqa: S608 - constant text

_IN_RANGE = "SELECT id, stream_id, antebot_bet_id FROM live_bets WHERE id BETWEEN ? AND ?"

_SPREAD = 8
"""How many ids, for each row, are worth looking through: rows in order have ids that lie close together."""

_identity = itemgetter(_ID, _STREAM, _BOT_ID)

# A table of the connection's own: it is not part of the file, and SQLite removes it with the connection.
_MAKE_LATER = "CREATE TEMP TABLE later AS SELECT *, 0 AS is_doubtful, 0 AS is_backup FROM live_bets WHERE 0"

_PUT_OFF = f"""
INSERT INTO later SELECT {_MARKS}, ?{len(_NAMES) + 1}, ?{len(_NAMES) + 2}
WHERE NOT EXISTS (
    SELECT 1 FROM live_bets WHERE stream_id = ?{_STREAM + 1} AND antebot_bet_id = ?{_BOT_ID + 1}
)
"""  # noqa: S608

_INSERT_DOUBTFUL = f"""
INSERT OR IGNORE INTO live_bets ({_COLUMNS})
SELECT {_COLUMNS} FROM later WHERE is_doubtful AND is_backup = ? ORDER BY id
"""  # noqa: S608

_INSERT_RENUMBERED = f"""
INSERT OR IGNORE INTO live_bets ({_ALL_BUT_ID})
SELECT {_ALL_BUT_ID} FROM later WHERE NOT is_doubtful AND is_backup = ? ORDER BY received_at, id
"""  # noqa: S608


class BetInserter:
    """Inserts bets; of the same bet, the one that came first counts. `read` and `from_backup` count them.

    A bet keeps its id where that is free, so that ids rise with arrival. The others, and bets from pages
    with a fault, wait until `finish`: a bet that another source has whole goes before a doubtful one.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.read = 0
        self.from_backup = 0
        self._connection = connection
        connection.execute(_MAKE_LATER)

    def insert(self, rows: Sequence[Row], keys: Mapping[int, int], *, is_backup: bool) -> None:
        """Insert bets of a source whose streams have these `keys` now; without one, a bet is left out."""
        moved = self._not_in_place(list(_moved(rows, keys)))
        inserted = self._connection.executemany(_INSERT, moved).rowcount if moved else 0
        self._add(inserted, is_backup=is_backup)
        if inserted < len(moved):
            self._wait(moved, is_doubtful=False, is_backup=is_backup)

    def put_off(self, rows: Sequence[Row], keys: Mapping[int, int], *, is_backup: bool) -> None:
        """Have bets wait that may not be as they were."""
        self._wait(list(_moved(rows, keys)), is_doubtful=True, is_backup=is_backup)

    def finish(self) -> None:
        """Insert what waited: what is doubtful only if its id is still free, the rest with new ids."""
        for statement in (_INSERT_DOUBTFUL, _INSERT_RENUMBERED):
            for is_backup in (False, True):
                inserted = self._connection.execute(statement, (is_backup,)).rowcount
                self._add(inserted, is_backup=is_backup)
        self._connection.execute("DROP TABLE later")

    def _not_in_place(self, rows: list[Row]) -> list[Row]:
        """The rows without those that are there under their own ids: most of a backup's are."""
        ids = [row[_ID] for row in rows]
        if not rows or max(ids) - min(ids) > _SPREAD * len(rows):
            return rows
        there = set(self._connection.execute(_IN_RANGE, (min(ids), max(ids))))
        return [row for row in rows if _identity(row) not in there] if there else rows

    def _wait(self, rows: Sequence[Row], *, is_doubtful: bool, is_backup: bool) -> None:
        self._connection.executemany(_PUT_OFF, [(*row, is_doubtful, is_backup) for row in rows])

    def _add(self, bets: int, *, is_backup: bool) -> None:
        if is_backup:
            self.from_backup += bets
        else:
            self.read += bets


def _moved(rows: Iterable[Row], keys: Mapping[int, int]) -> Iterable[Row]:
    """Rows as they are inserted. Without verdicts: what was judged may not be what could be read."""
    for row in rows:
        key = keys.get(row[_STREAM])
        if key is None or not 0 < row[_ID] <= MAX_KEY:
            continue
        if key == row[_STREAM] and row[_VERDICT] is None:
            yield row
        else:
            values = list(row)
            values[_STREAM], values[_VERDICT] = key, None
            yield tuple(values)
