"""Checking everything that is stored: pages, references, totals, and whether log and database are one."""

import sqlite3
from collections.abc import Iterator
from math import isclose
from pathlib import Path
from typing import Any

from liveapp.domain.errors import StoreDamaged, StoreTooNew
from liveapp.domain.jobs import Progress
from liveapp.domain.keeping import OK, CheckResult, Report, no_report
from liveapp.storage.connections import interruptible, leaving_no_trace, read_only
from liveapp.storage.copies import count
from liveapp.storage.faults import faults_of_a_file, is_damage, primary_code, translated_faults
from liveapp.storage.opening import is_one_with_its_log, refuse_what_would_not_start

PARTS = 3
"""Pages, references, totals: what the progress of a check counts."""

_COUNTED = (
    "SELECT id, server_seed_hashed, total_bets, highest_multiplier, lowest_multiplier, sum_multipliers,"
    " wagered, paid_out, last_nonce FROM live_streams WHERE deleted_at IS NULL"
)

_RECOMPUTED = (
    "SELECT stream_id, count(*), max(round_result), min(round_result), sum(round_result), sum(amount),"
    " sum(payout), max(nonce) FROM live_bets GROUP BY stream_id"
)

_WITHOUT_ROUND = (
    "SELECT count(*) FROM live_bets AS bet WHERE NOT EXISTS"
    " (SELECT 1 FROM live_rounds AS round WHERE round.stream_id = bet.stream_id AND round.nonce = bet.nonce)"
)

_NO_BETS = (0, None, None, 0.0, 0.0, 0.0, None)
_NAMES = (
    "bets",
    "highest multiplier",
    "lowest multiplier",
    "sum of multipliers",
    "wagered",
    "paid out",
    "nonce",
)
_MOST_WORDS = 5


def check_database(path: Path, report: Report = no_report, is_alone: bool = False) -> CheckResult:
    """Check one state of the database at `path`, its log included. Reads only; works while the program runs.

    `is_alone` says that it does not run: then nothing is left beside the database either.

    Raises:
        StoreUnavailable: it cannot be read at all, for another reason than damage.
        JobCancelled
    """
    report(Progress(0, PARTS))
    try:
        if not is_one_with_its_log(path):
            return CheckResult("the log beside the database does not belong to it", "not checked", 0, 0)
        with faults_of_a_file(path), (leaving_no_trace if is_alone else read_only)(path) as connection:
            return _checked(connection, report)
    except StoreDamaged as error:
        return CheckResult(str(error), "not checked", 0, 0)


def examine(path: Path, is_alone: bool) -> CheckResult:
    """Check a database from outside the program: whether that would start with it, and all else.

    Raises:
        StoreUnavailable: it cannot be read at all, for another reason than damage.
    """
    try:
        refuse_what_would_not_start(path, is_alone)
    except (StoreDamaged, StoreTooNew) as error:
        return CheckResult(str(error), "not checked", 0, 0)
    return check_database(path, is_alone=is_alone)


def check_pages(path: Path, report: Report = no_report) -> None:
    """Check the pages only, as at a start, but for as long as it takes.

    Raises:
        StoreDamaged: what SQLite found.
        StoreUnavailable, JobCancelled
    """

    def look() -> None:
        report(Progress(0, PARTS))

    with translated_faults(), read_only(path) as connection, interruptible(connection, look):
        problem = _pages(connection, "quick_check")
    if problem != OK:
        raise StoreDamaged(f"The database is damaged: {problem}")


def _checked(connection: sqlite3.Connection, report: Report) -> CheckResult:
    part = 0
    with interruptible(connection, lambda: report(Progress(part, PARTS))):
        connection.execute("BEGIN")
        streams, bets = count(connection)
        integrity = _pages(connection, "integrity_check")
        part = 1
        report(Progress(part, PARTS))
        if integrity == OK and (lost := _lost_references(connection)):
            integrity = f"{lost} rows refer to a stream that is not there"
        part = 2
        report(Progress(part, PARTS))
        try:
            totals = "; ".join(_differences(connection)) or OK
        except sqlite3.DatabaseError as error:
            if integrity == OK or primary_code(error) == sqlite3.SQLITE_INTERRUPT:
                raise
            totals = f"not readable ({error})"
    return CheckResult(integrity, totals, streams, bets)


def _pages(connection: sqlite3.Connection, check: str) -> str:
    try:
        rows = connection.execute(f"PRAGMA {check}({_MOST_WORDS})").fetchall()
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return str(error)
    return "; ".join(" ".join(str(row[0]).split()) for row in rows)


def _lost_references(connection: sqlite3.Connection) -> int:
    return sum(1 for _ in connection.execute("PRAGMA foreign_key_check"))


def _differences(connection: sqlite3.Connection) -> Iterator[str]:
    """What each stream's totals and its bets do not agree on, in words; the first few."""
    recomputed = {row[0]: row[1:] for row in connection.execute(_RECOMPUTED)}
    told = 0
    for key, server_seed_hashed, *counted in connection.execute(_COUNTED).fetchall():
        found = recomputed.get(key, _NO_BETS)
        wrong = [
            f"{name} {kept!r} instead of {right!r}"
            for name, kept, right in zip(_NAMES, counted, found, strict=True)
            if not _is_same(kept, right)
        ]
        if wrong and told < _MOST_WORDS:
            told += 1
            yield f"stream {server_seed_hashed[:10]}: {', '.join(wrong)}"
    (without,) = connection.execute(_WITHOUT_ROUND).fetchone()
    if without:
        yield f"{without} bets have no round"


def _is_same(kept: Any, right: Any) -> bool:
    if isinstance(kept, float) and isinstance(right, float):
        return isclose(kept, right, rel_tol=1e-9) or right == float("inf")
    return bool(kept == right)
