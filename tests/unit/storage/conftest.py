"""Bets to put into the database, and ways to look at it and to have calls share a transaction."""

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from peewee import SqliteDatabase

from liveapp.domain.errors import StoreUnavailable
from liveapp.domain.events import StoreEvent
from liveapp.storage.backup import utc_now
from liveapp.storage.file_guard import FileGuard
from liveapp.storage.group_commit import GroupCommit
from liveapp.storage.rescue import Rescue
from tests.values import PAIR, make_bet
from tests.waiting import HANG_LIMIT_S, wait_until

__all__ = ["PAIR", "in_a_transaction", "in_one_transaction", "make_bet", "make_commits", "query"]


@contextlib.contextmanager
def in_a_transaction(commits: GroupCommit) -> Iterator[None]:
    """A transaction that changes nothing is open meanwhile: who asks for something waits for the next."""
    is_open, may_end = threading.Event(), threading.Event()

    def stay(_transaction: object) -> None:
        is_open.set()
        may_end.wait(HANG_LIMIT_S)

    with ThreadPoolExecutor(1) as pool:
        leader = pool.submit(commits.run, stay)
        try:
            assert is_open.wait(HANG_LIMIT_S)
            yield
        finally:
            may_end.set()
        leader.result()


def in_one_transaction(commits: GroupCommit, works: Sequence[Callable[[], object]]) -> list[Future[object]]:
    """Have these calls of `commits` wait together, in this order, and so share one transaction."""
    with ThreadPoolExecutor(len(works)) as pool, in_a_transaction(commits):
        calls = []
        for number, work in enumerate(works, start=1):
            calls.append(pool.submit(work))
            wait_until(lambda number=number: len(commits._waiting) == number)
    return calls


def make_commits(
    database: SqliteDatabase,
    path: Path,
    tell: Callable[[Sequence[StoreEvent]], None] = lambda _events: None,
    lock_timeout_s: float = 5.0,
    on_halted: Callable[[StoreUnavailable], None] = lambda _fault: None,
) -> GroupCommit:
    """Group commit on an open database, under a clock that stands still."""
    rescue = Rescue(path.parent, utc_now)
    return GroupCommit(database, FileGuard(path), lambda: 7, lock_timeout_s, tell, rescue, on_halted)


def query(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Ask the file itself, past our own code."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, values).fetchall()
