"""Transactions on a bare connection."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def immediate(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction that may write from its start: committed at the block's end, undone where it raises."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        roll_back(connection)
        raise


def roll_back(connection: sqlite3.Connection) -> None:
    """Undo the open transaction, if there still is one.

    After some faults, a full disk among them, SQLite has rolled back already: a second time would be an error
    that hides the first.
    """
    if connection.in_transaction:
        connection.execute("ROLLBACK")
