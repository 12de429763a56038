"""Bets to put into the database, and ways to look at it and to have calls share a transaction."""

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Sequence
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

__all__ = ["PAIR", "in_one_transaction", "make_bet", "make_commits", "query", "wait_until"]


def in_one_transaction(
    commits: GroupCommit, path: Path, works: Sequence[Callable[[], object]]
) -> list[Future[object]]:
    """Have these calls of `commits` wait together, in this order, and so share one transaction."""
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(len(works) + 1) as pool:
        # The leader waits for the lock, alone; the others queue up behind it.
        leader = pool.submit(commits.run, lambda _transaction: None)
        wait_until(lambda: commits._is_led and not commits._waiting)
        calls = []
        for number, work in enumerate(works, start=1):
            calls.append(pool.submit(work))
            wait_until(lambda number=number: len(commits._waiting) == number)
        blocker.execute("COMMIT")
        leader.result()
    blocker.close()
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


def wait_until(is_so: Callable[[], bool]) -> None:
    while not is_so():
        threading.Event().wait(0.001)


def query(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Ask the file itself, past our own code."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, values).fetchall()
