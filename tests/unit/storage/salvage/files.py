"""Databases to be damaged, and what is found in what was made of them."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from liveapp.domain.bets import Bet, Heartbeat, SeedPair
from liveapp.domain.keeping import no_report
from liveapp.storage import open_store
from liveapp.storage.checks import check_database
from liveapp.storage.salvage.filling import Counts, Source, salvage

PAGE = 4096

PAIRS = [SeedPair(f"{number:064x}", f"client {number} é") for number in range(4)]

RECOUNT = """
SELECT s.uuid, count(b.id), max(b.round_result), min(b.round_result), total(b.round_result), max(b.nonce),
    s.total_bets, s.highest_multiplier, s.lowest_multiplier, s.sum_multipliers, s.last_nonce
FROM live_streams s LEFT JOIN live_bets b ON b.stream_id = s.id GROUP BY s.id
"""

RECOUNT_BY_CURRENCY = """
SELECT stream_id, coalesce(currency, '') AS named, min(id), count(*), sum(amount), sum(payout)
FROM live_bets GROUP BY 1, 2
"""

BETS = """
SELECT s.server_seed_hashed, s.client_seed, b.* FROM live_bets b JOIN live_streams s ON s.id = b.stream_id
ORDER BY b.id
"""


def bet(number: int, pairs: Sequence[SeedPair] = PAIRS) -> Bet:
    return Bet(
        seeds=pairs[number % len(pairs)],
        antebot_bet_id=f"bet-{number:032x}",
        nonce=number // len(pairs) + 1,
        amount=number / 8,
        payout=float(number % 3),
        difficulty=("easy", "medium", "hard", "expert")[number % 4],
        round_target=None if number % 5 else 2.5,
        round_result=1 + number % 700 / 7,
        payout_multiplier=None if number % 2 else 1.25,
        currency=(None, "btc", "usd")[number % 3],
        date_time_us=None if number % 7 else 1_772_388_023_870_001 + number,
    )


def fill(path: Path, numbers: range, pairs: Sequence[SeedPair] = PAIRS) -> None:
    """Record bets, each with a heartbeat of a round that nobody bet on, and leave no log."""
    store = open_store(path)
    for start in range(numbers.start, numbers.stop, 500):
        some = range(start, min(start + 500, numbers.stop))
        store.writer.record([bet(number, pairs) for number in some])
        store.writer.record(
            [Heartbeat(pairs[0], 100_000 + number, 3.0) for number in some if number % 4 == 0]
        )
    store.close()


def with_log(path: Path, folder: Path, numbers: range) -> Path:
    """A copy of a database, and beside it the log that holds these bets on top of it."""
    folder.mkdir()
    copy = folder / path.name
    store = open_store(path)
    for start in range(numbers.start, numbers.stop, 20):
        store.writer.record([bet(number) for number in range(start, min(start + 20, numbers.stop))])
    copy.write_bytes(path.read_bytes())
    copy.with_name(copy.name + "-wal").write_bytes(path.with_name(path.name + "-wal").read_bytes())
    store.close()
    return copy


def ask(path: Path, sql: str) -> list[tuple[Any, ...]]:
    """Ask a file that nobody else uses, without leaving anything beside it."""
    with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as connection:
        return connection.execute(sql).fetchall()


def bets_of(path: Path) -> list[tuple[Any, ...]]:
    return ask(path, BETS)


def pages_of(path: Path, tree: str) -> list[int]:
    """The pages of a table or an index, its root first."""
    sql = "SELECT pageno FROM dbstat WHERE name = ? ORDER BY path"
    with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as connection:
        return [number for (number,) in connection.execute(sql, (tree,))]


def kind_of(path: Path, page: int) -> int:
    return path.read_bytes()[(page - 1) * PAGE + (100 if page == 1 else 0)]


def overwrite(path: Path, page: int, content: bytes, at: int = 0) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE + at)
        file.write(content)


@dataclass
class Salvaged:
    counts: Counts
    bets: list[tuple[Any, ...]]
    path: Path


def salvaged(folder: Path, *sources: Source) -> Salvaged:
    """Salvage, see that the sources are as they were and the result is sound; what is in it."""
    paths = [path for source in sources for path in (source.database, source.log) if path and path.exists()]
    before = {path: path.read_bytes() for path in paths}
    folder.mkdir(exist_ok=True)
    beside = {path.parent: set(path.parent.iterdir()) for path in paths}
    target = folder / f"new-{len(list(folder.iterdir()))}.sqlite3"
    there = set(folder.iterdir())
    counts = salvage(sources, target, no_report)
    assert set(folder.iterdir()) - there == {target}
    assert {path: path.read_bytes() for path in paths} == before
    assert {path.parent: set(path.parent.iterdir()) - {target} for path in paths} == beside
    bets = bets_of(target)
    check(target)
    assert counts.bets_read + counts.bets_from_backup == len(bets)
    assert (counts.streams,) == ask(target, "SELECT count(*) FROM live_streams")[0]
    return Salvaged(counts, bets, target)


def check(path: Path) -> None:
    """See that a database is sound and that its totals are those of its bets."""
    assert ask(path, "PRAGMA integrity_check") == [("ok",)]
    assert ask(path, "PRAGMA foreign_key_check") == []
    assert ask(path, "SELECT count(*) FROM live_streams WHERE deleted_at IS NOT NULL") == [(0,)]
    for row in ask(path, RECOUNT):
        counted, kept = row[1:6], row[6:]
        for one, other in zip(counted, kept, strict=True):
            assert one == other or abs(one - other) <= 1e-9 * abs(one), row
    kept_totals = ask(path, "SELECT * FROM stream_totals")
    for counted, kept in zip(ask(path, RECOUNT_BY_CURRENCY), kept_totals, strict=True):
        assert kept == (*counted[:4], pytest.approx(counted[4]), pytest.approx(counted[5]))
    assert check_database(path, is_alone=True).is_sound
    bare = "SELECT stream_id, nonce FROM live_bets EXCEPT SELECT stream_id, nonce FROM live_rounds"
    assert ask(path, bare) == []
