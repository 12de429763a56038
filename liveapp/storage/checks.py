"""Checking everything that is stored: pages, references, totals, and whether log and database are one."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import isclose
from pathlib import Path
from typing import Any

from liveapp.domain.errors import StoreDamaged, StoreTooNew
from liveapp.domain.jobs import Progress
from liveapp.domain.keeping import OK, CheckResult, Report, no_report
from liveapp.domain.pump import hash_server_seed
from liveapp.storage import statements
from liveapp.storage.connections import interruptible, leaving_no_trace, read_only
from liveapp.storage.copies import count
from liveapp.storage.faults import faults_of_a_file, is_damage, primary_code, translated_faults
from liveapp.storage.opening import is_one_with_its_log, read_identity, refuse_what_would_not_start

PARTS = 3
"""Pages, references, totals: what the progress of a check counts."""

_KEPT = (
    "SELECT id, server_seed_hashed, total_bets, highest_multiplier, lowest_multiplier, sum_multipliers,"
    " last_nonce FROM live_streams WHERE deleted_at IS NULL"
)

_KEPT_BY_CURRENCY = "SELECT stream_id, currency, bets, wagered, paid_out, first_bet_id FROM stream_totals"

_RECOMPUTED = (
    "SELECT stream_id, coalesce(currency, '') AS currency, count(*), sum(amount), sum(payout), min(id),"
    " max(round_result), min(round_result), sum(round_result), max(nonce) FROM live_bets GROUP BY 1, 2"
)

_WITHOUT_ROUND = (
    "SELECT count(*) FROM live_bets AS bet WHERE NOT EXISTS"
    " (SELECT 1 FROM live_rounds AS round WHERE round.stream_id = bet.stream_id AND round.nonce = bet.nonce)"
)

_ROUNDS_KEPT = """
SELECT id, server_seed_hashed, rounds, first_round, last_round FROM live_streams WHERE deleted_at IS NULL
"""

_ROUNDS_FOUND = "SELECT stream_id, count(*), min(nonce), max(nonce) FROM live_rounds GROUP BY 1"

_WRONG_GAPS = f"""
WITH kept AS (SELECT stream_id, first_nonce, last_nonce FROM missed_rounds),
    found AS MATERIALIZED ({statements.GAPS_OF_ROUNDS})
SELECT stream_id, count(*) FROM (
    SELECT * FROM (SELECT * FROM kept EXCEPT SELECT * FROM found)
    UNION ALL SELECT * FROM (SELECT * FROM found EXCEPT SELECT * FROM kept)
) GROUP BY 1
"""  # noqa: S608 - constant text

_VERDICTS_SINCE = 7
"""The schema's version that brought them."""

_SEEDS = "SELECT server_seed_hashed, server_seed FROM seed_aliases"

_PROOFS_KEPT = (
    "SELECT id, server_seed_hashed, is_revealed, verified, mismatched, unverifiable FROM live_streams"
    " WHERE deleted_at IS NULL"
)

_VERDICTS_FOUND = (
    f"SELECT stream_id, {statements.COUNTS_OF_VERDICTS} FROM live_bets"  # noqa: S608 - constant text
    " WHERE verdict IS NOT NULL GROUP BY 1"
)

_NAMES = ("bets", "highest multiplier", "lowest multiplier", "sum of multipliers", "nonce")
_NAMES_BY_CURRENCY = ("bets", "wagered", "paid out", "first bet")
_NAMES_OF_ROUNDS = ("rounds", "first round", "last round")
_NAMES_OF_VERDICTS = ("revealed", "verified", "mismatched", "unverifiable")
_NO_VERDICTS = (0, 0, 0)
_NO_ROUNDS = (0, None, None)
_NO_TOTAL = (0, 0.0, 0.0, None)
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
            integrity = f"{lost} rows refer to a stream or a bet that is not there"
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
    recomputed = _by_stream(connection.execute(_RECOMPUTED))
    version, _, tables = read_identity(connection)
    # An older version's sums know no currency: its migration does without them.
    has_totals = "stream_totals" in tables
    kept_by_currency = _by_stream(connection.execute(_KEPT_BY_CURRENCY)) if has_totals else {}
    told = 0
    for key, server_seed_hashed, *kept in connection.execute(_KEPT).fetchall():
        found = recomputed.get(key, {})
        by_currency = {currency: values[:4] for currency, values in found.items()}
        wrong = [*_wrong(_NAMES, kept, _all_currencies(found.values()))]
        if has_totals:
            wrong += _wrong_by_currency(kept_by_currency.get(key, {}), by_currency)
        if wrong and told < _MOST_WORDS:
            told += 1
            yield f"stream {server_seed_hashed[:10]}: {', '.join(wrong)}"
    if "missed_rounds" in tables:
        yield from _differences_of_rounds(connection)
    if version >= _VERDICTS_SINCE:
        yield from _differences_of_verdicts(connection)
    (without,) = connection.execute(_WITHOUT_ROUND).fetchone()
    if without:
        yield f"{without} bets have no round"


def _differences_of_rounds(connection: sqlite3.Connection) -> Iterator[str]:
    """What is kept of each stream's known rounds and is not so, in words; the first few."""
    found = {key: values for key, *values in connection.execute(_ROUNDS_FOUND)}
    wrong_gaps = dict(connection.execute(_WRONG_GAPS).fetchall())
    told = 0
    for key, server_seed_hashed, *kept in connection.execute(_ROUNDS_KEPT).fetchall():
        wrong = [*_wrong(_NAMES_OF_ROUNDS, kept, found.get(key, _NO_ROUNDS))]
        if key in wrong_gaps:
            wrong.append(f"{wrong_gaps[key]} gaps that do not fit its rounds")
        if wrong and told < _MOST_WORDS:
            told += 1
            yield f"stream {server_seed_hashed[:10]}: {', '.join(wrong)}"


def _differences_of_verdicts(connection: sqlite3.Connection) -> Iterator[str]:
    """What is kept of seeds and of each stream's proof and is not so, in words; the first few."""
    seeds = connection.execute(_SEEDS).fetchall()
    if wrong_seeds := sum(1 for hashed, seed in seeds if hash_server_seed(seed) != hashed):
        yield f"{wrong_seeds} server seeds do not have their hash"
    revealed = {hashed for hashed, _ in seeds}
    found = {key: values for key, *values in connection.execute(_VERDICTS_FOUND)}
    told = 0
    for key, server_seed_hashed, *kept in connection.execute(_PROOFS_KEPT).fetchall():
        is_revealed = int(server_seed_hashed.lower() in revealed)
        wrong = [*_wrong(_NAMES_OF_VERDICTS, kept, (is_revealed, *found.get(key, _NO_VERDICTS)))]
        if wrong and told < _MOST_WORDS:
            told += 1
            yield f"stream {server_seed_hashed[:10]}: {', '.join(wrong)}"


def _by_stream(rows: Iterable[Sequence[Any]]) -> dict[int, dict[str, Sequence[Any]]]:
    """What follows stream and currency in each row, by these."""
    found: dict[int, dict[str, Sequence[Any]]] = {}
    for key, currency, *values in rows:
        found.setdefault(key, {})[currency] = values
    return found


def _all_currencies(found: Collection[Sequence[Any]]) -> Sequence[Any]:
    """What a stream's totals that know no currency should be."""
    if not found:
        return (0, None, None, 0.0, None)
    bets, _, _, _, highest, lowest, multipliers, last_nonce = zip(*found, strict=True)
    return (sum(bets), max(highest), min(lowest), sum(multipliers), max(last_nonce))


def _wrong_by_currency(
    kept: Mapping[str, Sequence[Any]], found: Mapping[str, Sequence[Any]]
) -> Iterator[str]:
    for currency in sorted(kept.keys() | found.keys()):
        name = repr(currency) if currency else "no currency"
        values, right = kept.get(currency, _NO_TOTAL), found.get(currency, _NO_TOTAL)
        yield from (f"{words} ({name})" for words in _wrong(_NAMES_BY_CURRENCY, values, right))


def _wrong(names: Sequence[str], kept: Sequence[Any], right: Sequence[Any]) -> Iterator[str]:
    for name, value, wanted in zip(names, kept, right, strict=True):
        if not _is_same(value, wanted):
            yield f"{name} {value!r} instead of {wanted!r}"


def _is_same(kept: Any, right: Any) -> bool:
    if isinstance(kept, float) and isinstance(right, float):
        return isclose(kept, right, rel_tol=1e-9) or right == float("inf")
    return bool(kept == right)
