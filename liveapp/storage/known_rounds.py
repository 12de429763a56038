"""What is known of a stream's rounds, and the gaps in it, kept in the transaction that makes nonces known."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace

from liveapp.domain.gaps import NonceRange
from liveapp.domain.streams import Stream
from liveapp.storage import statements

Execute = Callable[..., sqlite3.Cursor]


def are_counted(stream: Stream, runs: Sequence[NonceRange]) -> bool:
    """Whether a stream's totals have these rounds already: the next ones are added along with the bets.

    `statements.ADD_TO_TOTALS` does that for one run that continues what is known, as nearly all do.
    """
    if len(runs) > 1 or stream.first_round is None:
        return False
    ((first, last),) = runs
    if last != stream.last_round or first < stream.first_round:
        return False
    return first == last or not stream.missing_rounds


def add_rounds(execute: Execute, stream: Stream, runs: Sequence[NonceRange]) -> Stream:
    """Make runs of nonces known, in whatever order they come; returns the stream as it is then.

    Each costs a search by key and what it changes of the gaps, however many rounds there are.
    """
    first, last, rounds = stream.first_round, stream.last_round, stream.rounds
    for begin, end in runs:
        if first is None or last is None:
            first, last, rounds = begin, end, end - begin + 1
            continue
        if last - first + 1 > rounds:
            rounds += _fill(execute, stream.key, max(begin, first), min(end, last))
        if end > last:
            after = max(begin, last + 1)
            _open(execute, stream.key, last + 1, after - 1)
            rounds += end - after + 1
            last = end
        if begin < first:
            before = min(end, first - 1)
            _open(execute, stream.key, before + 1, first - 1)
            rounds += before - begin + 1
            first = begin
    if rounds != stream.rounds:
        execute(statements.SET_ROUNDS, (rounds, first, last, stream.key))
    return replace(stream, rounds=rounds, first_round=first, last_round=last)


def _open(execute: Execute, key: int, first: int, last: int) -> None:
    """Have a gap between what was known and what is known now, unless they touch."""
    if first <= last:
        execute(statements.SET_GAP, (key, first, last))


def _fill(execute: Execute, key: int, begin: int, end: int) -> int:
    """Take the nonces from `begin` to `end` out of the gaps; returns how many were missing."""
    found = execute(statements.GAPS_ACROSS, (key, begin, end, statements.ALL_GAPS)).fetchall()
    for first, last in found:
        if first < begin:
            execute(statements.SET_GAP, (key, first, begin - 1))
        else:
            execute(statements.DROP_GAP, (key, first))
        if last > end:
            execute(statements.SET_GAP, (key, end + 1, last))
    return sum(min(last, end) - max(first, begin) + 1 for first, last in found)
