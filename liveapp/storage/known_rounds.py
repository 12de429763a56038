"""The runs of consecutive known nonces of each stream, kept in the transaction that makes nonces known."""

import sqlite3
from collections.abc import Callable, Collection

from liveapp.domain.bets import MAX_NONCE
from liveapp.domain.gaps import NonceRange, runs_of
from liveapp.storage import statements

Execute = Callable[..., sqlite3.Cursor]


def add_rounds(execute: Execute, stream_key: int, nonces: Collection[int]) -> int:
    """Make nonces of a stream known, in whatever order; returns how many of them were not.

    Where they continue the stream's last run, as they nearly always do, this is one statement.
    """
    runs = runs_of(nonces)
    if len(runs) == 1:
        ((first, last),) = runs
        if execute(statements.GROW_LAST_RUN, (stream_key, first, last)).rowcount:
            return last - first + 1
    return sum(_add_run(execute, stream_key, run) for run in runs)


def _add_run(execute: Execute, stream_key: int, run: NonceRange) -> int:
    """Make one run of the new one and all that it touches."""
    first, last = run
    values = (stream_key, first, min(last + 1, MAX_NONCE))
    found = execute(statements.RUNS_BETWEEN, values).fetchall()
    touched = [one for one in found if one[1] >= first - 1]
    known = sum(max(0, min(last, end) - max(first, begin) + 1) for begin, end in touched)
    new = last - first + 1 - known
    if new:
        begin = min([first, *(one[0] for one in touched)])
        if touched and touched[-1][0] > begin:
            execute(statements.DROP_RUNS, (stream_key, begin + 1, touched[-1][0]))
        end = max([last, *(one[1] for one in touched)])
        execute(statements.SET_RUN, (stream_key, begin, end))
    return new
