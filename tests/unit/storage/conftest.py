"""A real database in a temporary folder, and bets to put into it."""

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from liveapp.domain.bets import Bet, SeedPair
from liveapp.storage import Store, open_store
from liveapp.storage.group_commit import GroupCommit

PAIR = SeedPair("31e090138db3f164846e06c71d6c0e81ad0f47f304c7f02834d30c63118b052c", "client")


def make_bet(nonce: int, seeds: SeedPair = PAIR, **changes: Any) -> Bet:
    """A plain bet whose id is its nonce, unless told otherwise."""
    values: dict[str, Any] = {
        "antebot_bet_id": str(nonce),
        "amount": 1.0,
        "payout": 0.0,
        "difficulty": "easy",
        "round_result": 1.0,
    }
    return Bet(seeds=seeds, nonce=nonce, **(values | changes))


@pytest.fixture
def database_path(tmp_path: Path) -> Path:
    return tmp_path / "liveapp.sqlite3"


@pytest.fixture
def store(database_path: Path) -> Iterator[Store]:
    store = open_store(database_path)
    yield store
    store.close()


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


def wait_until(is_so: Callable[[], bool]) -> None:
    while not is_so():
        threading.Event().wait(0.001)


def query(path: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Ask the file itself, past our own code."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql, values).fetchall()
