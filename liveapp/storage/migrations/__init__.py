"""Schema changes in order. Number n takes a database from `user_version` n - 1 to n.

They are listed here by name, not found by looking into a folder, so that a frozen program has
them too.
"""

from dataclasses import dataclass

from liveapp.storage.migrations import (
    m0001_initial,
    m0002_log_marks,
    m0003_stream_totals,
    m0004_alias_and_pin,
    m0005_known_rounds,
    m0006_bookmarks,
    m0007_verdicts,
)


@dataclass(frozen=True, slots=True)
class Migration:
    """SQL statements that lead from one version to the next."""

    version: int
    statements: tuple[str, ...]


MIGRATIONS = (
    Migration(1, m0001_initial.STATEMENTS),
    Migration(2, m0002_log_marks.STATEMENTS),
    Migration(3, m0003_stream_totals.STATEMENTS),
    Migration(4, m0004_alias_and_pin.STATEMENTS),
    Migration(5, m0005_known_rounds.STATEMENTS),
    Migration(6, m0006_bookmarks.STATEMENTS),
    Migration(7, m0007_verdicts.STATEMENTS),
)
